import type { Grid } from '../../document/document.ts';
import { columnNeeds, columnWidths, linesIn, type Need } from './columns.ts';
import type { Line, TableItem } from './items.ts';
import { PITCH, POINT, pageOf, SIZE, textHeight, textWidth } from './page.ts';

/** How a table is set. */
export interface Fit {
  /** on a page that lies on its side */
  readonly turned: boolean;
  /** of its type, in pt */
  readonly size: number;
  /** distance of its lines of type, in pt */
  readonly lead: number;
  /** above and below the words of a cell, in pt */
  readonly gap: number;
  /** of its columns, in mm */
  readonly widths: readonly number[];
  /** it stands on one page with all its lines */
  readonly whole: boolean;
}

/** Left and right of the words of a cell together, in em. */
export const PADDING = 0.7;

/** Sizes of type in pt with the gap above and below, best first. */
const DENSITIES: readonly (readonly [number, number])[] = [
  [10.5, 3],
  [10.5, 2],
  [10, 1.5],
  [9, 1.5],
  [9, 0.8],
  [8.5, 0.5],
  [8, 0.5],
];
/** Only for tables whose columns do not fit otherwise. */
const SMALL: readonly (readonly [number, number])[] = [
  [8, 1.5],
  [7.5, 1.5],
  [7, 1.2],
  [6.5, 1],
  [6, 1],
];
const SMALLEST = 4;
/** A table whose columns need smaller type on the upright page is turned. */
const UPRIGHT = 9;

export const leadOf = (size: number): number => Math.round((size * 8) / 3) / 2;

/** Title, form number and captions above a table, and a line of notes, in mm. */
const TITLE = 14;
const LINE = 7;

/** Height of the rows in mm; a cell that spans rows may be as high as all of them. */
function rowsHeight({ rows }: Grid, widths: readonly number[], size: number, gap: number): number {
  const em = size * POINT;
  const heights = rows.map(() => leadOf(size) + 2 * gap);
  for (const { words, row, column, rowSpan, columnSpan } of rows.flat().sort((a, b) => a.rowSpan - b.rowSpan)) {
    const width = widths.slice(column, column + columnSpan).reduce((all, one) => all + one, 0) / em - PADDING;
    const needed = linesIn(words.text, width) * leadOf(size) + 2 * gap;
    const held = heights.slice(row, row + rowSpan).reduce((all, one) => all + one, 0);
    const last = row + rowSpan - 1;
    if (needed > held) heights[last] = (heights[last] ?? 0) + needed - held;
  }
  return heights.reduce((all, one) => all + one, 0) * POINT;
}

/** Height of a line of text and the words around it, in mm. */
export function lineHeight({ role, text }: Line, turned: boolean): number {
  if (role === 'part') return 50 * POINT;
  const ems = textWidth(pageOf(turned)) / (SIZE.three * POINT);
  return linesIn(`　　${text}`, ems) * PITCH * POINT;
}

/** Height of a table with the lines that belong to it, in mm. */
export function heightOf({ grid, head, notes }: TableItem, { widths, size, gap, turned }: Omit<Fit, 'whole'>): number {
  const above = head.length > 0 ? TITLE + LINE * (head.length > 2 ? 2 : 1) : 0;
  const noteWidth = textWidth(pageOf(turned)) / (SIZE.five * POINT);
  const below = notes.reduce((all, { text }) => all + LINE * linesIn(text, noteWidth), 0);
  return above + rowsHeight(grid, widths, size, gap) + below;
}

/** How the table is set in this type on this page; null where its columns do not fit. */
function tryFit(
  item: TableItem,
  needs: readonly Need[],
  turned: boolean,
  above: number,
  [size, gap]: readonly [number, number],
): Fit | null {
  const page = pageOf(turned);
  const ems = columnWidths(needs, textWidth(page) / (size * POINT), PADDING);
  if (!ems) return null;
  const fit = { turned, size, gap, lead: leadOf(size), widths: ems.map((width) => width * size * POINT) };
  return { ...fit, whole: above + heightOf(item, fit) <= textHeight(page) };
}

/**
 * The upright page where the columns fit it, else the turned one; the largest type with which the table stands on one page,
 * or the largest that fits where it takes several. `above`: mm that headings on its page take.
 */
export function fitTable(item: TableItem, above: number): Fit {
  const needs = columnNeeds(item.grid, item.layout, PADDING);
  for (const turned of [false, true]) {
    const fits = DENSITIES.flatMap((density) => tryFit(item, needs, turned, above, density) ?? []);
    const [largest] = fits;
    if (largest && (turned || largest.size >= UPRIGHT)) return fits.find(({ whole }) => whole) ?? largest;
  }
  for (const density of SMALL) {
    const fit = tryFit(item, needs, true, above, density);
    if (fit) return fit;
  }
  const em = needs.reduce((all, { least }) => all + least + PADDING, 0);
  const size = Math.max(SMALLEST, Math.floor((textWidth(pageOf(true)) / em / POINT) * 10) / 10);
  const scale = textWidth(pageOf(true)) / em;
  const widths = needs.map(({ least }) => (least + PADDING) * scale);
  return { turned: true, size, gap: 0.5, lead: leadOf(size), widths, whole: false };
}
