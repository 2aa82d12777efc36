import { randomUUID } from 'node:crypto';
import { StoreError } from '../error.ts';
import { change, type Tx } from '../log/append.ts';
import { putBlob } from '../query/file.ts';
import type { Actor } from '../rights/actor.ts';
import type { Db } from '../store.ts';
import { demandInbox, onInbox } from './case.ts';
import { forgetAcross } from './finding.ts';

/** A file as it came. */
export interface ReceivedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A version that waits to be checked. */
const waiting = (tx: Tx, actor: Actor, at: { paper: string; number: number; file: string; sha256: string }, now: Date) =>
  tx
    .insertInto('inbox_version')
    .values({ id: randomUUID(), ...at, received: now, received_by: actor.account, state: 'waiting' })
    .execute();

const newestVersion = (tx: Tx, paper: string) =>
  tx
    .selectFrom('inbox_version')
    .select(['id', 'number', 'sha256', 'state'])
    .where('paper', '=', paper)
    .orderBy('number', 'desc')
    .executeTakeFirstOrThrow();

/** The paper of an inbox whose newest version has these bytes. */
async function paperOfBytes(tx: Tx, organisation: string, sha256: string): Promise<string | null> {
  const papers = await tx
    .selectFrom('inbox_version')
    .innerJoin('inbox_paper', 'inbox_paper.id', 'inbox_version.paper')
    .select('inbox_paper.id')
    .where('organisation', '=', organisation)
    .where('sha256', '=', sha256)
    .execute();
  for (const { id } of papers) if ((await newestVersion(tx, id)).sha256 === sha256) return id;
  return null;
}

/** Takes a file into an organisation's inbox; who sends one twice has it once (`known`). Throws StoreError. */
export const receiveFile = (db: Db, actor: Actor, organisation: string, { name, bytes }: ReceivedFile, now: Date) =>
  change(db, actor, async (tx) => {
    demandInbox(actor, 'inbox.write', organisation);
    // of one file sent twice at once, the second waits here and finds the first
    await tx.selectFrom('organisation').select('id').where('id', '=', organisation).forNoKeyUpdate().execute();
    const sha256 = await putBlob(tx, bytes);
    const known = await paperOfBytes(tx, organisation, sha256);
    if (known !== null) return { value: { id: known, known: true }, happened: [] };
    const id = randomUUID();
    await tx.insertInto('inbox_paper').values({ id, organisation }).execute();
    await waiting(tx, actor, { paper: id, number: 1, file: name, sha256 }, now);
    const data = { number: 1, file: name, sha256, size: bytes.length };
    return { value: { id, known: false }, happened: [{ verb: 'receive', noun: 'inbox', target: id, organisation, data }] };
  });

/** Takes the next version of a paper, and gives its number. Throws StoreError where it is the same file as the last. */
export const receiveVersion = (db: Db, actor: Actor, id: string, { name, bytes }: ReceivedFile, now: Date): Promise<number> =>
  onInbox(db, actor, 'receive', id, async (tx) => {
    const last = await newestVersion(tx, id);
    const sha256 = await putBlob(tx, bytes);
    if (sha256 === last.sha256)
      throw new StoreError('conflict', `这个文件与第 ${last.number} 版完全相同，没有收下。请核对是不是改好的那个文件。`);
    const number = last.number + 1;
    await waiting(tx, actor, { paper: id, number, file: name, sha256 }, now);
    return { value: number, data: { number, file: name, sha256, size: bytes.length } };
  });

/** Has the newest version checked once more: after it failed, or by newer rules. Throws StoreError. */
export const checkAgain = (db: Db, actor: Actor, id: string): Promise<void> =>
  onInbox(db, actor, 'recheck', id, async (tx) => {
    const { id: version, number, state } = await newestVersion(tx, id);
    if (state === 'waiting' || state === 'checking') throw new StoreError('conflict', '这份文本正在等候校验，不用再点。');
    const again = { state: 'waiting' as const, error: '', report: null, compared: 'waiting' as const };
    await tx.updateTable('inbox_version').set(again).where('id', '=', version).execute();
    return { value: undefined, data: { number } };
  });

/** Takes a paper out of the inbox with its versions and findings; the log keeps what it was, with checksums. Throws StoreError. */
export const removeReceived = (db: Db, actor: Actor, id: string): Promise<void> =>
  onInbox(db, actor, 'remove', id, async (tx, paper) => {
    await forgetAcross(tx, paper);
    await tx.deleteFrom('inbox_finding').where('paper', '=', id).execute();
    const versions = await tx.deleteFrom('inbox_version').where('paper', '=', id).returning(['number', 'file', 'sha256']).execute();
    await tx.deleteFrom('inbox_paper').where('id', '=', id).execute();
    const bytes = versions.map(({ sha256 }) => sha256);
    const used = [
      ...(await tx.selectFrom('file').select('sha256').where('sha256', 'in', bytes).execute()),
      ...(await tx.selectFrom('inbox_version').select('sha256').where('sha256', 'in', bytes).execute()),
    ].map(({ sha256 }) => sha256);
    const unused = bytes.filter((sha256) => !used.includes(sha256));
    if (unused.length > 0) await tx.deleteFrom('blob').where('sha256', 'in', unused).execute();
    return { value: undefined, data: { versions } };
  });
