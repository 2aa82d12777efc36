import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { compile } from '../src/compile/compile.ts';
import { resolveSet } from '../src/form/load.ts';
import { writeText } from '../src/format/index.ts';
import { loadForms } from '../src/forms.ts';
import { readPlan } from '../src/plan/read.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SHARED = join(ROOT, '..', 'shared');
const skip = existsSync(join(SHARED, 'gold')) ? false : '../shared is not there: real papers and their answer keys are not checked';
const run = (...args: string[]) =>
  execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 2 ** 28 });
const papers = (folder: string, ending: string) =>
  readdirSync(join(SHARED, folder))
    .filter((name) => name.endsWith(ending))
    .map((name) => join(SHARED, folder, name));

/** Holds the check of files against answer keys: recall of certain mechanical defects at or above `least`, no trap touched. */
function held(files: readonly string[], keys: readonly (readonly [key: string, document: string | null])[], least: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'mingzhang-'));
  try {
    const report = join(folder, 'report.json');
    writeFileSync(report, run('src/cli.ts', 'check', ...files, '--format', 'json', '--fail-on', 'never'));
    for (const [key, document] of keys) {
      run(
        join(SHARED, 'tools/evaluate.mjs'),
        report,
        join(SHARED, 'gold', key),
        '--min',
        least,
        '--precision',
        '0.9',
        ...(document ? ['--document', document] : []),
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('answer keys of two text papers and across them', { skip }, () => {
  const files = papers('seeds', '.txt').filter((path) => /\/00[02]_/.test(path));
  const name = (n: string) =>
    files
      .find((path) => path.includes(`/${n}_`))
      ?.split('/')
      .at(-1) ?? null;
  held(
    files,
    [
      ['seed000.json', name('000')],
      ['seed002.json', name('002')],
      ['cross-000-002.json', null],
    ],
    '0.95',
  );
});

test('answer keys of two PDF papers', { skip }, () => {
  const keys = ['shanghai-putuo-finance-2024-final', 'shanghai-wanli-2023-budget'];
  held(
    papers('disclosures', '.pdf'),
    keys.map((key) => [`pdf-${key}.json`, `${key}.pdf`] as const),
    '0.95',
  );
});

test('at most one number in a hundred of the text papers is unexplained', { skip }, () => {
  const report = JSON.parse(run('src/cli.ts', 'check', ...papers('seeds', '.txt'), '--format', 'json', '--fail-on', 'never'));
  const count = (of: string) =>
    report.documents.reduce((sum: number, d: { numbers: Record<string, number> }) => sum + (d.numbers[of] ?? 0), 0);
  assert.ok(count('unexplained') * 100 <= count('total'), `${count('unexplained')} of ${count('total')}`);
});

test('errors planted in an invented paper are noticed (short run)', () => {
  const forms = loadForms();
  const set = resolveSet(forms.sets, 'shanxi/budget/2025');
  assert.ok(set?.example);
  const plan = readPlan({ value: set.example, path: 'forms/shanxi/budget/2025/example.yaml' }, set.kind);
  const folder = mkdtempSync(join(tmpdir(), 'mingzhang-'));
  try {
    const file = join(folder, 'paper.txt');
    writeFileSync(file, writeText(compile(plan, set, forms).document));
    const said = run('tools/planted.ts', file, '--errors', '40', '--seed', '3');
    for (const [, caught, eligible] of said.matchAll(/caught (\d+) \/ (\d+)/g)) assert.equal(caught, eligible, said);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
