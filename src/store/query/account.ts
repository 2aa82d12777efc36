import { randomUUID } from 'node:crypto';
import { StoreError } from '../error.ts';
import { change, type Tx } from '../log/append.ts';
import { forgetFailures } from '../people/attempts.ts';
import { hashPassword, randomPassword } from '../people/password.ts';
import type { Actor, Held } from '../rights/actor.ts';
import { demand, may } from '../rights/allowed.ts';
import type { Tree } from '../rights/tree.ts';
import type { Db } from '../store.ts';
import { loadTree } from './organisation.ts';

export interface Account {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly disabled: boolean;
  readonly mustChange: boolean;
  readonly version: number;
  readonly held: readonly Held[];
}

export interface NewAccount {
  readonly login: string;
  readonly name: string;
  readonly held: readonly Held[];
}

/** Roles of accounts, by account. */
export async function heldOf(db: Db | Tx, accounts: readonly string[]): Promise<Map<string, Held[]>> {
  if (accounts.length === 0) return new Map();
  const rows = await db.selectFrom('held_role').selectAll().where('account', 'in', accounts).execute();
  const byAccount = Map.groupBy(rows, ({ account }) => account);
  return new Map([...byAccount].map(([id, own]) => [id, own.map(({ role, organisation }) => ({ role, organisation }))]));
}

async function accountsWhere(db: Db | Tx, id: string | null): Promise<Account[]> {
  const all = db.selectFrom('account').select(['id', 'login', 'name', 'disabled', 'must_change as mustChange', 'version']).orderBy('login');
  const rows = await (id === null ? all : all.where('id', '=', id)).execute();
  const held = await heldOf(
    db,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({ ...row, held: held.get(row.id) ?? [] }));
}

/** Whether somebody administers an account: all of its roles lie where he does. One without roles is the installation's. */
const administers = (tree: Tree, actor: Actor, { held }: Pick<Account, 'held'>): boolean =>
  (held.length > 0 ? held : [{ organisation: null }]).every(({ organisation }) => may(tree, actor, 'account.write', organisation));

/** The accounts that somebody administers. */
export async function accounts(db: Db, actor: Actor): Promise<Account[]> {
  const tree = await loadTree(db);
  return (await accountsWhere(db, null)).filter((account) => administers(tree, actor, account));
}

/** Throws StoreError where there is none, or somebody else administers it. */
async function administered(tx: Tx, actor: Actor, tree: Tree, id: string): Promise<Account> {
  const [account] = await accountsWhere(tx, id);
  if (!account || !administers(tree, actor, account)) throw new StoreError('unknown', '没有这个账号。');
  return account;
}

/** Throws StoreError where roles would be given that are not one's own to give. */
function checkHeld(tree: Tree, actor: Actor, held: readonly Held[]): void {
  if (held.length === 0) throw new StoreError('invalid', '请至少给一个角色。');
  for (const { role, organisation } of held) {
    if (organisation === null && role !== 'admin') throw new StoreError('invalid', '除管理员外，角色都要写明单位。');
    if (organisation !== null && !tree.has(organisation)) throw new StoreError('invalid', '没有角色所在的单位。');
    demand(tree, actor, 'account.write', organisation);
  }
}

async function putHeld(tx: Tx, account: string, held: readonly Held[]): Promise<void> {
  await tx.deleteFrom('held_role').where('account', '=', account).execute();
  const rows = held.map(({ role, organisation }) => ({ account, role, organisation }));
  await tx
    .insertInto('held_role')
    .values(rows)
    .onConflict((same) => same.doNothing())
    .execute();
}

/** Puts a new account in, without asking who does: `createAccount` and the first start do. */
export async function insertAccount(tx: Tx, { login, name, held }: NewAccount, password: string): Promise<string> {
  const id = randomUUID();
  const row = { id, login: login.toLowerCase(), name, password: await hashPassword(password, login), must_change: true };
  await tx.insertInto('account').values(row).execute();
  await putHeld(tx, id, held);
  return id;
}

/** A new account and the password with which its owner logs in the first time. */
export const createAccount = (db: Db, actor: Actor, given: NewAccount): Promise<{ account: Account; password: string }> =>
  change(db, actor, async (tx) => {
    const tree = await loadTree(tx);
    checkHeld(tree, actor, given.held);
    const twin = await tx.selectFrom('account').select('id').where('login', '=', given.login.toLowerCase()).executeTakeFirst();
    if (twin) throw new StoreError('conflict', `已有账号“${given.login}”。`);
    const password = randomPassword();
    const id = await insertAccount(tx, given, password);
    const [account] = await accountsWhere(tx, id);
    return { value: { account: account!, password }, happened: [{ verb: 'create', noun: 'account', target: id, data: given }] };
  });

/** Changes name, roles, or whether an account may log in. */
export const saveAccount = (
  db: Db,
  actor: Actor,
  id: string,
  version: number,
  given: Omit<NewAccount, 'login'> & { readonly disabled: boolean },
): Promise<Account> =>
  change(db, actor, async (tx) => {
    const tree = await loadTree(tx);
    await administered(tx, actor, tree, id);
    checkHeld(tree, actor, given.held);
    const stays = !given.disabled && given.held.some(({ role, organisation }) => role === 'admin' && organisation === null);
    if (id === actor.account && !stays && actor.held.some(({ organisation }) => organisation === null))
      throw new StoreError('invalid', '不能停用自己，也不能取消自己的管理员角色；请另一位管理员来做。');
    const { name, disabled } = given;
    const saved = await tx
      .updateTable('account')
      .set({ name, disabled, version: version + 1 })
      .where('id', '=', id)
      .where('version', '=', version)
      .executeTakeFirst();
    if (saved.numUpdatedRows === 0n) throw new StoreError('conflict', '这个账号刚被别人改过，请刷新后再改。');
    await putHeld(tx, id, given.held);
    if (disabled) await tx.deleteFrom('session').where('account', '=', id).execute();
    const [account] = await accountsWhere(tx, id);
    return { value: account!, happened: [{ verb: 'save', noun: 'account', target: id, data: given }] };
  });

/** A new first password: all sessions end, a lock is lifted. */
export async function resetPassword(db: Db, actor: Actor, id: string): Promise<string> {
  const { login, password } = await change(db, actor, async (tx) => {
    const account = await administered(tx, actor, await loadTree(tx), id);
    const fresh = randomPassword();
    const hash = await hashPassword(fresh, account.login);
    await tx.updateTable('account').set({ password: hash, must_change: true }).where('id', '=', id).execute();
    await tx.deleteFrom('session').where('account', '=', id).execute();
    const value = { login: account.login, password: fresh };
    return { value, happened: [{ verb: 'reset-password', noun: 'account', target: id }] };
  });
  await forgetFailures(db, login);
  return password;
}
