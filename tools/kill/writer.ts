import { randomUUID } from 'node:crypto';
import { change } from '../../src/store/log/append.ts';
import { insertPlan } from '../../src/store/query/plan.ts';
import { SYSTEM } from '../../src/store/rights/actor.ts';
import { type Db, openStore, type StorePlace } from '../../src/store/store.ts';

/** A record and the value that it has at least, since the change was acknowledged. */
export interface Acknowledged {
  readonly id: string;
  readonly value: number;
}

const WRITERS = 4;
const REGION = '140199';

/** A plan to write in, made by whoever comes first. */
async function planOf(db: Db): Promise<string> {
  const found = await db.selectFrom('plan').select('id').executeTakeFirst();
  if (found) return found.id;
  return change(db, SYSTEM, async (tx) => {
    await tx.insertInto('region').values({ code: REGION, name: '云川县' }).execute();
    const organisation = {
      id: randomUUID(),
      region: REGION,
      parent: null,
      section: null,
      kind: 'department' as const,
      code: '',
      name: '教育局',
    };
    await tx.insertInto('organisation').values(organisation).execute();
    const value = await insertPlan(tx, organisation.id, 'x', {}, null);
    return { value, happened: [{ verb: 'create', noun: 'plan', target: value }] };
  });
}

/** Puts a record in and counts it up, for ever; each change is told once it is acknowledged. */
async function write(db: Db, plan: string): Promise<void> {
  const id = randomUUID();
  const packed = (value: number): string => JSON.stringify({ data: value, filler: 'x'.repeat((value * 997) % 20_000) });
  for (let value = 1; ; value++) {
    await change(db, SYSTEM, async (tx) => {
      const row = { id, plan, kind: 'lines', position: 0, data: packed(value), changed_by: null };
      if (value === 1) await tx.insertInto('plan_record').values(row).execute();
      else await tx.updateTable('plan_record').set({ data: row.data, version: value }).where('id', '=', id).execute();
      return { value: undefined, happened: [{ verb: 'save', noun: 'plan', target: id, data: { value } }] };
    });
    process.send?.({ id, value } satisfies Acknowledged);
  }
}

const { db } = await openStore(JSON.parse(process.argv[2]!) as StorePlace);
const plan = await planOf(db);
await Promise.all(Array.from({ length: WRITERS }, () => write(db, plan)));
