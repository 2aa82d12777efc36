import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('../../forms', import.meta.url));

/** A file of forms/ as it stands on disk. */
export interface SourceFile {
  /** path under forms/, with / */
  readonly path: string;
  readonly text: string;
}

/** All files of forms/, or of a folder like it, by their paths. */
export const readFiles = (dir: string = HERE): SourceFile[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ path: file.slice(dir.length + 1).replaceAll('\\', '/'), text: readFileSync(file, 'utf8') }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));

/** First 16 hex digits of the SHA-256 over names and contents. */
export function contentHash(files: readonly SourceFile[]): string {
  const hash = createHash('sha256');
  for (const { path, text } of files) hash.update(`${path}\0${text}\0`);
  return hash.digest('hex').slice(0, 16);
}

/** The version of forms/, for who needs nothing else of it. */
export const formsHash = (): string => contentHash(readFiles());
