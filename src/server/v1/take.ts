import { createHash } from 'node:crypto';
import { readRecords } from '../../performance/read.ts';
import { type ProjectRecord, yearOf } from '../../performance/record.ts';
import type { Source } from '../../performance/source.ts';
import { type Taken, type TakenProject, takeProjects } from '../../performance/take.ts';
import { draftOf } from '../../performance/unfinished.ts';
import { withResults } from '../../performance/use.ts';
import type { LastYear } from '../../plan/plan.ts';
import { StoreError } from '../../store/error.ts';
import { loadTree, organisations, withBelow } from '../../store/query/organisation.ts';
import type { PaperRow } from '../../store/query/paper.ts';
import type { PlanRecord, RecordChange } from '../../store/query/plan.ts';
import { performanceYears, projects } from '../../store/query/project.ts';
import type { Actor } from '../../store/rights/actor.ts';
import { may } from '../../store/rights/allowed.ts';
import type { Db } from '../../store/store.ts';
import { saveRecords } from '../../store/work/paper.ts';
import { openPlan, paperView } from '../../store/work/read.ts';
import { type Endpoint, endpoint } from './endpoint.ts';
import { type PerformanceRules, schemeIn } from './performance-rules.ts';
import * as schemas from './schemas.ts';

/** What taking the projects into a paper's plan does. */
export interface TakeView {
  readonly year: number;
  readonly projects: readonly Taken[];
  /** by which the second request says that this was seen */
  readonly seen: string;
}

/** The organisation, and below a department's paper those of its units whose projects this person may read. */
async function sourcesOf(db: Db, actor: Actor, { organisation, scope }: PaperRow): Promise<{ id: string; name: string }[]> {
  const all = await organisations(db);
  const tree = await loadTree(db);
  const own = scope === 'department' ? withBelow(all, organisation) : all.filter(({ id }) => id === organisation);
  return own.filter(({ id }) => id === organisation || may(tree, actor, 'project.read', id));
}

/** Results of the year before, by project: of those that can be read whole. */
function lastOf(
  records: readonly ProjectRecord[],
  organisation: string,
  year: number,
  rules: PerformanceRules,
  scheme: unknown,
): ReadonlyMap<string, LastYear> {
  const evaluated = records.filter((record) => yearOf(record, year)?.evaluation);
  const empty = readRecords({ value: { organisation, year }, path: 'records' });
  const plan = { paper: { projects: evaluated.map(({ project }) => project) } };
  const { last = [] } = withResults<{ paper: typeof plan.paper; last?: readonly LastYear[] }>(
    plan,
    { ...empty, projects: evaluated },
    schemeIn(rules, scheme),
  );
  return new Map(last.map((one) => [one.project, one]));
}

interface Found extends TakeView {
  readonly taken: readonly TakenProject[];
  readonly records: readonly PlanRecord[];
}

/** What would be taken into a paper's plan now. */
async function found(db: Db, actor: Actor, id: string, rules: PerformanceRules): Promise<Found> {
  const { records: all } = await openPlan(db, actor, id);
  const { paper } = await paperView(db, actor, id);
  const { year } = paper;
  const plan = all.filter(({ kind, position }) => kind === 'projects' && position !== null);
  const records: ProjectRecord[] = [];
  const last = new Map<string, LastYear>();
  for (const { id: at, name } of await sourcesOf(db, actor, paper)) {
    const own = (await projects(db, actor, at)).map(({ data }) => draftOf(data, name).record);
    const before = (await performanceYears(db, actor, at)).find((one) => one.year === year - 1)?.data as { scheme?: unknown } | undefined;
    if (paper.kind === 'budget') for (const [key, value] of lastOf(own, name, year - 1, rules, before?.scheme)) last.set(key, value);
    records.push(
      ...own.map((one) => (at === paper.organisation || one.project.unit ? one : { ...one, project: { ...one.project, unit: name } })),
    );
  }
  const taken = takeProjects(
    plan.map(({ data }) => data as Source),
    records,
    year,
    last,
  );
  const seen = createHash('sha256')
    .update(JSON.stringify([taken, plan.map(({ id: own, version }) => [own, version])]))
    .digest('hex')
    .slice(0, 16);
  return { year, seen, projects: taken.map(({ data: _, before: __, ...told }) => told), taken, records: plan };
}

/** The changes of the plan's records. */
const changesOf = ({ taken, records }: Found): RecordChange[] => {
  const last = Math.max(-1, ...records.map(({ position }) => position ?? -1));
  let added = 0;
  return taken.flatMap(({ what, before, data }): RecordChange[] => {
    const own = before === null ? null : records[before];
    if (what === 'new') return [{ id: null, kind: 'projects', position: last + ++added, data, version: 0 }];
    return what === 'changed' && own ? [{ id: own.id, kind: 'projects', position: own.position, data, version: own.version }] : [];
  });
};

export const takeEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/papers/{id}/projects',
    summary: '项目库的项目带入这份文本，会改变什么',
    access: 'session',
    async handle({ db, actor, params, performance }): Promise<TakeView> {
      const { year, seen, projects: told } = await found(db, actor, params.id!, performance);
      return { year, seen, projects: told };
    },
  }),
  endpoint({
    method: 'post',
    path: '/papers/{id}/projects',
    summary: '把项目库的项目带入这份文本；seen 是看过的那一份',
    access: 'session',
    body: schemas.taking,
    async handle({ db, actor, params, body, performance }) {
      const id = params.id!;
      const { verbs } = await paperView(db, actor, id);
      // who may not is told so by the verb itself
      if (!verbs.includes('save')) return saveRecords(db, actor, id, []);
      const now = await found(db, actor, id, performance);
      if (now.seen !== body.seen) throw new StoreError('conflict', '项目或文本刚被改过，没有带入。请重新看会改变什么。');
      const changes = changesOf(now);
      if (changes.length === 0) throw new StoreError('invalid', '项目与文本里的相同，没有要带入的。');
      return saveRecords(db, actor, id, changes);
    },
  }),
];
