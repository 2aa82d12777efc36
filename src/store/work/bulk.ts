import { StoreError } from '../error.ts';
import { commentsOf } from '../query/comment.ts';
import { findingsOf } from '../query/finding.ts';
import type { Actor } from '../rights/actor.ts';
import type { Db } from '../store.ts';
import { seen } from './case.ts';
import type { At } from './paper.ts';
import { approvePaper, returnPaper } from './steps.ts';

/** What became of one of several papers. */
export interface Outcome {
  readonly id: string;
  /** why it was not done, Chinese; null where it was */
  readonly error: string | null;
}

/** Does a verb to papers one by one, each in its own transaction: what is refused of one keeps no other from being done. */
async function each(papers: readonly At[], act: (at: At) => Promise<unknown>): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const at of papers) {
    try {
      await act(at);
      outcomes.push({ id: at.id, error: null });
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      outcomes.push({ id: at.id, error: error.message });
    }
  }
  return outcomes;
}

/** Throws StoreError where a paper wants to be looked at by itself: errors that were waived, comments that nobody settled. */
async function demandPlain(db: Db, actor: Actor, { id }: At): Promise<void> {
  const { editions } = await seen(db, actor, id);
  const own = editions[0]!.id;
  const errors = (await findingsOf(db, own)).filter(({ finding, handling }) => finding.severity === 'error' && handling !== 'mended');
  if (errors.length > 0) throw new StoreError('conflict', `有 ${errors.length} 个没有改正的错误（含放行的），请打开看过再单独批准。`);
  const comments = (await commentsOf(db, own)).filter(({ settled }) => !settled);
  if (comments.length > 0) throw new StoreError('conflict', `有 ${comments.length} 条批注没有处理，请打开看过再单独批准。`);
}

/** 批准 several papers that have no errors and no open comments. */
export const approveSeveral = (db: Db, actor: Actor, papers: readonly At[]): Promise<Outcome[]> =>
  each(papers, async (at) => {
    await demandPlain(db, actor, at);
    await approvePaper(db, actor, at);
  });

/** 退回 several papers for one reason. */
export const returnSeveral = (db: Db, actor: Actor, papers: readonly At[], reason: string): Promise<Outcome[]> =>
  each(papers, (at) => returnPaper(db, actor, at, reason));
