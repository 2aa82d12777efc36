import type { Cell, Grid } from '../../document/document.ts';
import { parseDecimal } from '../../fact/decimal.ts';
import { escapeHtml } from './escape.ts';
import type { WordsWriter } from './words.ts';

/** What is known of a grid beyond its cells. */
export interface GridFrame {
  /** rows that are header, counted from the top */
  readonly headRows: number;
  /** columns that name their row */
  readonly labelColumns: readonly number[];
  /** columns whose numbers are no amounts (codes, line numbers): not set to the right */
  readonly codeColumns: readonly number[];
  /** said to those who listen; '' for none */
  readonly caption: string;
  /** the caption as it is shown, as HTML; left out: `caption` */
  readonly captionHtml?: string;
  /** begins the ids by which each value names the cells that head it; left out: scopes alone */
  readonly id?: string;
}

export const PLAIN_FRAME: GridFrame = { headRows: 0, labelColumns: [], codeColumns: [], caption: '' };

/** The id of the line, page or cell where words stand: an anchor for what has no words of its own. */
export const lineAnchor = (line: number | null, page: number | null): string =>
  line !== null ? `L${line}` : page !== null ? `P${page}` : '';

const span = (name: string, count: number): string => (count > 1 ? ` ${name}="${count}"` : '');

const isNumber = (text: string): boolean => text !== '' && parseDecimal(text.replace(/%$/, '')) !== null;

/** Whether a cell of the body names its row: not a code, but 合计, which stands where codes do. */
const isLabel = ({ words, column }: Cell, { labelColumns, codeColumns }: GridFrame): boolean =>
  labelColumns.includes(column) && words.text !== '' && !(codeColumns.includes(column) && isNumber(words.text));

const cellId = (frame: GridFrame, { row, column }: Cell): string => `${frame.id ?? ''}r${row + 1}c${column + 1}`;

/** The ids of the cells that head a value: those above it in the header, and the labels to its left up to the next value. */
function headersOf(cell: Cell, grid: Grid, frame: GridFrame): string {
  const above = grid.rows
    .slice(0, frame.headRows)
    .flat()
    .filter(({ words, column, columnSpan }) => words.text !== '' && column <= cell.column && cell.column < column + columnSpan);
  const named = (column: number): boolean => frame.labelColumns.includes(column) || frame.codeColumns.includes(column);
  let last = cell.column - 1;
  while (last >= 0 && !named(last)) last--;
  let first = last;
  while (first > 0 && named(first - 1)) first--;
  const beside = (grid.rows[cell.row] ?? []).filter((other) => other.column >= first && other.column <= last && isLabel(other, frame));
  return [...above, ...beside].map((head) => cellId(frame, head)).join(' ');
}

function cellHtml(cell: Cell, grid: Grid, frame: GridFrame, writer: WordsWriter): string {
  const spans = span('rowspan', cell.rowSpan) + span('colspan', cell.columnSpan);
  const inner = writer.html(cell.words);
  const id = frame.id === undefined || inner === '' ? '' : ` id="${cellId(frame, cell)}"`;
  if (cell.row < frame.headRows) {
    return inner === '' && frame.id !== undefined
      ? `<td${spans}></td>`
      : `<th scope="${cell.columnSpan > 1 ? 'colgroup' : 'col'}"${id}${spans}>${inner}</th>`;
  }
  const code = frame.codeColumns.includes(cell.column);
  if (isLabel(cell, frame)) return `<th scope="row"${code ? ' class="c"' : ''}${id}${spans}>${inner}</th>`;
  const value = !code && isNumber(cell.words.text);
  const headers = frame.id !== undefined && value ? headersOf(cell, grid, frame) : '';
  return `<td${value ? ' class="v"' : code ? ' class="c"' : ''}${headers ? ` headers="${headers}"` : ''}${spans}>${inner}</td>`;
}

function rowsHtml(grid: Grid, from: number, to: number, frame: GridFrame, writer: WordsWriter): string {
  let out = '';
  const covered = grid.rows.map(() => new Set<number>());
  for (const cell of grid.rows.flat()) {
    for (let row = cell.row; row < Math.min(cell.row + cell.rowSpan, grid.rows.length); row++) {
      for (let column = cell.column; column < cell.column + cell.columnSpan; column++) covered[row]?.add(column);
    }
  }
  for (let row = from; row < to; row++) {
    const cells = new Map(grid.rows[row]!.map((cell) => [cell.column, cell]));
    const place = grid.rows[row]!.flatMap((cell) => cell.words.pieces)[0]?.place;
    const id = place ? lineAnchor(place.line, place.page) : '';
    let html = '';
    for (let column = 0; column < grid.columns; column++) {
      const cell = cells.get(column);
      if (cell) html += cellHtml(cell, grid, frame, writer);
      else if (!covered[row]!.has(column)) html += row < frame.headRows ? '<th></th>' : '<td></td>';
    }
    out += `<tr${id ? ` data-line="${id}"` : ''}>${html}</tr>`;
  }
  return out;
}

/** A grid as a table that scrolls sideways by itself. */
export function gridHtml(grid: Grid, frame: GridFrame, writer: WordsWriter): string {
  const head = Math.min(frame.headRows, grid.rows.length);
  const shown = frame.captionHtml ?? escapeHtml(frame.caption);
  const caption = shown ? `<caption>${shown}</caption>` : '';
  const thead = head > 0 ? `<thead>${rowsHtml(grid, 0, head, frame, writer)}</thead>` : '';
  const body = `<tbody>${rowsHtml(grid, head, grid.rows.length, frame, writer)}</tbody>`;
  const label = frame.caption || '表格';
  return `<div class="scroll" role="region" aria-label="${escapeHtml(label)}" tabindex="0"><table>${caption}${thead}${body}</table></div>`;
}
