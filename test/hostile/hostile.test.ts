import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Report } from '../../src/server/report.ts';
import { SAMPLE } from '../sample.ts';
import { hostileFiles } from './files.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'mingzhang-hostile-'));
after(() => rmSync(folder, { recursive: true }));

const check = (...args: string[]) => {
  const result = spawnSync(process.execPath, ['src/cli.ts', 'check', folder, '--format', 'json', '--fail-on', 'never', ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  return { ...result, report: JSON.parse(result.stdout) as Report };
};

test('a folder of hostile files: each is answered, the others are checked, exit 2', () => {
  const files = hostileFiles();
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
  // 预算.txt in GB18030: no name that a program of today can open
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xd4, 0xa4, 0xcb, 0xe3]), Buffer.from('.txt')]), SAMPLE);
  const { status, report, stderr } = check('--jobs', '2', '--timeout', '6');
  const answers = new Map(report.documents.map((document) => [document.file.slice(folder.length + 1), document]));
  const wrong = files.flatMap(([name, , expected]) => {
    const error = answers.get(name)?.error;
    const right = expected === null ? error === null : expected.test(error ?? '');
    return right ? [] : [`${name}: ${error}`];
  });
  assert.deepEqual(wrong, []);
  const renamed = [...answers].find(([name]) => name.includes('\ufffd'))?.[1];
  assert.match(renamed?.error ?? '', /不是 UTF-8 编码.*改名/);
  assert.equal(report.documents.length, files.length + 1);
  assert.equal(status, 2);
  assert.doesNotMatch(stderr, /Error|\n\s+at /, 'nothing was answered by an exception');
  const good = answers.get('good.txt');
  assert.ok(good?.findings.some(({ severity }) => severity === 'error'));
  for (const document of report.documents.filter(({ error }) => error !== null)) assert.deepEqual(document.findings, []);
  assert.ok(!existsSync('/tmp/mingzhang-escape'), 'no part of a container is written to disk');
});
