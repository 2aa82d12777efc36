import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readText } from '../../src/format/txt/read.ts';
import { loadForms } from '../../src/forms.ts';
import { readPaper } from '../../src/score/read.ts';

const forms = loadForms();
const sample = (code: string): string => readFileSync(new URL(`../findings/${code}/good.txt`, import.meta.url), 'utf8');
const TARGET = sample('comply.indicator-missing');
const EVALUATION = sample('comply.deviation-reason');
const SUMMARY = sample('derive.average-score');

/** What a paper tells of words that came into no record: the words themselves. */
function unread(text: string): string[] {
  const lines = text.split('\n');
  const paper = readPaper(readText(new TextEncoder().encode(text)), 'a.txt', forms);
  return paper.damage.flatMap(({ reason, places }) =>
    /没有读入/.test(reason) ? places.map(({ line, from, to }) => (lines[(line ?? 0) - 1] ?? '').slice(from, to)) : [],
  );
}

test('forms and tables whose every cell has a place tell of nothing', () => {
  for (const text of [TARGET, EVALUATION, SUMMARY]) assert.deepEqual(unread(text), []);
});

test('a field that the form does not know is told, with its value', () => {
  assert.deepEqual(unread(TARGET.replace('项目概况\t', '项目受理编号\t第77号\t\t\n项目概况\t')), ['项目受理编号', '第77号']);
  assert.deepEqual(unread(EVALUATION.replace('项目资金（万元）', '评价小组组长\t王某\t\t\t\t\t\t\n项目资金（万元）')), [
    '评价小组组长',
    '王某',
  ]);
});

test('a column that the form does not know is told, with its cells', () => {
  const wide = TARGET.replace('三级指标\t指标值', '三级指标\t指标值\t历史数据').replace('≥3公里', '≥3公里\t2.6公里');
  assert.deepEqual(unread(wide), ['历史数据', '2.6公里']);
});

test('a second value of one field is told, not dropped', () => {
  assert.deepEqual(unread(TARGET.replace('项目概况\t', '项目期\t2年\t\t\n项目概况\t')), ['2年']);
});

test('labels broken over cells, or whose letters came in another order, are labels', () => {
  assert.deepEqual(unread(TARGET.replace('绩效指标\t一级', '标绩效指\t一级')), []);
});

test('a table of indicators in an unknown form is told once', () => {
  const text = `青禾市苗圃管理处2025年度单位预算

项目任务书

任务\t一级指标\t二级指标\t三级指标\t应达到
植树\t产出指标\t数量指标\t植树株数\t500株
`;
  assert.deepEqual(unread(text), ['任务']);
});
