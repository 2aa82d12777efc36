import { FormatError } from '../error.ts';
import { LIMITS } from '../layout/limits.ts';
import { floatAt, type Pdfium, withDocument } from './engine.ts';
import { PICTURE_LIMITS } from './limits.ts';
import { png } from './png.ts';

/** Size of a page in points, as a viewer shows it. */
export interface PageSize {
  readonly width: number;
  readonly height: number;
}

/** A page drawn: red, green and blue bytes, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

const FORMAT_BGRX = 3;
const WHITE = 0xffffffff;
/** FPDF_ANNOT: with the notes in the file; FPDF_REVERSE_BYTE_ORDER: red first */
const FLAGS = 0x01 | 0x10;

/** Sizes of all pages. The engine must have been started (`loadPdfium`). Throws FormatError where the file cannot be opened. */
export function pageSizes(bytes: Uint8Array): PageSize[] {
  return withDocument(bytes, (engine, document) => {
    const at = engine.wasmExports.malloc(8);
    try {
      return Array.from({ length: Math.min(engine._FPDF_GetPageCount(document), LIMITS.pages) }, (_, index) => {
        engine._FPDF_GetPageSizeByIndexF(document, index, at);
        return { width: floatAt(engine, at), height: floatAt(engine, at + 4) };
      });
    } finally {
      engine.wasmExports.free(at);
    }
  });
}

/**
 * Draws a page (1-based) at `scale` pixels a point, or fewer where that would be too many pixels.
 * The engine must have been started (`loadPdfium`). Throws FormatError where there is no such page or it cannot be drawn.
 */
export const drawPage = (bytes: Uint8Array, page: number, scale: number): Pixels =>
  withDocument(bytes, (engine, document) => {
    const opened = engine._FPDF_LoadPage(document, page - 1);
    if (!opened) throw new FormatError(`PDF 第 ${page} 页不存在或已损坏，无法显示`);
    try {
      return pixelsOf(engine, opened, scale);
    } finally {
      engine._FPDF_ClosePage(opened);
    }
  });

/** A page as a PNG file; see `drawPage`. */
export function pagePicture(bytes: Uint8Array, page: number, scale: number): Uint8Array {
  const { width, height, rgb } = drawPage(bytes, page, scale);
  return png(width, height, rgb);
}

function pixelsOf(engine: Pdfium, page: number, wanted: number): Pixels {
  const [wide, tall] = [engine._FPDF_GetPageWidthF(page), engine._FPDF_GetPageHeightF(page)];
  const scale = Math.min(wanted, Math.sqrt(PICTURE_LIMITS.pixels / Math.max(1, wide * tall)));
  const [width, height] = [wide, tall].map((points) => Math.min(PICTURE_LIMITS.side, Math.max(1, Math.round(points * scale)))) as [
    number,
    number,
  ];
  const bitmap = engine._FPDFBitmap_CreateEx(width, height, FORMAT_BGRX, 0, 0);
  if (!bitmap) throw new FormatError('内存不足，无法显示这一页');
  try {
    engine._FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE);
    engine._FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, FLAGS);
    return { width, height, rgb: withoutFourth(engine, bitmap, width, height) };
  } finally {
    engine._FPDFBitmap_Destroy(bitmap);
  }
}

/** The engine's rows are of four bytes a pixel, the last of no meaning. */
function withoutFourth(engine: Pdfium, bitmap: number, width: number, height: number): Uint8Array {
  const from = engine._FPDFBitmap_GetBuffer(bitmap);
  const stride = engine._FPDFBitmap_GetStride(bitmap);
  const { HEAPU8 } = engine;
  const rgb = new Uint8Array(width * height * 3);
  let to = 0;
  for (let y = 0; y < height; y++) {
    let at = from + y * stride;
    for (let x = 0; x < width; x++, at += 4) {
      rgb[to++] = HEAPU8[at] ?? 0;
      rgb[to++] = HEAPU8[at + 1] ?? 0;
      rgb[to++] = HEAPU8[at + 2] ?? 0;
    }
  }
  return rgb;
}
