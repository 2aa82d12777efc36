import { sql } from 'kysely';
import type { Tx } from '../log/append.ts';
import type { Actor } from '../rights/actor.ts';
import { mayPaper } from '../rights/allowed.ts';
import type { PaperKind, Scope, State } from '../schema.ts';
import type { Db } from '../store.ts';
import { deadline } from '../work/deadline.ts';
import { loadTree } from './organisation.ts';

export interface PaperRow {
  readonly id: string;
  readonly organisation: string;
  readonly year: number;
  readonly kind: PaperKind;
  readonly scope: Scope;
  readonly plan: string | null;
  /** day of the 批复, ISO */
  readonly approved_on: string | null;
  readonly approval: string;
  readonly version: number;
}

/** 版本: one state of a paper that is worked on until it is published, and then never changes. */
export interface EditionRow {
  readonly id: string;
  readonly paper: string;
  readonly number: number;
  readonly state: State;
  readonly checked: number | null;
  readonly signed_by: string | null;
  /** why it was returned or withdrawn */
  readonly reason: string;
  /** 勘误说明: what it changes of the edition before, and why; '' for the first */
  readonly correction: string;
  readonly published_on: string | null;
  /** day on which it is to be published by itself; null: none was set */
  readonly due_on: string | null;
  /** why that did not come about */
  readonly due_problem: string;
  readonly withdrawn_on: string | null;
}

const EDITION_COLUMNS = [
  'id',
  'paper',
  'number',
  'state',
  'checked',
  'signed_by',
  'reason',
  'correction',
  'published_on',
  'due_on',
  'due_problem',
  'withdrawn_on',
] as const;

/** A paper as a list shows it, by the newest edition that the reader may see. */
export interface PaperEntry extends PaperRow {
  readonly edition: string;
  readonly number: number;
  readonly state: State;
  /** last day to publish, ISO; null before the 批复 and when it is published */
  readonly deadline: string | null;
  /** findings that are open, by severity */
  readonly open: { readonly error: number; readonly warning: number; readonly info: number };
  readonly comments: number;
}

export interface PaperFilter {
  readonly year?: number;
  readonly kind?: PaperKind;
  readonly organisation?: string;
  readonly state?: State;
}

const NONE = { error: 0, warning: 0, info: 0 };

async function openFindings(db: Db | Tx, editions: readonly string[]): Promise<Map<string, PaperEntry['open']>> {
  const rows = await db
    .selectFrom('finding')
    .select(['edition', 'severity', sql<number>`count(*)::int`.as('count')])
    .where('edition', 'in', editions)
    .where('handling', '=', 'open')
    .groupBy(['edition', 'severity'])
    .execute();
  const byEdition = Map.groupBy(rows, ({ edition }) => edition);
  return new Map(
    [...byEdition].map(([edition, own]) => [edition, { ...NONE, ...Object.fromEntries(own.map((row) => [row.severity, row.count])) }]),
  );
}

async function unsettledComments(db: Db | Tx, editions: readonly string[]): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('comment')
    .select(['edition', sql<number>`count(*)::int`.as('count')])
    .where('edition', 'in', editions)
    .where('settled', '=', false)
    .groupBy('edition')
    .execute();
  return new Map(rows.map(({ edition, count }) => [edition, count]));
}

/** The papers that somebody may see, newest year first. */
export async function papers(db: Db, actor: Actor, filter: PaperFilter): Promise<PaperEntry[]> {
  const tree = await loadTree(db);
  let query = db
    .selectFrom('paper')
    .innerJoin('edition', 'edition.paper', 'paper.id')
    .selectAll('paper')
    .select(['edition.id as edition', 'edition.number', 'edition.state'])
    .orderBy('paper.year', 'desc')
    .orderBy('paper.id')
    .orderBy('edition.number', 'desc');
  for (const column of ['year', 'kind', 'organisation'] as const)
    if (filter[column] !== undefined) query = query.where(`paper.${column}`, '=', filter[column]);
  const seen = new Map<string, Omit<PaperEntry, 'deadline' | 'open' | 'comments'>>();
  for (const row of await query.execute())
    if (!seen.has(row.id) && mayPaper(tree, actor, 'read', row.organisation, row.state)) seen.set(row.id, row);
  const rows = [...seen.values()].filter(({ state }) => filter.state === undefined || state === filter.state);
  if (rows.length === 0) return [];
  const within = rows.filter(({ state }) => state !== 'published' && state !== 'corrected' && state !== 'withdrawn');
  const editions = within.map(({ edition }) => edition);
  const inWork = new Set(editions);
  const [open, comments] =
    editions.length > 0 ? [await openFindings(db, editions), await unsettledComments(db, editions)] : [new Map(), new Map()];
  return rows.map((row) => ({
    ...row,
    // a correction is not counted from the 批复
    deadline: row.approved_on && row.number === 1 && inWork.has(row.edition) ? deadline(row.approved_on) : null,
    open: open.get(row.edition) ?? NONE,
    comments: comments.get(row.edition) ?? 0,
  }));
}

export const paperRow = (db: Db | Tx, id: string): Promise<PaperRow | undefined> =>
  db.selectFrom('paper').selectAll().where('id', '=', id).executeTakeFirst();

/** All editions, newest first. */
export const editionsOf = (db: Db | Tx, paper: string): Promise<EditionRow[]> =>
  db.selectFrom('edition').select(EDITION_COLUMNS).where('paper', '=', paper).orderBy('number', 'desc').execute();
