import type { Cell, Grid, Words } from '../../document/document.ts';
import { joinLines, type TableCell, type TableItem } from './items.ts';
import { isOrdinal } from '../txt/phrases.ts';

/** Boundaries of columns that differ by less than this share of a table's width are the same after a page break. */
const SHIFT = 0.06;
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
      a.length === b.length && a.every((cell, i) => b[i]?.column === cell.column && b[i]?.columnSpan === cell.columnSpan && textOf(cell) === textOf(b[i]));
    if (!same || hasFigure(a.filter((cell) => !/^\d{1,2}$/.test(textOf(cell))))) break;
    rows++;
  }
  return rowCells(table, 0).some((cell) => textOf(cell) !== '') ? rows : 0;
}

/** Whether the columns of two parts are the same, moved or widened a little. */
export function sameColumns(a: TableItem, b: TableItem): boolean {
  if (a.xs.length !== b.xs.length) return false;
  const width = (a.xs.at(-1) ?? 0) - (a.xs[0] ?? 0);
  const other = (b.xs.at(-1) ?? 0) - (b.xs[0] ?? 0);
  const relative = (xs: readonly number[], whole: number): number[] => xs.map((x) => (x - (xs[0] ?? 0)) / Math.max(1, whole));
  const second = relative(b.xs, other);
  return relative(a.xs, width).every((x, i) => Math.abs(x - (second[i] ?? 0)) <= SHIFT);
}

/** A first row that names other columns than the table before it has. */
function newHead(table: TableItem, next: TableItem): boolean {
  const cells = rowCells(next, 0).filter((cell) => textOf(cell) !== '');
  if (cells.length < 3 || hasFigure(cells) || !hasFigure(table.cells)) return false;
  // a header has cells that span, or is like the first row of the other: all words
  return cells.some(({ columnSpan, rowSpan }) => columnSpan > 1 || rowSpan > 1) || !rowCells(table, 0).some((cell) => FIGURE.test(textOf(cell))) === (cells.length === next.xs.length - 1);
}

/** Whether the table at the top of a page is the rest of the one at the foot of the page before. */
export const goesOn = (table: TableItem, next: TableItem): boolean =>
  next.page > table.page && sameColumns(table, next) && (repeatedHead(table, next) > 0 || !newHead(table, next));

/** A row cut by the page break: nothing in it but the ends of cells that were full. */
function isRest(last: readonly TableCell[], first: readonly TableCell[]): boolean {
  const filled = first.filter((cell) => textOf(cell) !== '');
  return (
    filled.length > 0 &&
    filled.every((cell) => {
      const above = last.find(({ column }) => column === cell.column);
      return (
        above !== undefined && above.fill >= WRAPPED && textOf(above) !== '' && !FIGURE.test(textOf(above)) && !FIGURE.test(textOf(cell)) && !isOrdinal(textOf(cell))
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
    const base = rows.length - from;
    for (let r = from; r < table.height; r++) {
      rows.push(
        rowCells(table, r).map(({ words, row, column, rowSpan, columnSpan }) => ({ words, row: base + row, column, rowSpan, columnSpan })),
      );
    }
    above = rowCells(table, table.height - 1);
  }
  return { kind: 'grid', rows, columns: (parts[0]?.table.xs.length ?? 1) - 1 };
}

/** Words of the rows left out as a repeated header. */
export const headWords = ({ table, skip }: Part): Words[] =>
  Array.from({ length: skip }, (_, r) => rowCells(table, r).map(({ words }) => words))
    .flat()
    .filter(({ text }) => text !== '');
