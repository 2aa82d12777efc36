import type { Cell, Grid, Words } from '../document/document.ts';
import { NO_WORDS } from '../document/words.ts';
import { remembered } from '../lexicon/remember.ts';

/** A grid with its spans spelled out: `at(r, c)` is the cell that covers a position. */
export interface Matrix {
  readonly height: number;
  readonly width: number;
  at(row: number, column: number): Cell | null;
  /** words of the cell at a position, empty where there is none */
  words(row: number, column: number): Words;
  /** text without white space */
  text(row: number, column: number): string;
  /** true where the position is covered by a span that begins elsewhere */
  covered(row: number, column: number): boolean;
}

export function matrixOf(grid: Grid): Matrix {
  const cells: (Cell | null)[][] = grid.rows.map(() => new Array<Cell | null>(grid.columns).fill(null));
  for (const row of grid.rows) {
    for (const cell of row) {
      for (let r = cell.row; r < cell.row + cell.rowSpan; r++) {
        for (let c = cell.column; c < cell.column + cell.columnSpan; c++) {
          const line = cells[r];
          if (line && c < line.length) line[c] ??= cell;
        }
      }
    }
  }
  const at = (row: number, column: number) => cells[row]?.[column] ?? null;
  const words = (row: number, column: number) => at(row, column)?.words ?? NO_WORDS;
  const texts = cells.map((line) => line.map((cell) => cell?.words.text.replace(/\s+/g, '') ?? ''));
  return {
    height: grid.rows.length,
    width: grid.columns,
    at,
    words,
    text: (row, column) => texts[row]?.[column] ?? '',
    covered: (row, column) => {
      const cell = at(row, column);
      return cell !== null && (cell.row !== row || cell.column !== column);
    },
  };
}

/** What a cell holds, by its text alone. */
export type Content = 'blank' | 'amount' | 'code' | 'integer' | 'text';

const DASHES = /^[—–\-－─一]{1,4}$|^\/$/;

/** An amount, a negative one with its sign or in brackets. */
const AMOUNT =
  /^[-−－]?\d{1,3}(?:[,，]\d{3})*[.．]\d+$|^[-−－]?\d+[.．]\d+$|^[-−－]?\d{1,3}(?:[,，]\d{3})+$|^[-−－]\d+$|^[(（](?:\d[\d,，]*[.．]\d+|\d{1,3}(?:[,，]\d{3})+)[)）]$/;

export const contentOf = remembered((text): Content => {
  if (text === '' || DASHES.test(text)) return 'blank';
  if (AMOUNT.test(text)) return 'amount';
  if (/^\d{3}(?:\d{2}){0,2}$/.test(text) || /^\d{6,8}$/.test(text)) return 'code';
  if (/^\d+$/.test(text)) return 'integer';
  return 'text';
});
