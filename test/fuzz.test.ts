import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

test('200 damaged files of all formats: each is read or refused with a message (short run)', () => {
  const { status, stdout } = spawnSync(process.execPath, ['tools/fuzz.ts', '--files', '200', '--seed', '7', '--jobs', '2'], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    encoding: 'utf8',
  });
  const [, files, read, refused, crashed, hung] = /^all\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)/m.exec(stdout)?.map(Number) ?? [];
  assert.deepEqual([status, files, crashed, hung], [0, 200, 0, 0], stdout);
  assert.equal((read ?? 0) + (refused ?? 0), 200);
  assert.ok((read ?? 0) >= 50 && (refused ?? 0) >= 20, 'what is damaged is neither always harmless nor always fatal');
});
