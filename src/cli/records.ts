import { existsSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { FormatError } from '../format/error.ts';
import { prepareFormat, readDocument } from '../format/index.ts';
import { isXlsx } from '../format/xlsx/read.ts';
import type { Forms } from '../forms.ts';
import { recordsOfPaper } from '../performance/from-paper.ts';
import { loadRecords } from '../performance/load.ts';
import type { PerformanceRecords } from '../performance/record.ts';
import { isRecordsWorkbook, type ReadRecordsWorkbook, readRecordsWorkbook } from '../performance/workbook/read.ts';
import { evaluationWordsOf, readPaper } from '../score/read.ts';
import type { Scheme } from '../score/scheme.ts';
import { readBytes } from './file.ts';
import { UsageError, userPath } from './usage.ts';

const FILES = ['performance.yaml', 'performance.yml', 'performance.json', 'performance.xlsx'];

/** The file of records: itself, or the one in a folder. Throws UsageError where there is none. */
export function recordFile(name: string): string {
  const path = userPath(name);
  if (!existsSync(path) || !statSync(path).isDirectory()) return path;
  const found = FILES.map((file) => join(path, file)).find((file) => existsSync(file));
  if (found === undefined) throw new UsageError(`文件夹“${name}”里没有 ${FILES.join('、')}。`);
  return found;
}

/** Whether bytes are a workbook of performance. */
function isWorkbook(bytes: Uint8Array): boolean {
  try {
    return isXlsx(bytes) && isRecordsWorkbook(bytes);
  } catch (error) {
    if (error instanceof FormatError) return false;
    throw error;
  }
}

/** Whether a file holds records: YAML and JSON that is called so, or a workbook of performance. */
export const isRecords = (path: string, bytes: Uint8Array): boolean => /\.(?:ya?ml|json)$/i.test(path) || isWorkbook(bytes);

/** Records from a file, with what keeps them from being used. Throws UsageError where the file cannot be opened. */
export function openRecords(path: string, bytes: Uint8Array, forms: Forms): ReadRecordsWorkbook {
  return isWorkbook(bytes) ? readRecordsWorkbook(bytes, forms) : { ...loadRecords(bytes, basename(path)), locate: (problem) => problem };
}

/** The bytes of a named file. Throws UsageError where there is none. */
export function bytesOf(name: string, path: string): Uint8Array {
  const bytes = readBytes(path);
  if (typeof bytes === 'string') throw new UsageError(`${name}：${bytes}。`);
  return bytes;
}

/** Whether a name is that of a workbook of performance, not of a plan. */
export function isRecordsFile(name: string): boolean {
  const path = userPath(name);
  if (!existsSync(path) || statSync(path).isDirectory()) return false;
  const bytes = readBytes(path);
  return typeof bytes !== 'string' && isWorkbook(bytes);
}

/** The targets and self-evaluations of a published paper as records. Throws UsageError where it cannot be read. */
export async function publishedRecords(bytes: Uint8Array, name: string, scheme: Scheme, forms: Forms): Promise<PerformanceRecords> {
  try {
    await prepareFormat(bytes);
    return recordsOfPaper(readPaper(readDocument(bytes, name), name, forms), evaluationWordsOf(forms), scheme);
  } catch (error) {
    if (error instanceof FormatError) throw new UsageError(`${name}：${error.message}。`);
    throw error;
  }
}
