import type { Document } from '../../document/document.ts';
import { FormatError } from '../error.ts';
import { type NamedSheet, workbookDocument } from '../xlsx/read.ts';
import { BROKEN, isCompound, openCompound } from './container.ts';
import { readSheet } from './sheet.ts';
import { isStream, readBook } from './workbook.ts';

/** Name of the stream since Excel 97, and before; a file for both holds the two. */
const STREAMS = ['workbook', 'book'] as const;

/** What a file is, by the streams at its top; null where they cannot be found any more, as in a cut file. */
function topNames(bytes: Uint8Array): readonly string[] | null {
  try {
    return openCompound(bytes).names;
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}

/** A name of the directory stands somewhere in a file whose directory cannot be followed. */
const mentions = (bytes: Uint8Array, name: string): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from(name, 'utf16le'));

/** Whether the bytes are a workbook of Excel 97–2003 (.xls, .et) or older, in its container or bare. */
export function isXls(bytes: Uint8Array): boolean {
  if (!isCompound(bytes)) return isStream(bytes);
  const names = topNames(bytes);
  if (names) return STREAMS.some((name) => names.includes(name));
  return mentions(bytes, 'Workbook') && !mentions(bytes, 'WordDocument') && !mentions(bytes, 'EncryptedPackage');
}

/**
 * Reads a workbook of Excel 5 to 2003 as .xlsx is read: numbers as they are printed, formulas by their kept values, hidden parts read and said.
 * Formulas and macros are never interpreted. Throws FormatError where the file is cut, locked, older, or too large inside.
 */
export function readXls(bytes: Uint8Array): Document {
  const compound = isCompound(bytes) ? openCompound(bytes) : null;
  const stream = compound ? (STREAMS.map((name) => compound.read(name)).find((found) => found !== null) ?? null) : bytes;
  if (!stream) throw new FormatError(BROKEN);
  const book = readBook(stream);
  const sheets: NamedSheet[] = [];
  // sheets never share bytes: one that is told many times would cost its size as often
  let left = stream.length;
  for (const { name, hidden, at, kind } of book.sheets) {
    if (kind !== 'sheet') continue;
    const { sheet, end } = readSheet(stream, at, book);
    left -= end - at;
    if (left < 0) throw new FormatError(BROKEN);
    sheets.push({ name, hidden, sheet });
  }
  const macros = book.sheets.some(({ kind }) => kind === 'macro') || (compound?.names.includes('_vba_project_cur') ?? false);
  return workbookDocument('xls', sheets, macros);
}
