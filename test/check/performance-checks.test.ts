import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { findingCodes } from '../../src/check/codes.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const rows = readFileSync(join(root, 'docs/performance-checks.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| (?!关系)[^-]/.test(line) || /^\| F-/.test(line));
const listed = rows.flatMap((row) => [...row.matchAll(/`([a-z]+\.[a-z-]+)`/g)].flatMap((match) => match[1] ?? []));
const source = (folder: string): string =>
  readdirSync(join(root, folder))
    .map((name) => readFileSync(join(root, folder, name), 'utf8'))
    .join('\n');

test('the list of performance checks names F-1 to F-18, each with a code that there is', () => {
  for (let n = 1; n <= 18; n++) {
    const row = rows.find((line) => line.startsWith(`| F-${n} |`));
    assert.match(row ?? '', /`[a-z]+\.[a-z-]+`/, `F-${n}`);
  }
  assert.deepEqual(
    listed.filter((code) => !(code in findingCodes)),
    [],
  );
});

test('every code of the checks of performance is in the list', () => {
  const used = new Set(
    [...source('src/check/performance').matchAll(/'((?:sum|agree|derive|carry|comply)\.[a-z-]+)'/g)].map((match) => match[1]),
  );
  used.delete('comply.person-name');
  used.delete('comply.personal-data');
  assert.deepEqual(
    [...used].filter((code) => code !== undefined && !listed.includes(code)),
    [],
  );
});
