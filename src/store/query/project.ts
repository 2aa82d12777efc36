import { createHash, randomUUID } from 'node:crypto';
import { StoreError } from '../error.ts';
import { change, type Happened, type Tx } from '../log/append.ts';
import type { Actor } from '../rights/actor.ts';
import { demand, may } from '../rights/allowed.ts';
import type { Tree } from '../rights/tree.ts';
import type { Db } from '../store.ts';
import { loadTree } from './organisation.ts';

/** One project through its life. `data`: the project of a records file (src/performance), which may still be unfinished. */
export interface ProjectRow {
  readonly id: string;
  readonly organisation: string;
  readonly code: string;
  readonly name: string;
  readonly data: object;
  readonly version: number;
  readonly changed: Date;
  /** name of who saved it last, null where nobody is known */
  readonly by: string | null;
}

const noProject = (): StoreError => new StoreError('unknown', '没有这个项目，可能已被删除。');

const rowsOf = (db: Db | Tx) =>
  db
    .selectFrom('project')
    .leftJoin('account', 'account.id', 'project.changed_by')
    .select([
      'project.id',
      'project.organisation',
      'project.code',
      'project.name',
      'project.data',
      'project.version',
      'project.changed',
      'account.name as by',
    ]);

/** An organisation's projects by code and name. Throws StoreError for those who may not read them. */
export async function projects(db: Db | Tx, actor: Actor, organisation: string): Promise<ProjectRow[]> {
  demand(await loadTree(db), actor, 'project.read', organisation);
  return await rowsOf(db).where('organisation', '=', organisation).orderBy('project.code').orderBy('project.name').execute();
}

/** A project with whether this person may change it. Who may not see it is told that there is none. */
export async function project(db: Db, actor: Actor, id: string): Promise<ProjectRow & { readonly writable: boolean }> {
  const row = await rowsOf(db).where('project.id', '=', id).executeTakeFirst();
  const tree = await loadTree(db);
  if (!row || !may(tree, actor, 'project.read', row.organisation)) throw noProject();
  return { ...row, writable: may(tree, actor, 'project.write', row.organisation) };
}

/** Name and code are what the record itself says. Throws StoreError where it has no name. */
function keyOf(data: object): { readonly name: string; readonly code: string } {
  const { name, code } = data as { readonly name?: unknown; readonly code?: unknown };
  if (typeof name !== 'string' || name.trim() === '') throw new StoreError('invalid', '请写项目名称。', { at: 'name' });
  if (name.length > 200) throw new StoreError('invalid', '项目名称最多 200 字。', { at: 'name' });
  return { name: name.trim(), code: typeof code === 'string' ? code.slice(0, 60) : '' };
}

async function refuseTwin(tx: Tx, organisation: string, name: string, id: string | null): Promise<void> {
  const twin = await tx
    .selectFrom('project')
    .select('id')
    .where('organisation', '=', organisation)
    .where('name', '=', name)
    .executeTakeFirst();
  if (twin && twin.id !== id) throw new StoreError('conflict', `已有项目“${name}”。`, { at: 'name', twin: twin.id });
}

const saved = (verb: string, target: string, organisation: string, data: object): Happened => ({
  verb,
  noun: 'project',
  target,
  organisation,
  data,
});

/** Throws StoreError: a project is somebody's who may not write it. */
function demandWrite(tree: Tree, actor: Actor, organisation: string): void {
  if (!tree.has(organisation)) throw new StoreError('unknown', '没有这个单位。');
  demand(tree, actor, 'project.write', organisation);
}

async function insert(tx: Tx, actor: Actor, organisation: string, data: object): Promise<Happened> {
  const key = keyOf(data);
  await refuseTwin(tx, organisation, key.name, null);
  const id = randomUUID();
  const row = { id, organisation, ...key, data: JSON.stringify(data), changed: new Date(), changed_by: actor.account };
  await tx.insertInto('project').values(row).execute();
  return saved('create', id, organisation, { name: key.name });
}

async function update(
  tx: Tx,
  actor: Actor,
  { id, organisation, version }: Pick<ProjectRow, 'id' | 'organisation' | 'version'>,
  data: object,
) {
  const key = keyOf(data);
  await refuseTwin(tx, organisation, key.name, id);
  const row = { ...key, data: JSON.stringify(data), version: version + 1, changed: new Date(), changed_by: actor.account };
  const done = await tx.updateTable('project').set(row).where('id', '=', id).where('version', '=', version).executeTakeFirst();
  return done.numUpdatedRows === 0n ? null : saved('save', id, organisation, { name: key.name, version: row.version });
}

/** Gives the id. */
export const createProject = (db: Db, actor: Actor, organisation: string, data: object): Promise<string> =>
  change(db, actor, async (tx) => {
    demandWrite(await loadTree(tx), actor, organisation);
    const happened = await insert(tx, actor, organisation, data);
    return { value: happened.target, happened: [happened] };
  });

/** The project as it is now, for who read an older one. */
const overtaken = ({ version, changed, by }: ProjectRow): StoreError =>
  new StoreError('conflict', `${by ?? '别人'}刚改过这个项目。请看最新的内容，或者用你的内容覆盖。`, {
    version,
    by,
    changed: changed.toISOString(),
  });

/** A project that somebody is about to change, locked. */
async function locked(tx: Tx, actor: Actor, id: string, version: number): Promise<ProjectRow> {
  await tx.selectFrom('project').select('id').where('id', '=', id).forUpdate().execute();
  const row = await rowsOf(tx).where('project.id', '=', id).executeTakeFirst();
  const tree = await loadTree(tx);
  if (!row || !may(tree, actor, 'project.read', row.organisation)) throw noProject();
  demandWrite(tree, actor, row.organisation);
  if (row.version !== version) throw overtaken(row);
  return row;
}

/** Saves a project that is still as it was read. Gives its new version. */
export const saveProject = (db: Db, actor: Actor, { id, version, data }: Pick<ProjectRow, 'id' | 'version' | 'data'>): Promise<number> =>
  change(db, actor, async (tx) => {
    const row = await locked(tx, actor, id, version);
    const happened = await update(tx, actor, row, data);
    if (!happened) throw overtaken(row);
    return { value: version + 1, happened: [happened] };
  });

/** Takes a project out that is still as it was read. The log keeps its data. */
export const deleteProject = (db: Db, actor: Actor, id: string, version: number): Promise<void> =>
  change(db, actor, async (tx) => {
    const { organisation, name, data } = await locked(tx, actor, id, version);
    await tx.deleteFrom('project').where('id', '=', id).execute();
    return { value: undefined, happened: [saved('delete', id, organisation, { name, data })] };
  });

/** What a year's records hold beside the projects: scheme, units, evaluation of the department, texts. Version 0: nothing is kept yet. */
export interface PerformanceYear {
  readonly year: number;
  readonly data: object;
  readonly version: number;
}

/** What is kept of an organisation's years. Throws StoreError for those who may not read it. */
export async function performanceYears(db: Db | Tx, actor: Actor, organisation: string): Promise<PerformanceYear[]> {
  demand(await loadTree(db), actor, 'project.read', organisation);
  return db
    .selectFrom('performance_year')
    .select(['year', 'data', 'version'])
    .where('organisation', '=', organisation)
    .orderBy('year')
    .execute();
}

async function putYear(tx: Tx, organisation: string, { year, data, version }: PerformanceYear): Promise<Happened> {
  const row = { organisation, year, data: JSON.stringify(data) };
  const done = await (version === 0
    ? tx
        .insertInto('performance_year')
        .values({ id: randomUUID(), ...row })
        .onConflict((same) => same.columns(['organisation', 'year']).doNothing())
        .returning('version')
        .executeTakeFirst()
    : tx
        .updateTable('performance_year')
        .set({ data: row.data, version: version + 1 })
        .where('organisation', '=', organisation)
        .where('year', '=', year)
        .where('version', '=', version)
        .returning('version')
        .executeTakeFirst());
  if (!done) throw new StoreError('conflict', `${year}年的计分办法刚被别人改过，请刷新后再改。`);
  return { verb: 'put', noun: 'performance', target: `${organisation}/${year}`, organisation, data: { year, version: done.version } };
}

/** Saves what a year holds beside the projects. Gives its new version. */
export const putPerformanceYear = (db: Db, actor: Actor, organisation: string, given: PerformanceYear): Promise<number> =>
  change(db, actor, async (tx) => {
    demandWrite(await loadTree(tx), actor, organisation);
    return { value: given.version + 1, happened: [await putYear(tx, organisation, given)] };
  });

/** Names a state of an organisation's projects and years: what was shown before an import is what it replaces. */
export function stateOf(rows: readonly ProjectRow[], years: readonly PerformanceYear[]): string {
  const versions = [...rows.map(({ id, version }) => `${id} ${version}`), ...years.map(({ year, version }) => `${year} ${version}`)].sort();
  return createHash('sha256').update(versions.join('\n')).digest('hex').slice(0, 16);
}

/** Projects by name put in the place of those that are there, new ones beside them, and a year's other data; all of it or nothing. */
export const importProjects = (
  db: Db,
  actor: Actor,
  organisation: string,
  given: { readonly projects: readonly object[]; readonly year: number; readonly data: object },
  state: string,
): Promise<void> =>
  change(db, actor, async (tx) => {
    demandWrite(await loadTree(tx), actor, organisation);
    await tx.selectFrom('organisation').select('id').where('id', '=', organisation).forUpdate().execute();
    const [rows, years] = [await projects(tx, actor, organisation), await performanceYears(tx, actor, organisation)];
    if (stateOf(rows, years) !== state) throw new StoreError('conflict', '上传以后项目又被改过，没有导入。请重新上传，看清会替换什么。');
    const known = new Map(rows.map((row) => [row.name, row]));
    const happened: Happened[] = [];
    for (const data of given.projects) {
      const row = known.get(keyOf(data).name);
      const done = row ? await update(tx, actor, row, data) : await insert(tx, actor, organisation, data);
      if (!done) throw overtaken(row!);
      happened.push({ ...done, data: { ...done.data, imported: true } });
    }
    const version = years.find(({ year }) => year === given.year)?.version ?? 0;
    happened.push(await putYear(tx, organisation, { year: given.year, data: given.data, version }));
    return { value: undefined, happened };
  });
