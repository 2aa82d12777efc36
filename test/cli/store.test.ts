import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { firstAdministrator } from '../../src/store/people/first.ts';
import { openStore } from '../../src/store/store.ts';

const folder = mkdtempSync(join(tmpdir(), 'mingzhang-cli-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** The command in a shell, on the data folder `data`. */
const run = (data: string, ...args: string[]) => {
  const env = { ...process.env, MINGZHANG_DATA: join(folder, data), DATABASE_URL: '', INIT_CWD: folder };
  return spawnSync(process.execPath, ['src/cli.ts', ...args], { cwd: new URL('../..', import.meta.url), env, encoding: 'utf8' });
};

test('backup, restore and verify: what they print, and how they end', async () => {
  const none = run('a', 'verify');
  assert.deepEqual([none.status, none.stdout], [2, '']);
  assert.match(none.stderr, /没有工作区/);
  assert.ok(!existsSync(join(folder, 'a')));

  const store = await openStore({ folder: join(folder, 'a') });
  await firstAdministrator(store.db);
  const taken = run('a', 'backup', '--out', 'b.gz');
  assert.equal(taken.status, 2);
  assert.match(taken.stderr, /正被另一个明账进程/);
  await store.close();

  const good = run('a', 'verify');
  assert.equal(good.status, 0, good.stderr);
  const head = /末条校验值 ([0-9a-f]{64})/.exec(good.stdout)?.[1] ?? '';
  assert.equal(run('a', 'backup', '--out', 'b.gz').status, 0);
  assert.equal(statSync(join(folder, 'b.gz')).mode & 0o777, 0o600);
  const restored = run('b', 'restore', 'b.gz');
  assert.equal(restored.status, 0, restored.stderr);
  assert.equal(restored.stdout, good.stdout);
  assert.equal(run('b', 'restore', 'b.gz').status, 2);
  assert.equal(run('b', 'verify', '--known', head).status, 0);
  assert.equal(run('b', 'verify', '--known', '0'.repeat(64)).status, 1);

  const broken = await openStore({ folder: join(folder, 'b') });
  await sql`alter table event disable trigger all`.execute(broken.db);
  await broken.db.updateTable('event').set({ actor: '别人' }).execute();
  await broken.close();
  const bad = run('b', 'verify');
  assert.deepEqual([bad.status, bad.stdout], [1, '日志校验不通过：第 1 条的内容被改动过。\n']);
});
