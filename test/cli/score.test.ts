import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { SAMPLE } from '../performance/sample.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'mingzhang-score-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]) =>
  spawnSync(process.execPath, [join(ROOT, 'src/cli.ts'), ...args], {
    cwd: folder,
    env: { ...process.env, INIT_CWD: folder },
    encoding: 'utf8',
  });

/** Writes records and scores them. */
function scored(yaml: string, ...options: string[]) {
  writeFileSync(join(folder, 'performance.yaml'), yaml);
  return run('score', ...options);
}

test('scores with the sum behind each, as text and as JSON', () => {
  const text = scored(SAMPLE, '.');
  assert.equal(text.status, 0, text.stderr);
  assert.match(text.stdout, /改造街区数量（20分）　15\.00　20 × 3 ÷ 4 = 15\.00/);
  assert.match(text.stdout, /平均得分　93\.04　186\.07 ÷ 2 = 93\.04/);
  const json = JSON.parse(scored(SAMPLE, 'performance.yaml', '--format', 'json').stdout);
  assert.equal(json.projects[0].lines[1].formula, '20 × 3 ÷ 4 = 15.00');
  assert.deepEqual([json.projects[0].total, json.projects[0].grade, json.average.plain], ['87.50', '良', '93.04']);
});

test('the report with its tables, held against the rules', () => {
  const { status, stderr } = scored(SAMPLE, '.', '--out', 'report', '--to', 'html,xlsx');
  assert.equal(status, 0, stderr);
  assert.deepEqual(readdirSync(join(folder, 'report')).sort(), [
    '青禾市商务局2024年度绩效自评工作总结报告.html',
    '青禾市商务局2024年度绩效自评工作总结报告.xlsx',
  ]);
  assert.match(stderr, /自检：没有发现错误和疑点/);
});

test('records with errors are scored as far as they can be, and make no report', () => {
  const wrong = SAMPLE.replace('mend: 下年一季度开工}\n            - {indicator: 验收', '}\n            - {indicator: 验收');
  const { status, stdout, stderr } = scored(wrong, '.', '--out', 'none');
  assert.equal(status, 2);
  assert.match(stdout, /综合得分　87\.50/);
  assert.match(stderr, /错误　项目“夜市街区改造”2024年指标“改造街区数量”：改造街区数量扣5\.00分，没有写改进措施。写 mend/);
  assert.equal(readdirSync(folder).includes('none'), false);
  assert.equal(scored(wrong, '.').status, 1);
});

test('without a self-evaluation there is nothing to report', () => {
  const none = 'organisation: 青禾市商务局\nyear: 2024\nprojects: []\n';
  const { status, stderr } = scored(none, '.', '--out', 'nothing');
  assert.deepEqual([status, readdirSync(folder).includes('nothing')], [2, false]);
  assert.match(stderr, /没有读到项目自评/);
  assert.equal(scored(none, '.').status, 0);
  writeFileSync(join(folder, 'paper.txt'), '青禾市商务局');
  assert.match(scored(none, 'paper.txt', '--plan', 'next.yaml', '--out', 'next2.yaml').stderr, /--plan 要用绩效记录/);
});

test('what cannot be used is told with its path, an unknown scheme with those that there are', () => {
  const broken = scored(SAMPLE.replace('weight: 90', 'weight: 很多'), '.');
  assert.equal(broken.status, 2);
  assert.match(broken.stderr, /错误　projects\[1\]\.indicators\[0\]\.weight：应为分数/);
  assert.match(scored(SAMPLE, '.', '--scheme', 'none').stderr, /没有“none”这种计分办法。可用的：cn、/);
  mkdirSync(join(folder, 'empty'), { recursive: true });
  assert.match(scored(SAMPLE, 'empty').stderr, /没有 performance\.yaml/);
});

test('papers of one organisation joined: each project year by year', () => {
  const before = SAMPLE.replace('year: 2024\nunits', 'year: 2023\nunits')
    .replaceAll('year: 2024', 'year: 2023')
    .replace('{year: 2023, money: [{original: 600000', '{year: 2022, money: [{original: 600000');
  writeFileSync(join(folder, '2023.yaml'), before.replace('name: 外贸展位补贴', 'name: 外贸参展补贴'));
  const text = scored(SAMPLE, '2023.yaml', '.');
  assert.equal(text.status, 0, text.stderr);
  assert.match(text.stdout, /青禾市商务局 2024年度绩效自评/);
  assert.match(
    text.stdout,
    /\n {2}2023年名称是“外贸参展补贴”，编码相同，作为同一个项目\n {2}2022年　安排 60\.00 万元　花了 60\.00 万元（100\.00%）　做到 ——　得分 ——\n {2}2023年　安排 /,
  );
  assert.match(text.stdout, / {2}2024年　安排 200\.00 万元　花了 150\.00 万元（75\.00%）　做到 3\/5　得分 87\.50 良/);
  writeFileSync(join(folder, 'other.yaml'), SAMPLE.replace('organisation: 青禾市商务局', 'organisation: 青禾市民政局'));
  assert.match(scored(SAMPLE, '.', 'other.yaml').stderr, /不是同一个单位的：青禾市商务局、青禾市民政局/);
  assert.match(scored(SAMPLE, '.', '2023.yaml', '--out', 'x').stderr, /一次只用一份/);
});

test('a targets workbook from nothing', () => {
  const made = run('workbook', '--performance', 'targets', '--organisation', '青禾市商务局', '--year', '2026', '--out', 'T.xlsx');
  assert.equal(made.status, 0, made.stderr);
  assert.equal(run('workbook', 'T.xlsx', '--out', 'T.yaml').status, 0);
  assert.match(readFileSync(join(folder, 'T.yaml'), 'utf8'), /^organisation: 青禾市商务局\nscope: department\nyear: 2026\n/);
  assert.match(run('workbook', '--performance', 'targets', '--out', 'T.xlsx').stderr, /--organisation 单位名称 --year 年度/);
});

test('a scheme names grades in its own way', () => {
  assert.match(
    scored(
      SAMPLE.replace('actual: 3个', 'actual: 0个').replace('actual: 100%}', 'actual: 50%, reason: 返工, mend: 重做}'),
      '.',
      '--scheme',
      'shanghai',
    ).stdout,
    /等级　合格/,
  );
});

test('a workbook of performance is made, scored, and written as records again', () => {
  writeFileSync(join(folder, 'performance.yaml'), SAMPLE);
  assert.equal(run('workbook', '--performance', 'evaluation', 'performance.yaml', '--out', 'F.xlsx').status, 0);
  const expected = run('score', 'performance.yaml').stdout;
  assert.equal(run('score', 'F.xlsx').stdout, expected);
  assert.equal(run('workbook', 'F.xlsx', '--out', 'back.yaml').status, 0);
  assert.equal(run('score', 'back.yaml').stdout, expected);
  assert.match(
    run('workbook', '--performance', 'annual', 'performance.yaml', '--out', 'G.xlsx').stderr,
    /--performance 只能是 targets、monitoring、evaluation/,
  );
  assert.match(run('workbook', 'F.xlsx', '--out', 'G.xlsx').stderr, /请用 --performance 说明做哪一种工作簿/);
});
