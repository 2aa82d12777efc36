import type { Damage, Words } from '../document/document.ts';
import { joinWords, placeOf } from '../document/words.ts';
import { rememberedFor } from '../lexicon/remember.ts';
import type { Token, TokenRow } from './recordFields.ts';
import { type IndicatorLevels, isFirstLevel, labelWord, type RecordForm, secondLevel, standsUnder } from './recordForm.ts';

type IndicatorRow = Map<string, Words>;

/** The header of an indicator table: the column of each id; ids of the second half begin with annual-. */
export type RowHeader = ReadonlyMap<string, number>;

/** The columns of a form's indicator table by the words in their heads. */
export const columnIds = rememberedFor((form: RecordForm) => {
  const ids = new Map<string, Set<string>>();
  for (const [id, names] of Object.entries(form.rows)) {
    for (const name of names.map(labelWord)) ids.set(name, (ids.get(name) ?? new Set()).add(id));
  }
  return ids;
});

/** Reads the header of the indicator table; null where the row is none: it names the indicator and its value. */
export function rowHeader(form: RecordForm, tokens: TokenRow): RowHeader | null {
  const header = new Map<string, number>();
  for (const { words, column } of tokens) {
    for (const id of columnIds(form).get(labelWord(words.text)) ?? []) header.set(header.has(id) ? `annual-${id}` : id, column);
  }
  return header.has('name') && header.has('value') ? header : null;
}

/** A cell that reads like an indicator's value: it begins with a comparator or a number. */
const likeValue = (text: string): boolean => /^[≥≤<>＞＜=＝]|^\d[\d.,\s]*(?:[%％‰]|[^\d\s]{0,6}$)/.test(text.trim());

interface Half {
  level2: Words | null;
  rest: Token[];
}

/** Level, indicators and values of one half, by content. */
function halfOf(levels: IndicatorLevels, tokens: TokenRow): Half {
  const rest = [...tokens];
  let level2: Words | null = null;
  while (rest[0] && secondLevel(levels, rest[0].words.text)) level2 = rest.shift()?.words ?? level2;
  return { level2, rest: rest.filter(({ words }) => !secondLevel(levels, words.text)) };
}

const plain = (text: string): string => text.replace(/\s+/g, '');

/** The index at which the second half of a row begins, tokens.length where it has none. */
function splitAt(levels: IndicatorLevels, tokens: TokenRow, boundary: number | null): number {
  const marks = tokens.flatMap(({ words }, i) => (secondLevel(levels, words.text) ? [i] : []));
  const last = marks.at(-1);
  if (last !== undefined && last > 0 && (marks.length > 1 || last > 1)) return last;
  const name = tokens[last === 0 ? 1 : 0];
  const twin = name ? tokens.findIndex((token, i) => i > (last === 0 ? 1 : 0) && plain(token.words.text) === plain(name.words.text)) : -1;
  if (twin > 0) return twin;
  const at = boundary === null ? -1 : tokens.findIndex(({ column }) => column >= boundary);
  return at < 0 ? tokens.length : at;
}

function fill(row: IndicatorRow, prefix: string, half: Half): void {
  const [first, ...more] = half.rest;
  if (!first) return;
  if (more.length === 0) {
    row.set(prefix + (likeValue(first.words.text) && row.size > 0 ? 'value' : 'name'), first.words);
    return;
  }
  const value = more.at(-1);
  row.set(`${prefix}name`, joinWords([first, ...more.slice(0, -1)].map(({ words }) => words)));
  if (value) row.set(`${prefix}value`, value.words);
}

/** State carried down the table: merged cells of the first and second level. */
interface Carry {
  level1: Words | null;
  level2: Words | null;
  annual2: Words | null;
}

/** A row of a table with two halves (implementation period, year), read by content: columns may be displaced. */
function doubledRow(levels: IndicatorLevels, tokens: TokenRow, boundary: number | null, carry: Carry, lost: Words[]): IndicatorRow {
  let body = tokens;
  while (
    body[0] &&
    isFirstLevel(levels, body[0].words.text) &&
    !(secondLevel(levels, body[0].words.text) && !secondLevel(levels, body[1]?.words.text ?? ''))
  ) {
    carry.level1 = body[0].words;
    carry.level2 = null;
    body = body.slice(1);
  }
  const cut = splitAt(levels, body, boundary);
  const left = halfOf(levels, body.slice(0, cut));
  const right = halfOf(levels, body.slice(cut));
  const level2 = left.level2 ?? right.level2;
  if (level2) {
    carry.level2 = left.level2 ?? carry.level2;
    carry.annual2 = right.level2 ?? left.level2;
    if (!left.level2 && left.rest.length === 0) carry.level2 = right.level2;
  }
  const row: IndicatorRow = new Map();
  fill(row, '', left);
  fill(row, 'annual-', right);
  const complete = row.has('name') && row.has('value');
  const half = row.has('annual-name') !== row.has('annual-value') || (complete && !row.has('annual-name'));
  if (complete && half) lost.push(row.get('name') ?? (tokens[0] as Token).words);
  return row;
}

/** The ids of a row's cells by their columns, when every column is shifted by so many. */
function byColumn(header: RowHeader, tokens: TokenRow, shift: number): IndicatorRow {
  const row: IndicatorRow = new Map();
  const ids = [...header];
  for (const { words, column } of tokens) {
    const id = ids.find(([, at]) => at === column + shift)?.[0];
    if (id) row.set(id, words);
  }
  return row;
}

/** How many cells of a row stand where they cannot belong. */
function misfits(levels: IndicatorLevels, row: IndicatorRow, tokens: TokenRow): number {
  const [one, two, name] = [row.get('level1'), row.get('level2'), row.get('name')];
  let count = tokens.length - row.size;
  if (name && (secondLevel(levels, name.text) || likeValue(name.text))) count += 2;
  if (two && !secondLevel(levels, two.text)) count++;
  if (one && !isFirstLevel(levels, one.text) && secondLevel(levels, one.text)) count++;
  return count;
}

/** A row of a table with one half, by columns, shifted where that fits better. */
function singleRow(levels: IndicatorLevels, header: RowHeader, tokens: TokenRow, carry: Carry): IndicatorRow {
  const ranked = [0, 1, -1, 2, -2].map((shift) => {
    const row = byColumn(header, tokens, shift);
    return { row, misfit: misfits(levels, row, tokens) };
  });
  const row = ranked.reduce((best, next) => (next.misfit < best.misfit ? next : best)).row;
  const one = row.get('level1');
  if (one) {
    carry.level1 = one;
    carry.level2 = null;
  }
  carry.level2 = row.get('level2') ?? carry.level2;
  row.delete('level1');
  row.delete('level2');
  return row;
}

/** Joins the rest of a broken cell to the row above; false where the row is one of its own. */
function joinAbove(row: IndicatorRow, above: IndicatorRow | undefined): boolean {
  if (!above) return false;
  const ids = [...row.keys()];
  const names = ids.some((id) => id.endsWith('name'));
  const values = ids.some((id) => id.endsWith('value'));
  if (names === values || ids.some((id) => !above.has(id))) return false;
  for (const [id, words] of row) above.set(id, joinWords([above.get(id) ?? words, ...(above.has(id) ? [words] : [])]));
  return true;
}

/** A label of the second level that is broken over two rows (“生态效益指” above “标”) made whole. */
function joinBroken(levels: IndicatorLevels, rows: readonly TokenRow[]): TokenRow[] {
  const out: Token[][] = [];
  for (const row of rows) {
    const above = out.at(-1);
    const rest = row.filter((token) => {
      const index = above?.findIndex(({ column }) => column === token.column) ?? -1;
      const upper = above?.[index];
      if (!above || !upper || token.words.text.length > 3) return true;
      const joined = joinWords([upper.words, token.words]);
      if (!(secondLevel(levels, joined.text) ?? isFirstLevel(levels, joined.text))) return true;
      if (secondLevel(levels, upper.words.text) && !/指$/.test(upper.words.text)) return true;
      above[index] = { ...upper, words: joined };
      return false;
    });
    if (rest.length || row.length === 0) out.push([...rest]);
  }
  return out;
}

/**
 * Reads the rows of an indicator table. Each map: level1, level2, name, value, description, evidence; for a table with two halves
 * name and value are those of the implementation period, annual-name and annual-value those of the year.
 */
export function readIndicatorRows(
  levels: IndicatorLevels,
  header: RowHeader,
  rows: readonly TokenRow[],
): { readonly rows: ReadonlyMap<string, Words>[]; readonly damage: Damage[] } {
  const whole = joinBroken(levels, rows);
  const twice = (tokens: TokenRow): boolean => {
    const marks = tokens.flatMap(({ words }) => secondLevel(levels, words.text) ?? []);
    return (
      marks.length > 1 && tokens.length > 2 && marks[0] === marks.at(-1) && secondLevel(levels, tokens[1]?.words.text ?? '') !== marks[0]
    );
  };
  const doubled = header.has('annual-name') || whole.some(twice);
  const carry: Carry = { level1: null, level2: null, annual2: null };
  const out: IndicatorRow[] = [];
  const lost: Words[] = [];
  let boundary = header.get('annual-level2') ?? header.get('annual-name') ?? null;
  for (const row of whole) {
    const tokens = row.filter(({ words }) => labelWord(words.text) !== '绩效指标');
    if (tokens.length === 0) continue;
    const marks = tokens.filter(({ words }) => secondLevel(levels, words.text));
    if (marks.length > 1 && !header.has('annual-name')) boundary = marks.at(-1)?.column ?? boundary;
    const cells = doubled ? doubledRow(levels, tokens, boundary, carry, lost) : singleRow(levels, header, tokens, carry);
    if (cells.size === 0) continue;
    if (marks.length === 0 && joinAbove(cells, out.at(-1))) continue;
    // a page break loses merged cells: the first level above is not that of a second level that cannot stand under it
    const own = tokens.some(({ words }) => words === carry.level1);
    if (carry.level1 && (own || standsUnder(levels, carry.level2?.text ?? '', carry.level1.text))) cells.set('level1', carry.level1);
    if (carry.level2) cells.set('level2', carry.level2);
    if (doubled && carry.annual2) cells.set('annual-level2', carry.annual2);
    out.push(cells);
  }
  const places = lost.map((words) => placeOf(words));
  return {
    rows: out,
    damage: places.length ? [{ reason: '绩效指标表的单元格移位或丢失：这些指标的年度栏没有读全，未据此判断作者漏填', places }] : [],
  };
}
