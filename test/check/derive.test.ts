import assert from 'node:assert/strict';
import { test } from 'node:test';
import { derive } from '../../src/check/derive.ts';
import { deriveFindings } from '../../src/check/derive-findings.ts';
import type { SentenceBase } from '../../src/form/sentence.ts';
import { lexicon, readingOf } from '../form/said.ts';

const broken = (text: string, base?: SentenceBase) => {
  const reading = readingOf(text, base);
  return derive(reading, lexicon)
    .filter((relation) => !relation.holds)
    .map(({ code }) => code);
};
const found = (text: string, base?: SentenceBase) =>
  deriveFindings(readingOf(text, base), lexicon).map(({ code, severity }) => `${severity} ${code}`);
const final = { year: 2024, kind: 'final' } as const;

const shares = (a: string, b: string) => `2025年支出合计3000.00万元，其中：基本支出1000.00万元，占${a}%；项目支出2000.00万元，占${b}%。`;

test('derive.share', () => {
  assert.deepEqual(broken(shares('33.33', '66.67')), []);
  assert.deepEqual(broken(shares('33.43', '66.67')), ['derive.share']);
  // a list that adds to 100.00 may have one share off by a hundredth, not two
  assert.deepEqual(broken(shares('33.34', '66.66')).length, 2);
});

test('a share tells what it would have to be', () => {
  const reading = readingOf(shares('33.43', '66.67'));
  const relation = derive(reading, lexicon).find(({ holds }) => !holds);
  const needed = relation?.solve(0);
  assert.ok(needed && needed.lo < 33_333_333 && needed.hi > 33_333_333);
});

test('derive.change', () => {
  assert.deepEqual(broken('2025年机关运行经费预算110.00万元，比上年增加10.00万元，增长10%。'), []);
  assert.deepEqual(broken('2025年机关运行经费预算110.00万元，比上年增加10.00万元，增长11%。'), ['derive.change']);
  assert.deepEqual(broken('2025年机关运行经费预算0万元，比上年减少2万元，下降100%。'), []);
});

test('a rate between two printed figures', () => {
  const text = (rate: string) =>
    `1、农林水支出（类）水利（款）防汛（项）45.00万元。2024年当年预算执行数为30.00万元，2025年预算安排45.00万元，比2024年预算执行数增加${rate}%。`;
  assert.deepEqual(broken(text('50.00')), []);
  assert.deepEqual(broken(text('55.00')), ['derive.change']);
});

test('derive.completion', () => {
  const text = (rate: string) => `2024年度“三公”经费财政拨款支出全年预算8.00万元，支出决算6.00万元，完成全年预算的${rate}%。`;
  assert.deepEqual(broken(text('75.00'), final), []);
  assert.deepEqual(broken(text('76.00'), final), ['derive.completion']);
});

test('derive.list', () => {
  const text = (total: string) =>
    `2025年政府采购预算总额${total}万元，其中：政府采购货物预算1.00万元、政府采购工程预算2.00万元、政府采购服务预算3.00万元。`;
  assert.deepEqual(broken(text('6.00')), []);
  assert.deepEqual(broken(text('7.00')), ['derive.list']);
  // 其中 need not name all parts
  assert.deepEqual(broken('2025年支出合计300.00万元，其中：基本支出100.00万元。'), []);
});

test('derive.direction', () => {
  assert.deepEqual(found('2025年机关运行经费预算110.00万元，比上年增加10.00万元，增长10%。'), []);
  assert.deepEqual(found('2025年机关运行经费预算110.00万元，比上年增加10.00万元，下降增长10%。'), ['error derive.direction']);
  assert.deepEqual(found('年中调增-20.00万元。'), ['warning derive.direction']);
});

test('derive.zero-base', () => {
  assert.deepEqual(found('2025年机关运行经费预算10.00万元，比上年增加10.00万元。'), []);
  assert.deepEqual(found('2025年机关运行经费预算10.00万元，比上年增加10.00万元，增长100%。'), ['warning derive.zero-base']);
});
