import { randomUUID } from 'node:crypto';
import type { Finding } from '../../check/finding.ts';
import type { Fact } from '../../fact/fact.ts';
import { StoreError } from '../error.ts';
import { change } from '../log/append.ts';
import { putFacts } from '../query/fact.ts';
import { putFindings } from '../query/finding.ts';
import { loadTree } from '../query/organisation.ts';
import { changeRecords, insertPlan, type PlanValue, type RecordChange, replacePlan } from '../query/plan.ts';
import type { Actor } from '../rights/actor.ts';
import { mayPaper } from '../rights/allowed.ts';
import type { Handling, PaperKind, Scope } from '../schema.ts';
import type { Db } from '../store.ts';
import { onPaper } from './case.ts';

/** Which paper, and as of which version it was read. */
export interface At {
  readonly id: string;
  readonly version: number | null;
}

export interface NewPaper {
  readonly organisation: string;
  readonly year: number;
  readonly kind: PaperKind;
  readonly scope: Scope;
  readonly form: string;
  readonly plan: PlanValue;
}

/** A paper with its plan, as a draft. Throws StoreError where the organisation has one of that year, kind and scope. */
export const createPaper = (db: Db, actor: Actor, { organisation, year, kind, scope, form, plan }: NewPaper): Promise<string> =>
  change(db, actor, async (tx) => {
    const tree = await loadTree(tx);
    const node = tree.get(organisation);
    if (!node) throw new StoreError('unknown', '没有这个单位。');
    if (!mayPaper(tree, actor, 'create', organisation, 'draft'))
      throw new StoreError('forbidden', '你不是这个单位的编制人，不能为它编制文本。');
    const { closed } = await tx.selectFrom('organisation').select('closed').where('id', '=', organisation).executeTakeFirstOrThrow();
    if (closed) throw new StoreError('conflict', '这个单位已停用，不能再编制文本。');
    const id = randomUUID();
    const made = await tx
      .insertInto('paper')
      .values({ id, organisation, year, kind, scope, plan: null, approved_on: null })
      .onConflict((same) => same.columns(['organisation', 'year', 'kind', 'scope']).doNothing())
      .executeTakeFirst();
    if (made.numInsertedOrUpdatedRows === 0n) throw new StoreError('conflict', '这个单位已有这一年度的这种文本，请打开它修改。');
    const own = await insertPlan(tx, organisation, form, plan, actor.account);
    await tx.updateTable('paper').set({ plan: own }).where('id', '=', id).execute();
    const edition = { id: randomUUID(), paper: id, number: 1, state: 'draft' as const };
    await tx
      .insertInto('edition')
      .values({ ...edition, checked: null, signed_by: null, published_on: null, manifest: null, signature: null })
      .execute();
    const data = { year, kind, scope, form };
    return { value: id, happened: [{ verb: 'create', noun: 'paper', target: id, organisation, data }] };
  });

/** What changes a plan takes the signature off the paper; `checked` tells that it is older. */
const unsigned = { signed_by: null };

/** Saves records; each carries the version that was read, so that two people may edit one plan. Gives the ids of new records. */
export const saveRecords = (db: Db, actor: Actor, id: string, changes: readonly RecordChange[]) =>
  onPaper(db, actor, 'save', { id, version: null }, async (tx, { paper, edition }) => {
    const { version: plan, added } = await changeRecords(tx, paper.plan!, changes, actor.account);
    await tx.updateTable('edition').set(unsigned).where('id', '=', edition.id).execute();
    return { value: { plan, added }, data: { plan, records: changes.map(({ id: record, kind }) => record ?? kind) } };
  });

/** Imports a whole plan in the place of the old one. */
export const importPlan = (db: Db, actor: Actor, at: At, form: string, plan: PlanValue) =>
  onPaper(db, actor, 'save', at, async (tx, { paper, edition }) => {
    const version = await replacePlan(tx, paper.plan!, form, plan, actor.account);
    await tx.updateTable('edition').set(unsigned).where('id', '=', edition.id).execute();
    return { value: version, data: { plan: version, form, imported: true } };
  });

/** What the program found in a version of the plan. */
export interface Checked {
  /** the plan's version */
  readonly plan: number;
  readonly findings: readonly Finding[];
  readonly facts: readonly Fact[];
}

/** Keeps what a check found. What was checked must still be what there is. */
export const putCheck = (db: Db, actor: Actor, id: string, { plan, findings, facts }: Checked) =>
  onPaper(db, actor, 'check', { id, version: null }, async (tx, { paper, edition }) => {
    const now = await tx.selectFrom('plan').select('version').where('id', '=', paper.plan!).executeTakeFirstOrThrow();
    if (now.version !== plan) throw new StoreError('conflict', '校验时内容又改过了，请重新校验。');
    await putFindings(tx, edition.id, findings);
    await putFacts(tx, edition.id, facts);
    await tx.updateTable('edition').set({ checked: plan }).where('id', '=', edition.id).execute();
    return { value: plan, data: { plan, findings: findings.length } };
  });

/** Says how a finding is handled. 放行 needs a reason, which the reviewer sees. */
export const handleFinding = (db: Db, actor: Actor, id: string, finding: string, handling: Exclude<Handling, 'mended'>, reason: string) =>
  onPaper(db, actor, 'handle', { id, version: null }, async (tx, { edition }) => {
    if (handling === 'waived' && reason.trim() === '') throw new StoreError('invalid', '放行一个问题要写明理由，审核人看得到。');
    const row = await tx
      .updateTable('finding')
      .set({ handling, reason: reason.trim(), handled_by: actor.account })
      .where('id', '=', finding)
      .where('edition', '=', edition.id)
      .where('handling', '<>', 'mended')
      .returning('code')
      .executeTakeFirst();
    if (!row) throw new StoreError('unknown', '没有这个问题，可能已经改正。');
    return { value: undefined, data: { finding, code: row.code, handling, reason: reason.trim() } };
  });

/** The day and the document of the 批复, from which the days to publish are counted. */
export const setApproval = (db: Db, actor: Actor, at: At, approvedOn: string | null, approval: string) =>
  onPaper(db, actor, 'date', at, async (tx, { paper }) => {
    await tx.updateTable('paper').set({ approved_on: approvedOn, approval }).where('id', '=', paper.id).execute();
    return { value: undefined, data: { approvedOn, approval } };
  });
