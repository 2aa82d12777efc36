import type { Document } from '../../document/document.ts';
import { FormatError } from '../error.ts';
import { type PageItems, pageItems } from '../layout/items.ts';
import { LIMITS } from '../layout/limits.ts';
import { paperOf } from '../layout/paper.ts';
import { type Bookmark, readBookmarks, withHeadings } from './bookmarks.ts';
import { type Pdfium, withDocument } from './engine.ts';
import { readPage } from './page.ts';

/**
 * Reads a PDF through PDFium, which must have been started (`loadPdfium`). Places are pages, boxes in points from a page's top left
 * corner, and offsets in the page's text: lines parted by one sign, cells by one.
 * Throws FormatError where the file is encrypted, broken, without text, or beyond a limit.
 */
export function readPdf(bytes: Uint8Array): Document {
  const { pages, bookmarks } = withDocument(bytes, contentOf);
  const document = paperOf('pdf', pages);
  return bookmarks.length > 0 ? { ...document, blocks: withHeadings(document.blocks, bookmarks) } : document;
}

function contentOf(engine: Pdfium, document: number): { readonly pages: PageItems[]; readonly bookmarks: readonly Bookmark[] } {
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
  return { pages, bookmarks: readBookmarks(engine, document) };
}
