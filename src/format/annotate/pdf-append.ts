import { PDF, type PDFPage, PdfArray, PdfDict, PdfName, PdfNumber, type PdfObject, type PdfRef, PdfStream, PdfString } from '@libpdf/core';
import type { Box, Place } from '../../fact/place.ts';
import { FormatError } from '../error.ts';
import type { Annotated, Note } from './note.ts';
import { bounds, corners, pageSpace } from './pdf-space.ts';

type Colour = readonly [red: number, green: number, blue: number];

/** Light enough to read black print through when multiplied with it. */
const COLOURS: Record<Note['kind'], Colour> = { error: [1, 0.72, 0.68], warning: [1, 0.88, 0.5], info: [0.74, 0.87, 1] };

/** Edge of the sign of a remark about a whole page, and the room around it, in points. */
const SIGN = 18;

/** What one annotation says and where; without a box it stands in the page's corner. */
interface Entry {
  readonly box: Box | null;
  readonly kind: Note['kind'];
  readonly title: string;
  readonly text: string;
}

const REFUSED = {
  encrypted: 'PDF 已加密或限制编辑，不能写入批注。请先去掉密码和限制，或改用校验报告',
  signed: 'PDF 有电子签名（签章），写入批注会使签名失效。请用签名前的文件，或改用校验报告',
  broken: 'PDF 文件内部有损坏，不能写入批注。请重新导出或打印为 PDF 后再试，或改用校验报告',
};

/** See `annotatePdf`. */
export async function appendNotes(bytes: Uint8Array, notes: readonly Note[], author: string, date: string): Promise<Annotated> {
  const pdf = await opened(bytes);
  const pages = await orBroken(() => pdf.getPages());
  const entries = new Map<PDFPage, Entry[]>();
  const unplaced: Note[] = [];
  const put = (place: Place, entry: Omit<Entry, 'box'>): boolean => {
    const { page: number, box } = place;
    const page = pages[isWhole(place) ? 0 : (number ?? 0) - 1];
    if (!page) return false;
    entries.set(page, [...(entries.get(page) ?? []), { box, ...entry }]);
    return true;
  };
  for (const note of notes) {
    const { at, also, kind, title, text } = note;
    if (!put(at, { kind, title, text })) {
      unplaced.push(note);
      continue;
    }
    for (const place of also) {
      put(place, { kind, title, text: `${title}（见${place.page === at.page ? '本' : `第${at.page ?? 1}`}页批注）` });
    }
  }
  if (entries.size === 0) return { bytes, unplaced };
  const writer = new Writer(pdf, author, date);
  for (const [page, own] of entries) writer.annotate(page, own);
  return { bytes: await orBroken(() => pdf.save({ incremental: true })), unplaced };
}

/** A remark about the whole file, which stands on its first page. */
const isWhole = ({ page, line, sheet, cell }: Place): boolean => page === null && line === null && sheet === null && cell === null;

async function opened(bytes: Uint8Array): Promise<PDF> {
  const pdf = await orBroken(() => PDF.load(bytes));
  if (pdf.isEncrypted) throw new FormatError(REFUSED.encrypted);
  if (pdf.recoveredViaBruteForce) throw new FormatError(REFUSED.broken);
  const signed = await orBroken(() => {
    const form = pdf.getForm();
    return form?.properties.hasSignatures || form?.getSignatureFields().some((field) => field.isSigned());
  });
  if (signed) throw new FormatError(REFUSED.signed);
  return pdf;
}

/** The library throws errors of many kinds at files that break the rules of PDF. */
async function orBroken<T>(act: () => T | Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw new FormatError(REFUSED.broken, { cause: error });
  }
}

const numbers = (values: readonly number[]): PdfArray => new PdfArray(values.map((n) => PdfNumber.of(Math.round(n * 1000) / 1000)));

/** 2025-03-01T08:00:00.000Z as D:20250301080000Z */
const pdfDate = (iso: string): string => `D:${new Date(iso).toISOString().replace(/\.\d+|[-:T]/g, '')}`;

/** Makes annotations with their appearance: not every viewer draws one that has none. */
class Writer {
  private readonly pdf: PDF;
  private readonly common: Record<string, PdfObject>;
  /** graphics states: highlighters multiply, so that print stays black */
  private readonly multiply: PdfRef;

  constructor(pdf: PDF, author: string, date: string) {
    this.pdf = pdf;
    const when = PdfString.fromString(pdfDate(date));
    this.common = { Type: PdfName.of('Annot'), T: PdfString.fromString(author), M: when, CreationDate: when, F: PdfNumber.of(4) };
    this.multiply = pdf.register(PdfDict.of({ Type: PdfName.of('ExtGState'), BM: PdfName.of('Multiply') }));
  }

  annotate(page: PDFPage, entries: readonly Entry[]): void {
    const resolve = (ref: PdfRef) => this.pdf.getObject(ref);
    const toPage = pageSpace(page.dict, resolve);
    let signs = 0;
    const made = entries.map(({ box, kind, title, text }) => {
      const shown = box ?? { x: SIGN * (0.5 + 1.5 * signs++), y: SIGN / 2, width: SIGN, height: SIGN };
      const points = corners(shown, toPage);
      const rect = bounds(points);
      return this.pdf.register(
        PdfDict.of({
          ...this.common,
          ...(box
            ? { Subtype: PdfName.of('Highlight'), QuadPoints: numbers(points.flatMap(({ x, y }) => [x, y])) }
            : { Subtype: PdfName.of('Text'), Name: PdfName.of('Comment') }),
          Rect: numbers(rect),
          C: numbers(COLOURS[kind]),
          Subj: PdfString.fromString(title),
          Contents: PdfString.fromString(text),
          P: page.ref,
          AP: PdfDict.of({ N: this.appearance(rect, COLOURS[kind], box === null) }),
        }),
      );
    });
    const before = page.dict.getArray('Annots', resolve);
    page.dict.set('Annots', new PdfArray([...(before ?? []), ...made]));
  }

  /** A filled rectangle; a sign also has an edge and two lines. */
  private appearance([left, bottom, right, top]: readonly number[], colour: Colour, sign: boolean): PdfRef {
    const [x = 0, y = 0, x2 = 0, y2 = 0] = [left, bottom, right, top].map((n) => Math.round((n ?? 0) * 1000) / 1000);
    const area = `${x} ${y} ${x2 - x} ${y2 - y} re`;
    const lines = [6, 11].map((up) => `${x + 4} ${y + up} m ${x2 - 4} ${y + up} l S`).join(' ');
    const draw = sign ? `0.3 G 1 w ${area} B ${lines}` : `/M gs ${area} f`;
    const form = PdfStream.fromDict(
      {
        Type: PdfName.of('XObject'),
        Subtype: PdfName.of('Form'),
        BBox: numbers([x, y, x2, y2]),
        Resources: PdfDict.of({ ExtGState: PdfDict.of({ M: this.multiply }) }),
      },
      new TextEncoder().encode(`${colour.join(' ')} rg ${draw}`),
    );
    return this.pdf.register(form);
  }
}
