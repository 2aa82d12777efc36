import { isDocx } from '../docx/read.ts';
import { FormatError } from '../error.ts';
import { readDocument } from '../index.ts';
import { isPdf } from '../signature.ts';
import { isXlsx } from '../xlsx/read.ts';
import { annotateDocx } from './docx.ts';
import type { Annotate, Annotated, Note } from './note.ts';
import { annotatePdf } from './pdf.ts';
import { annotateXlsx } from './xlsx.ts';

export type { Annotate, Annotated, Note } from './note.ts';

/** Formats that take notes; `detects` looks at the content, never at the name. */
const FORMATS: readonly { readonly detects: (bytes: Uint8Array) => boolean; readonly annotate: Annotate }[] = [
  { detects: isDocx, annotate: annotateDocx },
  { detects: isXlsx, annotate: annotateXlsx },
  { detects: isPdf, annotate: annotatePdf },
];

const NO_NOTES =
  '这种文件不能带批注。请用 Word 或 WPS 打开，另存为 .docx 或 .xlsx 后再加批注；或者用 check --format html 得到标出问题的网页报告';

/** Puts notes into a file, picked by its content. Throws FormatError where it cannot be read, or its format takes none. */
export async function annotate(
  bytes: Uint8Array,
  fileName: string,
  notes: readonly Note[],
  author: string,
  date: string,
): Promise<Annotated> {
  const format = FORMATS.find(({ detects }) => detects(bytes));
  if (format) return format.annotate(bytes, notes, author, date);
  readDocument(bytes, fileName); // says what is wrong with what cannot be read at all
  throw new FormatError(NO_NOTES);
}
