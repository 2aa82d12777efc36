import { randomUUID } from 'node:crypto';
import { StoreError } from '../error.ts';
import { change, type Tx } from '../log/append.ts';
import type { Actor } from '../rights/actor.ts';
import { demand } from '../rights/allowed.ts';
import { chain, type Tree } from '../rights/tree.ts';
import type { OrganisationKind } from '../schema.ts';
import type { Db } from '../store.ts';

export interface Organisation {
  readonly id: string;
  /** six digits of GB/T 2260 */
  readonly region: string;
  readonly parent: string | null;
  /** the section of the bureau that reviews it; null: the parent's */
  readonly section: string | null;
  readonly kind: OrganisationKind;
  readonly code: string;
  readonly name: string;
  readonly closed: boolean;
  readonly version: number;
}

export type NewOrganisation = Omit<Organisation, 'id' | 'closed' | 'version'>;

export const organisations = (db: Db | Tx): Promise<Organisation[]> =>
  db.selectFrom('organisation').selectAll().orderBy('region').orderBy('code').orderBy('name').execute();

/** An organisation with all that are below it, itself first. */
export function withBelow(all: readonly Organisation[], id: string): Organisation[] {
  const own = all.filter((one) => one.id === id);
  return [...own, ...all.filter(({ parent }) => parent === id).flatMap((one) => withBelow(all, one.id))];
}

/** The tree that rights are read from. */
export async function loadTree(db: Db | Tx): Promise<Tree> {
  const nodes = await db.selectFrom('organisation').select(['id', 'parent', 'section', 'kind']).execute();
  return new Map(nodes.map((node) => [node.id, node]));
}

export const regions = (db: Db | Tx): Promise<{ code: string; name: string }[]> =>
  db.selectFrom('region').selectAll().orderBy('code').execute();

/** Puts a region in, or gives it another name. */
export const putRegion = (db: Db, actor: Actor, region: { code: string; name: string }): Promise<void> =>
  change(db, actor, async (tx) => {
    demand(await loadTree(tx), actor, 'organisation.write', null);
    await tx
      .insertInto('region')
      .values(region)
      .onConflict((same) => same.column('code').doUpdateSet({ name: region.name }))
      .execute();
    return { value: undefined, happened: [{ verb: 'put', noun: 'region', target: region.code, data: region }] };
  });

/** What kind may stand under which; null: at the top. */
const PARENTS: Readonly<Record<OrganisationKind, readonly (OrganisationKind | null)[]>> = {
  bureau: [null],
  section: ['bureau', 'section'],
  department: [null, 'department'],
  unit: ['department', 'unit'],
};

/** Throws StoreError where the parent or the section does not fit. */
function checkPlace(tree: Tree, { kind, parent, section }: NewOrganisation, own: string | null): void {
  const above = parent === null ? null : tree.get(parent);
  if (above === undefined) throw new StoreError('invalid', '没有这个上级单位。');
  if (!PARENTS[kind].includes(above?.kind ?? null)) throw new StoreError('invalid', '这类单位不能放在这个上级之下。');
  if (own !== null && chain(tree, parent).some(({ id }) => id === own)) throw new StoreError('invalid', '单位不能放在自己的下级之下。');
  const reviewer = section === null ? null : tree.get(section);
  if (reviewer === undefined || (reviewer && reviewer.kind !== 'section' && reviewer.kind !== 'bureau'))
    throw new StoreError('invalid', '审核科室应是财政局或其科室。');
}

/** One name stands for one organisation in a region. */
async function refuseTwin(tx: Tx, { region, name }: NewOrganisation, own: string | null): Promise<void> {
  const twin = await tx.selectFrom('organisation').select('id').where('region', '=', region).where('name', '=', name).executeTakeFirst();
  if (twin && twin.id !== own) throw new StoreError('conflict', `这个地区已有“${name}”。`);
  const known = await tx.selectFrom('region').select('code').where('code', '=', region).executeTakeFirst();
  if (!known) throw new StoreError('invalid', `没有代码为 ${region} 的地区，请先登记地区。`);
}

export const createOrganisation = (db: Db, actor: Actor, given: NewOrganisation): Promise<Organisation> =>
  change(db, actor, async (tx) => {
    const tree = await loadTree(tx);
    demand(tree, actor, 'organisation.write', given.parent);
    checkPlace(tree, given, null);
    await refuseTwin(tx, given, null);
    const value = await tx
      .insertInto('organisation')
      .values({ id: randomUUID(), ...given })
      .returningAll()
      .executeTakeFirstOrThrow();
    return { value, happened: [{ verb: 'create', noun: 'organisation', target: value.id, organisation: value.id, data: given }] };
  });

/** Changes an organisation that is still as it was read (`version`). */
export const saveOrganisation = (db: Db, actor: Actor, id: string, version: number, given: NewOrganisation & { closed: boolean }) =>
  change(
    db,
    actor,
    async (tx): Promise<{ value: Organisation; happened: { verb: string; noun: string; target: string; data: object }[] }> => {
      const tree = await loadTree(tx);
      if (!tree.has(id)) throw new StoreError('unknown', '没有这个单位。');
      demand(tree, actor, 'organisation.write', id);
      if (given.parent !== tree.get(id)?.parent) demand(tree, actor, 'organisation.write', given.parent);
      checkPlace(tree, given, id);
      await refuseTwin(tx, given, id);
      const value = await tx
        .updateTable('organisation')
        .set({ ...given, version: version + 1 })
        .where('id', '=', id)
        .where('version', '=', version)
        .returningAll()
        .executeTakeFirst();
      if (!value) throw new StoreError('conflict', '这个单位刚被别人改过，请刷新后再改。');
      return { value, happened: [{ verb: 'save', noun: 'organisation', target: id, data: given }] };
    },
  );
