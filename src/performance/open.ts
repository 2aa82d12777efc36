import { FormatError } from '../format/error.ts';
import { isXlsx } from '../format/xlsx/read.ts';
import { loadRecords } from './load.ts';
import { isRecordsWorkbook, type ReadRecordsWorkbook, readRecordsWorkbook, type WorkbookWords } from './workbook/read.ts';

/** Whether bytes are a workbook of performance. */
export function holdsRecords(bytes: Uint8Array): boolean {
  try {
    return isXlsx(bytes) && isRecordsWorkbook(bytes);
  } catch (error) {
    if (error instanceof FormatError) return false;
    throw error;
  }
}

/** Records from a file: a workbook of performance, YAML or JSON; with what keeps them from being used. */
export const openRecords = (bytes: Uint8Array, fileName: string, words: WorkbookWords): ReadRecordsWorkbook =>
  holdsRecords(bytes) ? readRecordsWorkbook(bytes, words) : { ...loadRecords(bytes, fileName), locate: (problem) => problem };
