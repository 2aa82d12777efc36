import type { Block, Cell, Grid } from '../document/document.ts';
import type { BlockLayout, ColumnKind, Role } from '../document/layout.ts';
import { NO_WORDS, wordsAt } from '../document/words.ts';
import { textPlace } from '../fact/place.ts';

/** A cell before it has a place. */
export interface SketchCell {
  readonly text: string;
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
}

const words = (text: string) => (text ? wordsAt(text, textPlace(0, 0, text.length)) : NO_WORDS);

/** A grid of cells; positions without a cell, and not covered by a span, become blank cells. */
export function gridOf(cells: readonly SketchCell[], rows: number, columns: number): Grid {
  const covered = new Set<string>();
  for (const { row, column, rowSpan, columnSpan } of cells) {
    for (let r = row; r < row + rowSpan; r++) for (let c = column; c < column + columnSpan; c++) covered.add(`${r} ${c}`);
  }
  const made: Cell[][] = Array.from({ length: rows }, () => []);
  for (const cell of cells) {
    made[cell.row]?.push({
      words: words(cell.text),
      row: cell.row,
      column: cell.column,
      rowSpan: cell.rowSpan,
      columnSpan: cell.columnSpan,
    });
  }
  for (const [row, line] of made.entries()) {
    for (let column = 0; column < columns; column++) {
      if (!covered.has(`${row} ${column}`)) line.push({ words: NO_WORDS, row, column, rowSpan: 1, columnSpan: 1 });
    }
    line.sort((a, b) => a.column - b.column);
  }
  return { kind: 'grid', rows: made, columns };
}

/** A block and how it is to be printed. */
export interface Sketch {
  readonly block: Block;
  readonly layout: BlockLayout;
}

export const paragraph = (text: string, role: Role, level: number | null = null): Sketch => ({
  block: { kind: 'paragraph', words: words(text), level },
  layout: { role, headRows: 0, columns: [] },
});
export const contents = (text: string): Sketch => ({
  block: { kind: 'mark', mark: 'contents', words: words(text) },
  layout: { role: 'contents', headRows: 0, columns: [] },
});
export const table = (block: Grid, headRows: number, columns: readonly ColumnKind[]): Sketch => ({
  block,
  layout: { role: 'table', headRows, columns },
});

/** Blocks with the places that their words have when writeText prints them: lines with one blank line between blocks. */
export function placed(blocks: readonly Block[]): Block[] {
  let line = 1;
  return blocks.map((block): Block => {
    const at = line;
    if (block.kind !== 'grid') {
      line += 2;
      const from = block.kind === 'paragraph' && block.level !== null ? block.level + 1 : 0;
      const { text } = block.words;
      return { ...block, words: text ? wordsAt(text, textPlace(at, from, from + text.length)) : NO_WORDS };
    }
    line += block.rows.length + 1;
    return { ...block, rows: block.rows.map((row, r) => placedRow(row, at + r)) };
  });
}

function placedRow(row: readonly Cell[], line: number): Cell[] {
  let from = 0;
  let last = 0;
  return row.map((cell) => {
    from += cell.column - last;
    last = cell.column;
    const { text } = cell.words;
    const start = from;
    from += text.length;
    return { ...cell, words: text ? wordsAt(text, textPlace(line, start, from)) : NO_WORDS };
  });
}
