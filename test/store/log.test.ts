import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { sql } from 'kysely';
import { change } from '../../src/store/log/append.ts';
import { verifyLog, verifyWithin } from '../../src/store/log/verify.ts';
import { SYSTEM } from '../../src/store/rights/actor.ts';
import { onBothEngines } from './engines.ts';

await onBothEngines((engine) => {
  const region = (code: string) =>
    change(engine.store.db, SYSTEM, async (tx) => {
      await tx
        .insertInto('region')
        .values({ code, name: `县${code}` })
        .execute();
      return { value: code, happened: [{ verb: 'make', noun: 'region', target: code, data: { 名: '云川' } }] };
    });

  test('changes made at once are entries one after another, and the chain holds after a new start', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => region(String(140100 + n))));
    const { entries, broken, head } = await verifyLog(engine.store.db);
    assert.deepEqual([entries, broken], [20, null]);
    await engine.reopen();
    assert.deepEqual(await verifyLog(engine.store.db, [head]), { entries: 20, head, broken: null });
  });

  test('a change that fails leaves no entry, an entry that fails leaves no change', async () => {
    await assert.rejects(region('140100'));
    await assert.rejects(region('x'));
    assert.equal((await verifyLog(engine.store.db)).entries, 20);
  });

  test('the database itself refuses to change, delete or empty the log', async () => {
    const { db } = engine.store;
    await assert.rejects(db.updateTable('event').set({ actor: '别人' }).where('seq', '=', 3).execute(), /日志只能追加/);
    await assert.rejects(db.deleteFrom('event').where('seq', '=', 3).execute(), /日志只能追加/);
    await assert.rejects(sql`truncate event`.execute(db), /日志只能追加/);
  });

  test('who gets round the triggers is noticed: the first broken entry is named', async () => {
    const { db } = engine.store;
    const tampered = async (statement: string): Promise<string> => {
      let message = '';
      await db
        .transaction()
        .execute(async (tx) => {
          await sql`alter table event disable trigger all`.execute(tx);
          await sql.raw(statement).execute(tx);
          message = (await verifyWithin(tx)).broken?.message ?? '';
          throw new Error('back');
        })
        .catch((error: Error) => assert.equal(error.message, 'back'));
      return message;
    };
    assert.match(await tampered("update event set data = '{}' where seq = 7"), /第 7 条的内容被改动过/);
    assert.match(await tampered('delete from event where seq = 9'), /第 9 条缺失/);
    assert.match(await tampered('delete from event where seq > 18'), /第 19 条起到第 20 条被删去/);
    assert.match(await tampered("update event_head set seq = 5, hash = 'x'"), /末尾标记/);
    const { broken } = await verifyLog(db, ['0'.repeat(64)]);
    assert.match(broken?.message ?? '', /日志被整个换过/);
  });

  // PostgreSQL takes many processes; a folder takes one
  if (engine.name !== 'postgres')
    test('a second process is told who has the folder', async () => {
      const { folder } = engine.place;
      const script = `import('${new URL('../../src/store/store.ts', import.meta.url)}').then(({ openStore }) => openStore({ folder: ${JSON.stringify(folder)} })).catch((e) => { console.log(e.name, e.message); process.exit(3); })`;
      const run = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
      assert.equal(run.status, 3, run.stderr);
      assert.match(run.stdout, new RegExp(`StoreUnavailable.*正被另一个明账进程（进程 ${process.pid}）使用`));
    });
});
