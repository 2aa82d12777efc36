import { sql } from 'kysely';
import type { PaperKind, Scope, State } from '../schema.ts';
import type { Db } from '../store.ts';

/** A paper that was published, by the newest edition that anybody may see. */
export interface PublishedEntry {
  readonly id: string;
  readonly organisation: string;
  readonly region: string;
  readonly year: number;
  readonly kind: PaperKind;
  readonly scope: Scope;
  readonly state: State;
  readonly number: number;
  /** ISO day */
  readonly published_on: string;
}

export interface PublishedFilter {
  /** parts of names of organisations, all of which must be in it */
  readonly words: string;
  readonly year?: number;
  readonly kind?: PaperKind;
  /** how many to leave out from the beginning */
  readonly skip: number;
}

const AT_ONCE = 100;

/** Published papers, newest first, some at a time; `total` counts all that fit, `years` are those there is anything of. */
export async function publishedPapers(db: Db, { words, year, kind, skip }: PublishedFilter) {
  const newest = db
    .selectFrom('edition')
    .select(['paper', 'state', 'number', 'published_on'])
    .distinctOn('paper')
    .where('state', 'in', ['published', 'corrected', 'withdrawn'])
    .orderBy('paper')
    .orderBy('number', 'desc')
    .as('newest');
  let query = db
    .selectFrom('paper')
    .innerJoin(newest, 'newest.paper', 'paper.id')
    .innerJoin('organisation', 'organisation.id', 'paper.organisation')
    .innerJoin('region', 'region.code', 'organisation.region');
  // a word is looked for as it stands: % and _ mean themselves
  for (const word of words.split(/\s+/).filter(Boolean)) query = query.where(sql<boolean>`strpos(organisation.name, ${word}) > 0`);
  if (year !== undefined) query = query.where('paper.year', '=', year);
  if (kind !== undefined) query = query.where('paper.kind', '=', kind);
  const { total } = await query.select(sql<number>`count(*)::int`.as('total')).executeTakeFirstOrThrow();
  const entries = await query
    .select(['paper.id', 'organisation.name as organisation', 'region.name as region', 'paper.year', 'paper.kind', 'paper.scope'])
    .select(['newest.state', 'newest.number', 'newest.published_on'])
    .orderBy('paper.year', 'desc')
    .orderBy('newest.published_on', 'desc')
    .orderBy('organisation.name')
    .orderBy('paper.id')
    .limit(AT_ONCE)
    .offset(skip)
    .$narrowType<{ published_on: string }>()
    .execute();
  const years = await db
    .selectFrom('paper')
    .innerJoin(newest, 'newest.paper', 'paper.id')
    .select('paper.year')
    .distinct()
    .orderBy('paper.year', 'desc')
    .execute();
  return { total, years: years.map((row) => row.year), entries: entries satisfies PublishedEntry[] };
}
