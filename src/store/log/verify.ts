import type { Event } from '../schema.ts';
import type { Db } from '../store.ts';
import type { Tx } from './append.ts';
import { eventHash } from './hash.ts';

const AT_ONCE = 1000;

/** What is wrong with the log: the first entry that does not fit, in Chinese. */
export interface Broken {
  readonly seq: number;
  readonly message: string;
}

export interface Verified {
  readonly entries: number;
  /** of the last entry, '' where there is none */
  readonly head: string;
  readonly broken: Broken | null;
}

/** Why an entry cannot follow the one before it; null where it does. */
function fault(event: Event, seq: number, hash: string): string | null {
  if (event.seq !== seq) return `第 ${seq} 条缺失（其后是第 ${event.seq} 条）`;
  if (event.previous !== hash) return `第 ${seq} 条与前一条接不上`;
  return eventHash(event) === event.hash ? null : `第 ${seq} 条的内容被改动过`;
}

/** All that is read inside is of one moment, whatever others write meanwhile. */
export const snapshot = <T>(db: Db, read: (tx: Tx) => Promise<T>): Promise<T> =>
  db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read);

/** Goes through the whole log. `known`: hashes noted down at other times, so that a log that was written anew as a whole is noticed. */
export const verifyLog = (db: Db, known: readonly string[] = []): Promise<Verified> => snapshot(db, (tx) => verifyWithin(tx, known));

/** As `verifyLog`, inside a transaction. */
export async function verifyWithin(db: Tx, known: readonly string[] = []): Promise<Verified> {
  const found = new Set<string>();
  let seq = 0;
  let hash = '';
  const broken = (message: string): Verified => ({ entries: seq, head: hash, broken: { seq: seq + 1, message } });
  for (;;) {
    const events = await db.selectFrom('event').selectAll().where('seq', '>', seq).orderBy('seq').limit(AT_ONCE).execute();
    for (const event of events) {
      const message = fault(event, seq + 1, hash);
      if (message !== null) return broken(message);
      ({ seq, hash } = event);
      if (known.includes(hash)) found.add(hash);
    }
    if (events.length < AT_ONCE) break;
  }
  const head = await db.selectFrom('event_head').select(['seq', 'hash']).executeTakeFirst();
  if (head && head.seq > seq) return broken(`第 ${seq + 1} 条起到第 ${head.seq} 条被删去`);
  if (!head || head.seq !== seq || head.hash !== hash) return broken('日志的末尾标记与最后一条不符');
  const lost = known.find((noted) => !found.has(noted));
  if (lost !== undefined) return broken(`记下的校验值 ${lost} 不在日志里：日志被整个换过，或者不是这个系统的日志`);
  return { entries: seq, head: hash, broken: null };
}
