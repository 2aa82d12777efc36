/** A box on a page, in points from the page's top left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Where words stand in a source. `line` is the 1-based line of a text file, `page` the 1-based page of a PDF;
 * `from` and `to` are character offsets (end exclusive) in that line, page text or cell.
 */
export interface Place {
  readonly line: number | null;
  readonly page: number | null;
  readonly box: Box | null;
  readonly sheet: string | null;
  readonly cell: string | null;
  readonly from: number;
  readonly to: number;
}

/** A place in a text file. */
export const textPlace = (line: number, from: number, to: number): Place => ({ line, page: null, box: null, sheet: null, cell: null, from, to });

/** A string that identifies where a place begins: two facts at one place are one printed number. */
export const placeKey = (place: Place): string => `${place.line ?? ''}|${place.page ?? ''}|${place.sheet ?? ''}|${place.cell ?? ''}|${place.from}`;

/** Reading order of two places of one document. */
export const comparePlaces = (a: Place, b: Place): number => (a.page ?? 0) - (b.page ?? 0) || (a.line ?? 0) - (b.line ?? 0) || a.from - b.from;
