import type { Block, Cell, Grid, Paragraph, Words } from '../../document/document.ts';
import { limitTable } from '../limits.ts';
import { isCaptionRow, isNoteRow } from '../txt/grids.ts';
import { isOrdinal } from '../txt/phrases.ts';

type Rows = readonly (readonly Cell[])[];

const filledCells = (row: readonly Cell[]): Cell[] => row.filter(({ words }) => words.text.trim() !== '');
const wordsOf = (row: readonly Cell[]): Words[] => row.map(({ words }) => words);
const paragraphsOf = (rows: Rows): Paragraph[] =>
  rows.flatMap((row) => filledCells(row).map(({ words }): Paragraph => ({ kind: 'paragraph', words, level: null })));

/** Rows begin and end cells at `cut`: no cell spans over it. */
const cleanCut = (rows: Rows, cut: number): boolean =>
  rows.slice(0, cut).every((row) => row.every(({ row: r, rowSpan }) => r + rowSpan <= cut));

/** One text over the whole width says something of the table, not of a column. */
const isBanner = (row: readonly Cell[], columns: number): boolean => {
  const [only, ...more] = filledCells(row);
  return only !== undefined && more.length === 0 && only.column === 0 && only.columnSpan >= columns && only.rowSpan === 1;
};

const isFirstItem = (row: readonly Cell[], columns: number): boolean =>
  filledCells(row).every(({ words, columnSpan }) => isOrdinal(words.text.trim()) && columnSpan < columns) && !isCaptionRow(wordsOf(row));

const shifted = (rows: Rows, from: number, columns: number): Grid => ({
  kind: 'grid',
  columns,
  rows: rows.map((row) => row.map((cell) => (from === 0 ? cell : { ...cell, row: cell.row - from }))),
});

/**
 * The blocks of a table drawn with cells: titles and captions in its first rows become paragraphs, notes in its last rows too, the rest is the grid.
 * A table of one column, or with one filled cell, is a frame around text. Blank rows at the end are left out.
 * `banner`: least columns that a text alone in its row spans to stand over the table; in sheets, whose titles are often not merged, one.
 * Throws FormatError where the table is larger than any paper's.
 */
export function tableBlocks(rows: Rows, columns: number, banner = columns): Block[] {
  limitTable(rows.length, columns);
  let end = rows.length;
  while (end > 0 && filledCells(rows[end - 1] ?? []).length === 0 && cleanCut(rows, end - 1)) end--;
  const body = rows.slice(0, end);
  if (columns <= 1 || body.reduce((sum, row) => sum + filledCells(row).length, 0) <= 1) return paragraphsOf(body);
  let from = 0;
  while (from < body.length) {
    const row = body[from] ?? [];
    const blank = filledCells(row).length === 0;
    if (!blank && !isCaptionRow(wordsOf(row)) && !isBanner(row, banner)) break;
    if (!cleanCut(body, from + 1)) break;
    from++;
  }
  // banners alone: a list in a frame
  if (from === body.length) return paragraphsOf(body);
  // 一、政府采购情况 not spread over the columns is the first row of the table
  while (from > 0 && isFirstItem(body[from - 1] ?? [], columns)) from--;
  // blank rows on top of the header are a part of it, unless captions stand above them
  if (filledCells(body.slice(0, from).flat()).length === 0) from = 0;
  let to = body.length;
  while (to > from && isNoteRow(wordsOf(body[to - 1] ?? [])) && cleanCut(body, to - 1)) to--;
  return [...paragraphsOf(body.slice(0, from)), shifted(body.slice(from, to), from, columns), ...paragraphsOf(body.slice(to))];
}
