import { randomUUID } from 'node:crypto';
import { yamlOf } from '../../plan/grid/rows.ts';
import { StoreError } from '../error.ts';
import type { Tx } from '../log/append.ts';
import type { Db } from '../store.ts';

/** A part of a plan that is saved by itself: an element of a list (lines, projects …), or all of a key that is no list. */
export interface PlanRecord {
  readonly id: string;
  /** the key: lines, projects, texts … */
  readonly kind: string;
  /** order within a list, null where the key is no list */
  readonly position: number | null;
  readonly data: unknown;
  readonly version: number;
}

/** A change of one record: `data` null takes it out; `id` null puts a new one in. */
export interface RecordChange {
  readonly id: string | null;
  readonly kind: string;
  readonly position: number | null;
  readonly data: unknown;
  /** as it was read; 0 for a new one */
  readonly version: number;
}

/** What a plan is made of, as `readPlan` takes it: the value of its YAML or JSON. */
export type PlanValue = Readonly<Record<string, unknown>>;

/** What a column may hold of JSON: a value under one key, since it is objects that are stored. */
const packed = (data: unknown): string => JSON.stringify({ data });
const unpacked = (stored: object): unknown => (stored as { readonly data: unknown }).data;

const recordsOf = (value: PlanValue): Omit<PlanRecord, 'id' | 'version'>[] =>
  Object.entries(value).flatMap(([kind, data]): Omit<PlanRecord, 'id' | 'version'>[] =>
    Array.isArray(data) ? data.map((item, position) => ({ kind, position, data: item })) : [{ kind, position: null, data }],
  );

const AT_ONCE = 1000;

async function insertRecords(tx: Tx, plan: string, records: readonly Omit<PlanRecord, 'id' | 'version'>[], by: string | null) {
  const rows = records.map(({ kind, position, data }) => ({
    id: randomUUID(),
    plan,
    kind,
    position,
    data: packed(data),
    version: 1,
    changed_by: by,
  }));
  for (let at = 0; at < rows.length; at += AT_ONCE)
    await tx
      .insertInto('plan_record')
      .values(rows.slice(at, at + AT_ONCE))
      .execute();
  return rows.map(({ id }) => id);
}

export async function insertPlan(tx: Tx, organisation: string, form: string, value: PlanValue, by: string | null): Promise<string> {
  const id = randomUUID();
  await tx.insertInto('plan').values({ id, organisation, form, changed: new Date() }).execute();
  await insertRecords(tx, id, recordsOf(value), by);
  return id;
}

export async function planRecords(db: Db | Tx, plan: string): Promise<PlanRecord[]> {
  const rows = await db
    .selectFrom('plan_record')
    .select(['id', 'kind', 'position', 'data', 'version'])
    .where('plan', '=', plan)
    .orderBy('kind')
    .orderBy('position')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, data: unpacked(row.data) }));
}

/** The plan as a whole with the version that it has. */
export async function planValue(db: Db | Tx, plan: string): Promise<{ form: string; version: number; value: PlanValue }> {
  const head = await db.selectFrom('plan').select(['form', 'version']).where('id', '=', plan).executeTakeFirstOrThrow();
  return { ...head, value: yamlOf(await planRecords(db, plan)) };
}

/** The plan's new version. Everything else in the transaction may rely on nobody else changing the plan meanwhile. */
async function step(tx: Tx, plan: string): Promise<number> {
  const { version } = await tx
    .updateTable('plan')
    .set(({ eb }) => ({ version: eb('version', '+', 1), changed: new Date() }))
    .where('id', '=', plan)
    .returning('version')
    .executeTakeFirstOrThrow();
  return version;
}

/** A record as it is now, told to whoever changed an older one. */
export interface Conflict {
  readonly id: string;
  /** null: it was taken out */
  readonly now: PlanRecord | null;
}

/** All changes or none. Records that others changed meanwhile are told as `detail` of the StoreError. Gives the ids of the records that were put in. */
export async function changeRecords(tx: Tx, plan: string, changes: readonly RecordChange[], by: string | null) {
  const version = await step(tx, plan);
  const present = new Map((await planRecords(tx, plan)).map((record) => [record.id, record]));
  const conflicts = changes.flatMap(({ id, version: read }): Conflict[] => {
    if (id === null) return [];
    const now = present.get(id) ?? null;
    return now?.version === read ? [] : [{ id, now }];
  });
  if (conflicts.length > 0)
    throw new StoreError('conflict', `有 ${conflicts.length} 处刚被别人改过，请看最新的内容后再决定。`, { conflicts });
  const singles = new Set([...present.values()].flatMap(({ kind, position }) => (position === null ? [kind] : [])));
  const added = changes.filter(({ id }) => id === null);
  if (added.some(({ kind, position }) => position === null && singles.has(kind)))
    throw new StoreError('conflict', '要新建的内容已经有了，请刷新后再改。');
  for (const { id, position, data } of changes) {
    if (id === null) continue;
    const row = tx.updateTable('plan_record').where('id', '=', id).where('plan', '=', plan);
    if (data === null) await tx.deleteFrom('plan_record').where('id', '=', id).where('plan', '=', plan).execute();
    else await row.set(({ eb }) => ({ data: packed(data), position, version: eb('version', '+', 1), changed_by: by })).execute();
  }
  return { version, added: await insertRecords(tx, plan, added, by) };
}

/** Puts a whole plan in the place of what was there, as an import does. */
export async function replacePlan(tx: Tx, plan: string, form: string, value: PlanValue, by: string | null): Promise<number> {
  const version = await step(tx, plan);
  await tx.updateTable('plan').set({ form }).where('id', '=', plan).execute();
  await tx.deleteFrom('plan_record').where('plan', '=', plan).execute();
  await insertRecords(tx, plan, recordsOf(value), by);
  return version;
}
