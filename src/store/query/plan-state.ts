import type { Db } from '../store.ts';
import type { PlanRecord } from './plan.ts';

/** The records of a plan with the version of the plan that they are of. */
export interface PlanState {
  readonly form: string;
  readonly version: number;
  readonly records: readonly PlanRecord[];
}

/** The records of a plan in their order and its version, by one statement: nobody's change falls between the two. */
export async function planState(db: Db, plan: string): Promise<PlanState> {
  const rows = await db
    .selectFrom('plan')
    .leftJoin('plan_record', 'plan_record.plan', 'plan.id')
    .select(['plan.form', 'plan.version as plan_version'])
    .select(['plan_record.id', 'plan_record.kind', 'plan_record.position', 'plan_record.data', 'plan_record.version'])
    .where('plan.id', '=', plan)
    .orderBy('plan_record.kind')
    .orderBy('plan_record.position')
    .orderBy('plan_record.id')
    .execute();
  const [head] = rows;
  if (!head) throw new Error(`no plan ${plan}`);
  const records = rows.flatMap(({ id, kind, position, data, version }): PlanRecord[] =>
    id === null || kind === null || data === null || version === null
      ? []
      : [{ id, kind, position, data: (data as { readonly data: unknown }).data, version }],
  );
  return { form: head.form, version: head.plan_version, records };
}
