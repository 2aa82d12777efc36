import type { Place } from '../../fact/place.ts';
import { cellPlace } from '../../fact/place.ts';

/**
 * Where paragraphs stand: a path of 1-based ordinals, and the offset at which a paragraph begins there.
 * Blocks of the body, paragraphs and tables alike, are counted together: p12 is the 12th block, t13r4c5 the 5th w:tc of the 4th w:tr of the
 * 13th block. A cell's paragraphs (nested tables' too) are counted as one text with one character between them. p12b1… is the first text
 * box of p12, n3… the third footnote, h1… the first header or footer.
 * Offsets count the characters of the accepted view: a tab and a line break are one each; an automatic ordinal has no width.
 */
export interface Spots {
  readonly cell: string;
  readonly at: number;
  /** goes on to the next block, or past `length` characters of the cell */
  paragraph(length: number): void;
  /** places for the cell of a table that begins here */
  tableCell(row: number, column: number): Spots;
  table(): void;
}

/** Blocks one after the other. */
export class FlowSpots implements Spots {
  readonly at = 0;
  private readonly prefix: string;
  private ordinal = 1;

  constructor(prefix: string) {
    this.prefix = prefix;
  }

  get cell(): string {
    return `${this.prefix}p${this.ordinal}`;
  }

  paragraph(): void {
    this.ordinal++;
  }

  tableCell(row: number, column: number): Spots {
    return new CellSpots(`${this.prefix}t${this.ordinal}r${row}c${column}`);
  }

  table(): void {
    this.ordinal++;
  }
}

/** Paragraphs of one cell. */
class CellSpots implements Spots {
  readonly cell: string;
  at = 0;

  constructor(cell: string) {
    this.cell = cell;
  }

  paragraph(length: number): void {
    this.at += length + 1;
  }

  tableCell(): Spots {
    return this;
  }

  table(): void {}
}

/** The place of characters from … to of the paragraph that begins at `spots`. */
export const spotPlace = (spots: Spots, from: number, to: number): Place => cellPlace(spots.cell, spots.at + from, spots.at + to);
