import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FailureKind, WorkerFailure } from '../../src/server/workers/limits.ts';
import { WorkerPool } from '../../src/server/workers/pool.ts';
import type { Deed } from './workers/worker.ts';

const newPool = (size: number) =>
  new WorkerPool<Deed, string>(new URL('./workers/worker.ts', import.meta.url), size, { seconds: 5, heapMB: 64, memoryMB: 400 });

const FAILURES: readonly (readonly [Deed, FailureKind, message: RegExp, detail: RegExp])[] = [
  ['loop', 'time', /超时（超过 5 秒）.*拆分/, /5 s/],
  ['wait', 'time', /超时（超过 5 秒）.*拆分/, /5 s/],
  ['regex', 'time', /超时（超过 5 秒）.*拆分/, /5 s/],
  ['memory', 'memory', /内存不足（上限 400 MB）.*拆分/, /heap limit/],
  ['buffers', 'memory', /内存不足（上限 400 MB）.*拆分/, /held \d+ MB/],
  ['abort', 'program', /程序出错/, /SIGSEGV/],
  ['deep', 'program', /程序出错/, /Maximum call stack[\s\S]*worker\.ts/],
  ['throw', 'program', /程序出错/, /TypeError: a bug\n[\s\S]*worker\.ts/],
  ['exit', 'program', /程序出错/, /ended with 3/],
];

for (const [deed, kind, message, detail] of FAILURES) {
  test(`a task that ends in ${deed} is rejected alone; the next finds a new worker`, async () => {
    const pool = newPool(1);
    const tasks = ['echo', deed, 'echo'] as const;
    const [before, failed, after] = await Promise.allSettled(tasks.map((task) => pool.run(task)));
    assert.equal(before?.status === 'fulfilled' && before.value, 'echo');
    assert.equal(after?.status === 'fulfilled' && after.value, 'echo');
    const reason = failed?.status === 'rejected' ? failed.reason : null;
    assert.ok(reason instanceof WorkerFailure);
    assert.equal(reason.kind, kind);
    assert.match(reason.message, message);
    assert.match(reason.detail, detail);
    pool.close();
  });
}

test('while one worker is stuck the others go on, and so does this one', async () => {
  const pool = newPool(2);
  let turns = 0;
  const clock = setInterval(() => turns++, 20);
  const stuck = pool.run('loop').then(
    () => 'answered',
    () => 'failed',
  );
  assert.equal(await pool.run('echo'), 'echo');
  assert.equal(await Promise.race([stuck, Promise.resolve('still at it')]), 'still at it');
  assert.equal(await stuck, 'failed');
  clearInterval(clock);
  assert.ok(turns > 50, `${turns} turns of the event loop in 5 s`);
  pool.close();
});
