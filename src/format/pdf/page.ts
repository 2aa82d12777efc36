import { FormatError } from '../error.ts';
import { LIMITS } from '../layout/limits.ts';
import { isBlank, type PageContent, plainCharacter, type RawGlyph, type Sides, seenPage } from '../layout/page.ts';
import { doubleAt, floatAt, integerAt, type Pdfium } from './engine.ts';
import { readRules } from './rules.ts';

/** Room for what calls write. */
const SCRATCH = 64;

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

/** Reads one page. Throws FormatError where it breaks a limit or cannot be opened. */
export function readPage(engine: Pdfium, document: number, index: number): PageContent {
  const page = engine._FPDF_LoadPage(document, index);
  if (!page) throw new FormatError(`PDF 第 ${index + 1} 页已损坏，无法打开。请重新导出或下载后再试`);
  const at = engine.wasmExports.malloc(SCRATCH);
  try {
    engine._FPDF_GetPageBoundingBox(page, at);
    const box: Sides = [floatAt(engine, at), floatAt(engine, at + 4), floatAt(engine, at + 8), floatAt(engine, at + 12)];
    const raw = readGlyphs(engine, page, at);
    return seenPage(box, engine._FPDFPage_GetRotation(page), raw, (place) => readRules(engine, page, at, place));
  } finally {
    engine.wasmExports.free(at);
    engine._FPDF_ClosePage(page);
  }
}
