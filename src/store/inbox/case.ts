import { StoreError } from '../error.ts';
import { change, type Tx } from '../log/append.ts';
import type { Actor } from '../rights/actor.ts';
import { inboxesOf } from '../rights/allowed.ts';
import type { InboxVerb } from '../rights/table.ts';
import type { Db } from '../store.ts';

export interface InboxPaperRow {
  readonly id: string;
  /** who received it */
  readonly organisation: string;
  /** the organisation it is about, as papers are told to belong together; '' where its text names none */
  readonly about: string;
}

/** Also what they are told who may not see it. */
const noPaper = (): StoreError => new StoreError('unknown', '收件箱里没有这份文本，可能已被删除。');

/** Throws StoreError where somebody has no part in an organisation's inbox. */
export function demandInbox(actor: Actor, verb: InboxVerb, organisation: string): void {
  if (!inboxesOf(actor, verb).has(organisation)) throw new StoreError('forbidden', '你不在这个单位，不能用它的收件箱。');
}

/** A received paper that somebody may see. Throws StoreError. */
export async function seenInbox(db: Db | Tx, actor: Actor, id: string): Promise<InboxPaperRow> {
  const paper = await db.selectFrom('inbox_paper').selectAll().where('id', '=', id).executeTakeFirst();
  if (!paper || !inboxesOf(actor, 'inbox.read').has(paper.organisation)) throw noPaper();
  return paper;
}

/** Locks a received paper until the transaction ends. */
export const lockInbox = (tx: Tx, id: string) => tx.selectFrom('inbox_paper').select('id').where('id', '=', id).forUpdate().execute();

/** Does something to a received paper: it is locked, the right is asked, and what happened goes into the log. Throws StoreError. */
export function onInbox<T>(
  db: Db,
  actor: Actor,
  verb: string,
  id: string,
  work: (tx: Tx, paper: InboxPaperRow) => Promise<{ readonly value: T; readonly data?: object }>,
): Promise<T> {
  return change(db, actor, async (tx) => {
    await lockInbox(tx, id);
    const paper = await seenInbox(tx, actor, id);
    demandInbox(actor, 'inbox.write', paper.organisation);
    const { value, data } = await work(tx, paper);
    return { value, happened: [{ verb, noun: 'inbox', target: id, organisation: paper.organisation, data: data ?? {} }] };
  });
}
