import { parseAmount } from '../../fact/amount.ts';
import type { Reading } from '../../form/reading.ts';
import type { Forms } from '../../forms.ts';
import { labelKey } from '../../lexicon/lexicon.ts';
import { found } from '../found.ts';
import { type Check, quoted } from './check.ts';
import { codedRows, sameName } from './coded.ts';
import { hitPlace, hits } from './stretch.ts';

/** 农林水支出（类）水利（款）行政运行（项）, and the amount right behind it. */
const PATH =
  /(?<=^|[。；：“"＂、.．\d）])([\u4e00-\u9fff（）]{2,24}?)（类）[-—]?([\u4e00-\u9fff（）、]{2,30}?)（款）[-—]?([\u4e00-\u9fff（）、]{2,40}?)（项）[”"＂]?[：:]?(?:(?:20\d\d年)?(?:年初|支出)?(?:预算|决算)?数?为?(\d[\d,]*(?:\.\d+)?)(万元|元))?/gm;
/** So large a share of the paths must stand in the tables before the others are held against them. */
const MOST = 0.6;
const LEAST = 3;

/** The 项 of the paper's tables with the names above them, by code. */
function itemsOf(reading: Reading, forms: Forms): Map<string, readonly string[]> {
  const names = new Map<string, string>();
  for (const { book, code, name } of codedRows(reading, forms.codes))
    if (book === forms.codes.functional && name !== '' && !names.has(code)) names.set(code, name);
  return new Map(
    [...names].flatMap(([code, name]): [string, readonly string[]][] => {
      const above = [names.get(code.slice(0, 3)), names.get(code.slice(0, 5))];
      return code.length === 7 && above[0] && above[1] ? [[code, [above[0], above[1], name]]] : [];
    }),
  );
}

/** The code whose row has an amount, under a class; null where several rows have it. */
function codeByAmount(fen: number, classes: ReadonlySet<string>, reading: Reading): string | null {
  const codes = new Set(
    reading.facts.flatMap(({ value, where, dims: { function: code } }) =>
      value === fen && where.node === 'table' && code?.length === 7 && classes.has(code.slice(0, 3)) ? code : [],
    ),
  );
  return codes.size === 1 ? ([...codes][0] ?? null) : null;
}

/** A function that the text names and no table of the paper has: another 款, a 款 called 项, a name that the tables do not print. */
export const itemPath: Check = (reading, forms) => {
  const items = itemsOf(reading, forms);
  const paths = hits(reading, PATH).filter(({ stretch: { kind, record } }) => kind === 'paragraph' && !record);
  if (items.size < LEAST || paths.length < LEAST) return [];
  const book = forms.codes.functional;
  // a class under a name of another year: that it is outdated is told elsewhere
  const isName = (code: string, printed: string, said: string): boolean =>
    sameName(printed, said) || (code.length === 3 && book.history(code).some((row) => sameName(row.name, said)));
  const isListed = (names: readonly string[]): boolean =>
    [...items].some(([code, chain]) => [3, 5, 7].every((length, i) => isName(code.slice(0, length), chain[i] ?? '', names[i] ?? '')));
  const unlisted = paths.filter(({ match: [, ...names] }) => !isListed(names.slice(0, 3).map((name) => name ?? '')));
  if (unlisted.length === 0 || unlisted.length > paths.length * (1 - MOST)) return [];
  const told = unlisted.flatMap((hit) => {
    const [, top = '', middle = '', low = '', number, unit] = hit.match;
    const classes = new Set([...items].flatMap(([code, [name = '']]) => (isName(code.slice(0, 3), name, top) ? code.slice(0, 3) : [])));
    const amount = number ? parseAmount(number, unit === '元' ? '元' : '万元') : null;
    const byAmount = amount ? codeByAmount(amount.fen, classes, reading) : null;
    const byName = [...items].filter(([code, chain]) => classes.has(code.slice(0, 3)) && sameName(chain[2] ?? '', low));
    const code = byAmount ?? (byName.length === 1 ? byName[0]?.[0] : null);
    const right = code ? items.get(code) : undefined;
    return right ? [{ hit, said: [top, middle, low], right }] : [];
  });
  return told.flatMap(({ hit, said, right }) => {
    const wrong = said.flatMap((name, i) =>
      i === 0 || sameName(name, right[i] ?? '') ? [] : [[name, right[i] ?? '', ['类', '款', '项'][i]] as const],
    );
    if (wrong.length === 0) return [];
    const pairs = wrong.map(([name, official, level]) => `${level}级“${name}”应为“${official}”`);
    return found('comply.item-path', {
      severity: 'warning',
      message: `说明中的科目${quoted([hit.match[0].replace(/\d.*$/, '').replace(/[”"＂：:]+$/, '')])}表中没有；按金额和名称，${pairs.join('，')}。`,
      stated: wrong.map(([name]) => name).join('、'),
      expected: wrong.map(([, official]) => official).join('、'),
      culprit: 0,
      suggestion: `按批复的科目写明：${right.map((name, i) => `${labelKey(name)}（${['类', '款', '项'][i]}）`).join('')}`,
      places: [hitPlace(hit)],
    });
  });
};
