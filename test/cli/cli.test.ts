import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readDocument } from '../../src/format/index.ts';
import type { Report } from '../../src/server/report.ts';
import { SAMPLE } from '../sample.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'mingzhang-cli-'));
after(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, '各单位', '下级'), { recursive: true });
writeFileSync(join(folder, 'paper.txt'), SAMPLE);
writeFileSync(join(folder, '各单位', 'a.txt'), SAMPLE);
writeFileSync(join(folder, '各单位', '下级', 'b.txt'), `\ufeff${SAMPLE}`);
writeFileSync(join(folder, '各单位', 'notes.bin'), '');
writeFileSync(join(folder, 'empty.txt'), '');
writeFileSync(join(folder, 'binary.txt'), new Uint8Array([0, 1, 2, 255, 254, 0, 0, 7]));

const run = (...args: string[]) =>
  spawnSync(process.execPath, [join(root, 'src/cli.ts'), ...args], {
    cwd: root,
    env: { ...process.env, INIT_CWD: folder },
    encoding: 'utf8',
  });
const json = (...args: string[]): Report => JSON.parse(run('check', '--format', 'json', ...args).stdout) as Report;

test("check: file names resolve against the user's folder, and the JSON has the agreed shape", () => {
  const report = json('paper.txt');
  assert.equal(report.documents.length, 1);
  const [document] = report.documents;
  assert.ok(document);
  assert.equal(document.file, 'paper.txt');
  assert.match(document.sha256, /^[0-9a-f]{64}$/);
  assert.equal(document.error, null);
  assert.equal(document.kind, 'budget');
  assert.equal(document.year, 2025);
  assert.equal(document.numbers.total, document.numbers.facts + document.numbers.explained + document.numbers.unexplained);
  assert.match(report.mingzhang, /^\d+\.\d+\.\d+$/);
  assert.ok(report.forms.length > 0);
  assert.deepEqual(report.across, []);
  assert.ok(
    document.findings.some((finding) => finding.severity === 'error'),
    'the wrong total is found',
  );
  for (const finding of document.findings) {
    for (const place of finding.places) {
      assert.equal(place.file, 'paper.txt');
      assert.ok(place.text.length <= 60);
    }
  }
});

test('check: exit codes by --fail-on', () => {
  assert.equal(run('check', 'paper.txt').status, 1);
  assert.equal(run('check', 'paper.txt', '--fail-on', 'never').status, 0);
});

test('check: a folder is walked; threads give the same as one', () => {
  const one = json('各单位', '--jobs', '1');
  assert.deepEqual(
    one.documents.map((document) => document.file),
    [join('各单位', 'a.txt'), join('各单位', '下级', 'b.txt')],
  );
  assert.deepEqual(json('各单位', '--jobs', '2'), one);
});

test('check: what cannot be read has an error in Chinese, the others go on, exit 2', () => {
  const result = run('check', 'empty.txt', 'binary.txt', 'missing.txt', 'paper.txt', '--format', 'json', '--fail-on', 'never');
  assert.equal(result.status, 2);
  const { documents } = JSON.parse(result.stdout) as Report;
  assert.deepEqual(
    documents.map((document) => document.error !== null),
    [true, true, true, false],
  );
  for (const { error, findings } of documents.slice(0, 3)) {
    assert.match(error ?? '', /[\u4e00-\u9fff]/);
    assert.deepEqual(findings, []);
  }
});

test('check: text and HTML; stdout carries the result alone', () => {
  const text = run('check', 'paper.txt');
  assert.match(text.stdout, /^paper\.txt\n云川县档案馆 2025年单位预算公开/);
  assert.equal(text.stderr, '');
  const html = run('check', 'paper.txt', '--format', 'html', '--out', 'r.html');
  assert.equal(html.stdout, '');
  const report = readFileSync(join(folder, 'r.html'), 'utf8');
  assert.match(report, /^<!doctype html>/);
  assert.doesNotMatch(report, /<script|<link|src=|url\(/, 'one file, no script, nothing loaded');
  const ids = new Set([...report.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]));
  for (const [, target] of report.matchAll(/href="#([^"]+)"/g)) assert.ok(ids.has(target), `#${target}`);
});

test('check: a workbook of findings, to a file or a pipe', () => {
  run('check', 'paper.txt', '--format', 'xlsx', '--out', 'r.xlsx');
  const piped = spawnSync(process.execPath, [join(root, 'src/cli.ts'), 'check', 'paper.txt', '--format', 'xlsx'], {
    env: { ...process.env, INIT_CWD: folder },
  });
  assert.equal(piped.status, 1);
  const [findings] = json('paper.txt').documents.map((document) => document.findings.length);
  for (const bytes of [readFileSync(join(folder, 'r.xlsx')), piped.stdout]) {
    const grid = readDocument(bytes, 'r.xlsx').blocks.find(({ kind }) => kind === 'grid');
    assert.equal(grid?.kind === 'grid' && grid.rows.length - 1, findings);
  }
});

test('read: facts, numbers, tables', () => {
  const reading = JSON.parse(run('read', 'paper.txt', '--format', 'json').stdout);
  assert.equal(reading.document.organisation, '云川县档案馆');
  assert.ok(reading.facts.some((fact: { printed: string; fen: number }) => fact.printed === '1100.00' && fact.fen === 1_100_000_000));
  assert.equal(reading.tables.length, 1);
  assert.match(run('read', 'paper.txt', '--format', 'csv').stdout, /^\ufeffconcept,year,/);
});

test('import: a plan on stdout, what was changed on stderr; unknown forms and papers are said', () => {
  const done = run('import', 'paper.txt', '--form', 'shanxi/budget/2025', '--year', '2026');
  assert.equal(done.status, 0, done.stderr);
  assert.match(done.stdout, /^form: .+\norganisation: .+\n/);
  assert.match(done.stdout, /^year: 2026$/m);
  assert.match(done.stderr, /支出明细 \d+ 条/);
  const wrong = run('import', 'paper.txt', '--form', 'mars/budget/2025');
  assert.equal(wrong.status, 2);
  assert.match(wrong.stderr, /没有表样 mars\/budget\/2025/);
  assert.equal(run('import', 'empty.txt').status, 2);
});

test('codes: by code, by name, the nearest name', () => {
  const [code] = JSON.parse(run('codes', '21011', '--format', 'json').stdout);
  assert.equal(code.hits[0].row.name, '行政事业单位医疗');
  const [near] = JSON.parse(run('codes', '行政单位医辽', '--format', 'json').stdout);
  assert.deepEqual([near.hits[0].by, near.hits[0].row.code], ['nearest', '2101101']);
});

test('wrong usage: a word in Chinese on stderr, nothing on stdout, exit 2', () => {
  for (const args of [
    [],
    ['nope'],
    ['check'],
    ['check', 'paper.txt', '--format', 'pdf'],
    ['check', 'paper.txt', '--jobs', 'x'],
    ['check', '--nope'],
    ['read'],
    ['check', 'paper.txt', '--out', 'no/such/r.html'],
  ]) {
    const result = run(...args);
    assert.equal(result.status, 2, args.join(' '));
    if (args.length > 0) assert.equal(result.stdout, '');
    assert.match(result.stderr + result.stdout, /[\u4e00-\u9fff]/);
  }
});

test('the bootstrap runs what it is given and adds nothing to stdout', () => {
  const result = spawnSync(
    process.execPath,
    [join(root, 'bin/run.mjs'), '-e', 'console.log(process.versions.node.split(".")[0]); process.exitCode = 7'],
    { encoding: 'utf8' },
  );
  assert.equal(result.stdout, '24\n');
  assert.equal(result.status, 7);
});

test('workbook: an empty one for a form set, one filled from a plan, and back to YAML', () => {
  assert.equal(run('workbook', 'shanxi/budget/2025', '--out', '空.xlsx').status, 0);
  const empty = run('workbook', '空.xlsx', '--out', '空.yaml');
  assert.equal(empty.status, 2);
  assert.match(empty.stderr, /错误　封面!B4：没有填“单位或部门名称”/);

  const example = join(root, 'forms/shanxi/budget/2025/example.yaml');
  assert.equal(run('workbook', example, '--out', '编制.xlsx').status, 2, 'no form is named');
  assert.equal(run('workbook', example, '--form', 'shanxi/budget/2025', '--out', '编制.xlsx').status, 0);
  assert.equal(run('workbook', '编制.xlsx', '--out', '计划.yaml').status, 0);
  assert.match(
    readFileSync(join(folder, '计划.yaml'), 'utf8'),
    /^form: shanxi\/budget\/2025\n.*\n {2}- \{function: 2010401, economic: 30101,/s,
  );
  assert.equal(run('workbook', '没有.yaml', '--out', 'x.xlsx').status, 2);
  assert.equal(run('workbook', '编制.xlsx', '--out', 'x.docx').status, 2);
  assert.match((JSON.parse(run('workbook', '--schema').stdout) as { title: string }).title, /计划/);
});

test('indicators: by words, kind and shape; nothing found is exit code 1', () => {
  const found = run('indicators', '安置职工满意度', '--most', '1');
  assert.equal(found.status, 0);
  assert.match(found.stdout, /^满意度指标 > 服务对象满意度指标 > 安置职工满意度 {2}≥90%/);
  assert.match(run('indicators', '--kind', '培训', '--level', '经济成本', '--framework', '2015').stdout, /^产出指标 > 成本指标 > /);
  assert.equal(run('indicators', '甪卍').status, 1);
  const wrong = run('indicators', '--kind', '什么');
  assert.equal(wrong.status, 2);
  assert.match(wrong.stderr, /没有“什么”这一类，请从中选一个/);
});
