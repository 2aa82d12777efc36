import { PDFiumLibrary } from '@hyzyla/pdfium';
import { FormatError } from '../error.ts';

/** The raw calls of PDFium that the reader makes; a pointer is a number, 0 is none. */
export interface Pdfium {
  /** its memory; views are new ones when it grows */
  readonly HEAPU8: Uint8Array;
  readonly HEAP32: Int32Array;
  readonly HEAPF32: Float32Array;
  readonly HEAPF64: Float64Array;
  readonly wasmExports: { malloc(size: number): number; free(pointer: number): void };
  _FPDF_LoadMemDocument(data: number, size: number, password: number): number;
  _FPDF_GetLastError(): number;
  _FPDF_CloseDocument(document: number): void;
  _FPDF_GetPageCount(document: number): number;
  /** the first entry under one of the outline; 0 asks for the top */
  _FPDFBookmark_GetFirstChild(document: number, bookmark: number): number;
  _FPDFBookmark_GetNextSibling(document: number, bookmark: number): number;
  /** bytes of the title in UTF-16LE, written where there is room */
  _FPDFBookmark_GetTitle(bookmark: number, buffer: number, size: number): number;
  _FPDFBookmark_GetDest(document: number, bookmark: number): number;
  _FPDFDest_GetDestPageIndex(document: number, target: number): number;
  _FPDF_LoadPage(document: number, index: number): number;
  _FPDF_ClosePage(page: number): void;
  _FPDFPage_GetRotation(page: number): number;
  /** writes left, top, right, bottom (float32) */
  _FPDF_GetPageBoundingBox(page: number, rect: number): number;
  _FPDFPage_CountObjects(page: number): number;
  _FPDFPage_GetObject(page: number, index: number): number;
  _FPDFPageObj_GetType(object: number): number;
  /** writes left, bottom, right, top (float32) */
  _FPDFPageObj_GetBounds(object: number, left: number, bottom: number, right: number, top: number): number;
  /** writes a b c d e f (float32) */
  _FPDFPageObj_GetMatrix(object: number, matrix: number): number;
  _FPDFPageObj_GetFillColor(object: number, r: number, g: number, b: number, a: number): number;
  _FPDFPageObj_GetStrokeColor(object: number, r: number, g: number, b: number, a: number): number;
  _FPDFFormObj_CountObjects(form: number): number;
  _FPDFFormObj_GetObject(form: number, index: number): number;
  _FPDFPath_GetDrawMode(path: number, fill: number, stroke: number): number;
  _FPDFPath_CountSegments(path: number): number;
  _FPDFPath_GetPathSegment(path: number, index: number): number;
  _FPDFPathSegment_GetPoint(segment: number, x: number, y: number): number;
  _FPDFPathSegment_GetType(segment: number): number;
  _FPDFPathSegment_GetClose(segment: number): number;
  _FPDFText_LoadPage(page: number): number;
  _FPDFText_ClosePage(text: number): void;
  _FPDFText_CountChars(text: number): number;
  _FPDFText_GetUnicode(text: number, index: number): number;
  _FPDFText_GetFontSize(text: number, index: number): number;
  _FPDFText_GetMatrix(text: number, index: number, matrix: number): number;
  _FPDFText_GetTextObject(text: number, index: number): number;
  /** writes x, y (float64) */
  _FPDFText_GetCharOrigin(text: number, index: number, x: number, y: number): number;
  /** writes left, top, right, bottom (float32) */
  _FPDFText_GetLooseCharBox(text: number, index: number, rect: number): number;
  _FPDFTextObj_GetFont(object: number): number;
  /** 1, 0 or -1 where it is unknown */
  _FPDFFont_GetIsEmbedded(font: number): number;
  _FPDF_GetPageWidthF(page: number): number;
  _FPDF_GetPageHeightF(page: number): number;
  /** writes width, height (float32) as a viewer shows the page; 0 where there is no such page */
  _FPDF_GetPageSizeByIndexF(document: number, index: number, size: number): number;
  _FPDFBitmap_CreateEx(width: number, height: number, format: number, scan: number, stride: number): number;
  _FPDFBitmap_Destroy(bitmap: number): void;
  _FPDFBitmap_FillRect(bitmap: number, left: number, top: number, width: number, height: number, argb: number): number;
  _FPDFBitmap_GetBuffer(bitmap: number): number;
  /** bytes of a row */
  _FPDFBitmap_GetStride(bitmap: number): number;
  _FPDF_RenderPageBitmap(
    bitmap: number,
    page: number,
    x: number,
    y: number,
    width: number,
    height: number,
    rotate: number,
    flags: number,
  ): void;
}

/** What to tell of a file that could not be opened, by FPDF_GetLastError. */
const ERRORS: Record<number, string> = {
  3: 'PDF 文件已损坏或不完整，无法打开。请重新导出或下载后再试',
  4: 'PDF 文件有打开密码，无法读取。请去掉密码后再试',
  5: 'PDF 文件的加密方式不受支持，无法读取。请去掉加密后再试',
};

let engine: Pdfium | null = null;
let loading: Promise<Pdfium> | null = null;

/** The package keeps its engine private; the raw calls are what it is used for here. */
const rawOf = (library: PDFiumLibrary): Pdfium => (library as unknown as { readonly module: Pdfium }).module;

/** Starts the engine, once; the WebAssembly of a reader must be there before `readPdf` is called. */
export async function loadPdfium(): Promise<void> {
  loading ??= PDFiumLibrary.init().then(rawOf);
  engine = await loading;
}

/** The engine. Throws where `loadPdfium` was not awaited. */
export function pdfium(): Pdfium {
  if (!engine) throw new Error('await prepareFormat(bytes) before reading a PDF');
  return engine;
}

/** Forgets an engine whose memory a file has broken; the next `loadPdfium` starts a new one. */
function dropPdfium(): void {
  engine = null;
  loading = null;
}

/** The float32 at an address. */
export const floatAt = (engine: Pdfium, at: number): number => engine.HEAPF32[at >> 2] ?? 0;
/** The float64 at an address. */
export const doubleAt = (engine: Pdfium, at: number): number => engine.HEAPF64[at >> 3] ?? 0;
/** The int32 at an address. */
export const integerAt = (engine: Pdfium, at: number): number => engine.HEAP32[at >> 2] ?? 0;

/**
 * Opens a file, hands it over and closes it. Throws FormatError where it cannot be opened, or breaks the engine (which is started
 * anew by the next `loadPdfium`).
 */
export function withDocument<T>(bytes: Uint8Array, use: (engine: Pdfium, document: number) => T): T {
  const engine = pdfium();
  try {
    return opened(engine, bytes, use);
  } catch (error) {
    if (!isEngineFault(error)) throw error;
    dropPdfium();
    throw new FormatError('PDF 文件已损坏，读取时出错。请重新导出或下载后再试');
  }
}

function opened<T>(engine: Pdfium, bytes: Uint8Array, use: (engine: Pdfium, document: number) => T): T {
  const data = engine.wasmExports.malloc(bytes.length);
  if (!data) throw new FormatError('PDF 文件太大，内存不足，无法读取。请拆分后再试');
  engine.HEAPU8.set(bytes, data);
  const document = engine._FPDF_LoadMemDocument(data, bytes.length, 0);
  try {
    if (!document) throw new FormatError(ERRORS[engine._FPDF_GetLastError()] ?? ERRORS[3] ?? '');
    return use(engine, document);
  } finally {
    if (document) engine._FPDF_CloseDocument(document);
    engine.wasmExports.free(data);
  }
}

/** The engine itself failed: it trapped, or its stack or memory overflowed. */
const isEngineFault = (error: unknown): boolean =>
  error instanceof WebAssembly.RuntimeError || (error instanceof RangeError && /wasm:/.test(error.stack ?? ''));
