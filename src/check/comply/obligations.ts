import { resolveSet } from '../../form/load.ts';
import type { Reading } from '../../form/reading.ts';
import type { Forms } from '../../forms.ts';
import { remembered, rememberedFor } from '../../lexicon/remember.ts';
import type { Code } from '../codes.ts';
import type { Law } from '../finding.ts';
import { pattern } from './check.ts';
import { plainText, stretches } from './stretch.ts';

/** An entry of forms/cn/obligations.yaml. */
export interface Obligation {
  readonly id: string;
  readonly title: string;
  readonly basis: string;
  readonly kind?: 'budget' | 'final';
  /** a table whose title matches */
  readonly table?: string;
  /** a heading or sentence that matches */
  readonly text?: string;
  readonly codes?: readonly Code[];
  readonly laws?: readonly Law[];
  readonly needs?: 'tables' | 'codes' | 'facts' | 'statements';
  /** not known to be owed everywhere: its absence is told in the ledger only */
  readonly hint?: boolean;
  /** its absence is an error, not a warning */
  readonly statutory?: boolean;
  readonly 'not-evaluated'?: string;
}

/** The obligations of a paper's kind, in the order in which they are reported. Throws where the file is missing. */
export function obligationsOf(reading: Reading, forms: Forms): readonly Obligation[] {
  const list = forms.sets.find(({ id }) => id === 'cn')?.files.get('obligations')?.[0];
  if (!Array.isArray(list)) throw new Error('缺少 forms/cn/obligations.yaml');
  return (list as readonly Obligation[]).filter(({ kind }) => kind === undefined || kind === reading.identity.kind);
}

/** Titles of everything that looks like a table: read tables, other grids' captions, and short lines that end in 表. */
export const tableTitles = rememberedFor((reading: Reading): readonly string[] => [
  ...reading.tables.flatMap(({ title }) => (title ? [plainText(title.text)] : [])),
  ...stretches(reading)
    .filter(({ kind, plain }) => kind === 'paragraph' && plain.length <= 45 && /表(?:（[^）]*）)?$/.test(plain))
    .map(({ plain }) => plain),
]);

/** Whether a title or a sentence of a paper matches, each pattern looked for once. */
const hasTitle = rememberedFor((reading: Reading) =>
  remembered((source) => tableTitles(reading).some((title) => pattern(source).test(title))),
);
const sentences = rememberedFor((reading: Reading): readonly string[] =>
  stretches(reading).flatMap(({ kind, plain, record }) => (kind === 'paragraph' && !record ? [plain] : [])),
);
const hasSentence = rememberedFor((reading: Reading) =>
  remembered((source) => sentences(reading).some((plain) => pattern(source).test(plain))),
);
/** As hasSentence, titles of tables left out: a workbook of tables alone explains nothing. */
const isExplained = rememberedFor((reading: Reading) => {
  const titles = new Set(tableTitles(reading));
  return remembered((source) => sentences(reading).some((plain) => !titles.has(plain) && pattern(source).test(plain)));
});

export const hasTable = (reading: Reading, { table = '' }: Obligation): boolean => hasTitle(reading)(table);
export const hasText = (reading: Reading, { text = '' }: Obligation): boolean => hasSentence(reading)(text);

/** So many of the tables owed stand in a paper that contains its tables; a text whose tables are published apart has none or one. */
const ENOUGH = 4;

/** The paper contains its tables. */
export const containsTables = (reading: Reading, obligations: readonly Obligation[]): boolean =>
  reading.tables.length >= ENOUGH && obligations.filter((owed) => owed.table !== undefined && hasTable(reading, owed)).length >= ENOUGH;

/** The paper contains its explanation: so many of the texts owed. */
export const containsText = (reading: Reading, obligations: readonly Obligation[]): boolean =>
  obligations.filter(({ text }) => text !== undefined && isExplained(reading)(text)).length >= ENOUGH;

const formSetOf = rememberedFor((forms: Forms) => remembered((id) => resolveSet(forms.sets, id)));

/** Titles of the tables of the paper's form, years filled in; null where the province has no form. */
export function formTables(reading: Reading, forms: Forms): readonly string[] | null {
  const { form, year } = reading.identity;
  const set = form === null ? null : formSetOf(forms)(form);
  if (!set) return null;
  return set.parts
    .flatMap(({ tables }) => tables)
    .flatMap((id) => {
      const table = set.tables.get(id);
      return table ? [table.title.replaceAll('{year}', String(year ?? '')).replaceAll('{prior}', String((year ?? 1) - 1))] : [];
    });
}

/** What two table titles are compared by: no year, ordinal, brackets, quotes. */
export const titleKey = remembered((title) =>
  plainText(title)
    .replace(/(?:19|20)\d\d年度?/g, '')
    .replace(/^(?:表?[一二三四五六七八九十\d]+[、.．]?)/, '')
    .replace(/[“”"]/g, '')
    .replace(/（[^）]*）/g, ''),
);
