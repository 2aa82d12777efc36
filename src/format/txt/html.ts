import type { Cell, Grid, Words } from '../../document/document.ts';
import { joinWords, trimWords } from '../../document/words.ts';
import { limitTable } from '../limits.ts';
import { cellSpans, type Line } from './lines.ts';
import { wordsOf } from './markup.ts';

const TABLE = /<table[\s>]/i;
const END = /<\/table>/i;
const TAG = /<(\/?)(table|tr|td|th)(?:\s[^<>]*)?>/gi;
/** A table that is not closed within so many lines is not taken for one. */
const LONGEST = 3000;
const WIDEST = 200;

/** Whether an HTML table begins at a line. */
export const beginsTable = ({ kind, text }: Line): boolean => (kind === 'text' || kind === 'row') && TABLE.test(text);

const squeeze = (text: string): string => text.replace(/<[^<>]*>|\s+/g, '');

/** Where the table that begins at `start` ends (exclusive); null where it is not closed, or more stands behind it on its last line. */
function endOfTable(lines: readonly Line[], start: number): number | null {
  for (let i = start; i < lines.length && i < start + LONGEST; i++) {
    const text = lines[i]?.text ?? '';
    const end = text.search(END);
    if (end >= 0) return text.slice(end + '</table>'.length).trim() === '' ? i + 1 : null;
  }
  return null;
}

interface OpenCell {
  readonly parts: Words[];
  readonly rowSpan: number;
  readonly columnSpan: number;
}

const span = (tag: string, name: 'rowspan' | 'colspan'): number => {
  const count = Number(new RegExp(`${name}\\s*=\\s*["']?(\\d{1,3})`, 'i').exec(tag)?.[1] ?? 1);
  return Math.min(Math.max(count, 1), WIDEST);
};

/** Cells in their rows, each moved right past what spans from above cover. */
function placed(rows: readonly (readonly OpenCell[])[]): Grid {
  const covered: Set<number>[] = rows.map(() => new Set());
  let columns = 0;
  let area = 0;
  const cells = rows.map((row, r) => {
    let column = 0;
    return row.map((open): Cell => {
      while (covered[r]?.has(column)) column++;
      const rowSpan = Math.min(open.rowSpan, rows.length - r);
      area += rowSpan * open.columnSpan;
      limitTable(area, 1);
      for (let down = 0; down < rowSpan; down++)
        for (let right = 0; right < open.columnSpan; right++) covered[r + down]?.add(column + right);
      const cell = { words: trimWords(joinWords(open.parts, ' ')), row: r, column, rowSpan, columnSpan: open.columnSpan };
      column += open.columnSpan;
      columns = Math.max(columns, column);
      return cell;
    });
  });
  return { kind: 'grid', rows: cells, columns };
}

/** The HTML table that begins at `start` as a grid, and where it ends (exclusive); null where no whole table stands there. */
export function htmlTable(lines: readonly Line[], start: number): { readonly grid: Grid; readonly end: number } | null {
  const first = lines[start]?.text ?? '';
  if (first.slice(0, first.search(TABLE)).trim() !== '') return null;
  const end = endOfTable(lines, start);
  if (end === null) return null;
  const rows: OpenCell[][] = [];
  let cell: OpenCell | null = null;
  for (const line of lines.slice(start, end)) {
    let done = 0;
    for (const match of line.text.matchAll(TAG)) {
      const words = wordsOf(line, done, match.index);
      if (words.text) (cell ?? lastCell(rows))?.parts.push(words);
      done = match.index + match[0].length;
      const name = match[2]?.toLowerCase();
      if (match[1]) cell = name === 'td' || name === 'th' ? null : cell;
      else if (name === 'tr') rows.push([]);
      else if (name === 'td' || name === 'th') {
        cell = { parts: [], rowSpan: span(match[0], 'rowspan'), columnSpan: span(match[0], 'colspan') };
        if (rows.length === 0) rows.push([]);
        rows.at(-1)?.push(cell);
      }
    }
    const rest = wordsOf(line, done);
    if (rest.text) (cell ?? lastCell(rows))?.parts.push(rest);
  }
  return rows.some((row) => row.length > 0) ? { grid: placed(rows), end } : null;
}

const lastCell = (rows: readonly OpenCell[][]): OpenCell | undefined => rows.at(-1)?.at(-1);

/** Marks rows that hold an HTML table whose text their other cells only repeat: residue of a nested table. */
export const residueLines = (lines: readonly Line[]): Line[] =>
  lines.map((line) => {
    if (line.kind !== 'row' || !beginsTable(line) || !END.test(line.text)) return line;
    const table = squeeze(line.text.slice(0, line.text.lastIndexOf('</table>')));
    const tail = line.text.slice(line.text.lastIndexOf('</table>') + '</table>'.length);
    const repeats = cellSpans(tail).every(({ from, to }) => table.includes(squeeze(tail.slice(from, to))));
    return repeats ? { ...line, kind: 'residue' as const } : line;
  });
