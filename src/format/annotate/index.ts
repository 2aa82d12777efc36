import { FormatError } from '../error.ts';
import { isPdf } from '../signature.ts';
import type { Annotate, Annotated, Note } from './note.ts';
import { annotatePdf } from './pdf.ts';

export type { Annotate, Annotated, Note } from './note.ts';

/** Formats that take notes; `detects` looks at the content, never at the name. */
const FORMATS: readonly { readonly detects: (bytes: Uint8Array) => boolean; readonly annotate: Annotate }[] = [
  { detects: isPdf, annotate: annotatePdf },
];

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
  throw new FormatError(`“${fileName}”不能带批注。请改用校验报告`);
}
