import { StoreError } from '../error.ts';
import { change, type Tx } from '../log/append.ts';
import type { Actor } from '../rights/actor.ts';
import { demand, may } from '../rights/allowed.ts';
import type { PaperKind, Scope } from '../schema.ts';
import type { Db } from '../store.ts';
import { loadTree } from './organisation.ts';

/** 应编文本: what every organisation of a kind in a region owes for a year. */
export interface Duty {
  readonly region: string;
  readonly year: number;
  readonly kind: PaperKind;
  readonly organisation_kind: 'department' | 'unit';
  readonly scope: Scope;
  /** day by which it is to be handed in, ISO; null where none is set */
  readonly hand_in: string | null;
}

/** 免编: an organisation that owes no paper of a kind for a year. */
export interface Exemption {
  readonly organisation: string;
  readonly year: number;
  readonly kind: PaperKind;
  readonly reason: string;
}

export const duties = (db: Db | Tx): Promise<Duty[]> =>
  db
    .selectFrom('duty')
    .selectAll()
    .orderBy('year', 'desc')
    .orderBy('region')
    .orderBy('kind')
    .orderBy('organisation_kind')
    .orderBy('scope')
    .execute();

export const exemptions = (db: Db | Tx): Promise<Exemption[]> =>
  db.selectFrom('exemption').selectAll().orderBy('year', 'desc').orderBy('organisation').orderBy('kind').execute();

/** Administrators of the installation, and the finance bureau of the region, say what is owed. Throws StoreError. */
async function demandDuty(tx: Tx, actor: Actor, region: string): Promise<void> {
  const tree = await loadTree(tx);
  const bureaus = await tx.selectFrom('organisation').select('id').where('region', '=', region).where('kind', '=', 'bureau').execute();
  if (!bureaus.some(({ id }) => may(tree, actor, 'duty.write', id))) demand(tree, actor, 'duty.write', null);
}

/** Says what is owed in a region for a year, in the place of what was said before. Throws StoreError. */
export const putDuties = (
  db: Db,
  actor: Actor,
  region: string,
  year: number,
  owed: readonly Omit<Duty, 'region' | 'year'>[],
): Promise<void> =>
  change(db, actor, async (tx) => {
    await demandDuty(tx, actor, region);
    const known = await tx.selectFrom('region').select('code').where('code', '=', region).executeTakeFirst();
    if (!known) throw new StoreError('invalid', `没有代码为 ${region} 的地区，请先登记地区。`);
    await tx.deleteFrom('duty').where('region', '=', region).where('year', '=', year).execute();
    const rows = owed.map((one) => ({ region, year, ...one }));
    if (rows.length > 0)
      await tx
        .insertInto('duty')
        .values(rows)
        .onConflict((same) => same.doNothing())
        .execute();
    return { value: undefined, happened: [{ verb: 'put', noun: 'duty', target: `${region}/${year}`, data: { owed } }] };
  });

/** Says that an organisation owes no such paper, and why; an empty reason takes it back. Throws StoreError. */
export const putExemption = (db: Db, actor: Actor, given: Exemption): Promise<void> =>
  change(db, actor, async (tx) => {
    const { organisation, year, kind } = given;
    const own = await tx.selectFrom('organisation').select('region').where('id', '=', organisation).executeTakeFirst();
    if (!own) throw new StoreError('unknown', '没有这个单位。');
    await demandDuty(tx, actor, own.region);
    const reason = given.reason.trim();
    if (reason === '')
      await tx.deleteFrom('exemption').where('organisation', '=', organisation).where('year', '=', year).where('kind', '=', kind).execute();
    else
      await tx
        .insertInto('exemption')
        .values({ organisation, year, kind, reason })
        .onConflict((same) => same.columns(['organisation', 'year', 'kind']).doUpdateSet({ reason }))
        .execute();
    return {
      value: undefined,
      happened: [{ verb: 'put', noun: 'exemption', target: organisation, organisation, data: { year, kind, reason } }],
    };
  });
