import { FormatError } from '../error.ts';
import { LIMITS } from '../layout/limits.ts';
import { type Sides, viewOf } from '../layout/page.ts';
import { floatAt, integerAt, type Pdfium, withDocument } from './engine.ts';
import { PICTURE_LIMITS } from './limits.ts';

/** A character that a picture of its page cannot show: its font is not in the file, and the engine has none for Chinese. */
export interface FontlessGlyph {
  readonly text: string;
  /** its middle, in points from the page's top left as a viewer shows it */
  readonly x: number;
  readonly y: number;
  /** height of its font in points */
  readonly size: number;
  /** degrees clockwise by which it is turned */
  readonly angle: number;
  /** grey of its colour, 0 black to 255 white */
  readonly grey: number;
}

/** Signs below this are drawn with the engine's own fonts. */
const FOREIGN = 0x2000;
/** Bytes of what calls write: a matrix, a box, a colour. */
const SCRATCH = 64;

/** The characters of a page (1-based) without a font. The engine must have been started. Throws FormatError where there is no such page. */
export const fontlessGlyphs = (bytes: Uint8Array, page: number): FontlessGlyph[] =>
  withDocument(bytes, (engine, document) => {
    const opened = engine._FPDF_LoadPage(document, page - 1);
    if (!opened) throw new FormatError(`PDF 第 ${page} 页不存在或已损坏，无法显示`);
    const text = engine._FPDFText_LoadPage(opened);
    const at = engine.wasmExports.malloc(SCRATCH);
    try {
      return text ? glyphsOf(engine, opened, text, at) : [];
    } finally {
      engine.wasmExports.free(at);
      if (text) engine._FPDFText_ClosePage(text);
      engine._FPDF_ClosePage(opened);
    }
  });

function glyphsOf(engine: Pdfium, page: number, text: number, at: number): FontlessGlyph[] {
  const four = (from: number): Sides => [0, 4, 8, 12].map((offset) => floatAt(engine, from + offset)) as unknown as Sides;
  engine._FPDF_GetPageBoundingBox(page, at);
  const rotation = engine._FPDFPage_GetRotation(page);
  const view = viewOf(four(at), rotation);
  const out: FontlessGlyph[] = [];
  const count = Math.min(engine._FPDFText_CountChars(text), LIMITS.charactersOnPage);
  for (let i = 0; i < count && out.length < PICTURE_LIMITS.fontless; i++) {
    const sign = engine._FPDFText_GetUnicode(text, i);
    if (sign < FOREIGN || sign > 0x10ffff || sign === 0x3000) continue;
    const object = engine._FPDFText_GetTextObject(text, i);
    if (!object || engine._FPDFFont_GetIsEmbedded(engine._FPDFTextObj_GetFont(object)) !== 0) continue;
    const coloured = engine._FPDFPageObj_GetFillColor(object, at, at + 4, at + 8, at + 12) === 1;
    const grey = coloured ? Math.round((integerAt(engine, at) + integerAt(engine, at + 4) + integerAt(engine, at + 8)) / 3) : 0;
    engine._FPDFText_GetLooseCharBox(text, i, at);
    const [left, top, right, bottom] = four(at);
    const { x, y } = view.place((left + right) / 2, (top + bottom) / 2);
    engine._FPDFText_GetMatrix(text, i, at);
    const [a, b, c, d] = four(at);
    const size = engine._FPDFText_GetFontSize(text, i) * Math.hypot(c, d);
    const angle = (rotation * 90 - (Math.atan2(b, a) * 180) / Math.PI + 360) % 360;
    out.push({ text: String.fromCodePoint(sign), x, y, size, angle, grey });
  }
  return out;
}
