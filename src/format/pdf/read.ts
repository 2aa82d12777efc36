import type { Block, Damage, Document, Mark } from '../../document/document.ts';
import type { Place } from '../../fact/place.ts';
import { FormatError } from '../error.ts';
import { assemble } from './assemble.ts';
import { dropPdfium, type Pdfium, pdfium } from './engine.ts';
import { type PageItems, pageItems } from './items.ts';
import { LIMITS } from './limits.ts';
import { readPage } from './page.ts';

const ERRORS: Record<number, string> = {
  3: 'PDF 文件已损坏或不完整，无法打开。请重新导出或下载后再试',
  4: 'PDF 文件有打开密码，无法读取。请去掉密码后再试',
  5: 'PDF 文件的加密方式不受支持，无法读取。请去掉加密后再试',
};

/** A page of which pictures cover this share, with fewer characters than TEXT, is a scan. */
const PICTURE = 0.3;
const TEXT = 20;

/**
 * Reads a PDF through PDFium, which must have been started (`loadPdfium`). Places are pages, boxes in points from a page's top left
 * corner, and offsets in the page's text: lines parted by one sign, cells by one.
 * Throws FormatError where the file is encrypted, broken, without text, or beyond a limit.
 */
export function readPdf(bytes: Uint8Array): Document {
  const engine = pdfium();
  try {
    return documentOf(pagesOf(engine, bytes));
  } catch (error) {
    if (!isEngineFault(error)) throw error;
    dropPdfium();
    throw new FormatError('PDF 文件已损坏，读取时出错。请重新导出或下载后再试');
  }
}

/** The engine itself failed: it trapped, or its stack or memory overflowed. */
const isEngineFault = (error: unknown): boolean =>
  error instanceof WebAssembly.RuntimeError || (error instanceof RangeError && /wasm:/.test(error.stack ?? ''));

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

const charactersOn = ({ items }: PageItems): number =>
  items.reduce(
    (sum, item) => sum + (item.kind === 'line' ? item.words.text.length : item.cells.reduce((n, { words }) => n + words.text.length, 0)),
    0,
  );

const isScan = (page: PageItems): boolean => page.pictured >= PICTURE && charactersOn(page) < TEXT;

/** Page numbers as ranges: 1-3、5 */
export function ranges(numbers: readonly number[]): string {
  const out: [number, number][] = [];
  for (const n of numbers) {
    const last = out.at(-1);
    if (last && n === last[1] + 1) last[1] = n;
    else out.push([n, n]);
  }
  return out.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join('、');
}

const pagePlace = ({ page, width, height }: PageItems): Place => ({
  line: null,
  page,
  box: { x: 0, y: 0, width, height },
  sheet: null,
  cell: null,
  from: 0,
  to: 0,
});

function documentOf(pages: readonly PageItems[]): Document {
  const scans = pages.filter(isScan);
  const numbers = ranges(scans.map(({ page }) => page));
  if (pages.every((page) => charactersOn(page) < TEXT)) {
    if (scans.length === 0 && pages.some((page) => charactersOn(page) > 0)) return { format: 'pdf', ...blocksAndDamage(pages, []) };
    throw new FormatError(
      scans.length > 0
        ? `PDF 是扫描件（第 ${numbers} 页是图片，没有文字层），无法读取文字。请先做文字识别（OCR），或向编制单位索取电子版`
        : 'PDF 里没有文字（页面空白，或文字被画成了图形），无法读取。请先做文字识别（OCR），或向编制单位索取电子版',
    );
  }
  const damage: Damage[] =
    scans.length > 0
      ? [{ reason: `第 ${numbers} 页是图片，没有文字层，页上内容未能读取，需要文字识别（OCR）`, places: scans.map(pagePlace) }]
      : [];
  return { format: 'pdf', ...blocksAndDamage(pages, damage) };
}

function blocksAndDamage(pages: readonly PageItems[], damage: readonly Damage[]): { blocks: readonly Block[]; damage: readonly Damage[] } {
  const stamps = pages.flatMap(({ stamps: own }) => own.map((words): Mark => ({ kind: 'mark', mark: 'watermark', words })));
  return { blocks: [...assemble(pages), ...stamps], damage };
}
