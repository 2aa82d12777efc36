import type { Document } from '../../document/document.ts';
import { FormatError } from '../error.ts';
import { type PageItems, pageItems } from '../layout/items.ts';
import { LIMITS } from '../layout/limits.ts';
import { paperOf } from '../layout/paper.ts';
import { dropPdfium, type Pdfium, pdfium } from './engine.ts';
import { readPage } from './page.ts';

const ERRORS: Record<number, string> = {
  3: 'PDF 文件已损坏或不完整，无法打开。请重新导出或下载后再试',
  4: 'PDF 文件有打开密码，无法读取。请去掉密码后再试',
  5: 'PDF 文件的加密方式不受支持，无法读取。请去掉加密后再试',
};

/**
 * Reads a PDF through PDFium, which must have been started (`loadPdfium`). Places are pages, boxes in points from a page's top left
 * corner, and offsets in the page's text: lines parted by one sign, cells by one.
 * Throws FormatError where the file is encrypted, broken, without text, or beyond a limit.
 */
export function readPdf(bytes: Uint8Array): Document {
  const engine = pdfium();
  try {
    return paperOf('pdf', pagesOf(engine, bytes));
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError) && !(error instanceof RangeError)) throw error;
    dropPdfium();
    throw new FormatError('PDF 文件已损坏，读取时出错。请重新导出或下载后再试');
  }
}

function pagesOf(engine: Pdfium, bytes: Uint8Array): PageItems[] {
  const data = engine.wasmExports.malloc(bytes.length);
  if (!data) throw new FormatError('PDF 文件太大，内存不足，无法读取。请拆分后再试');
  engine.HEAPU8.set(bytes, data);
  const document = engine._FPDF_LoadMemDocument(data, bytes.length, 0);
  try {
    if (!document) throw new FormatError(ERRORS[engine._FPDF_GetLastError()] ?? ERRORS[3] ?? '');
    const count = engine._FPDF_GetPageCount(document);
    if (count === 0) throw new FormatError('PDF 文件里没有页面。请重新导出或下载后再试');
    if (count > LIMITS.pages) throw new FormatError(`PDF 有 ${count} 页，超过上限 ${LIMITS.pages} 页。请拆分后再试`);
    const pages: PageItems[] = [];
    let characters = 0;
    for (let i = 0; i < count; i++) {
      const content = readPage(engine, document, i);
      characters += content.glyphs.length;
      if (characters > LIMITS.characters) throw new FormatError(`PDF 的字符超过 ${LIMITS.characters} 个，无法读取。请拆分后再试`);
      pages.push(pageItems(content, i + 1));
    }
    return pages;
  } finally {
    if (document) engine._FPDF_CloseDocument(document);
    engine.wasmExports.free(data);
  }
}
