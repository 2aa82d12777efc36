import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { FormatError } from '../format/error.ts';
import { prepareFormat, readDocument } from '../format/index.ts';
import type { Forms } from '../forms.ts';
import { recordsOfPaper } from '../performance/from-paper.ts';
import { holdsRecords } from '../performance/open.ts';
import type { PerformanceRecords } from '../performance/record.ts';
import { evaluationWordsOf, readPaper } from '../score/read.ts';
import type { Scheme } from '../score/scheme.ts';
import { readBytes } from './file.ts';
import { UsageError, userPath } from './usage.ts';

const FILES = ['performance.yaml', 'performance.yml', 'performance.json', 'performance.xlsx'];

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();

/** The file of records in a folder; undefined where there is none, or no such folder. */
export const recordsIn = (path: string): string | undefined =>
  isFolder(path) ? FILES.map((file) => join(path, file)).find((file) => existsSync(file)) : undefined;

/** The file of records: itself, or the one in a folder. Throws UsageError where there is none. */
export function recordFile(name: string): string {
  const path = userPath(name);
  if (!isFolder(path)) return path;
  const found = recordsIn(path);
  if (found === undefined) throw new UsageError(`文件夹“${name}”里没有 ${FILES.join('、')}。`);
  return found;
}

/** Whether a file holds records: YAML and JSON that is called so, or a workbook of performance. */
export const isRecords = (path: string, bytes: Uint8Array): boolean => /\.(?:ya?ml|json)$/i.test(path) || holdsRecords(bytes);

/** The bytes of a named file. Throws UsageError where there is none. */
export function bytesOf(name: string, path: string): Uint8Array {
  const bytes = readBytes(path);
  if (typeof bytes === 'string') throw new UsageError(`${name}：${bytes}。`);
  return bytes;
}

/** Whether a name is that of a workbook of performance, not of a plan. */
export function isRecordsFile(name: string): boolean {
  const path = userPath(name);
  if (!existsSync(path) || isFolder(path)) return false;
  const bytes = readBytes(path);
  return typeof bytes !== 'string' && holdsRecords(bytes);
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
