import { sql } from 'kysely';
import type { Db } from '../store.ts';

/** Holds every received file against its checksum. Gives how many there are and what is wrong, in Chinese. */
export async function verifyReceived(db: Db): Promise<{ files: number; faults: string[] }> {
  const rows = await db
    .selectFrom('inbox_version')
    .innerJoin('blob', 'blob.sha256', 'inbox_version.sha256')
    .select(['file', 'number', sql<boolean>`encode(sha256(bytes), 'hex') = blob.sha256`.as('same')])
    .orderBy('received')
    .execute();
  return { files: rows.length, faults: rows.flatMap(({ file, number, same }) => (same ? [] : [`“${file}”第 ${number} 版与校验值不符`])) };
}
