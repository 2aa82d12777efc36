import { Xml } from '../package/xml.ts';

/** What of a worksheet decides where a note's box stands, and where the sheet names the drawing of its boxes. */
export interface Layout {
  /** id of the relation to the drawing of boxes; null where there is none */
  readonly drawing: string | null;
  /** offset at which the reference to it has to stand */
  readonly place: number;
  /** width of a column in pixels, 0-based */
  readonly width: (column: number) => number;
  /** height of a row in pixels, 0-based */
  readonly height: (row: number) => number;
}

/** What follows legacyDrawing in a worksheet (ECMA-376 part 1, 18.3.1.99); controls often stand in an AlternateContent. */
const AFTER = new Set([
  'legacyDrawingHF',
  'drawingHF',
  'picture',
  'oleObjects',
  'controls',
  'webPublishItems',
  'tableParts',
  'extLst',
  'AlternateContent',
]);

const DIGIT = 7; // pixels of a digit in the usual font
const pixelsOfWidth = (characters: number): number => Math.trunc(characters * DIGIT + 5);
const pixelsOfHeight = (points: number): number => Math.round((points * 4) / 3);

/** A length as written; null where it is none. */
function positive(text: string | null): number | null {
  const value = Number(text);
  return text !== null && value > 0 && value < 10_000 ? value : null;
}

/** Reads the layout of a worksheet; offsets are those of its UTF-8 bytes. */
export function readLayout(part: Uint8Array): Layout {
  const xml = new Xml(part);
  const columns: { readonly from: number; readonly to: number; readonly pixels: number }[] = [];
  const rows = new Map<number, number>();
  let usualWidth = 72;
  let usualHeight = 19;
  let drawing: string | null = null;
  let place: number | null = null;
  let end = part.length;
  const isHidden = (): boolean => /^(?:1|true)$/.test(xml.attribute('hidden') ?? '');
  for (let event = xml.next(); event !== 'end'; event = xml.next()) {
    // behind the last child of the root
    if (event === 'close' && xml.depth === 1) end = xml.end;
    if (event !== 'open') continue;
    if (xml.depth === 2) {
      if (xml.name === 'legacyDrawing') drawing = xml.attribute('id');
      if (AFTER.has(xml.name)) place ??= xml.start;
    }
    if (xml.name === 'sheetFormatPr') {
      const width = positive(xml.attribute('defaultColWidth'));
      if (width !== null) usualWidth = pixelsOfWidth(width);
      usualHeight = pixelsOfHeight(positive(xml.attribute('defaultRowHeight')) ?? 14.25);
    } else if (xml.name === 'col') {
      const pixels = isHidden() ? 0 : pixelsOfWidth(positive(xml.attribute('width')) ?? 9);
      columns.push({ from: Number(xml.attribute('min')) - 1, to: Number(xml.attribute('max')) - 1, pixels });
    } else if (xml.name === 'row') {
      const height = isHidden() ? 0 : positive(xml.attribute('ht'));
      if (height !== null) rows.set(Number(xml.attribute('r')) - 1, pixelsOfHeight(height));
      if (xml.inside !== null) xml.skip();
    }
  }
  return {
    drawing,
    place: place ?? end,
    width: (column) => columns.find(({ from, to }) => from <= column && column <= to)?.pixels ?? usualWidth,
    height: (row) => rows.get(row) ?? usualHeight,
  };
}
