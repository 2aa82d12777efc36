import { sql } from 'kysely';
import type { Finding } from '../../check/finding.ts';
import { change } from '../log/append.ts';
import { SYSTEM } from '../rights/actor.ts';
import type { Db } from '../store.ts';
import { lockInbox } from './case.ts';
import { forgetAcross, putFindings } from './finding.ts';
import { storable } from './storable.ts';

/** A version whose turn it is to be checked. */
export interface Turn {
  readonly id: string;
  readonly paper: string;
  readonly number: number;
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** What the program made of a file. `error`: Chinese, why it could not be checked and what to do. */
export type InboxAnswer =
  | { readonly error: string }
  | {
      readonly error: null;
      readonly findings: readonly Finding[];
      /** the organisation that it is about, as papers are told to belong together */
      readonly about: string;
      /** what was understood of it, without its findings */
      readonly report: object;
      /** its text as a page, with the findings marked by their indexes */
      readonly page: string;
    };

/** What a server that ended left half done is done again. Gives how many. */
export async function requeue(db: Db): Promise<number> {
  const done = await db.updateTable('inbox_version').set({ state: 'waiting' }).where('state', '=', 'checking').executeTakeFirst();
  return Number(done.numUpdatedRows);
}

/** Takes the version that waits longest, each by one server alone; null where none waits. A paper's versions are checked one after the other. */
export async function takeTurn(db: Db): Promise<Turn | null> {
  const { rows } = await sql<Turn>`
    with turn as (
      update inbox_version set state = 'checking' where id = (
        select id from inbox_version one where state = 'waiting' and not exists (
          select from inbox_version earlier
          where earlier.paper = one.paper and earlier.number < one.number and earlier.state in ('waiting', 'checking'))
        order by received, id limit 1 for update skip locked)
      returning id, paper, number, file, sha256)
    select id, paper, number, file, bytes from turn join blob using (sha256)`.execute(db);
  return rows[0] ?? null;
}

/** Gives a turn back that could not be used. */
export const giveBack = (db: Db, id: string) =>
  db.updateTable('inbox_version').set({ state: 'waiting' }).where('id', '=', id).where('state', '=', 'checking').execute();

/** Keeps what a check found. Nothing is done where the version went meanwhile, or another server was first. */
export const putAnswer = (db: Db, { id, paper, number }: Turn, answer: InboxAnswer, forms: string, now: Date): Promise<void> =>
  change(db, SYSTEM, async (tx) => {
    await lockInbox(tx, paper);
    const own = await tx
      .selectFrom('inbox_version')
      .innerJoin('inbox_paper', 'inbox_paper.id', 'inbox_version.paper')
      .select(['organisation', 'about'])
      .where('inbox_version.id', '=', id)
      .where('state', '=', 'checking')
      .executeTakeFirst();
    if (!own) return { value: undefined, happened: [] };
    const set = { checked: now, forms };
    const event = { verb: 'check', noun: 'inbox', target: paper, organisation: own.organisation };
    if (answer.error !== null) {
      const failed = { ...set, state: 'failed' as const, error: storable(answer.error) };
      await tx.updateTable('inbox_version').set(failed).where('id', '=', id).execute();
      return { value: undefined, happened: [{ ...event, data: { number, error: failed.error } }] };
    }
    const { about, findings, report, page } = storable(answer);
    // what names no organisation belongs to no other paper
    const compared = about === '' ? ('done' as const) : ('waiting' as const);
    const checked = { ...set, state: 'checked' as const, report: JSON.stringify(report), page, compared };
    await tx.updateTable('inbox_version').set(checked).where('id', '=', id).execute();
    await tx.updateTable('inbox_paper').set({ about }).where('id', '=', paper).execute();
    if (own.about !== about) await forgetAcross(tx, { id: paper, ...own });
    const counts = await putFindings(tx, { paper, number, across: false }, findings);
    return { value: undefined, happened: [{ ...event, data: { number, findings: findings.length, ...counts } }] };
  });
