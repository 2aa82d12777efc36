import { randomUUID } from 'node:crypto';
import { StoreError } from '../error.ts';
import type { Tx } from '../log/append.ts';
import type { Actor } from '../rights/actor.ts';
import type { Db } from '../store.ts';
import { onPaper } from '../work/case.ts';

/** A comment at a cell or a sentence, as the page that shows the paper names it. */
export interface Comment {
  readonly id: string;
  /** the comment it answers */
  readonly answers: string | null;
  readonly place: object;
  readonly text: string;
  /** name of who wrote it */
  readonly author: string;
  readonly made: Date;
  readonly settled: boolean;
}

export const commentsOf = (db: Db | Tx, edition: string): Promise<Comment[]> =>
  db
    .selectFrom('comment')
    .innerJoin('account', 'account.id', 'comment.author')
    .select(['comment.id', 'comment.answers', 'comment.place', 'comment.text', 'account.name as author', 'comment.made', 'comment.settled'])
    .where('comment.edition', '=', edition)
    .orderBy('comment.made')
    .orderBy('comment.id')
    .execute();

export const addComment = (db: Db, actor: Actor, id: string, given: Pick<Comment, 'answers' | 'place' | 'text'>) =>
  onPaper(db, actor, 'comment', { id, version: null }, async (tx, { edition }) => {
    const { answers, place, text } = given;
    if (text.trim() === '') throw new StoreError('invalid', '批注是空的。');
    const known = answers === null || (await commentsOf(tx, edition.id)).some((comment) => comment.id === answers);
    if (!known) throw new StoreError('unknown', '要答复的批注不在了。');
    const row = { id: randomUUID(), edition: edition.id, answers, place: JSON.stringify(place), text: text.trim() };
    await tx
      .insertInto('comment')
      .values({ ...row, author: actor.account!, made: new Date() })
      .execute();
    return { value: row.id, data: { comment: row.id, answers, place, text: row.text } };
  });

/** Says that what a comment asks for is done, or after all not. */
export const settleComment = (db: Db, actor: Actor, id: string, comment: string, settled: boolean) =>
  onPaper(db, actor, 'settle', { id, version: null }, async (tx, { edition }) => {
    const done = await tx
      .updateTable('comment')
      .set({ settled })
      .where('id', '=', comment)
      .where('edition', '=', edition.id)
      .executeTakeFirst();
    if (done.numUpdatedRows === 0n) throw new StoreError('unknown', '没有这条批注。');
    return { value: undefined, data: { comment, settled } };
  });
