import { type Dims, UNKNOWN } from '../fact/dimension.ts';
import { type CodeRow, validIn } from './code-row.ts';
import type { Codebook } from './codebook.ts';
import type { Catalogue } from './codes.ts';
import { labelKey, type Meaning, type Sense, type WordList } from './lexicon.ts';

/** One line of forms/lexicon/terms.yaml. The first word is the one printed; all are read. */
export interface TermData {
  readonly concept?: string;
  readonly dims?: Dims;
  readonly role?: Sense['role'];
  readonly words: readonly string[];
}

/** Words with one key: their senses from terms.yaml and the code rows that have this name. */
export interface Entry {
  readonly terms: { readonly sense: Sense; readonly official: string }[];
  readonly rows: { readonly list: Exclude<WordList, 'terms'>; readonly row: CodeRow }[];
}

/** Entries by `labelKey`. */
export type Entries = Map<string, Entry>;

const DIMENSION = { functional: 'function', economic: 'economic', government: 'government', income: 'income' } as const;

/** The sense of a code: money of its class. */
export const codeSense = (list: Exclude<WordList, 'terms'>, code: string): Sense => ({
  concept: list === 'income' ? 'revenue' : 'expenditure',
  dims: { [DIMENSION[list]]: code },
});

/** All words by key. */
export function createEntries(terms: readonly TermData[], catalogue: Catalogue): Entries {
  const entries: Entries = new Map();
  const at = (word: string): Entry => {
    const key = labelKey(word);
    const known = entries.get(key);
    if (known) return known;
    const made: Entry = { terms: [], rows: [] };
    entries.set(key, made);
    return made;
  };
  for (const { words, concept, dims = {}, role } of terms) {
    const sense: Sense = { dims, ...(concept === undefined ? {} : { concept }), ...(role === undefined ? {} : { role }) };
    const official = words[0] ?? '';
    for (const key of new Set(words.map(labelKey))) at(key).terms.push({ sense, official });
  }
  const add = (list: Exclude<WordList, 'terms'>, book: Codebook) => {
    for (const row of book.rows) at(row.name).rows.push({ list, row });
  };
  add('functional', catalogue.functional);
  // classes are printed without 支出 too: 科学技术
  for (const row of catalogue.functional.rows) {
    const short = row.level === 1 && row.name.endsWith('支出') ? row.name.slice(0, -2) : '';
    if (short.length > 1 && short !== '其他') at(short).rows.push({ list: 'functional', row });
  }
  add('economic', catalogue.economic);
  add('government', catalogue.government);
  add('income', catalogue.income);
  return entries;
}

/** Rows of a year; where there are none, the latest ones before or after it. */
function rowsOf(rows: readonly CodeRow[], year: number | undefined): { rows: CodeRow[]; current: boolean } {
  const now = rows.filter((row) => (year === undefined ? row.to === null : validIn(row, year)));
  const chosen = now.length > 0 ? now : rows;
  const seen = new Set<string>();
  const once = [...chosen]
    .sort((a, b) => a.level - b.level || (a.code < b.code ? -1 : 1))
    .filter((row) => !seen.has(row.code) && seen.add(row.code));
  return { rows: once, current: now.length > 0 };
}

/** Limits on which rows count. */
export interface Limits {
  readonly level?: number;
  readonly under?: string;
}

/** The meanings that rows of one classification give a name; several codes that do not stand above one another give `unknown` first. */
export function rowMeanings(
  entry: Entry,
  list: Exclude<WordList, 'terms'>,
  book: Codebook,
  year?: number,
  { level, under }: Limits = {},
): Meaning[] {
  const fitting = entry.rows.filter(
    (it) =>
      it.list === list && (level === undefined || it.row.level === level) && (under === undefined || book.isPrefix(under, it.row.code)),
  );
  if (fitting.length === 0) return [];
  const { rows, current } = rowsOf(
    fitting.map((it) => it.row),
    year,
  );
  const first = rows[0];
  if (!first) return [];
  const meanings = rows.map((row): Meaning => ({ list, sense: codeSense(list, row.code), official: row.name, current }));
  const nested = first.level === 1 || rows.every((row) => book.isPrefix(first.code, row.code));
  return nested ? meanings : [{ list, sense: codeSense(list, UNKNOWN), official: first.name, current }, ...meanings];
}
