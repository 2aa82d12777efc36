import { randomUUID } from 'node:crypto';
import type { Finding } from '../../check/finding.ts';
import { StoreError } from '../error.ts';
import type { Tx } from '../log/append.ts';
import { blockingFindings } from '../query/finding.ts';
import type { Actor } from '../rights/actor.ts';
import type { State } from '../schema.ts';
import type { Db } from '../store.ts';
import { type Case, isHead, onPaper } from './case.ts';
import { today } from './deadline.ts';
import type { At } from './paper.ts';
import { after, type Step } from './states.ts';

/** No day of publication. */
export const UNSCHEDULED = { due_on: null, due_by: null, due_problem: '' };

/** Takes an edition one step on. The right was asked with the state, so a step that cannot be taken is a fault of the tables. */
export async function move(tx: Tx, edition: { readonly id: string; readonly state: State }, step: Step, more: object = {}): Promise<State> {
  const state = after(edition.state, step);
  if (state === null) throw new Error(`${step} is allowed in ${edition.state} but leads nowhere`);
  await tx
    .updateTable('edition')
    .set({ state, ...more })
    .where('id', '=', edition.id)
    .execute();
  return state;
}

/** Whether somebody who can log in signs for an organisation. */
async function hasHead(tx: Tx, organisation: string): Promise<boolean> {
  const head = await tx
    .selectFrom('held_role')
    .innerJoin('account', 'account.id', 'held_role.account')
    .select('account.id')
    .where('role', '=', 'head')
    .where('organisation', '=', organisation)
    .where('disabled', '=', false)
    .executeTakeFirst();
  return head !== undefined;
}

/** Throws StoreError where the paper was changed since it was checked, or never was. */
async function demandChecked(tx: Tx, { paper, edition }: Case): Promise<void> {
  const plan = await tx.selectFrom('plan').select('version').where('id', '=', paper.plan!).executeTakeFirstOrThrow();
  if (edition.checked !== plan.version) throw new StoreError('conflict', '内容改过以后还没有校验，请先校验。', { unchecked: true });
}

/** 签字: the head answers for what there is now; any change takes it off again. */
export const signPaper = (db: Db, actor: Actor, at: At) =>
  onPaper(db, actor, 'sign', at, async (tx, found) => {
    await demandChecked(tx, found);
    await tx.updateTable('edition').set({ signed_by: actor.account }).where('id', '=', found.edition.id).execute();
    return { value: undefined };
  });

/** 报送. Errors must be mended or waived; where the organisation has a head, the head has signed or submits himself. */
export const submitPaper = (db: Db, actor: Actor, at: At) =>
  onPaper(db, actor, 'submit', at, async (tx, found) => {
    await demandChecked(tx, found);
    const blocking = await blockingFindings(tx, found.edition.id);
    if (blocking.length > 0)
      throw new StoreError('conflict', `还有 ${blocking.length} 个错误没有改正，也没有写明理由放行，不能报送。`, {
        findings: blocking.map(({ id, data }) => ({ id, message: (data as Finding).message })),
      });
    const own = isHead(actor, found);
    if (!own && found.edition.signed_by === null && (await hasHead(tx, found.paper.organisation)))
      throw new StoreError('conflict', '单位负责人还没有签字，不能报送。', { unsigned: true });
    return { value: await move(tx, found.edition, 'submit', own ? { signed_by: actor.account } : {}) };
  });

/** 退回, with what is to be mended. */
export const returnPaper = (db: Db, actor: Actor, at: At, reason: string) =>
  onPaper(db, actor, 'return', at, async (tx, { edition }) => {
    if (reason.trim() === '') throw new StoreError('invalid', '退回要写明原因。');
    return {
      value: await move(tx, edition, 'return', { reason: reason.trim(), signed_by: null, ...UNSCHEDULED }),
      data: { reason: reason.trim() },
    };
  });

export const approvePaper = (db: Db, actor: Actor, at: At) =>
  onPaper(db, actor, 'approve', at, async (tx, { edition }) => ({ value: await move(tx, edition, 'approve', { reason: '' }) }));

/** 撤回 what is published, with a reason that everybody sees; the edition and its checksums stay. */
export const withdrawPaper = (db: Db, actor: Actor, at: At, reason: string) =>
  onPaper(db, actor, 'withdraw', at, async (tx, { edition }) => {
    if (reason.trim() === '') throw new StoreError('invalid', '撤回已公开的文本要写明原因。');
    return {
      value: await move(tx, edition, 'withdraw', { reason: reason.trim(), withdrawn_on: today(new Date()) }),
      data: { reason: reason.trim() },
    };
  });

/** 勘误: opens the next edition as a draft; what is published stays until that is published. */
export const correctPaper = (db: Db, actor: Actor, at: At, reason: string) =>
  onPaper(db, actor, 'correct', at, async (tx, { paper, edition }) => {
    if (reason.trim() === '') throw new StoreError('invalid', '勘误要写明改什么、为什么。');
    const number = edition.number + 1;
    const next = { id: randomUUID(), paper: paper.id, number, state: 'draft' as const, correction: reason.trim() };
    await tx
      .insertInto('edition')
      .values({ ...next, checked: null, signed_by: null, published_on: null, manifest: null, signature: null })
      .execute();
    return { value: number, data: { number, reason: reason.trim() } };
  });
