import assert from 'node:assert/strict';
import { test } from 'node:test';
import { indicatorClass } from '../../src/score/indicator.ts';
import { departmentOf, projectKey, yearsOf } from '../../src/score/project.ts';
import { parseValue } from '../../src/score/value.ts';

const short = (text: string) => {
  const { kind, comparator, number, unit } = parseValue(text);
  return [kind, comparator, number ? number.digits / 10 ** number.scale : null, unit];
};

test('values of indicators are typed', () => {
  assert.deepEqual(short('≥10个'), ['count', '≥', 10, '个']);
  assert.deepEqual(short('>500 个'), ['count', '>', 500, '个']);
  assert.deepEqual(short('100%'), ['percent', null, 100, '%']);
  assert.deepEqual(short('≤1.0万'), ['money', '≤', 1, '万']);
  assert.deepEqual(short('364. 31万 元'), ['money', null, 364.31, '万元']);
  assert.deepEqual(short('≥95百分比'), ['percent', '≥', 95, '百分比']);
  assert.deepEqual(short('百分之八十'), ['text', null, null, '']);
  assert.deepEqual(short('不低于90%'), ['percent', '≥', 90, '%']);
  assert.deepEqual(short('90%以上'), ['percent', '≥', 90, '%']);
  assert.deepEqual(short('>3 个月/次'), ['frequency', '>', 3, '个月/次']);
  assert.deepEqual(short('60元/人·天'), ['price', null, 60, '元/人·天']);
  assert.deepEqual(short('≤72 小时'), ['span', '≤', 72, '小时']);
  assert.deepEqual(short('≤1年'), ['span', '≤', 1, '年']);
  assert.equal(short('12月 31日 前')[0], 'date');
  assert.equal(short('2025年12月31日之前')[0], 'date');
  assert.equal(short('每月25日')[0], 'date');
  assert.equal(short('显著提高')[0], 'text');
  assert.deepEqual(parseValue('80-90%').upper, { digits: 90, scale: 0 });
  assert.equal(parseValue('≤63万元').amount?.fen, 63_000_000);
  assert.deepEqual(parseValue('≥95百分比').flags, ['percent-word']);
});

test('levels, departments, years and names', () => {
  assert.equal(indicatorClass('成 本 指 标', '产出指标'), 'cost');
  assert.equal(indicatorClass('服务对象满意度'), 'satisfaction');
  assert.equal(indicatorClass(undefined, '成本指标'), 'cost');
  assert.equal(indicatorClass('重点工作任务完成', '产出指标'), 'other');
  assert.deepEqual(departmentOf({ text: '038 云川县水务局', pieces: [] })?.code, '038');
  assert.deepEqual(departmentOf({ text: '310001白杨县城管局', pieces: [] })?.name, '白杨县城管局');
  assert.equal(departmentOf({ text: '云川县水务局', pieces: [] })?.code, null);
  assert.equal(yearsOf('3 年'), 3);
  assert.equal(yearsOf('三年'), 3);
  assert.equal(yearsOf('2024—2026年'), 3);
  assert.equal(yearsOf('长期'), null);
  assert.equal(projectKey('-“河道” 清理'), projectKey('河道清理'));
});
