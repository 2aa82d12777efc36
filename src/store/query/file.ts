import { createHash } from 'node:crypto';
import type { Tx } from '../log/append.ts';
import type { Db } from '../store.ts';

export interface StoredFile {
  readonly name: string;
  readonly format: string;
  readonly bytes: Uint8Array;
}

/** A file without its bytes. */
export interface FileEntry {
  readonly name: string;
  readonly format: string;
  readonly size: number;
  readonly sha256: string;
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Keeps bytes by their SHA-256, which is given back; the same bytes are kept once. */
export async function putBlob(tx: Tx, bytes: Uint8Array): Promise<string> {
  const blob = { sha256: sha256(bytes), size: bytes.length, bytes };
  await tx
    .insertInto('blob')
    .values(blob)
    .onConflict((same) => same.doNothing())
    .execute();
  return blob.sha256;
}

/** Stores files of an edition. */
export async function putFiles(tx: Tx, edition: string, files: readonly StoredFile[]): Promise<FileEntry[]> {
  const entries: FileEntry[] = [];
  for (const { name, format, bytes } of files) {
    const entry = { name, format, size: bytes.length, sha256: await putBlob(tx, bytes) };
    await tx.insertInto('file').values({ edition, name, format, sha256: entry.sha256 }).execute();
    entries.push(entry);
  }
  return entries;
}

export const filesOf = (db: Db | Tx, edition: string): Promise<FileEntry[]> =>
  db
    .selectFrom('file')
    .innerJoin('blob', 'blob.sha256', 'file.sha256')
    .select(['file.name', 'file.format', 'blob.size', 'blob.sha256'])
    .where('file.edition', '=', edition)
    .orderBy('file.name')
    .execute();

/** The bytes of an edition's file by its name; null where it has no such file. */
export async function fileBytes(db: Db | Tx, edition: string, name: string): Promise<Uint8Array | null> {
  const row = await db
    .selectFrom('file')
    .innerJoin('blob', 'blob.sha256', 'file.sha256')
    .select('blob.bytes')
    .where('file.edition', '=', edition)
    .where('file.name', '=', name)
    .executeTakeFirst();
  return row?.bytes ?? null;
}
