import { ALL, type Dims, withDims } from '../fact/dimension.ts';
import type { Lexicon, Sense } from '../lexicon/lexicon.ts';
import { contentOf, type Matrix } from './cells.ts';
import type { Column, ColumnRole } from './reading.ts';

/** Sense `under` laid over sense `above`: the lower word decides where both speak. */
export function overlay(above: Sense, under: Sense): Sense {
  const concept = under.concept ?? above.concept;
  const dims: Dims = { ...above.dims, ...under.dims };
  return { ...(concept === undefined ? {} : { concept }), dims };
}

/** A source of money (…拨款收入) under a word for its use names the fund only: columns of expenditure or procurement by source. */
export const asSource = (above: Sense, under: Sense): Sense => {
  if (under.concept !== 'revenue' || above.concept === undefined || above.concept === 'revenue') return under;
  const { origin, ...dims } = under.dims;
  return { dims: origin === 'carried-over' ? { ...dims, origin } : dims };
};

const YEAR = /(20\d\d)年?/;
const LINE_NUMBERS = /^栏次$|^行次$/;

/** A row of column numbers: 栏次 1 2 3 …, or integers that count up. */
function isNumberRow(m: Matrix, row: number): boolean {
  const texts = Array.from({ length: m.width }, (_, c) => m.text(row, c)).filter((t) => t !== '');
  if (texts.length < 2) return false;
  const numbers = texts.filter((t) => /^[（(]?\d{1,2}[)）]?$/.test(t)).map((t) => Number(t.replace(/\D/g, '')));
  if (texts.some((t) => LINE_NUMBERS.test(t))) return numbers.length > 0 || texts.every((t) => LINE_NUMBERS.test(t));
  return numbers.length === texts.length && numbers.every((n, i) => i === 0 || n === (numbers[i - 1] ?? 0) + 1);
}

/** A row with the table's caption: 单位：万元, perhaps beside the organisation. */
const isCaptionRow = (m: Matrix, row: number): boolean =>
  Array.from({ length: m.width }, (_, c) => m.text(row, c)).some((t) =>
    /^(?:金额)?单位[:：](?:人民币)?(?:亿元|万元|千元|元)$|^截[止至](?:时间)?[:：]?20\d\d年/.test(t),
  );

/** True where a row can only be header: no numbers, and it names roles or stands over blank first columns. */
function isHeaderRow(m: Matrix, row: number, lexicon: Lexicon): boolean {
  if (isNumberRow(m, row) || isCaptionRow(m, row)) return true;
  const texts = Array.from({ length: m.width }, (_, c) => (m.covered(row, c) ? '' : m.text(row, c)));
  const filled = texts.filter((t) => t !== '');
  if (filled.length === 0) return row === 0;
  if (texts.some((t, c) => ['amount', 'integer', 'code'].includes(contentOf(t)) && !(c === 0 && YEAR.test(t)))) return false;
  if (row === 0 || (row === 1 && isCaptionRow(m, 0))) return true;
  const roles = filled.filter((t) => lexicon.header(t) !== null).length;
  if (roles >= 2 || (roles === 1 && filled.length <= 2 && texts[0] !== '' && lexicon.header(texts[0] ?? '') !== null)) return true;
  const known = filled.filter((t) => lexicon.label(t) !== null || YEAR.test(t)).length;
  if (filled.length >= 3 && known * 2 >= filled.length) return true;
  return texts[0] === '' && filled.length >= 2 && known * 2 >= filled.length;
}

/** Number of header rows of a grid. A header cell that spans rows takes those rows with it. */
export function headHeight(m: Matrix, lexicon: Lexicon): number {
  let rows = 0;
  let spanned = 0;
  while (rows < m.height && rows < 8 && (rows < spanned || isHeaderRow(m, rows, lexicon))) {
    for (let c = 0; c < m.width; c++) {
      const cell = m.at(rows, c);
      if (cell && cell.row === rows && cell.words.text.trim() !== '') spanned = Math.max(spanned, rows + cell.rowSpan);
    }
    rows++;
  }
  return Math.min(rows, m.height);
}

/**
 * A header row with fewer cells than the table has columns, all filled: each stands over the run of filled headers below it, or over one
 * column where there is none below.
 */
function spread(m: Matrix, row: number, line: readonly string[], next: readonly string[] | undefined): string[] {
  // cells that reach down from above keep their columns
  if (line.some((_, c) => (m.at(row, c)?.row ?? row) < row)) return [...line];
  const cells = line.filter((text, c) => text !== '' && !m.covered(row, c));
  if (!next || cells.length === 0 || line.slice(0, cells.length).some((text) => text === '') || next.at(cells.length) === undefined)
    return [...line];
  const out: string[] = [];
  for (const text of cells) {
    const from = out.length;
    do out.push(text);
    while (out.length < next.length && (next[from] ?? '') !== '' && (next[out.length] ?? '') !== '');
  }
  return out.length === next.length ? out : [...line];
}

/** Header texts of each column from the top down; a header that spans (blank cells to its right with headers below) is passed on. */
function headerPaths(m: Matrix, headRows: number): string[][] {
  const rows = Array.from({ length: headRows }, (_, r) => r).filter((r) => !isNumberRow(m, r) && !isCaptionRow(m, r));
  const grid = rows.map((r) => Array.from({ length: m.width }, (_, c) => m.text(r, c)));
  for (const level of grid.keys()) grid[level] = spread(m, rows[level] ?? 0, grid[level] ?? [], grid[level + 1]);
  const below = (level: number, c: number) => grid.slice(level + 1).some((line) => (line[c] ?? '') !== '');
  for (const [level, line] of grid.entries()) {
    for (let c = 1; c < m.width; c++) {
      if (line[c] !== '' || m.covered(rows[level] ?? 0, c)) continue;
      const left = line[c - 1] ?? '';
      // what stands above must be the same group, and both columns must have headers of their own below
      const sameGroup = level === 0 || (grid[level - 1]?.[c] ?? '') === (grid[level - 1]?.[c - 1] ?? '');
      if (left !== '' && sameGroup && below(level, c) && below(level, c - 1)) line[c] = left;
    }
  }
  return Array.from({ length: m.width }, (_, c) => {
    const path: string[] = [];
    for (const line of grid) {
      const text = line[c] ?? '';
      if (text !== '' && path.at(-1) !== text) path.push(text);
    }
    return path;
  });
}

function roleOf(m: Matrix, column: number, headRows: number, path: readonly string[], lexicon: Lexicon): ColumnRole {
  const counts = { blank: 0, amount: 0, code: 0, integer: 0, text: 0 };
  for (let r = headRows; r < m.height; r++) if (!m.covered(r, column)) counts[contentOf(m.text(r, column))]++;
  const leaf = path.at(-1) ?? '';
  const word = lexicon.header(leaf);
  const filled = counts.amount + counts.code + counts.integer + counts.text;
  if (word === 'line') return 'line';
  if (word === 'code') return 'code';
  if (counts.amount > 0 && counts.amount >= counts.text) return 'value';
  if (word === 'label') return 'label';
  if (word === 'note') return 'note';
  if (counts.text > counts.integer + counts.code && counts.text > 0) return 'label';
  if (path.length === 0) return filled === 0 ? 'empty' : counts.code > 0 ? 'code' : counts.text > 0 ? 'label' : 'value';
  if (word === 'value' || lexicon.label(leaf) !== null || YEAR.test(path.join(''))) return 'value';
  return filled === 0 && word === null && leaf === '' ? 'empty' : 'value';
}

/** A column of two-digit parts of codes. */
function isCodeTail(m: Matrix, column: number, headRows: number): boolean {
  const texts = Array.from({ length: m.height - headRows }, (_, i) => m.text(headRows + i, column)).filter((t) => t !== '');
  return texts.length > 0 && texts.every((t) => /^\d{2}$/.test(t));
}

/** Dimensions that a header word adds beside its sense: the year it names, and the stage in final accounts. */
function headerSense(text: string, year: number | null, lexicon: Lexicon): Sense {
  const sense = lexicon.label(text, year ?? undefined) ?? { dims: {} };
  const named = YEAR.exec(text)?.[1];
  const prior = /上年|去年/.test(text) && !/结转|结余/.test(text) && year !== null ? String(year - 1) : undefined;
  const over = named && named !== String(year) ? named : prior;
  return over ? overlay(sense, { dims: { year: over } }) : sense;
}

/** A header that leans on the one above it: 购置费 under 公务用车购置及运行费 is 公务用车购置费. */
function headedBy(above: string, text: string, lexicon: Lexicon): Sense | null {
  const whole = JSON.stringify(lexicon.label(above)?.dims ?? {});
  for (let length = above.length - 1; length >= 2; length--) {
    const sense = lexicon.label(above.slice(0, length) + text);
    if (sense && JSON.stringify(sense.dims) !== whole) return sense;
  }
  return null;
}

/** A header over columns of codes names their book, not a class that is called the same: 国有资本经营预算支出 is class 223 too. */
const bookOf = ({ concept = 'expenditure', dims }: Sense): Sense => ({ concept, dims: withDims(dims, { function: ALL }) });

/** Books beside one column of all that is carried over (一般公共预算, 政府性基金, 上年结转结余 …) hold this year's money. */
function besideCarried(columns: readonly Column[]): Column[] {
  const isCarried = ({ role, sense: { dims } }: Column): boolean =>
    role === 'value' && dims.origin === 'carried-over' && dims.fund === undefined;
  const carried = columns.filter(isCarried);
  const [only] = carried;
  if (!only || carried.length > 1) return [...columns];
  const depth = only.path.length - 1;
  const isBeside = ({ side, role, path, sense: { dims } }: Column): boolean =>
    side === only.side && role === 'value' && dims.fund !== undefined && only.path.slice(0, depth).every((text, i) => path[i] === text);
  const beside = columns.filter(isBeside);
  // where some books are not said to be revenue the table's title says what all of them are
  const titled = beside.some(({ sense }) => sense.concept === undefined);
  return columns.map((column) => {
    if (!beside.includes(column)) return column;
    const { concept, dims } = column.sense;
    const sense = { dims: { ...dims, origin: dims.origin ?? 'this-year' } };
    return { ...column, sense: concept === undefined || titled ? sense : { ...sense, concept } };
  });
}

/** Columns of a table with role, side and meaning. A label or code column after a value column begins another side where its header recurs. */
export function readColumns(m: Matrix, headRows: number, year: number | null, lexicon: Lexicon): Column[] {
  const paths = headerPaths(m, headRows);
  const columns: Column[] = [];
  let side = 0;
  let hasValue = false;
  const heads = new Set<string>();
  const overCodes = new Set<string>();
  let top = '';
  for (const [index, path] of paths.entries()) {
    const found = roleOf(m, index, headRows, path, lexicon);
    // 类 款 项 in columns of their own under one header: 215 05 01
    const role = columns.at(-1)?.role === 'code' && isCodeTail(m, index, headRows) ? 'code' : found;
    const leaf = path.at(-1) ?? '';
    if ((role === 'label' || role === 'code') && hasValue) {
      const otherTop = path.length > 1 && path[0] !== top && lexicon.label(path[0] ?? '')?.concept !== undefined;
      if (heads.has(leaf) || otherTop || (lexicon.header(leaf) === 'code' && leaf.includes('科目'))) {
        side++;
        hasValue = false;
        heads.clear();
      }
    }
    if (role === 'label' || role === 'code') {
      heads.add(leaf);
      for (const text of path.slice(0, -1)) overCodes.add(text);
      top = path[0] ?? '';
    }
    if (role === 'value' || role === 'line') hasValue = true;
    let sense: Sense = { dims: {} };
    for (const [level, text] of path.entries()) {
      const said = headerSense(text, year, lexicon);
      const own = said.dims.function !== undefined && overCodes.has(text) ? bookOf(said) : said;
      const known = own.concept !== undefined || own.role !== undefined || Object.keys(own.dims).length > 0;
      sense = overlay(sense, asSource(sense, known || level === 0 ? own : (headedBy(path[level - 1] ?? '', text, lexicon) ?? own)));
    }
    columns.push({ index, side, role, path, sense });
  }
  return besideCarried(columns);
}
