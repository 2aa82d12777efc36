import { createHash } from 'node:crypto';
import type { Tx } from '../log/append.ts';
import { snapshot } from '../log/verify.ts';
import type { FileEntry } from '../query/file.ts';
import { installation, signatureHolds } from '../query/installation.ts';
import type { Db } from '../store.ts';

/** What the installation signs when a paper is published: what it is, and the checksums of its files. */
export interface Manifest {
  /** version of this format */
  readonly mingzhang: 1;
  readonly installation: string;
  readonly paper: string;
  readonly organisation: string;
  readonly year: number;
  readonly kind: string;
  readonly scope: string;
  readonly number: number;
  /** number of the edition whose place it takes */
  readonly corrects: number | null;
  /** 勘误说明; left out where it corrects none */
  readonly correction?: string;
  /** ISO day */
  readonly published: string;
  readonly forms: string;
  readonly files: readonly FileEntry[];
}

const sorted = (entries: readonly FileEntry[]): string =>
  JSON.stringify(entries.map(({ name, format, size, sha256 }) => [name, format, size, sha256]).sort());

/** What is wrong with one published edition, in Chinese; null where nothing is. */
async function fault(tx: Tx, edition: string, manifest: string | null, signature: string | null, key: string): Promise<string | null> {
  if (manifest === null || signature === null) return '没有清单或签名';
  if (!signatureHolds(manifest, signature, key)) return '清单与签名不符';
  const files = await tx
    .selectFrom('file')
    .innerJoin('blob', 'blob.sha256', 'file.sha256')
    .select(['file.name', 'file.format', 'blob.size', 'blob.sha256', 'blob.bytes'])
    .where('edition', '=', edition)
    .execute();
  const changed = files.find(({ bytes, sha256 }) => createHash('sha256').update(bytes).digest('hex') !== sha256);
  if (changed) return `文件“${changed.name}”与校验值不符`;
  return sorted((JSON.parse(manifest) as Manifest).files) === sorted(files) ? null : '文件与清单不符';
}

/** Holds every published edition against its manifest and signature. Gives how many there are and what is wrong, in Chinese. */
export const verifyEditions = (db: Db): Promise<{ editions: number; faults: string[] }> =>
  snapshot(db, async (tx) => {
    const editions = await tx
      .selectFrom('edition')
      .innerJoin('paper', 'paper.id', 'edition.paper')
      .innerJoin('organisation', 'organisation.id', 'paper.organisation')
      .select(['edition.id', 'edition.number', 'edition.manifest', 'edition.signature', 'paper.year', 'organisation.name'])
      .where('edition.state', 'in', ['published', 'corrected', 'withdrawn'])
      .orderBy('paper.year')
      .orderBy('organisation.name')
      .orderBy('edition.number')
      .execute();
    if (editions.length === 0) return { editions: 0, faults: [] };
    const { publicKey } = await installation(tx);
    const faults: string[] = [];
    for (const { id, name, year, number, manifest, signature } of editions) {
      const message = await fault(tx, id, manifest, signature, publicKey);
      if (message !== null) faults.push(`${name} ${year}年第 ${number} 版：${message}`);
    }
    return { editions: editions.length, faults };
  });
