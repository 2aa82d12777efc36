import type { Place } from '../../fact/place.ts';

/** A remark that is put into a file beside the words it speaks of. Plain text; lines end with \n. */
export interface Note {
  /** where the remark hangs; a place of which nothing is known (all null) is the whole file */
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

/** Puts notes into a file of one format. `author` and `date` (ISO 8601: local time with its offset) stand at each. Throws FormatError where the file cannot take any. */
export type Annotate = (bytes: Uint8Array, notes: readonly Note[], author: string, date: string) => Annotated | Promise<Annotated>;

/** Colours of titles, as RRGGBB; all can be read on white and on the yellow of notes. */
export const COLOURS: Readonly<Record<Note['kind'], string>> = { error: 'B42318', warning: '8A5300', info: '16508F' };
