import type { Block, Cell, Grid } from '../../document/document.ts';
import { NO_WORDS, trimWords, wordsAt } from '../../document/words.ts';
import { cellPlace } from '../../fact/place.ts';
import { limitTable } from '../limits.ts';
import { isCaptionRow } from '../txt/grids.ts';
import { tableBlocks } from './blocks.ts';

/** A cell of a worksheet; row and column are 0-based. */
export interface SheetCell {
  readonly row: number;
  readonly column: number;
  readonly text: string;
  /** drawn with a border: a part of its table, blank or not */
  readonly framed?: boolean;
  /** of a cell that holds a number: unrounded, whatever its format prints */
  readonly number?: number;
}

/** Cells merged into one, ends inclusive, 0-based. */
export interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** A blank stretch of so many rows parts two tables even where no caption follows. */
const GAP = 3;

const names: string[] = [];

/** 0 → A, 26 → AA. */
export function columnName(column: number): string {
  const known = names[column];
  if (known !== undefined) return known;
  let name = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  if (column < 256) names[column] = name;
  return name;
}

const wordsOf = ({ row, column, text }: SheetCell, sheet: string | null) =>
  trimWords(wordsAt(text.replace(/[\r\n\t]/g, ' '), cellPlace(`${columnName(column)}${row + 1}`, 0, text.length, sheet)));

const FIGURE = /^[-−－(（]?\d[\d,，]*(?:[.．]\d+)?[)）]?%?$/;
/** A label and figures below it, as in the row before: no table begins so, it begins with words. */
const goesOn = (row: readonly SheetCell[], before: readonly SheetCell[]): boolean =>
  [row, before].every((cells) => cells.length > 1 && cells.some(({ text }) => FIGURE.test(text.trim()))) &&
  row.every(({ column }) => before.some((cell) => cell.column === column));

const isFilled = ({ text }: SheetCell): boolean => text.trim() !== '';

/** Filled rows, and those that a table of the sheet begins at: after a gap, or with captions of its own. */
function segments(rows: readonly (readonly SheetCell[])[], captions: (row: readonly SheetCell[]) => boolean): SheetCell[][][] {
  const out: SheetCell[][][] = [];
  let before: readonly SheetCell[] | null = null;
  for (const row of rows) {
    const gap = before ? (row[0]?.row ?? 0) - (before[0]?.row ?? 0) - 1 : 0;
    const caption = captions(row);
    const begins =
      !before || (gap >= GAP && !goesOn(row, before)) || (gap > 0 && (caption || row.length === 1)) || (caption && !captions(before));
    if (begins) out.push([]);
    out.at(-1)?.push([...row]);
    before = row;
  }
  return out;
}

/** A grid without the columns in which no filled or framed cell begins (a caption alone stood in them); spans shrink with them. */
function withoutBlankColumns(grid: Grid, framed: ReadonlySet<number>): Grid {
  const used = new Set(grid.rows.flatMap((row) => row.filter(({ words }) => words.text).map(({ column }) => column)).concat([...framed]));
  if (used.size === grid.columns) return grid;
  const before = Array.from({ length: grid.columns + 1 }, () => 0);
  for (let column = 0; column < grid.columns; column++) before[column + 1] = (before[column] ?? 0) + (used.has(column) ? 1 : 0);
  const place = (column: number): number => before[column] ?? used.size;
  const moved = (cell: Cell): Cell => ({
    ...cell,
    column: place(cell.column),
    columnSpan: place(cell.column + cell.columnSpan) - place(cell.column),
  });
  return { ...grid, columns: used.size, rows: grid.rows.map((row) => row.filter(({ column }) => used.has(column)).map(moved)) };
}

/** One table of a sheet: columns and rows without a single filled cell are left out, spans shrink with them. */
function segmentBlocks(rows: readonly (readonly SheetCell[])[], merges: ReadonlyMap<string, Merge>, sheet: string | null): Block[] {
  const columns = [...new Set(rows.flat().map(({ column }) => column))].sort((a, b) => a - b);
  const columnAt = new Map(columns.map((column, index) => [column, index]));
  const numbers = rows.map((row) => row[0]?.row ?? 0);
  const covered = new Set<number>();
  const framed = new Set<number>();
  const width = columns.length;
  limitTable(rows.length, width);
  let merged = 0;
  const grid = rows.map((row, r) => {
    const cells: Cell[] = [];
    for (const cell of row) {
      const column = columnAt.get(cell.column) ?? 0;
      if (covered.has(r * width + column)) continue;
      const merge = merges.get(`${cell.row} ${cell.column}`);
      let columnSpan = 1;
      let rowSpan = 1;
      if (merge) {
        while ((columns[column + columnSpan] ?? Number.POSITIVE_INFINITY) <= merge.right) columnSpan++;
        while ((numbers[r + rowSpan] ?? Number.POSITIVE_INFINITY) <= merge.bottom) rowSpan++;
        merged += rowSpan * columnSpan;
        limitTable(merged, 1);
        for (let y = r; y < r + rowSpan; y++) for (let x = column; x < column + columnSpan; x++) covered.add(y * width + x);
      }
      if (cell.framed) framed.add(column);
      cells.push({ words: wordsOf(cell, sheet), row: r, column, rowSpan, columnSpan });
    }
    return cells;
  });
  // blank cells are cells too, but for those beyond the border at the end of a row
  for (const [r, row] of grid.entries()) {
    const begun = new Set(row.map(({ column }) => column));
    const last = rows[r]?.at(-1);
    const end = last?.framed ? (columnAt.get(last.column) ?? 0) + 1 : width;
    for (let column = 0; column < end; column++) {
      if (!begun.has(column) && !covered.has(r * width + column)) row.push({ words: NO_WORDS, row: r, column, rowSpan: 1, columnSpan: 1 });
    }
    row.sort((a, b) => a.column - b.column);
  }
  return tableBlocks(grid, width, 1).map((block) => (block.kind === 'grid' ? withoutBlankColumns(block, framed) : block));
}

/** The rows without those at the end that hold no word. */
const withoutBlankEnd = (rows: SheetCell[][]): SheetCell[][] => rows.slice(0, rows.findLastIndex((row) => row.some(isFilled)) + 1);

/** The blocks of a sheet: its tables with their captions, stretches of text as paragraphs. Cells are given row by row, left to right. */
export function sheetBlocks(cells: readonly SheetCell[], merges: readonly Merge[], sheet: string | null): Block[] {
  const rows: SheetCell[][] = [];
  for (const cell of cells) {
    if (!isFilled(cell) && !cell.framed) continue;
    const last = rows.at(-1);
    if (last?.[0]?.row === cell.row) last.push(cell);
    else rows.push([cell]);
  }
  const byOrigin = new Map(merges.map((merge) => [`${merge.top} ${merge.left}`, merge]));
  const captions = (row: readonly SheetCell[]): boolean => isCaptionRow(row.filter(isFilled).map((cell) => wordsOf(cell, sheet)));
  return segments(rows, captions).flatMap((segment) => segmentBlocks(withoutBlankEnd(segment), byOrigin, sheet));
}
