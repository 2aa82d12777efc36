import type { Finding } from '../../check/finding.ts';
import { change, type Tx } from '../log/append.ts';
import { SYSTEM } from '../rights/actor.ts';
import type { Db } from '../store.ts';
import { lockInbox } from './case.ts';
import { putFindings } from './finding.ts';
import { storable } from './storable.ts';

/** A checked paper that is held against the others about its organisation. */
export interface Member {
  readonly paper: string;
  /** its newest version that was checked */
  readonly version: string;
  readonly number: number;
  readonly sha256: string;
}

/** The papers of one inbox that are about one organisation. */
export interface Group {
  readonly organisation: string;
  readonly about: string;
  readonly members: readonly Member[];
}

const membersOf = (db: Db | Tx, organisation: string, about: string): Promise<Member[]> =>
  db
    .selectFrom('inbox_version as one')
    .innerJoin('inbox_paper', 'inbox_paper.id', 'one.paper')
    .select(['one.paper', 'one.id as version', 'one.number', 'one.sha256'])
    .distinctOn('one.paper')
    .where('organisation', '=', organisation)
    .where('about', '=', about)
    .where('one.state', '=', 'checked')
    .orderBy('one.paper')
    .orderBy('one.number', 'desc')
    .execute();

/** A group that changed since its papers were held against each other, in an inbox where none is still to be checked; null where there is none. */
export async function changedGroup(db: Db): Promise<Group | null> {
  const row = await db
    .selectFrom('inbox_version')
    .innerJoin('inbox_paper', 'inbox_paper.id', 'inbox_version.paper')
    .select(['organisation', 'about'])
    .where('state', '=', 'checked')
    .where('compared', '=', 'waiting')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('inbox_version as coming')
            .innerJoin('inbox_paper as of', 'of.id', 'coming.paper')
            .select('coming.id')
            .whereRef('of.organisation', '=', 'inbox_paper.organisation')
            .where('coming.state', 'in', ['waiting', 'checking']),
        ),
      ),
    )
    .limit(1)
    .executeTakeFirst();
  return row ? { ...row, members: await membersOf(db, row.organisation, row.about) } : null;
}

/** Keeps what was found between the papers of a group, each finding at one of them (null: they could not be held against each other). */
export const putCompared = (db: Db, group: Group, found: ReadonlyMap<string, readonly Finding[]> | null): Promise<void> =>
  change(db, SYSTEM, async (tx) => {
    const { organisation, about, members } = group;
    for (const { paper } of members) await lockInbox(tx, paper);
    // another version may have been checked meanwhile: then this is compared once more
    const now = await membersOf(tx, organisation, about);
    if (JSON.stringify(now) !== JSON.stringify(members)) return { value: undefined, happened: [] };
    const papers = members.map(({ paper }) => paper);
    const compared = found ? ('done' as const) : ('failed' as const);
    await tx.updateTable('inbox_version').set({ compared }).where('paper', 'in', papers).where('compared', '=', 'waiting').execute();
    if (found)
      for (const { paper, number } of members)
        await putFindings(tx, { paper, number, across: true }, storable(found.get(paper) ?? []), new Set(papers));
    const findings = [...(found?.values() ?? [])].flat().length;
    const data = { about, papers, compared, findings };
    return {
      value: undefined,
      happened: members.length > 1 ? [{ verb: 'compare', noun: 'inbox', target: papers[0]!, organisation, data }] : [],
    };
  });
