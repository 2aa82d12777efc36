/** A box on a page, in points from the page's top left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** where its words do not run from left to right: 1 upwards, 2 from right to left, 3 downwards */
  readonly turned?: 1 | 2 | 3;
}

/**
 * Where words stand in a source. `line` is the 1-based line of a text file, `page` the 1-based page of a PDF or OFD, `sheet` and `cell` (B7) a
 * cell of a workbook; in Word files and web pages `cell` is a path of 1-based ordinals (p12, t13r4c5: see the readers);
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
export const textPlace = (line: number, from: number, to: number): Place => ({
  line,
  page: null,
  box: null,
  sheet: null,
  cell: null,
  from,
  to,
});

/** A place in a cell of a worksheet, or in a numbered block of a file without lines and pages. */
export const cellPlace = (cell: string, from: number, to: number, sheet: string | null = null): Place => ({
  line: null,
  page: null,
  box: null,
  sheet,
  cell,
  from,
  to,
});

/** A string that identifies where a place begins: two facts at one place are one printed number. */
export const placeKey = (place: Place): string =>
  `${place.line ?? ''}|${place.page ?? ''}|${place.sheet ?? ''}|${place.cell ?? ''}|${place.from}`;

/** What orders cells of one sheet or file: row and column of B7, the numbers of t3r4c5. */
function cellOrder(cell: string): number[] {
  const sheetCell = /^([A-Z]{1,3})(\d+)$/.exec(cell);
  if (!sheetCell) return [...cell.matchAll(/\d+/g)].map(Number);
  const column = [...(sheetCell[1] ?? '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return [Number(sheetCell[2]), column];
}

function compareCells(a: string | null, b: string | null): number {
  if (a === b || a === null || b === null) return 0;
  const [before, after] = [cellOrder(a), cellOrder(b)];
  const at = before.findIndex((n, i) => n !== after[i]);
  return at < 0 ? before.length - after.length : (before[at] ?? 0) - (after[at] ?? 0);
}

/** Reading order of two places of one document; sheets, whose order a place does not know, by name. */
export const comparePlaces = (a: Place, b: Place): number =>
  (a.page ?? 0) - (b.page ?? 0) ||
  (a.line ?? 0) - (b.line ?? 0) ||
  (a.sheet === b.sheet ? 0 : (a.sheet ?? '') < (b.sheet ?? '') ? -1 : 1) ||
  compareCells(a.cell, b.cell) ||
  a.from - b.from;
