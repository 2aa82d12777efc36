import type { Grid } from '../../document/document.ts';
import type { Chart } from '../../document/layout.ts';
import { chartSize } from '../chart/options.ts';
import { columnNeeds, columnWidths, ems, linesIn, type Need } from './columns.ts';
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
  /** how many pages it takes, not rounded */
  readonly pages: number;
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
  [7.5, 0.5],
];
/** On turned pages only. */
const SMALL: readonly (readonly [number, number])[] = [
  [8, 1.5],
  [7.5, 1.5],
  [7.5, 0.8],
];
/** For columns that do not fit otherwise. */
const TINY: readonly (readonly [number, number])[] = [
  [7, 1.2],
  [6.5, 1],
  [6, 1],
];
const SMALLEST = 4;
/** A table whose columns need smaller type on the upright page is turned. */
const UPRIGHT = 9;

export const leadOf = (size: number): number => Math.round((size * 8) / 3) / 2;

/** Of the lines around a table, in pt: their pitch and the space before and after; the writers set them so. */
export const AROUND = {
  'form-number': { size: SIZE.five, line: 18, space: 10 },
  'table-title': { size: SIZE.small, line: 28, space: 10 },
  caption: { size: SIZE.five, line: 18, space: 2 },
  note: { size: SIZE.five, line: 18, space: 3 },
  chart: { size: SIZE.five, line: 18, space: 4 },
} as const;
/** Between Han characters and letters or digits both writers leave a quarter of an em. */
const SEAM = /(?<=\p{Script=Han})[0-9A-Za-z]|(?<=[0-9A-Za-z])\p{Script=Han}/gu;
const printedEms = (text: string): number => ems(text) + 0.25 * (text.match(SEAM)?.length ?? 0);

/** The largest size in pt in which each line stands on one; where none does, that in which they take the fewest. */
function sizeFor(lines: readonly string[], sizes: readonly number[], turned: boolean): number {
  const width = textWidth(pageOf(turned)) / POINT;
  const taken = (size: number): number => lines.reduce((sum, line) => sum + Math.ceil((printedEms(line) * size) / width), 0);
  const fewest = Math.min(...sizes.map(taken));
  return sizes.find((size) => taken(size) === fewest) ?? SIZE.five;
}

/** Size of a table's title in pt. */
export const titleSize = (text: string, turned: boolean): number => sizeFor([text], [SIZE.small, 16, 15, 14, 12], turned);
/** Size of the lines of a cover in pt. */
export const coverSize = (lines: readonly string[]): number => sizeFor(lines, [30, 26, 24, SIZE.two], false);

/** Of a part's title, in pt. */
export const PART = { line: 36, space: 14 } as const;
const BORDER = 0.5;

/** Height of the rows in mm; a cell that spans rows may be as high as all of them. */
function rowsHeight({ rows }: Grid, widths: readonly number[], size: number, gap: number): number {
  const em = size * POINT;
  const heights = rows.map(() => leadOf(size) + 2 * gap + BORDER);
  for (const { words, row, column, rowSpan, columnSpan } of rows.flat().sort((a, b) => a.rowSpan - b.rowSpan)) {
    const width = widths.slice(column, column + columnSpan).reduce((all, one) => all + one, 0) / em - PADDING;
    const needed = linesIn(words.text, width) * leadOf(size) + 2 * gap + BORDER;
    const held = heights.slice(row, row + rowSpan).reduce((all, one) => all + one, 0);
    const last = row + rowSpan - 1;
    if (needed > held) heights[last] = (heights[last] ?? 0) + needed - held;
  }
  return heights.reduce((all, one) => all + one, 0) * POINT;
}

/** Width of text in em that no font of ours goes beyond: figures are narrow, all else is taken to be square. */
const atMost = (text: string): number => [...text].reduce((sum, sign) => sum + (/[\d.,%-]/.test(sign) ? 0.62 : 1), 0);

/** Height of each row in pt, without its border, where its words are sure to stand on one line; null where they may need more. */
export function surelyHigh({ rows }: Grid, { widths, size, gap, lead }: Pick<Fit, 'widths' | 'size' | 'gap' | 'lead'>): (number | null)[] {
  const heights = rows.map((): number | null => lead + 2 * gap);
  for (const { words, row, column, rowSpan, columnSpan } of rows.flat()) {
    const width = widths.slice(column, column + columnSpan).reduce((all, one) => all + one, 0) / (size * POINT) - PADDING;
    if (rowSpan === 1 && atMost(words.text) <= width) continue;
    heights.fill(null, row, row + rowSpan);
  }
  return heights;
}

/** How many lines a paragraph takes. */
export const linesOf = ({ text }: Line, turned: boolean): number =>
  linesIn(`　　${text}`, textWidth(pageOf(turned)) / (SIZE.three * POINT));

/** Height of a title or paragraph, in mm. */
export const lineHeight = (line: Line, turned: boolean): number =>
  (line.role === 'part' ? PART.line + PART.space : linesOf(line, turned) * PITCH) * POINT;

/** mm in one px. */
const PIXEL = 25.4 / 96;
/** Of a chart on paper, in mm: its caption and the beginning of its table stand below it. */
const TALLEST = 150;
/** Above a chart, in pt. */
export const CHART_SPACE = 8;

/** Width and height of a chart on paper, in mm; one that is too tall for a page is drawn smaller. */
export function chartBox(chart: Chart): { readonly width: number; readonly height: number } {
  const { width, height } = chartSize(chart);
  const scale = Math.min(PIXEL, textWidth(pageOf(false)) / width, TALLEST / height);
  return { width: width * scale, height: height * scale };
}

/** What the chart of a table takes above its caption, in mm. */
export const chartHeight = ({ chart }: TableItem): number => (chart ? chartBox(chart).height + CHART_SPACE * POINT : 0);

/** Height of a table with the lines and the chart that belong to it, in mm. */
export function heightOf(item: TableItem, { widths, size, gap, turned }: Omit<Fit, 'whole' | 'pages'>): number {
  const { grid, head, notes } = item;
  const width = textWidth(pageOf(turned)) / POINT;
  let points = head.some(({ role }) => role === 'caption') ? AROUND.caption.line + AROUND.caption.space : 0;
  for (const { role, text } of [...head, ...notes]) {
    if (role !== 'form-number' && role !== 'table-title' && role !== 'note' && role !== 'chart') continue;
    const around = AROUND[role];
    const size = role === 'table-title' ? titleSize(text, turned) : around.size;
    points += around.space + around.line * linesIn(text, width / size);
  }
  return chartHeight(item) + points * POINT + rowsHeight(grid, widths, size, gap);
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
  const columns = columnWidths(needs, textWidth(page) / (size * POINT), PADDING);
  if (!columns) return null;
  const fit = { turned, size, gap, lead: leadOf(size), widths: columns.map((width) => width * size * POINT) };
  const pages = (above + heightOf(item, fit)) / textHeight(page);
  return { ...fit, whole: pages <= 1, pages };
}

/**
 * The upright page where the columns fit it, else the turned one; the largest type with which the table takes the fewest pages. `above`: mm that headings on its page take.
 * `alone`: on the turned one only.
 */
export function fitTable(item: TableItem, above: number, alone = false): Fit {
  const needs = columnNeeds(item.grid, item.layout, PADDING);
  for (const turned of alone ? [true] : [false, true]) {
    const fits = [...DENSITIES, ...(turned ? SMALL : [])].flatMap((density) => tryFit(item, needs, turned, above, density) ?? []);
    const [largest] = fits;
    if (largest && (turned || largest.size >= UPRIGHT))
      return fits.reduce((best, fit) => (Math.ceil(fit.pages) < Math.ceil(best.pages) ? fit : best), largest);
  }
  for (const density of TINY) {
    const fit = tryFit(item, needs, true, above, density);
    if (fit) return fit;
  }
  const em = needs.reduce((all, { least }) => all + least + PADDING, 0);
  const size = Math.max(SMALLEST, Math.floor((textWidth(pageOf(true)) / em / POINT) * 10) / 10);
  const scale = textWidth(pageOf(true)) / em;
  const widths = needs.map(({ least }) => (least + PADDING) * scale);
  return { turned: true, size, gap: 0.5, lead: leadOf(size), widths, whole: false, pages: 1 };
}
