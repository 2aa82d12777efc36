import { append } from '../lists.ts';
import type { Item, LineItem, PlacedRun, TableCell, TableItem } from './items.ts';

const AMOUNT = /^[-−－]?\d{1,3}(?:[,，]\d{3})*[.．]\d+$|^[-−－]?\d+[.．]\d+$|^\d{1,3}(?:[,，]\d{3})+$/;
/** So many lines of figures in columns make a table without ruling lines. */
const ROWS = 3;
const HEAD_LINES = 4;

const isFigures = (line: LineItem): boolean => line.runs.length >= 2 && line.runs.some(({ text }) => AMOUNT.test(text.replace(/\s+/g, '')));

/** Extents of columns: runs of lines of figures that overlap across stand in one. */
function columnsOf(lines: readonly LineItem[]): { from: number; to: number }[] {
  const columns: { from: number; to: number }[] = [];
  const runs = lines.filter(isFigures).flatMap((line) => line.runs);
  for (const run of runs.toSorted((a, b) => a.x - b.x)) {
    const last = columns.at(-1);
    if (last && run.x < last.to - run.size * 0.3) last.to = Math.max(last.to, run.right);
    else columns.push({ from: run.x, to: run.right });
  }
  return columns;
}

/** First and last column that a run stands over; the nearest where it stands over none. */
function spanOf(run: PlacedRun, columns: readonly { from: number; to: number }[]): [number, number] {
  const over = columns.flatMap(({ from, to }, i) => (Math.min(to, run.right) - Math.max(from, run.x) > 0 ? [i] : []));
  if (over.length > 0) return [over[0] ?? 0, over.at(-1) ?? 0];
  const centre = (run.x + run.right) / 2;
  let nearest = 0;
  for (const [i, { from, to }] of columns.entries()) {
    const best = columns[nearest];
    if (best && Math.abs((from + to) / 2 - centre) < Math.abs((best.from + best.to) / 2 - centre)) nearest = i;
  }
  return [nearest, nearest];
}

function tableOf(lines: readonly LineItem[]): TableItem | null {
  const columns = columnsOf(lines);
  const [first, last] = [lines[0], lines.at(-1)];
  if (columns.length < 2 || !first || !last) return null;
  const cells: TableCell[] = [];
  for (const [row, line] of lines.entries()) {
    let free = 0;
    const own: TableCell[] = [];
    for (const run of line.runs) {
      const [from, to] = spanOf(run, columns);
      const column = Math.max(from, free);
      if (column >= columns.length) return null;
      const columnSpan = Math.max(1, to - column + 1);
      free = column + columnSpan;
      own.push({ row, column, rowSpan: 1, columnSpan, words: run.words, fill: 0 });
    }
    for (let c = 0; c < columns.length; c++) {
      if (!own.some((cell) => c >= cell.column && c < cell.column + cell.columnSpan))
        own.push({ row, column: c, rowSpan: 1, columnSpan: 1, words: { text: '', pieces: [] }, fill: 0 });
    }
    append(
      cells,
      own.sort((a, b) => a.column - b.column),
    );
  }
  const xs = [columns[0]?.from ?? 0, ...columns.map(({ to }) => to)];
  return { kind: 'table', page: first.page, xs, top: first.baseline - first.size, bottom: last.baseline, height: lines.length, cells };
}

/** Lines of figures in columns as tables, with the headers just above them; what is marked is left alone. */
export function alignedTables(items: readonly Item[], marked: (line: LineItem) => boolean): Item[] {
  const out: Item[] = [];
  let i = 0;
  while (i < items.length) {
    const item = items[i];
    if (!item) break;
    const run = item.kind === 'line' && !marked(item) && isFigures(item) ? figureLines(items, i, marked) : [];
    if (run.filter(isFigures).length < ROWS) {
      out.push(item);
      i++;
      continue;
    }
    const heads: LineItem[] = [];
    while (heads.length < HEAD_LINES) {
      const above = out.at(-1);
      if (above?.kind !== 'line' || marked(above) || above.runs.length < 2 || /单位[:：]/.test(above.words.text)) break;
      heads.unshift(above);
      out.pop();
    }
    const table = tableOf([...heads, ...run]);
    append(out, table ? [table] : [...heads, ...run]);
    i += run.length;
  }
  return out;
}

/** Lines of figures from `start` on, with short lines of a label between them. */
function figureLines(items: readonly Item[], start: number, marked: (line: LineItem) => boolean): LineItem[] {
  const lines: LineItem[] = [];
  let figures = 0;
  for (let i = start; i < items.length; i++) {
    const item = items[i];
    if (item?.kind !== 'line' || marked(item)) break;
    const label = item.runs.length === 1 && item.words.text.length <= 20 && !/[。；：:]/.test(item.words.text);
    if (!isFigures(item) && item.runs.length < 2 && !label) break;
    lines.push(item);
    if (isFigures(item)) figures = lines.length;
  }
  return lines.slice(0, figures);
}
