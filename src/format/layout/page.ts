import type { Box } from '../../fact/place.ts';
import type { Point, Rule } from './rules.ts';

/** A character where it is seen: points from the page's top left corner, after the page's rotation. */
export interface Glyph {
  readonly text: string;
  /** left and right edge of its advance */
  readonly x: number;
  readonly right: number;
  /** the line it stands on */
  readonly baseline: number;
  /** height of its font */
  readonly size: number;
  /** grey of its colour, 0 black to 255 white */
  readonly grey: number;
}

/** A page as it is read: turned so that most of its writing is level. */
export interface PageContent {
  readonly width: number;
  readonly height: number;
  /** clockwise quarter turns from the page as a viewer shows it */
  readonly turned: 0 | 1 | 2 | 3;
  readonly glyphs: readonly Glyph[];
  /** characters that stand neither upright nor on their side with the whole page, and large pale ones: watermarks */
  readonly slanted: readonly Glyph[];
  readonly rules: readonly Rule[];
  /** share of the page that pictures cover, 0 … 1 */
  readonly pictured: number;
}

/** How points of a page's own space come to where they are seen. */
interface View {
  readonly width: number;
  readonly height: number;
  readonly place: (x: number, y: number) => Point;
}

export type Sides = readonly [left: number, top: number, right: number, bottom: number];

export function viewOf([left, top, right, bottom]: Sides, quarterTurns: number): View {
  const [w, h] = [right - left, top - bottom];
  switch (((quarterTurns % 4) + 4) % 4) {
    case 1:
      return { width: h, height: w, place: (x, y) => ({ x: y - bottom, y: x - left }) };
    case 2:
      return { width: w, height: h, place: (x, y) => ({ x: right - x, y: y - bottom }) };
    case 3:
      return { width: h, height: w, place: (x, y) => ({ x: top - y, y: right - x }) };
    default:
      return { width: w, height: h, place: (x, y) => ({ x: x - left, y: top - y }) };
  }
}

/** The angle of writing that is a watermark whatever way it stands. */
export const STAMP = Number.NaN;

/** A character in the page's own space, with the angle of its writing in quarter turns counter-clockwise (not whole where slanted). */
export interface RawGlyph {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly rect: Sides;
  readonly size: number;
  readonly turns: number;
  readonly grey: number;
}

/** Spaces, controls and what is no character. */
export const isBlank = (code: number): boolean =>
  code <= 0x20 ||
  (code >= 0x7f && code <= 0xa0) ||
  (code >= 0x2000 && code <= 0x200f) ||
  code === 0x3000 ||
  code === 0xfeff ||
  code === 0xfffe ||
  code === 0xffff;

/** Compatibility forms of Han characters and radicals, which some fonts' tables give, as the characters they stand for. */
export const plainCharacter = (code: number): string => {
  const sign = String.fromCodePoint(code);
  return (code >= 0x2e80 && code <= 0x2fdf) || (code >= 0xf900 && code <= 0xfaff) ? sign.normalize('NFKC') : sign;
};

const isQuarter = (turns: number): boolean => Math.abs(turns - Math.round(turns)) < 0.03;

/** The quarter turns that most characters are written at: a landscape table on a portrait page. */
function mainTurns(glyphs: readonly RawGlyph[]): number {
  const counts = [0, 0, 0, 0];
  for (const { turns } of glyphs) if (isQuarter(turns)) counts[((Math.round(turns) % 4) + 4) % 4]!++;
  return counts.indexOf(Math.max(...counts));
}

function seenGlyph({ text, x, y, rect: [left, top, right, bottom], size, grey }: RawGlyph, view: View): Glyph {
  const origin = view.place(x, y);
  const a = view.place(left, top);
  const b = view.place(right, bottom);
  const from = Math.min(a.x, b.x);
  const to = Math.max(a.x, b.x);
  // an advance of nothing is a font without widths: a square for Han, half of it for the rest
  const wide = to - from > 0.1 ? to : from + (text > '\u2e80' ? size : size / 2);
  return { text, x: from, right: wide, baseline: origin.y, size: size || wide - from, grey };
}

/** Grey of a watermark, paler than text and not white; its characters are so many times as large as most of the page's, and so few. */
const PALE = 140;
const WHITE = 245;
const LARGE = 2;
const FEW = 0.2;

/** Whether a character is stamped over the page's text: large and pale. */
function stamped(glyphs: readonly RawGlyph[]): (glyph: RawGlyph) => boolean {
  const isPale = ({ grey }: RawGlyph): boolean => grey >= PALE && grey < WHITE;
  const pale = glyphs.filter(isPale).length;
  if (pale === 0 || pale > glyphs.length * FEW) return () => false;
  const sizes = glyphs.map(({ size }) => size).sort((a, b) => a - b);
  const usual = sizes[sizes.length >> 1] ?? 0;
  return (glyph) => isPale(glyph) && glyph.size >= usual * LARGE;
}

/** What is drawn on a page besides its writing, where it is seen. */
export interface Drawing {
  readonly rules: readonly Rule[];
  readonly pictures: readonly Box[];
}

/** A page as it is read: `box` in its own space (y upwards), shown after `rotation` clockwise quarter turns; `draw` tells what stands on it. */
export function seenPage(
  box: Sides,
  rotation: number,
  raw: readonly RawGlyph[],
  draw: (place: (x: number, y: number) => Point) => Drawing,
): PageContent {
  const turns = mainTurns(raw);
  const view = viewOf(box, raw.length > 0 ? turns : rotation);
  const isStamp = stamped(raw);
  const upright = (glyph: RawGlyph): boolean =>
    isQuarter(glyph.turns) && ((Math.round(glyph.turns) % 4) + 4) % 4 === turns && !isStamp(glyph);
  const { rules, pictures } = draw(view.place);
  const area = pictures.reduce((sum, { width, height }) => sum + width * height, 0);
  return {
    width: view.width,
    height: view.height,
    turned: raw.length > 0 ? (((turns - rotation + 4) % 4) as PageContent['turned']) : 0,
    glyphs: raw.filter(upright).map((glyph) => seenGlyph(glyph, view)),
    slanted: raw.filter((glyph) => !upright(glyph)).map((glyph) => seenGlyph(glyph, view)),
    rules,
    pictured: Math.min(1, area / Math.max(1, view.width * view.height)),
  };
}
