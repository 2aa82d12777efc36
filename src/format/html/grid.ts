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
}

export const PLAIN_FRAME: GridFrame = { headRows: 0, labelColumns: [], codeColumns: [], caption: '' };

/** The id of the line, page or cell where words stand: an anchor for what has no words of its own. */
export const lineAnchor = (line: number | null, page: number | null): string =>
  line !== null ? `L${line}` : page !== null ? `P${page}` : '';

const span = (name: string, count: number): string => (count > 1 ? ` ${name}="${count}"` : '');

function cellHtml(cell: Cell, frame: GridFrame, writer: WordsWriter): string {
  const spans = span('rowspan', cell.rowSpan) + span('colspan', cell.columnSpan);
  const inner = writer.html(cell.words);
  if (cell.row < frame.headRows) return `<th scope="${cell.columnSpan > 1 ? 'colgroup' : 'col'}"${spans}>${inner}</th>`;
  if (frame.labelColumns.includes(cell.column) && cell.words.text) return `<th scope="row"${spans}>${inner}</th>`;
  const numeric =
    !frame.codeColumns.includes(cell.column) && cell.words.text !== '' && parseDecimal(cell.words.text.replace(/%$/, '')) !== null;
  return `<td${numeric ? ' class="v"' : ''}${spans}>${inner}</td>`;
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
      if (cell) html += cellHtml(cell, frame, writer);
      else if (!covered[row]!.has(column)) html += row < frame.headRows ? '<th></th>' : '<td></td>';
    }
    out += `<tr${id ? ` data-line="${id}"` : ''}>${html}</tr>`;
  }
  return out;
}

/** A grid as a table that scrolls sideways by itself. */
export function gridHtml(grid: Grid, frame: GridFrame, writer: WordsWriter): string {
  const head = Math.min(frame.headRows, grid.rows.length);
  const caption = frame.caption ? `<caption>${escapeHtml(frame.caption)}</caption>` : '';
  const thead = head > 0 ? `<thead>${rowsHtml(grid, 0, head, frame, writer)}</thead>` : '';
  const body = `<tbody>${rowsHtml(grid, head, grid.rows.length, frame, writer)}</tbody>`;
  const label = frame.caption || '表格';
  return `<div class="scroll" role="region" aria-label="${escapeHtml(label)}" tabindex="0"><table>${caption}${thead}${body}</table></div>`;
}
