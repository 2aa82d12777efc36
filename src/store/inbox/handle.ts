import { StoreError } from '../error.ts';
import type { Actor } from '../rights/actor.ts';
import type { Handling } from '../schema.ts';
import type { Db } from '../store.ts';
import { onInbox } from './case.ts';

/** What a person may say of a finding; that it is mended, only another version of the paper can say. */
export type Said = Exclude<Handling, 'mended'>;

/** Says how a finding is handled; to waive it needs a reason. Throws StoreError. */
export const handleReceived = (db: Db, actor: Actor, id: string, finding: string, handling: Said, words: string): Promise<void> =>
  onInbox(db, actor, 'handle', id, async (tx) => {
    const reason = words.trim();
    if (handling === 'waived' && reason === '') throw new StoreError('invalid', '放行一个问题要写明理由，理由写在交出去的报告里。');
    const row = await tx
      .updateTable('inbox_finding')
      .set({ handling, reason, handled_by: actor.account })
      .where('id', '=', finding)
      .where('paper', '=', id)
      .where('mended', 'is', null)
      .returning('code')
      .executeTakeFirst();
    if (!row) throw new StoreError('unknown', '没有这个问题，可能新的版本里已经改正。请刷新后再看。');
    return { value: undefined, data: { finding, code: row.code, handling, reason } };
  });
