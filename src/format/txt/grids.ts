import type { Block, Cell, Grid, Mark, Words } from '../../document/document.ts';
import { joinWords } from '../../document/words.ts';
import { append } from '../lists.ts';
import { cellSpans, isCellLine, type Line } from './lines.ts';
import { wordsOf } from './markup.ts';
import { isLabel } from './phrases.ts';

/** The text of a lone line is at most this long to be taken for the rest of a broken cell. */
const FRAGMENT = 20;
const MARKS: Readonly<Partial<Record<Line['kind'], Mark['mark']>>> = {
  watermark: 'watermark',
  'page-number': 'page-number',
  rule: 'residue',
  residue: 'residue',
  contents: 'contents',
};

/** The mark that a line makes, null where the line is text, a row or blank. */
export function markOf(line: Line): Mark | null {
  const mark = MARKS[line.kind];
  return mark ? { kind: 'mark', mark, words: wordsOf(line) } : null;
}

const cellsOf = (line: Line): Words[] => cellSpans(line.text).map(({ from, to }) => wordsOf(line, from, to));
const filled = (row: readonly Words[]): number => row.filter(({ text }) => text).length;
const isPassing = ({ kind }: Line): boolean =>
  kind === 'blank' || kind === 'watermark' || kind === 'page-number' || kind === 'rule' || kind === 'residue';

/** Whether a single line without tabs is the rest of a cell, broken off between two rows of one shape. */
function isFragment(lines: readonly Line[], index: number): boolean {
  const line = lines[index];
  const before = lines[index - 1]?.kind === 'blank' ? lines[index - 2] : lines[index - 1];
  const after = lines[index + 1]?.kind === 'blank' ? lines[index + 2] : lines[index + 1];
  if (!line || before?.kind !== 'row' || after?.kind !== 'row') return false;
  const text = line.text.trim();
  if (text.length > FRAGMENT || isLabel(text) || /^[#-]|^[一二三四五六七八九十（(\d]+[、.．）)]|[表：:。；]$|\d{4}/.test(text))
    return false;
  const width = cellSpans(before.text).length;
  return width > 2 && width === cellSpans(after.text).length && /\d/.test(after.text) && filled(cellsOf(after)) > 1;
}

const NUMERALS = '一二三四五六七八九十';

/** The number of an item such as “2.招商引资” with its style; null where a text does not begin with one. */
function itemNumber(text: string): { readonly style: string; readonly value: number } | null {
  const match = /^([（(]?)(?:(\d{1,2})|([一二三四五六七八九十]))([）)、.．])(?!\d)/.exec(text.trim());
  if (!match) return null;
  return {
    style: `${match[1]}${match[2] ? '1' : '一'}${match[4]}`,
    value: match[2] ? Number(match[2]) : NUMERALS.indexOf(match[3] ?? '') + 1,
  };
}

/** Whether a line without a tab is the next item of a list in the cell above it (a cell of several paragraphs). */
function isNextItem(lines: readonly Line[], index: number): boolean {
  const above = lines[index - 1]?.kind === 'blank' ? lines[index - 2] : lines[index - 1];
  const line = lines[index];
  if (!line || !above || !(isCellLine(above) || above.kind === 'text') || /表\s*$/.test(line.text)) return false;
  const [before, now] = [itemNumber(above.text), itemNumber(line.text)];
  return before !== null && now !== null && before.style === now.style && now.value === before.value + 1;
}

/** The end (exclusive) of the stretch of rows that begins at `start`: rows with nothing but blank lines and marks between. */
export function endOfRows(lines: readonly Line[], start: number): number {
  let end = start + 1;
  for (let i = start + 1; i < lines.length; i++) {
    const line = lines[i];
    if (!line) break;
    if (line.kind === 'row') end = i + 1;
    else if (line.kind === 'rule' && i === end) end = i + 1;
    else if (line.kind === 'text' ? !isFragment(lines, i) && !isNextItem(lines, i) : !isPassing(line)) break;
  }
  return end;
}

/** A run of rows as words, in the shape of the source. */
type Rows = Words[][];

function gridOf(rows: Rows): Grid {
  const cells = rows.map((row, r) => row.map((words, column): Cell => ({ words, row: r, column, rowSpan: 1, columnSpan: 1 })));
  return { kind: 'grid', rows: cells, columns: rows.reduce((most, row) => Math.max(most, row.length), 0) };
}

/** Rows of text with tabs between cells: a line is a row. */
const tabbedRows = (lines: readonly Line[]): Rows =>
  lines.flatMap((line) => (line.kind === 'row' ? [cellsOf(line)] : line.kind === 'text' ? [[wordsOf(line)]] : []));

/** Rows of text with one cell per line: a run of cell lines is a row; a row broken over two pages is made whole where its width proves it. */
function listedRows(lines: readonly Line[]): Rows {
  const rows: Rows = [];
  let row: Words[] = [];
  let gap = 0;
  let full = 0;
  const close = (): void => {
    if (row.length) rows.push(row);
    row = [];
  };
  for (const [index, line] of lines.entries()) {
    const last = row.at(-1);
    if (line.kind === 'text' && last) row[row.length - 1] = joinWords([last, wordsOf(line)], ' ');
    if (line.kind !== 'row') {
      gap += line.kind === 'blank' ? 1 : 0;
      continue;
    }
    const cells = isCellLine(line) ? [wordsOf(line, 1)] : cellsOf(line);
    if (gap > 0) {
      const broken = gap > 1 && row.length > 0 && row.length < full && row.length + runLength(lines, index) === full;
      if (!broken) {
        full = Math.max(row.length, rows.at(-1)?.length ?? 0) || full;
        close();
      }
    }
    gap = 0;
    append(row, cells);
  }
  close();
  return rows;
}

/** How many rows stand together from `start` on. */
function runLength(lines: readonly Line[], start: number): number {
  let end = start;
  while (lines[end]?.kind === 'row') end++;
  return end - start;
}

/** Prose whose paragraphs are indented with a tab: no table, though every line begins like a cell. */
function isIndentedProse(lines: readonly Line[]): boolean {
  const rows = lines.filter(({ kind }) => kind === 'row');
  const prose = rows.filter(({ text }) => /[。；：]\s*$/.test(text) || text.length > 60).length;
  return rows.every(isCellLine) && prose * 2 > rows.length;
}

const CAPTION = /(?:单\s*位|部门)[^:：]{0,4}[:：]|公开\s*\d/;
const TITLE = /表(?:[（(][^（）()]{1,20}[）)])?$/;
const NOTE = /^(?:备?注\d*|说明|附注)\s*[:：]/;

/** A row that is a caption though tabs stand in it: 单位名称：… ⇥ 单位：万元, or the title of the table alone. */
export function isCaptionRow(row: readonly Words[]): boolean {
  const texts = row.flatMap(({ text }) => text || []);
  if (texts.length === 1 && TITLE.test(texts[0] ?? '') && (texts[0] ?? '').length > 4) return true;
  return texts.length > 0 && texts.every(isLabel) && texts.some((text) => CAPTION.test(text));
}

/** A row below a table that belongs to no column: 注：…, or the title of the next table. */
export const isNoteRow = (row: readonly Words[]): boolean =>
  filled(row) === 1 && row.some(({ text }) => NOTE.test(text) || (TITLE.test(text) && text.length > 4));

/** Where the body of a table begins and ends (exclusive), captions above and notes below left out. */
function bodyOf(rows: Rows): { readonly from: number; readonly to: number } {
  let from = 0;
  while (from < rows.length && isCaptionRow(rows[from] ?? [])) from++;
  let to = rows.length;
  while (to > from && isNoteRow(rows[to - 1] ?? [])) to--;
  return { from, to };
}

const paragraphsOf = (rows: Rows): Block[] =>
  rows.flatMap((row) => row.filter(({ text }) => text).map((words): Block => ({ kind: 'paragraph', words, level: null })));

/** The blocks of a stretch of rows: captions, the grid, notes, then the marks that stood inside. */
export function gridBlocks(lines: readonly Line[]): Block[] {
  const marks = lines.flatMap((line) => markOf(line) ?? []);
  const rowLines = lines.filter(({ kind }) => kind === 'row');
  if (isIndentedProse(lines)) return [...paragraphsOf(tabbedRows(lines)), ...marks];
  const listed = rowLines.length > 1 && rowLines.filter(isCellLine).length >= rowLines.length * 0.8;
  const rows = listed ? listedRows(lines) : tabbedRows(lines);
  if (rows.reduce((sum, row) => sum + filled(row), 0) <= 1) return [...paragraphsOf(rows), ...marks];
  const { from, to } = bodyOf(rows);
  const grid = from < to ? [gridOf(rows.slice(from, to))] : [];
  return [...paragraphsOf(rows.slice(0, from)), ...grid, ...paragraphsOf(rows.slice(to)), ...marks];
}
