import { StoreError } from '../error.ts';
import { change, type Tx } from '../log/append.ts';
import { type EditionRow, editionsOf, type PaperRow, paperRow } from '../query/paper.ts';
import { type Actor, SYSTEM } from '../rights/actor.ts';
import type { Db } from '../store.ts';
import { onPaper } from './case.ts';
import { today } from './deadline.ts';
import type { At } from './paper.ts';
import { type Publication, putPublication } from './publish.ts';
import { UNSCHEDULED } from './steps.ts';

/** A day further away than this is a slip of the pen. */
const FURTHEST = 366 * 86_400_000;

/** 排期公开: sets the day on which an approved paper is published by itself; null takes it back. */
export const schedulePaper = (db: Db, actor: Actor, at: At, date: string | null, now: Date) =>
  onPaper(db, actor, 'schedule', at, async (tx, { edition }) => {
    if (date !== null && date <= today(now)) throw new StoreError('invalid', '排期要在今天以后；今天就公开的，请点“公开”。');
    if (date !== null && date > today(new Date(now.getTime() + FURTHEST))) throw new StoreError('invalid', '排期最远一年，请核对日期。');
    const set = date === null ? UNSCHEDULED : { due_on: date, due_by: actor.account, due_problem: '' };
    await tx.updateTable('edition').set(set).where('id', '=', edition.id).execute();
    return { value: undefined, data: { date } };
  });

/** Papers whose day has come by `day` (ISO), with their plans. */
export const duePapers = (db: Db, day: string): Promise<{ paper: string; plan: string }[]> =>
  db
    .selectFrom('edition')
    .innerJoin('paper', 'paper.id', 'edition.paper')
    .select(['paper.id as paper', 'paper.plan as plan'])
    .where('edition.state', '=', 'approved')
    .where('edition.due_on', '<=', day)
    .where('paper.plan', 'is not', null)
    .$narrowType<{ plan: string }>()
    .orderBy('edition.due_on')
    .execute();

type Due = { readonly paper: PaperRow; readonly edition: EditionRow };

/** Does what the day asks for, in the program's own name: whoever set the day had the right to. Does nothing where it was taken back meanwhile. */
function onDue(db: Db, id: string, now: Date, verb: string, work: (tx: Tx, due: Due) => Promise<{ data: object }>): Promise<boolean> {
  return change(db, SYSTEM, async (tx) => {
    await tx.selectFrom('paper').select('id').where('id', '=', id).forUpdate().execute();
    const [paper, editions] = [await paperRow(tx, id), await editionsOf(tx, id)];
    const edition = editions.find(({ state }) => state === 'approved');
    if (!paper || !edition?.due_on || edition.due_on > today(now)) return { value: false, happened: [] };
    const by = await tx
      .selectFrom('edition')
      .innerJoin('account', 'account.id', 'edition.due_by')
      .select('account.login')
      .where('edition.id', '=', edition.id)
      .executeTakeFirst();
    const { data } = await work(tx, { paper, edition });
    await tx
      .updateTable('paper')
      .set({ version: paper.version + 1 })
      .where('id', '=', id)
      .execute();
    const told = { edition: edition.number, due: edition.due_on, scheduledBy: by?.login ?? '', ...data };
    return { value: true, happened: [{ verb, noun: 'paper', target: id, organisation: paper.organisation, data: told }] };
  });
}

/** Publishes a paper whose day has come, on the day that it is. Gives whether it did. */
export const publishDue = (db: Db, id: string, publication: Omit<Publication, 'date'>, now: Date): Promise<boolean> =>
  onDue(db, id, now, 'publish', (tx, { paper, edition }) => putPublication(tx, paper, edition, { ...publication, date: today(now) }));

/** Takes the day away from a paper that cannot be published as it is, and says why (Chinese). */
export const failDue = (db: Db, id: string, problem: string, now: Date): Promise<boolean> =>
  onDue(db, id, now, 'schedule', async (tx, { edition }) => {
    await tx
      .updateTable('edition')
      .set({ ...UNSCHEDULED, due_problem: problem })
      .where('id', '=', edition.id)
      .execute();
    return { data: { date: null, problem } };
  });
