import assert from 'node:assert/strict';
import { test } from 'node:test';
import { killTimes } from '../../tools/kill.ts';

for (const engine of ['pglite', 'postgres'] as const)
  test(`kill −9 in the middle of writing loses nothing acknowledged: ${engine}`, async (t) => {
    const result = await killTimes(engine, 3, 7);
    if (typeof result === 'string') return t.skip(result);
    assert.deepEqual(result.wrong, []);
    assert.ok(result.acknowledged > 3);
  });
