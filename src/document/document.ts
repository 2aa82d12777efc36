import type { Place } from '../fact/place.ts';

/** A stretch of joined text and where it comes from: text.slice(at, at + length) stands at `place`. */
export interface Piece {
  readonly at: number;
  readonly length: number;
  readonly place: Place;
}

/** Text joined from one or more places of the source (a cell or paragraph may be broken over lines and pages). */
export interface Words {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

export interface Paragraph {
  readonly kind: 'paragraph';
  readonly words: Words;
  /** level of a heading as marked in the source (1 highest), null where the source marks none */
  readonly level: number | null;
}

/** A cell. A cell that spans is held once, at its top left; `row` and `column` are 0-based. */
export interface Cell {
  readonly words: Words;
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
}

/** A grid of cells as it stands in the source, headers and all. `rows[r]` holds the cells that begin in row r, left to right. */
export interface Grid {
  readonly kind: 'grid';
  readonly rows: readonly (readonly Cell[])[];
  readonly columns: number;
}

/** What was taken out of the flow: a watermark, running header or footer, page number, extraction residue. */
export interface Mark {
  readonly kind: 'mark';
  readonly mark: 'watermark' | 'header' | 'footer' | 'page-number' | 'residue' | 'contents';
  readonly words: Words;
}

export type Block = Paragraph | Grid | Mark;

/** Something that was damaged on the way to us; not the author's error. */
export interface Damage {
  readonly reason: string;
  readonly places: readonly Place[];
}

/** A paper, free of its file format. */
export interface Document {
  readonly format: string;
  readonly blocks: readonly Block[];
  readonly damage: readonly Damage[];
}
