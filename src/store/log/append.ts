import type { Transaction } from 'kysely';
import type { Actor } from '../rights/actor.ts';
import type { Database, Event } from '../schema.ts';
import type { Db } from '../store.ts';
import { eventHash } from './hash.ts';

export type Tx = Transaction<Database>;

/** What happened: the verb and what it was done to. `data`: what else the log should hold, never a password. */
export interface Happened {
  readonly verb: string;
  readonly noun: string;
  readonly target: string;
  readonly organisation?: string | null;
  readonly data?: object;
}

/** Puts entries at the end of the log. Locks its end until the transaction ends: call it last. */
async function append(tx: Tx, actor: Actor, happened: readonly Happened[]): Promise<void> {
  const head = await tx.selectFrom('event_head').select(['seq', 'hash']).forUpdate().executeTakeFirstOrThrow();
  let { seq, hash } = head;
  const entries: Event[] = happened.map(({ verb, noun, target, organisation, data }) => {
    const entry = {
      seq: ++seq,
      at: new Date().toISOString(),
      account: actor.account ?? '',
      actor: actor.login,
      verb,
      noun,
      target,
      organisation: organisation ?? '',
      data: JSON.stringify(data ?? {}),
      previous: hash,
    };
    hash = eventHash(entry);
    return { ...entry, hash };
  });
  if (entries.length === 0) return;
  await tx.insertInto('event').values(entries).execute();
  await tx.updateTable('event_head').set({ seq, hash }).execute();
}

/** Every change goes through here: what is done and its entries in the log are one transaction. */
export function change<T>(
  db: Db,
  actor: Actor,
  work: (tx: Tx) => Promise<{ readonly value: T; readonly happened: readonly Happened[] }>,
): Promise<T> {
  return db.transaction().execute(async (tx) => {
    const { value, happened } = await work(tx);
    await append(tx, actor, happened);
    return value;
  });
}
