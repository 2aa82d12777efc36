import type { Document } from '../document/document.ts';
import { isCsv, readCsv } from './csv/read.ts';
import { isDocx, readDocx } from './docx/read.ts';
import { FormatError } from './error.ts';
import { limitDocument } from './limits.ts';
import { isOfd, readOfd } from './ofd/read.ts';
import { isPage, readPage } from './page/read.ts';
import { loadPdfium } from './pdf/engine.ts';
import { readPdf } from './pdf/read.ts';
import { foreignType, isPdf } from './signature.ts';
import { readText } from './txt/read.ts';
import { isXls, readXls } from './xls/read.ts';
import { isXmlWorkbook, readXmlWorkbook } from './xls/xml.ts';
import { isXlsx, readXlsx } from './xlsx/read.ts';

export { FormatError } from './error.ts';
export { writeText } from './txt/write.ts';

/** A file format that can be read: `detects` looks at the content, never at the name. */
interface Format {
  readonly name: string;
  /** endings of file names, by which files are picked from a folder */
  readonly extensions: readonly string[];
  readonly detects: (bytes: Uint8Array) => boolean;
  readonly read: (bytes: Uint8Array) => Document;
}

/** Tried from the top; text comes last, as it takes whatever no other format claims. */
const FORMATS: readonly Format[] = [
  { name: 'docx', extensions: ['docx', 'docm'], detects: isDocx, read: readDocx },
  { name: 'xlsx', extensions: ['xlsx', 'xlsm'], detects: isXlsx, read: readXlsx },
  { name: 'xls', extensions: ['xls', 'et'], detects: isXls, read: readXls },
  { name: 'xls-xml', extensions: ['xls'], detects: isXmlWorkbook, read: readXmlWorkbook },
  { name: 'ofd', extensions: ['ofd'], detects: isOfd, read: readOfd },
  { name: 'html', extensions: ['html', 'htm'], detects: isPage, read: readPage },
  { name: 'csv', extensions: ['csv'], detects: (bytes) => foreignType(bytes) === null && isCsv(bytes), read: readCsv },
  { name: 'pdf', extensions: ['pdf'], detects: isPdf, read: readPdf },
  { name: 'txt', extensions: ['txt', 'text', 'md'], detects: (bytes) => foreignType(bytes) === null, read: readText },
];

/** Whether a file in a folder is worth reading, by its name alone. */
export const isReadable = (fileName: string): boolean => {
  const ending = /\.([^./\\]+)$/.exec(fileName)?.[1]?.toLowerCase();
  return FORMATS.some(({ extensions }) => ending !== undefined && extensions.includes(ending));
};

/** Starts what reading a file needs (the engine for PDF); `readDocument` may be called when it is done. Costs nothing for other files. */
export async function prepareFormat(bytes: Uint8Array): Promise<void> {
  if (isPdf(bytes)) await loadPdfium();
}

/**
 * Reads a file into a document, by its content.
 * Throws FormatError where the file is empty, binary, of a type that is not read yet, in an unknown encoding, or beyond a limit.
 */
export function readDocument(bytes: Uint8Array, fileName: string): Document {
  if (bytes.length === 0) throw new FormatError(`“${fileName}”是空文件，没有可读的内容。请检查文件是否上传完整`);
  const format = FORMATS.find(({ detects }) => detects(bytes));
  if (format) {
    const document = format.read(bytes);
    limitDocument(document);
    return document;
  }
  const { name, advice } = foreignType(bytes) ?? { name: '未知类型', advice: '请转成文本（.txt）后再试' };
  throw new FormatError(`“${fileName}”是${name}文件，本版本暂不能读。${advice}`);
}
