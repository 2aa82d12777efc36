import type { PdfDict, PdfObject, PdfRef } from '@libpdf/core';
import type { Box } from '../../fact/place.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Maps a point as a viewer shows the page (points from its top left) to the page's own space. */
export type ToPage = (x: number, y: number) => Point;

type Resolve = (ref: PdfRef) => PdfObject | null;
type Sides = readonly [left: number, bottom: number, right: number, top: number];

/** Deeper trees of pages are no trees. */
const DEPTH = 60;
const LETTER: Sides = [0, 0, 612, 792];

/** An entry of a page or of the nodes above it (PDF 32000-1, 7.7.3.4). */
function inherited(page: PdfDict, key: string, resolve: Resolve): PdfObject | undefined {
  let node: PdfDict | undefined = page;
  for (let depth = 0; node && depth < DEPTH; depth++) {
    const value: PdfObject | undefined = node.get(key, resolve);
    if (value) return value;
    node = node.getDict('Parent', resolve);
  }
}

function sidesOf(page: PdfDict, key: string, resolve: Resolve): Sides | null {
  const value = inherited(page, key, resolve);
  if (value?.type !== 'array') return null;
  const [x1, y1, x2, y2] = [...value].map((item) => numberOf(item.type === 'ref' ? resolve(item) : item));
  if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined || x1 === x2 || y1 === y2) return null;
  return [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)];
}

const numberOf = (value: PdfObject | null | undefined): number => (value?.type === 'number' ? value.value : 0);

/** What a viewer shows of a page is its CropBox within its MediaBox, turned clockwise by /Rotate. */
export function pageSpace(page: PdfDict, resolve: Resolve): ToPage {
  const media = sidesOf(page, 'MediaBox', resolve) ?? LETTER;
  const crop = sidesOf(page, 'CropBox', resolve) ?? media;
  const [left, bottom] = [Math.max(media[0], crop[0]), Math.max(media[1], crop[1])];
  const [right, top] = [Math.min(media[2], crop[2]), Math.min(media[3], crop[3])];
  switch (((numberOf(inherited(page, 'Rotate', resolve)) % 360) + 360) % 360) {
    case 90:
      return (x, y) => ({ x: left + y, y: bottom + x });
    case 180:
      return (x, y) => ({ x: right - x, y: bottom + y });
    case 270:
      return (x, y) => ({ x: right - y, y: top - x });
    default:
      return (x, y) => ({ x: left + x, y: top - y });
  }
}

/** The corners of a box in the page's space, in the order of /QuadPoints: upper left, upper right, lower left, lower right as seen. */
export const corners = ({ x, y, width, height }: Box, toPage: ToPage): Point[] => [
  toPage(x, y),
  toPage(x + width, y),
  toPage(x, y + height),
  toPage(x + width, y + height),
];

/** Left, bottom, right, top of points. */
export function bounds(points: readonly Point[]): [number, number, number, number] {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}
