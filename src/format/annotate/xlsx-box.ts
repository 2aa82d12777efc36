import type { Layout } from './xlsx-sheet.ts';

/** A note's box beside its cell; row and column are 0-based. */
export interface Box {
  readonly row: number;
  readonly column: number;
  readonly text: string;
}

const WIDTH = 340; // pixels: some 26 Chinese characters of 9 points
const LINE = 17;
const TALLEST = 640;
const COLUMNS = 16_384;
const ROWS = 1_048_576;
const SHAPES = 1024; // ids of shapes are given out in blocks of so many

/** Lines that a text takes in a box. */
function lineCount(text: string): number {
  const room = WIDTH - 16;
  return text
    .split('\n')
    .map((line) => [...line].reduce((sum, sign) => sum + (sign.charCodeAt(0) >= 0x2000 ? 12.5 : 7), 0))
    .reduce((sum, width) => sum + Math.max(1, Math.ceil(width / room)), 0);
}

/** The track (column or row) in which so many pixels behind the beginning of track `from` lie, and the pixels within it. */
function track(from: number, pixels: number, size: (n: number) => number, count: number): readonly [number, number] {
  let at = Math.min(from, count - 1);
  let left = pixels;
  for (; at < count - 1 && left >= size(at); at++) left -= size(at);
  return [at, Math.trunc(Math.min(left, size(at)))];
}

/** Column, pixels, row, pixels of the top left corner, then of the bottom right one. */
function anchor({ row, column, text }: Box, { width, height }: Layout): string {
  const top = Math.max(0, row - 1);
  const left = column + 1 < COLUMNS ? column + 1 : column;
  const tall = Math.min(TALLEST, LINE * lineCount(text) + 14);
  const [right, rightPixels] = track(left, 15 + WIDTH, width, COLUMNS);
  const [bottom, bottomPixels] = track(top, 4 + tall, height, ROWS);
  return [left, 15, top, 4, right, rightPixels, bottom, bottomPixels].join(', ');
}

const TYPE =
  '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>';

const shapeXml = (box: Box, id: number, layout: Layout): string =>
  `<v:shape id="_x0000_s${id}" type="#_x0000_t202" style='position:absolute;margin-left:60pt;margin-top:2pt;width:${WIDTH * 0.75}pt;height:60pt;z-index:${id % SHAPES};visibility:hidden' fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style='mso-direction-alt:auto'><div style='text-align:left'></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${anchor(box, layout)}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${box.row}</x:Row><x:Column>${box.column}</x:Column></x:ClientData></v:shape>`;

/** The drawing (VML) of the boxes of a sheet's notes. */
export function newDrawing(boxes: readonly Box[], layout: Layout): string {
  const blocks = Array.from({ length: Math.ceil((boxes.length + 1) / SHAPES) }, (_, i) => i + 1).join(',');
  const empty = `<xml><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="${blocks}"/></o:shapelayout></xml>`;
  return grownDrawing(empty, boxes, [], layout);
}

const NAMESPACES: readonly (readonly [string, string])[] = [
  ['v', 'urn:schemas-microsoft-com:vml'],
  ['o', 'urn:schemas-microsoft-com:office:office'],
  ['x', 'urn:schemas-microsoft-com:office:excel'],
];

/** The box of a note that has grown, made large enough for its text. */
function resized(shape: string, box: Box, layout: Layout): string {
  const isIts = new RegExp(`<x:Row>${box.row}</x:Row>\\s*<x:Column>${box.column}</x:Column>`).test(shape);
  return isIts ? shape.replace(/<x:Anchor>[^<]*<\/x:Anchor>/, `<x:Anchor>${anchor(box, layout)}</x:Anchor>`) : shape;
}

/** A drawing with more boxes, and larger ones for notes that have grown. It is taken as text: what Excel writes there is not always XML. */
export function grownDrawing(old: string, boxes: readonly Box[], grown: readonly Box[], layout: Layout): string {
  const missing = NAMESPACES.filter(([prefix]) => !old.includes(`xmlns:${prefix}=`)).map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`);
  const drawing = old
    .replace(/<xml\b/, `$&${missing.join('')}`)
    .split(/(?<=<\/v:shape>)/)
    .map((shape) => grown.reduce((text, box) => resized(text, box, layout), shape))
    .join('');
  const ids = [...drawing.matchAll(/_x0000_s(\d+)/g)].map(([, id]) => Number(id));
  const next = ids.reduce((most, id) => Math.max(most, id), SHAPES) + 1;
  const shapes = boxes.map((box, i) => shapeXml(box, next + i, layout)).join('');
  const end = drawing.lastIndexOf('</');
  return drawing.slice(0, end) + (drawing.includes('id="_x0000_t202"') ? '' : TYPE) + shapes + drawing.slice(end);
}
