import type { Box } from '../../fact/place.ts';
import { FormatError } from '../error.ts';
import { doubleAt, floatAt, integerAt, type Pdfium } from './engine.ts';
import { LIMITS } from './limits.ts';
import { type Point, type Rule, readRules } from './rules.ts';

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
  readonly turned: number;
  readonly glyphs: readonly Glyph[];
  /** characters that stand neither upright nor on their side with the whole page, and large pale ones: watermarks */
  readonly slanted: readonly Glyph[];
  readonly rules: readonly Rule[];
  /** share of the page that pictures cover, 0 … 1 */
  readonly pictured: number;
}

/** Room for what calls write. */
const SCRATCH = 64;

/** How points of a page's own space come to where they are seen. */
interface View {
  readonly width: number;
  readonly height: number;
  readonly place: (x: number, y: number) => Point;
}

type Sides = readonly [left: number, top: number, right: number, bottom: number];

function viewOf([left, top, right, bottom]: Sides, quarterTurns: number): View {
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

/** A character in the page's own space, with the angle of its writing in quarter turns counter-clockwise (not whole where slanted). */
interface RawGlyph {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly rect: Sides;
  readonly size: number;
  readonly turns: number;
  readonly grey: number;
}

const isBlank = (code: number): boolean =>
  code <= 0x20 ||
  (code >= 0x7f && code <= 0xa0) ||
  (code >= 0x2000 && code <= 0x200f) ||
  code === 0x3000 ||
  code === 0xfeff ||
  code === 0xfffe ||
  code === 0xffff;

/** Compatibility forms of Han characters and radicals, which some fonts' tables give, as the characters they stand for. */
const plainCharacter = (code: number): string => {
  const sign = String.fromCodePoint(code);
  return (code >= 0x2e80 && code <= 0x2fdf) || (code >= 0xf900 && code <= 0xfaff) ? sign.normalize('NFKC') : sign;
};

function readGlyphs(engine: Pdfium, page: number, at: number): RawGlyph[] {
  const text = engine._FPDFText_LoadPage(page);
  if (!text) return [];
  try {
    const count = engine._FPDFText_CountChars(text);
    if (count > LIMITS.charactersOnPage)
      throw new FormatError(`PDF 有一页的字符超过 ${LIMITS.charactersOnPage} 个，无法读取。请拆分后再试`);
    const glyphs: RawGlyph[] = [];
    let object = -1;
    let size = 0;
    let turns = 0;
    let grey = 0;
    for (let i = 0; i < count; i++) {
      // spaces and line ends, printed or guessed by the engine, are seen by the gaps they leave
      const unicode = engine._FPDFText_GetUnicode(text, i);
      if (isBlank(unicode) || unicode > 0x10ffff) continue;
      const sign = plainCharacter(unicode);
      const own = engine._FPDFText_GetTextObject(text, i);
      if (own !== object || own === 0) {
        object = own;
        engine._FPDFText_GetMatrix(text, i, at);
        const turned = floatAt(engine, at + 4) !== 0;
        size = engine._FPDFText_GetFontSize(text, i) * Math.hypot(floatAt(engine, at + 8), floatAt(engine, at + 12));
        turns = turned || floatAt(engine, at) < 0 ? Math.atan2(floatAt(engine, at + 4), floatAt(engine, at)) / (Math.PI / 2) : 0;
        const coloured = own !== 0 && engine._FPDFPageObj_GetFillColor(own, at, at + 4, at + 8, at + 12) === 1;
        grey = coloured ? (integerAt(engine, at) + integerAt(engine, at + 4) + integerAt(engine, at + 8)) / 3 : 0;
      }
      engine._FPDFText_GetCharOrigin(text, i, at, at + 8);
      engine._FPDFText_GetLooseCharBox(text, i, at + 16);
      const rect: Sides = [floatAt(engine, at + 16), floatAt(engine, at + 20), floatAt(engine, at + 24), floatAt(engine, at + 28)];
      glyphs.push({ text: sign, x: doubleAt(engine, at), y: doubleAt(engine, at + 8), rect, size, turns, grey });
    }
    return glyphs;
  } finally {
    engine._FPDFText_ClosePage(text);
  }
}

const isQuarter = (turns: number): boolean => Math.abs(turns - Math.round(turns)) < 0.03;

/** The quarter turns that most characters are written at: a landscape table on a portrait page. */
function mainTurns(glyphs: readonly RawGlyph[]): number {
  const counts = [0, 0, 0, 0];
  for (const { turns } of glyphs) if (isQuarter(turns)) counts[((Math.round(turns) % 4) + 4) % 4]!++;
  return counts.indexOf(Math.max(...counts));
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

/** Reads one page. Throws FormatError where it breaks a limit or cannot be opened. */
export function readPage(engine: Pdfium, document: number, index: number): PageContent {
  const page = engine._FPDF_LoadPage(document, index);
  if (!page) throw new FormatError(`PDF 第 ${index + 1} 页已损坏，无法打开。请重新导出或下载后再试`);
  const at = engine.wasmExports.malloc(SCRATCH);
  try {
    engine._FPDF_GetPageBoundingBox(page, at);
    const box: Sides = [floatAt(engine, at), floatAt(engine, at + 4), floatAt(engine, at + 8), floatAt(engine, at + 12)];
    const raw = readGlyphs(engine, page, at);
    const turns = mainTurns(raw);
    const rotation = engine._FPDFPage_GetRotation(page);
    const view = viewOf(box, raw.length > 0 ? turns : rotation);
    const isStamp = stamped(raw);
    const upright = (glyph: RawGlyph): boolean =>
      isQuarter(glyph.turns) && ((Math.round(glyph.turns) % 4) + 4) % 4 === turns && !isStamp(glyph);
    const { rules, pictures } = readRules(engine, page, at, view.place);
    const area = (box: Box): number => box.width * box.height;
    return {
      width: view.width,
      height: view.height,
      turned: raw.length > 0 ? (turns - rotation + 4) % 4 : 0,
      glyphs: raw.filter(upright).map((glyph) => seenGlyph(glyph, view)),
      slanted: raw.filter((glyph) => !upright(glyph)).map((glyph) => seenGlyph(glyph, view)),
      rules,
      pictured: Math.min(1, pictures.reduce((sum, box) => sum + area(box), 0) / Math.max(1, view.width * view.height)),
    };
  } finally {
    engine.wasmExports.free(at);
    engine._FPDF_ClosePage(page);
  }
}
