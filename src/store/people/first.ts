import { change } from '../log/append.ts';
import { insertAccount } from '../query/account.ts';
import { SYSTEM } from '../rights/actor.ts';
import type { Db } from '../store.ts';
import { randomPassword } from './password.ts';

export const FIRST_LOGIN = 'admin';

/** Where there is no account yet, an administrator and a password that is told this once; otherwise null. Two servers that start together make one. */
export const firstAdministrator = (db: Db): Promise<string | null> =>
  change<string | null>(db, SYSTEM, async (tx) => {
    await tx.selectFrom('event_head').select('seq').forUpdate().execute();
    if (await tx.selectFrom('account').select('id').executeTakeFirst()) return { value: null, happened: [] };
    const password = randomPassword();
    const held = [{ role: 'admin' as const, organisation: null }];
    const id = await insertAccount(tx, { login: FIRST_LOGIN, name: '管理员', held }, password);
    return { value: password, happened: [{ verb: 'create', noun: 'account', target: id, data: { login: FIRST_LOGIN, held } }] };
  });
