import type { Cell, Grid, Words } from '../../document/document.ts';
import { isOrdinal } from '../txt/phrases.ts';
import { joinLines, type TableCell, type TableItem } from './items.ts';

/** Boundaries of columns that differ by less than this share of a table's width are the same after a page break. */
const SHIFT = 0.06;
/** Where there are fewer columns, their boundaries must be as near as this. */
const SUBSET = 0.008;
/** Parts on one page that stand nearer than this (points) touch. */
const TOUCH = 4;
/** A cell whose last line fills this share of its width may go on after a page break. */
const WRAPPED = 0.85;

const FIGURE = /^[-−－]?[\d,，]+(?:[.．]\d+)?[%％]?$/;
const textOf = ({ words }: TableCell): string => words.text.replace(/\s+/g, '');
export const rowCells = ({ cells }: TableItem, row: number): TableCell[] => cells.filter((cell) => cell.row === row);
const hasFigure = (cells: readonly TableCell[]): boolean => cells.some((cell) => FIGURE.test(textOf(cell)));

/** Number of rows at the top of `next` that repeat the top of `table`: header rows printed again on a new page. */
export function repeatedHead(table: TableItem, next: TableItem): number {
  let rows = 0;
  while (rows < Math.min(table.height, next.height, 8)) {
    const [a, b] = [rowCells(table, rows), rowCells(next, rows)];
    const same =
      a.length === b.length &&
      a.every((cell, i) => b[i]?.column === cell.column && b[i]?.columnSpan === cell.columnSpan && textOf(cell) === textOf(b[i]));
    if (!same || hasFigure(a.filter((cell) => !/^\d{1,2}$/.test(textOf(cell))))) break;
    rows++;
  }
  return rowCells(table, 0).some((cell) => textOf(cell) !== '') ? rows : 0;
}

/**
 * The part `next` of `table` with its cells set into the table's columns: the same ones, moved or widened a little, or fewer (a row of totals
 * under merged labels). Null where its columns are others.
 */
export function fitColumns(table: TableItem, next: TableItem): TableItem | null {
  const relative = ({ xs }: TableItem): number[] => {
    const [left, right] = [xs[0] ?? 0, xs.at(-1) ?? 1];
    return xs.map((x) => (x - left) / Math.max(1, right - left));
  };
  const own = relative(table);
  const others = relative(next);
  const widened = (next.xs.at(-1) ?? 0) - (next.xs[0] ?? 0);
  const width = (table.xs.at(-1) ?? 0) - (table.xs[0] ?? 0);
  if (Math.abs(widened - width) > width * SHIFT * 3) return null;
  if (own.length === others.length) return own.every((x, i) => Math.abs(x - (others[i] ?? 0)) <= SHIFT) ? next : null;
  if (others.length > own.length || others.length < 3) return null;
  const at: number[] = [];
  for (const x of others) {
    const nearest = own.reduce((best, other, i) => (Math.abs(other - x) < Math.abs((own[best] ?? 0) - x) ? i : best), 0);
    if (Math.abs((own[nearest] ?? 0) - x) > SUBSET || at.includes(nearest)) return null;
    at.push(nearest);
  }
  const cells = next.cells.map((cell) => {
    const column = at[cell.column] ?? 0;
    return { ...cell, column, columnSpan: (at[cell.column + cell.columnSpan] ?? own.length - 1) - column };
  });
  return { ...next, xs: table.xs, cells };
}

/** A first row that names other columns than the table before it has. */
function newHead(table: TableItem, next: TableItem): boolean {
  const cells = rowCells(next, 0).filter((cell) => textOf(cell) !== '');
  if (cells.length < 3 || hasFigure(cells) || !hasFigure(table.cells)) return false;
  // a header has cells that span, or is like the first row of the other: all words
  return (
    cells.some(({ columnSpan, rowSpan }) => columnSpan > 1 || rowSpan > 1) ||
    !rowCells(table, 0).some((cell) => FIGURE.test(textOf(cell))) === (cells.length === next.xs.length - 1)
  );
}

/** A title in the grid printed again, over other rows than before: the next form of its kind. */
function nextForm(table: TableItem, next: TableItem): boolean {
  const rows = repeatedHead(table, next);
  const single = (row: number): boolean => rowCells(next, row).length === 1;
  return rows > 0 && Array.from({ length: rows }, (_, r) => r).every(single);
}

/** Whether `next`, in the columns of `table`, is the rest of what ends with the part `last`: on the page after, or touching it. */
export function goesOn(table: TableItem, last: TableItem, next: TableItem): boolean {
  const follows = next.page > last.page || (next.page === last.page && next.top - last.bottom < TOUCH && next.top > last.top);
  return follows && !nextForm(table, next) && (repeatedHead(table, next) > 0 || !newHead(table, next));
}

const isBlank = (cells: readonly TableCell[]): boolean => cells.every((cell) => textOf(cell) === '');

/** A row cut by the page break: nothing in it but the ends of cells that were full. */
function isRest(last: readonly TableCell[], first: readonly TableCell[]): boolean {
  const filled = first.filter((cell) => textOf(cell) !== '');
  return (
    filled.length > 0 &&
    filled.every((cell) => {
      const above = last.find(({ column }) => column === cell.column);
      return (
        above !== undefined &&
        above.fill >= WRAPPED &&
        textOf(above) !== '' &&
        !FIGURE.test(textOf(above)) &&
        !FIGURE.test(textOf(cell)) &&
        !isOrdinal(textOf(cell))
      );
    })
  );
}

/** Parts of one table, each with the number of its rows that repeat the header. */
export interface Part {
  readonly table: TableItem;
  readonly skip: number;
}

/** Parts as one grid; rows cut by a page break are joined. */
export function gridOf(parts: readonly Part[]): Grid {
  const rows: Cell[][] = [];
  let above: readonly TableCell[] = [];
  for (const { table, skip } of parts) {
    let from = skip;
    const first = rowCells(table, from);
    if (rows.length > 0 && isRest(above, first)) {
      const line = rows.at(-1) ?? [];
      for (const [i, cell] of line.entries()) {
        const rest = first.find(({ column }) => column === cell.column);
        if (rest && rest.words.text !== '') line[i] = { ...cell, words: joinLines([cell.words, rest.words]) };
      }
      from++;
    }
    let to = table.height;
    // what a page break leaves of the frame
    const cut = (r: number): boolean => isBlank(rowCells(table, r)) && rowCells(table, r).every(({ rowSpan }) => rowSpan === 1);
    if (table !== parts.at(-1)?.table) while (to > from + 1 && cut(to - 1)) to--;
    if (table !== parts[0]?.table) while (from < to - 1 && cut(from)) from++;
    const base = rows.length - from;
    for (let r = from; r < to; r++) {
      rows.push(
        rowCells(table, r).map(({ words, row, column, rowSpan, columnSpan }) => ({ words, row: base + row, column, rowSpan, columnSpan })),
      );
    }
    above = rowCells(table, to - 1);
  }
  return { kind: 'grid', rows, columns: (parts[0]?.table.xs.length ?? 1) - 1 };
}

/** Words of the rows left out as a repeated header. */
export const headWords = ({ table, skip }: Part): Words[] =>
  Array.from({ length: skip }, (_, r) => rowCells(table, r).map(({ words }) => words))
    .flat()
    .filter(({ text }) => text !== '');
