import { createHash } from 'node:crypto';
import { StoreError } from '../error.ts';
import type { Db } from '../store.ts';

const MOST = 5;
const LOCK_MINUTES = 15;
const MINUTE = 60_000;
/** A login that failed longer ago than this starts anew. */
const FORGOTTEN = 24 * 60 * MINUTE;

const keyOf = (login: string): string => createHash('sha256').update(login.trim().toLowerCase()).digest('hex');

/** Throws StoreError while a login is locked, whether such an account exists or not. */
export async function checkLocked(db: Db, login: string, now: Date): Promise<void> {
  const attempt = await db.selectFrom('attempt').select('locked').where('login', '=', keyOf(login)).executeTakeFirst();
  const left = (attempt?.locked?.getTime() ?? 0) - now.getTime();
  if (left > 0)
    throw new StoreError('limited', `输错次数过多，这个账号已暂时锁定，请 ${Math.ceil(left / MINUTE)} 分钟后再试，或请管理员重设口令。`);
}

/** Counts a failure; true where it locks the login. Failures at once are counted one by one: the database adds. */
export async function countFailure(db: Db, login: string, now: Date): Promise<boolean> {
  const old = new Date(now.getTime() - FORGOTTEN);
  await db.deleteFrom('attempt').where('seen', '<', old).execute();
  const { failed } = await db
    .insertInto('attempt')
    .values({ login: keyOf(login), failed: 1, seen: now, locked: null })
    .onConflict((same) => same.column('login').doUpdateSet(({ eb, ref }) => ({ failed: eb(ref('attempt.failed'), '+', 1), seen: now })))
    .returning('failed')
    .executeTakeFirstOrThrow();
  if (failed < MOST) return false;
  const locked = new Date(now.getTime() + LOCK_MINUTES * MINUTE);
  await db.updateTable('attempt').set({ failed: 0, locked }).where('login', '=', keyOf(login)).execute();
  return true;
}

export const forgetFailures = (db: Db, login: string): Promise<unknown> =>
  db.deleteFrom('attempt').where('login', '=', keyOf(login)).execute();
