import type { Actor } from '../rights/actor.ts';
import { rolesOver, type Tree } from '../rights/tree.ts';
import type { PaperKind, Scope, State } from '../schema.ts';
import type { Db } from '../store.ts';
import { daysLeft, daysUntil, deadline } from '../work/deadline.ts';
import { type Duty, duties, type Exemption, exemptions } from './duty.ts';
import { type Organisation, organisations } from './organisation.ts';
import { type PaperEntry, papers } from './paper.ts';

/** A paper that is owed or there, as the bureau and the department over it see how far it is. Of a draft only that there is one. */
export interface OverviewRow {
  readonly organisation: string;
  readonly name: string;
  readonly organisationKind: 'department' | 'unit';
  /** the organisation above it, by name; '' where there is none */
  readonly above: string;
  /** who reviews it; '' where nobody does */
  readonly section: string;
  readonly kind: PaperKind;
  readonly scope: Scope;
  /** false: a paper that nobody asked for */
  readonly owed: boolean;
  /** why none is owed, '' where one is */
  readonly exempt: string;
  /** none: not begun */
  readonly state: State | 'none';
  /** the day that counts now, ISO, what for, and how many days are left; null where none does */
  readonly next: { readonly on: string; readonly what: '报送' | '公开'; readonly left: number } | null;
  /** null where the reviewer may not see it yet */
  readonly paper: PaperEntry | null;
}

export interface Overview {
  readonly year: number;
  /** years there is anything of, newest first */
  readonly years: readonly number[];
  /** false: nobody said what is owed for this year, so that only what is there is shown */
  readonly defined: boolean;
  readonly rows: readonly OverviewRow[];
}

type Node = Organisation & { readonly kind: 'department' | 'unit' };
const isNode = (one: Organisation): one is Node => one.kind === 'department' || one.kind === 'unit';

const key = (organisation: string, kind: string, scope: string): string => `${organisation} ${kind} ${scope}`;

/** The state of the newest edition of each paper of a year. */
async function newestStates(db: Db, year: number): Promise<Map<string, { state: State; number: number; approved_on: string | null }>> {
  const rows = await db
    .selectFrom('paper')
    .innerJoin('edition', 'edition.paper', 'paper.id')
    .select(['paper.organisation', 'paper.kind', 'paper.scope', 'paper.approved_on', 'edition.state', 'edition.number'])
    .where('paper.year', '=', year)
    .orderBy('edition.number')
    .execute();
  return new Map(rows.map(({ organisation, kind, scope, ...own }) => [key(organisation, kind, scope), own]));
}

/** Not handed in: the day to hand it in counts. Handed in: the day to publish, once there is a 批复. */
function nextOf(state: State | 'none', approvedOn: string | null, handIn: string | null, today: string): OverviewRow['next'] {
  if (state === 'published' || state === 'corrected' || state === 'withdrawn') return null;
  if (approvedOn !== null) return { on: deadline(approvedOn), what: '公开', left: daysLeft(approvedOn, today) };
  const waits = state === 'none' || state === 'draft' || state === 'returned';
  return waits && handIn !== null ? { on: handIn, what: '报送', left: daysUntil(handIn, today) } : null;
}

/** Who reviews an organisation: the nearest section named, or the bureau above. */
function sectionOf(byId: ReadonlyMap<string, Organisation>, one: Organisation): string {
  for (let at: Organisation | undefined = one; at; at = at.parent === null ? undefined : byId.get(at.parent))
    if (at.section !== null) return byId.get(at.section)?.name ?? '';
  return '';
}

const reviews = (tree: Tree, actor: Actor, { id }: Organisation): boolean => {
  const roles = rolesOver(tree, actor, id);
  return roles.has('bureau') || roles.has('department');
};

interface Known {
  readonly duties: readonly Duty[];
  readonly exemptions: readonly Exemption[];
  readonly states: Awaited<ReturnType<typeof newestStates>>;
  readonly papers: ReadonlyMap<string, PaperEntry>;
  readonly byId: ReadonlyMap<string, Organisation>;
  readonly today: string;
}

/** What one organisation owes and has. */
function rowsOf(one: Node, known: Known): OverviewRow[] {
  const own = known.duties.filter(({ region, organisation_kind }) => region === one.region && organisation_kind === one.kind);
  return (['budget', 'final'] as const).flatMap((kind) =>
    (['department', 'unit'] as const).flatMap((scope): OverviewRow[] => {
      const duty = own.find((each) => each.kind === kind && each.scope === scope);
      const found = known.states.get(key(one.id, kind, scope));
      if ((!duty || one.closed) && !found) return [];
      const exempt = known.exemptions.find((each) => each.organisation === one.id && each.kind === kind)?.reason ?? '';
      const paper = known.papers.get(key(one.id, kind, scope)) ?? null;
      // what is published stays so while a correction is drafted
      const state = paper?.state ?? found?.state ?? 'none';
      return [
        {
          organisation: one.id,
          name: one.name,
          organisationKind: one.kind,
          above: (one.parent !== null && known.byId.get(one.parent)?.name) || '',
          section: sectionOf(known.byId, one),
          kind,
          scope,
          owed: duty !== undefined && exempt === '',
          exempt: found ? '' : exempt,
          state,
          next:
            (exempt !== '' && !found) || (found?.number ?? 1) > 1
              ? null
              : nextOf(state, found?.approved_on ?? null, duty?.hand_in ?? null, known.today),
          paper,
        },
      ];
    }),
  );
}

/** All papers of a year (the newest there is without it) that somebody reviews, as a tree of organisations is read. `today`: ISO. */
export async function overview(db: Db, actor: Actor, given: number | undefined, today: string): Promise<Overview> {
  const all = await organisations(db);
  const tree: Tree = new Map(all.map((one) => [one.id, one]));
  const known = (await duties(db)).filter(({ region }) => all.some((one) => one.region === region && reviews(tree, actor, one)));
  const own = treeOrder(all).filter((one) => isNode(one) && reviews(tree, actor, one)) as Node[];
  const ids = new Set(own.map(({ id }) => id));
  const there = (await db.selectFrom('paper').select(['organisation', 'year']).distinct().execute()).filter((row) =>
    ids.has(row.organisation),
  );
  const years = [...new Set([...known, ...there].map((row) => row.year))].sort((a, b) => b - a);
  const year = given ?? years[0] ?? Number(today.slice(0, 4));
  const ofYear = known.filter((duty) => duty.year === year);
  const entries = (await papers(db, actor, { year })).map((paper) => [key(paper.organisation, paper.kind, paper.scope), paper] as const);
  const facts: Known = {
    duties: ofYear,
    exemptions: (await exemptions(db)).filter((one) => one.year === year),
    states: await newestStates(db, year),
    papers: new Map(entries),
    byId: new Map(all.map((one) => [one.id, one])),
    today,
  };
  return { year, years, defined: ofYear.length > 0, rows: own.flatMap((one) => rowsOf(one, facts)) };
}

/** Organisations as a tree is read: each below what it belongs to. */
function treeOrder(all: readonly Organisation[]): Organisation[] {
  const below = Map.groupBy(all, ({ parent }) => parent);
  const walk = (parent: string | null): Organisation[] => (below.get(parent) ?? []).flatMap((one) => [one, ...walk(one.id)]);
  return walk(null);
}
