import type { CodeRow } from './code-row.ts';
import type { Catalogue } from './codes.ts';
import { codeSense, type Entries, type Entry, type Limits, rowMeanings } from './entries.ts';
import { labelKey, type Meaning, type WordList } from './lexicon.ts';

/** forms/lexicon/affixes.yaml: what may stand around a label without changing it. */
export interface AffixData {
  readonly prefixes: readonly string[];
  readonly suffixes: readonly string[];
  readonly 'name-suffixes': readonly string[];
  readonly 'not-before': readonly string[];
}

const LEVELS: Readonly<Record<string, number>> = { 类: 1, 款: 2, 项: 3 };
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace('\\{year\\}', '(?:19|20)\\d{2}');
const longestFirst = (words: readonly string[]) =>
  [...words]
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join('|');

export interface Labels {
  /** all meanings of a whole label, by precedence */
  meanings(text: string, year?: number): readonly Meaning[];
  /** its meanings in one list */
  inList(list: WordList, text: string, year?: number): readonly Meaning[];
  /** the label with fewer and fewer prefixes and suffixes that change nothing (2025年, （万元）); [] where it has none */
  shorter(text: string): readonly string[];
  /** forms of a classification's name as papers print it, with and without 支出 …; the name's own key first */
  nameForms(name: string): readonly string[];
}

/** Look-up of whole labels. */
export function createLabels(entries: Entries, catalogue: Catalogue, affixes: AffixData): Labels {
  const prefix = new RegExp(`^(?:${longestFirst(affixes.prefixes)})`);
  const suffix = new RegExp(`(?:${longestFirst(affixes.suffixes)})$`);
  const nameSuffixes = affixes['name-suffixes'];
  const cache = new Map<string, readonly Meaning[]>();

  /** The label with fewer and fewer prefixes and suffixes, prefixes taken off first. */
  const shorter = (text: string): string[] => {
    const steps: string[] = [];
    for (let rest = labelKey(text); ; ) {
      const next = labelKey(rest.replace(prefix, '') || rest) !== rest ? labelKey(rest.replace(prefix, '')) : rest.replace(suffix, '');
      if (next === rest || next === '') return steps;
      steps.push(next);
      rest = next;
    }
  };

  const nameForms = (name: string): string[] => {
    const key = labelKey(name);
    const forms = [key];
    for (const end of nameSuffixes) {
      if (key.endsWith(end)) forms.push(key.slice(0, -end.length));
      else forms.push(key + end);
    }
    return forms.filter((form) => form.length > 1 && form !== '其他');
  };

  const inCodes = (entry: Entry, list: WordList | null, year: number | undefined, limits: Limits): Meaning[] => {
    const of = (name: Exclude<WordList, 'terms'>) =>
      list === null || list === name ? rowMeanings(entry, name, catalogue[name], year, limits) : [];
    if (list === 'government' || list === 'income') return of(list);
    const functional = of('functional');
    const classes = functional.filter((m) => catalogue.functional.levelOf(m.sense.dims.function ?? '') === 1);
    return [...classes, ...of('economic'), ...functional.filter((m) => !classes.includes(m))];
  };

  const exact = (key: string, list: WordList | null, year: number | undefined, limits: Limits = {}): Meaning[] => {
    const entry = entries.get(key);
    if (!entry) return [];
    const limited = limits.level !== undefined || limits.under !== undefined;
    const terms =
      limited || (list !== null && list !== 'terms') ? [] : entry.terms.map((t): Meaning => ({ list: 'terms', ...t, current: true }));
    return list === 'terms' ? terms : [...terms, ...inCodes(entry, list, year, limits)];
  };

  /** Names with 支出 … put on or taken off. */
  const varied = (key: string, list: WordList | null, year: number | undefined, limits?: Limits): Meaning[] => {
    const found = exact(key, list, year, limits);
    if (found.length > 0 || list === 'terms') return found;
    for (const form of nameForms(key).slice(1)) {
      const meanings = exact(form, list, year, limits).filter((m) => m.list !== 'terms');
      if (meanings.length > 0) return meanings;
    }
    return [];
  };

  /** 教育支出（类）普通教育（款）小学教育（项）: each name under the one before. */
  const path = (key: string, list: WordList | null, year: number | undefined): Meaning[] => {
    const parts = [...key.matchAll(/([^（）]+(?:（(?![类款项]）)[^）]*）[^（）]*)*)（([类款项])）/g)];
    if (parts.length === 0 || parts.map((part) => part[0]).join('') !== key || (list !== null && list !== 'functional')) return [];
    let under: string | undefined;
    let found: Meaning[] = [];
    for (const [, name, level] of parts) {
      const limits: Limits = { ...(level && { level: LEVELS[level] }), ...(under && { under }) };
      found = varied(labelKey(name ?? ''), 'functional', year, limits);
      under = found[0]?.sense.dims.function;
    }
    return found;
  };

  /** [208]社会保障和就业支出, 2080505 机关事业单位…: the code decides, if it is that name's code. */
  const coded = (text: string, list: WordList | null, year: number | undefined): Meaning[] => {
    const match = /^[[【（(]?(\d{3}|\d{5}|\d{7})[\]】）)]?[-—.、]?(?=[^\d.,，年])(.+)$/u.exec(text.replace(/\s+/g, ''));
    if (!match) return [];
    const [, code = '', name = ''] = match;
    const forms = new Set(nameForms(name));
    for (const at of ['functional', 'economic', 'government', 'income'] as const) {
      if (list !== null && list !== at) continue;
      const history = catalogue[at].history(code).filter((row: CodeRow) => forms.has(labelKey(row.name)));
      const row = history.at(-1);
      if (row)
        return [
          {
            list: at,
            sense: codeSense(at, code),
            official: row.name,
            current: year === undefined || catalogue[at].byCode(code, year)?.name === row.name,
          },
        ];
    }
    return [];
  };

  const search = (text: string, list: WordList | null, year: number | undefined): readonly Meaning[] => {
    const query = `${list ?? ''}|${year ?? ''}|${text}`;
    const before = cache.get(query);
    if (before) return before;
    const key = labelKey(text);
    let found: readonly Meaning[] = coded(text, list, year);
    if (found.length === 0) found = exact(key, list, year);
    if (found.length === 0) found = path(key, list, year);
    if (found.length === 0) found = varied(key, list, year);
    for (const step of found.length > 0 ? [] : shorter(text)) {
      found = varied(step, list, year);
      if (found.length > 0) break;
    }
    if (cache.size > 20_000) cache.clear();
    cache.set(query, found);
    return found;
  };

  return {
    meanings: (text, year) => search(text, null, year),
    inList: (list, text, year) => search(text, list, year),
    shorter,
    nameForms,
  };
}
