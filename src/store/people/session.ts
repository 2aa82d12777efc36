import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { StoreError } from '../error.ts';
import { change } from '../log/append.ts';
import { heldOf } from '../query/account.ts';
import { type Actor, PUBLIC } from '../rights/actor.ts';
import type { Db } from '../store.ts';
import { checkLocked, countFailure, forgetFailures } from './attempts.ts';
import { hashPassword, passwordFits } from './password.ts';

const HOUR = 3_600_000;
/** A session ends when nothing was asked for so long, and at the latest after `LONGEST`. */
export const IDLE = 2 * HOUR;
export const LONGEST = 12 * HOUR;
/** How exactly the last use is written down. */
const SEEN = 60_000;

/** Who is logged in. */
export interface Session {
  readonly id: string;
  readonly actor: Actor & { readonly account: string };
  readonly name: string;
  /** nothing else may be done before the password is changed */
  readonly mustChange: boolean;
}

export interface Browser {
  readonly address: string;
  readonly agent: string;
}

const hashed = (token: string): string => createHash('sha256').update(token).digest('hex');

/** What requests that change something must carry beside the cookie: another site cannot know it. */
export const csrfToken = (token: string): string => createHash('sha256').update(`csrf ${token}`).digest('base64url');

/** The token that the cookie holds; the database only has its hash. Throws StoreError. */
export async function login(db: Db, given: { login: string; password: string }, browser: Browser, now: Date): Promise<string> {
  await checkLocked(db, given.login, now);
  const account = await db.selectFrom('account').selectAll().where('login', '=', given.login.trim().toLowerCase()).executeTakeFirst();
  const fits = await passwordFits(account?.password ?? null, given.password);
  if (!account || !fits || account.disabled) {
    const locked = await countFailure(db, given.login, now);
    if (locked && account) {
      const actor = { ...PUBLIC, login: account.login };
      const happened = [{ verb: 'lock', noun: 'account', target: account.id, data: { address: browser.address } }];
      await change(db, actor, async () => ({ value: null, happened }));
    }
    throw new StoreError('invalid', '账号或口令不对。连续输错 5 次会锁定 15 分钟。');
  }
  await forgetFailures(db, given.login);
  const token = randomBytes(32).toString('base64url');
  const actor: Actor = { account: account.id, login: account.login, held: [] };
  return change(db, actor, async (tx) => {
    const id = randomUUID();
    const agent = browser.agent.slice(0, 200);
    const row = { id, token: hashed(token), account: account.id, made: now, seen: now, address: browser.address, agent };
    await tx
      .deleteFrom('session')
      .where('made', '<', new Date(now.getTime() - LONGEST))
      .execute();
    await tx.insertInto('session').values(row).execute();
    return { value: token, happened: [{ verb: 'login', noun: 'session', target: id, data: { address: browser.address } }] };
  });
}

/** The session of a cookie; null where there is none, or it has ended. */
export async function sessionOf(db: Db, token: string, now: Date): Promise<Session | null> {
  const row = await db
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account')
    .select(['session.id', 'session.seen', 'account.id as account', 'account.login', 'account.name', 'account.must_change'])
    .where('session.token', '=', hashed(token))
    .where('session.seen', '>', new Date(now.getTime() - IDLE))
    .where('session.made', '>', new Date(now.getTime() - LONGEST))
    .where('account.disabled', '=', false)
    .executeTakeFirst();
  if (!row) return null;
  if (now.getTime() - row.seen.getTime() > SEEN) await db.updateTable('session').set({ seen: now }).where('id', '=', row.id).execute();
  const held = (await heldOf(db, [row.account])).get(row.account) ?? [];
  return { id: row.id, actor: { account: row.account, login: row.login, held }, name: row.name, mustChange: row.must_change };
}

/** A session as its owner sees it in the list. */
export interface SessionEntry extends Browser {
  readonly id: string;
  readonly made: Date;
  readonly seen: Date;
  readonly own: boolean;
}

export async function sessions(db: Db, { id: own, actor }: Session): Promise<SessionEntry[]> {
  const columns = ['id', 'made', 'seen', 'address', 'agent'] as const;
  const rows = await db.selectFrom('session').select(columns).where('account', '=', actor.account).orderBy('made').execute();
  return rows.map((row) => ({ ...row, own: row.id === own }));
}

/** Ends a session of one's own: this one (logout) or another. Throws StoreError where there is none. */
export const endSession = (db: Db, { actor }: Session, id: string): Promise<void> =>
  change(db, actor, async (tx) => {
    const { numDeletedRows } = await tx.deleteFrom('session').where('id', '=', id).where('account', '=', actor.account).executeTakeFirst();
    if (numDeletedRows === 0n) throw new StoreError('unknown', '没有这次登录，可能已经退出。');
    return { value: undefined, happened: [{ verb: 'logout', noun: 'session', target: id }] };
  });

/** Changes one's own password; all other sessions end. Throws StoreError. */
export async function changePassword(db: Db, session: Session, old: string, fresh: string, now: Date): Promise<void> {
  const { actor, id } = session;
  await checkLocked(db, actor.login, now);
  const { password } = await db.selectFrom('account').select('password').where('id', '=', actor.account).executeTakeFirstOrThrow();
  if (!(await passwordFits(password, old))) {
    await countFailure(db, actor.login, now);
    throw new StoreError('invalid', '原口令不对。');
  }
  if (old === fresh) throw new StoreError('invalid', '新口令不能与原口令相同。');
  const hash = await hashPassword(fresh, actor.login);
  await change(db, actor, async (tx) => {
    await tx.updateTable('account').set({ password: hash, must_change: false }).where('id', '=', actor.account).execute();
    await tx.deleteFrom('session').where('account', '=', actor.account).where('id', '<>', id).execute();
    return { value: undefined, happened: [{ verb: 'change-password', noun: 'account', target: actor.account }] };
  });
}
