import type { Place } from '../../fact/place.ts';

/** A remark that is put into a file beside the words it speaks of. Plain text; lines end with \n. */
export interface Note {
  /** where the remark hangs */
  readonly at: Place;
  /** other places that it speaks of */
  readonly also: readonly Place[];
  readonly kind: 'error' | 'warning' | 'info';
  readonly title: string;
  readonly text: string;
}

/** A file with remarks in it. */
export interface Annotated {
  readonly bytes: Uint8Array;
  /** remarks whose place is not in the file: to be said, never dropped in silence */
  readonly unplaced: readonly Note[];
}

/** Puts notes into a file of one format. `author` and `date` (ISO 8601) stand at each. Throws FormatError where the file cannot take any. */
export type Annotate = (bytes: Uint8Array, notes: readonly Note[], author: string, date: string) => Annotated | Promise<Annotated>;
