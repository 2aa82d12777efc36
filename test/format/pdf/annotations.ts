import { floatAt, type Pdfium, withDocument } from '../../../src/format/pdf/engine.ts';

/** The calls of PDFium by which annotations are looked at. */
interface Annotations {
  _FPDFPage_GetAnnotCount(page: number): number;
  _FPDFPage_GetAnnot(page: number, index: number): number;
  _FPDFPage_CloseAnnot(annotation: number): void;
  _FPDFAnnot_GetSubtype(annotation: number): number;
  _FPDFAnnot_GetFlags(annotation: number): number;
  /** writes left, top, right, bottom (float32) */
  _FPDFAnnot_GetRect(annotation: number, rect: number): number;
  _FPDFAnnot_GetStringValue(annotation: number, key: number, buffer: number, length: number): number;
  _FPDFText_GetBoundedText(text: number, left: number, top: number, right: number, bottom: number, buffer: number, length: number): number;
}

const SUBTYPES: Record<number, string> = { 1: 'text', 5: 'square', 9: 'highlight' };
const ROOM = 4096;

/** The annotations of a page as PDFium reads them; `under`: the words in their rectangle. */
export const annotations = (bytes: Uint8Array, page: number) =>
  withDocument(bytes, (engine, document) => {
    const raw = engine as Pdfium & Annotations;
    const opened = raw._FPDF_LoadPage(document, page - 1);
    const text = raw._FPDFText_LoadPage(opened);
    const at = raw.wasmExports.malloc(ROOM);
    const utf16 = (length: number): string =>
      Buffer.from(raw.HEAPU8.subarray(at, at + length))
        .toString('utf16le')
        .replace(/\0+$/, '');
    const value = (annotation: number, key: string): string => {
      raw.HEAPU8.set(new TextEncoder().encode(`${key}\0`), at);
      return utf16(raw._FPDFAnnot_GetStringValue(annotation, at, at, ROOM));
    };
    const made = Array.from({ length: raw._FPDFPage_GetAnnotCount(opened) }, (_, index) => {
      const annotation = raw._FPDFPage_GetAnnot(opened, index);
      raw._FPDFAnnot_GetRect(annotation, at);
      const [left, top, right, bottom] = [0, 4, 8, 12].map((offset) => floatAt(raw, at + offset)) as [number, number, number, number];
      const under = utf16(2 * raw._FPDFText_GetBoundedText(text, left + 2, top - 2, right - 2, bottom + 2, at, ROOM / 2));
      const read = {
        subtype: SUBTYPES[raw._FPDFAnnot_GetSubtype(annotation)],
        author: value(annotation, 'T'),
        subject: value(annotation, 'Subj'),
        contents: value(annotation, 'Contents'),
        modified: value(annotation, 'M'),
        created: value(annotation, 'CreationDate'),
        printed: (raw._FPDFAnnot_GetFlags(annotation) & 4) > 0,
        under,
      };
      raw._FPDFPage_CloseAnnot(annotation);
      return read;
    });
    raw.wasmExports.free(at);
    raw._FPDFText_ClosePage(text);
    raw._FPDF_ClosePage(opened);
    return made;
  });
