import { StoreError } from '../error.ts';
import { fileBytes, filesOf } from '../query/file.ts';
import type { EditionRow, PaperRow } from '../query/paper.ts';
import { type PlanValue, planValue } from '../query/plan.ts';
import type { Actor } from '../rights/actor.ts';
import { mayPaper } from '../rights/allowed.ts';
import type { Tree } from '../rights/tree.ts';
import type { Db } from '../store.ts';
import { seen } from './case.ts';

/** What an edition says: its page as it was published, or the plan that it is made from. */
export type Content = { readonly bytes: Uint8Array } | { readonly form: string; readonly value: PlanValue };

/** One of two editions that are held against each other. */
export interface Side {
  readonly paper: PaperRow;
  readonly edition: EditionRow;
  /** changes exactly when the content does */
  readonly key: string;
  readonly content: Content;
}

export interface Sides {
  readonly before: Side;
  readonly after: Side;
  /** years from the one to the other */
  readonly years: number;
}

/** What to compare: edition `number` (the newest without it) with an earlier one, or with last year's paper of the same kind. */
export interface Comparison {
  readonly with: 'version' | 'year';
  readonly number?: number;
  /** number of the earlier edition; the one published before without it */
  readonly from?: number;
}

type Seen = { readonly paper: PaperRow; readonly editions: readonly EditionRow[]; readonly tree: Tree };

/** Throws StoreError where this person may not read what an edition says. */
async function sideOf(db: Db, actor: Actor, { paper, tree }: Seen, edition: EditionRow): Promise<Side> {
  const opens = mayPaper(tree, actor, 'open', paper.organisation, edition.state);
  if (edition.published_on !== null) {
    if (edition.state === 'withdrawn' && !opens)
      throw new StoreError('unknown', `第 ${edition.number} 版已撤回，不能比较：${edition.reason}`);
    const file = (await filesOf(db, edition.id)).find(({ format }) => format === 'html');
    const bytes = file && (await fileBytes(db, edition.id, file.name));
    if (!file || !bytes) throw new StoreError('unknown', `第 ${edition.number} 版没有网页，不能比较。`);
    return { paper, edition, key: file.sha256, content: { bytes } };
  }
  if (!opens || paper.plan === null) throw new StoreError('unknown', '没有这个版本。');
  const { form, version, value } = await planValue(db, paper.plan);
  return { paper, edition, key: `${paper.plan}/${version}`, content: { form, value } };
}

/** Last year's paper: the edition in force, or else the newest that this person may see. Throws StoreError. */
async function lastYear(db: Db, actor: Actor, { organisation, year, kind, scope }: PaperRow): Promise<Side> {
  const none = new StoreError('unknown', `没有 ${year - 1} 年的同种文本可比。`);
  const row = await db
    .selectFrom('paper')
    .select('id')
    .where('organisation', '=', organisation)
    .where('year', '=', year - 1)
    .where('kind', '=', kind)
    .where('scope', '=', scope)
    .executeTakeFirst();
  const found =
    row && (await seen(db, actor, row.id).catch((error: unknown) => (error instanceof StoreError ? undefined : Promise.reject(error))));
  if (!found) throw none;
  return sideOf(db, actor, found, found.editions.find(({ state }) => state === 'published') ?? found.editions[0]!);
}

/** Two editions that somebody wants to see side by side. Throws StoreError where one of them is not there for him. */
export async function sidesOf(db: Db, actor: Actor, id: string, { with: other, number, from }: Comparison): Promise<Sides> {
  const found = await seen(db, actor, id);
  const edition = number === undefined ? found.editions[0]! : found.editions.find((one) => one.number === number);
  if (!edition) throw new StoreError('unknown', '没有这个版本。');
  const after = async (): Promise<Side> => sideOf(db, actor, found, edition);
  if (other === 'year') return { before: await lastYear(db, actor, found.paper), after: await after(), years: 1 };
  const earlier = found.editions.find((one) =>
    from === undefined ? one.number < edition.number && one.published_on !== null : one.number === from && one.number !== edition.number,
  );
  if (!earlier) throw new StoreError('unknown', '没有更早的公开版本可比。');
  return { before: await sideOf(db, actor, found, earlier), after: await after(), years: 0 };
}
