import { randomUUID } from 'node:crypto';
import { StoreError } from '../error.ts';
import { change, type Tx } from '../log/append.ts';
import type { Actor } from '../rights/actor.ts';
import { demand } from '../rights/allowed.ts';
import type { Db } from '../store.ts';
import { loadTree } from './organisation.ts';

/** A project of one year. `data`: what the forms ask of it, as the plan and the evaluation have it. */
export interface ProjectRow {
  readonly id: string;
  readonly organisation: string;
  readonly year: number;
  readonly code: string;
  readonly name: string;
  readonly data: object;
  readonly version: number;
}

/** 监控 or 自评 of a project. */
export interface EvaluationRow {
  readonly id: string;
  readonly project: string;
  readonly kind: 'monitor' | 'self';
  readonly data: object;
  readonly version: number;
}

const changed = (what: string): StoreError => new StoreError('conflict', `${what}刚被别人改过，请刷新后再改。`);

/** An organisation's projects, with their evaluations. */
export async function projects(db: Db, actor: Actor, organisation: string, year: number | undefined) {
  demand(await loadTree(db), actor, 'project.read', organisation);
  let query = db.selectFrom('project').selectAll().where('organisation', '=', organisation).orderBy('year', 'desc').orderBy('name');
  if (year !== undefined) query = query.where('year', '=', year);
  const rows: ProjectRow[] = await query.execute();
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const evaluations: EvaluationRow[] = await db.selectFrom('evaluation').selectAll().where('project', 'in', ids).execute();
  const byProject = Map.groupBy(evaluations, ({ project }) => project);
  return rows.map((row) => ({ ...row, evaluations: byProject.get(row.id) ?? [] }));
}

async function refuseTwin(
  tx: Tx,
  { organisation, year, name, id }: Pick<ProjectRow, 'organisation' | 'year' | 'name'> & { id: string | null },
) {
  const twin = await tx
    .selectFrom('project')
    .select('id')
    .where('organisation', '=', organisation)
    .where('year', '=', year)
    .where('name', '=', name)
    .executeTakeFirst();
  if (twin && twin.id !== id) throw new StoreError('conflict', `${year}年已有项目“${name}”。`);
}

/** Puts a project in (`id` null), or saves one that is still as it was read. */
export const putProject = (
  db: Db,
  actor: Actor,
  { id, version, data, ...key }: Omit<ProjectRow, 'id'> & { readonly id: string | null },
): Promise<ProjectRow> =>
  change(db, actor, async (tx) => {
    demand(await loadTree(tx), actor, 'project.write', key.organisation);
    await refuseTwin(tx, { ...key, id });
    const row = { ...key, data: JSON.stringify(data) };
    const value = await (id === null
      ? tx
          .insertInto('project')
          .values({ id: randomUUID(), ...row })
          .returningAll()
          .executeTakeFirst()
      : tx
          .updateTable('project')
          .set({ ...row, version: version + 1 })
          .where('id', '=', id)
          .where('organisation', '=', key.organisation)
          .where('version', '=', version)
          .returningAll()
          .executeTakeFirst());
    if (!value) throw changed('这个项目');
    return {
      value,
      happened: [
        { verb: 'save', noun: 'project', target: value.id, organisation: key.organisation, data: { ...key, version: value.version } },
      ],
    };
  });

/** Saves the monitoring or the self-evaluation of a project; `version` 0 for the first. */
export const putEvaluation = (db: Db, actor: Actor, { project, kind, data, version }: Omit<EvaluationRow, 'id'>): Promise<EvaluationRow> =>
  change(db, actor, async (tx) => {
    const own = await tx.selectFrom('project').select('organisation').where('id', '=', project).executeTakeFirst();
    if (!own) throw new StoreError('unknown', '没有这个项目。');
    demand(await loadTree(tx), actor, 'project.write', own.organisation);
    const row = { project, kind, data: JSON.stringify(data) };
    const value = await (version === 0
      ? tx
          .insertInto('evaluation')
          .values({ id: randomUUID(), ...row })
          .onConflict((same) => same.columns(['project', 'kind']).doNothing())
          .returningAll()
          .executeTakeFirst()
      : tx
          .updateTable('evaluation')
          .set({ data: row.data, version: version + 1 })
          .where('project', '=', project)
          .where('kind', '=', kind)
          .where('version', '=', version)
          .returningAll()
          .executeTakeFirst());
    if (!value) throw changed('这份评价');
    return {
      value,
      happened: [
        { verb: 'save', noun: 'evaluation', target: project, organisation: own.organisation, data: { kind, version: value.version } },
      ],
    };
  });
