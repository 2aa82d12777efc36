import { randomUUID } from 'node:crypto';
import { change } from '../../src/store/log/append.ts';
import { insertAccount } from '../../src/store/query/account.ts';
import { createOrganisation, putRegion } from '../../src/store/query/organisation.ts';
import { type Actor, SYSTEM } from '../../src/store/rights/actor.ts';
import type { HeldRole, OrganisationKind } from '../../src/store/schema.ts';
import type { Db } from '../../src/store/store.ts';

export const ROOT: Actor = { ...SYSTEM, held: [{ role: 'admin', organisation: null }] };
export const PASSWORD = '云川县-2025-口令-长一点没关系';

/** 财政局 ├ 教科文科, 农业科; 教育局 (教科文科) ├ 一中, 二中; 农业局 (农业科) ├ 种子站 */
const ORGANISATIONS: readonly [name: string, kind: OrganisationKind, parent: string, section: string][] = [
  ['财政局', 'bureau', '', ''],
  ['教科文科', 'section', '财政局', ''],
  ['农业科', 'section', '财政局', ''],
  ['教育局', 'department', '', '教科文科'],
  ['一中', 'unit', '教育局', ''],
  ['二中', 'unit', '教育局', ''],
  ['农业局', 'department', '', '农业科'],
  ['种子站', 'unit', '农业局', ''],
];

const PEOPLE: readonly [login: string, role: HeldRole, at: string][] = [
  ['preparer', 'preparer', '一中'],
  ['head', 'head', '一中'],
  ['sibling', 'preparer', '二中'],
  ['foreign', 'preparer', '种子站'],
  ['department', 'department', '教育局'],
  ['other-department', 'department', '农业局'],
  ['bureau', 'bureau', '教科文科'],
  ['other-bureau', 'bureau', '农业科'],
  ['whole-bureau', 'bureau', '财政局'],
  ['part-admin', 'admin', '教育局'],
  ['root', 'admin', ''],
];

export interface County {
  /** id by name */
  readonly organisation: Readonly<Record<string, string>>;
  readonly actor: Readonly<Record<string, Actor & { account: string }>>;
}

/** A small county with somebody in every role. The password of all is PASSWORD. */
export async function county(db: Db): Promise<County> {
  await putRegion(db, ROOT, { code: '140199', name: '云川县' });
  const organisation: Record<string, string> = {};
  for (const [name, kind, parent, section] of ORGANISATIONS) {
    const given = { region: '140199', kind, code: '', name, parent: organisation[parent] ?? null, section: organisation[section] ?? null };
    organisation[name] = (await createOrganisation(db, ROOT, given)).id;
  }
  const actor: Record<string, Actor & { account: string }> = {};
  for (const [login, role, at] of PEOPLE) {
    const held = [{ role, organisation: organisation[at] ?? null }];
    const account = await change(db, SYSTEM, async (tx) => {
      const id = await insertAccount(tx, { login, name: `甲${login}`, held }, PASSWORD);
      await tx.updateTable('account').set({ must_change: false }).where('id', '=', id).execute();
      return { value: id, happened: [] };
    });
    actor[login] = { account, login, held };
  }
  return { organisation, actor };
}

/** A plan as small as a plan can be: what it says does not matter to the store. */
export const PLAN = {
  form: 'shanxi/budget/2025',
  lines: [
    { function: 2050201, yuan: 100.25 },
    { function: 2050202, yuan: 7 },
  ],
  texts: { 职责: '教书' },
};
export const nobody = randomUUID();
