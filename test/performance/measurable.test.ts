import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { indicatorRules } from '../../src/check/performance/indicatorRules.ts';
import { canMeasure, type DraftIndicator, measurable, measurableTogether } from '../../src/performance/measurable.ts';
import { parseValue } from '../../src/score/value.ts';

const draft = (level: string, name: string, value: string, more: Partial<DraftIndicator> = {}): DraftIndicator => ({
  level,
  name,
  value,
  evidence: '登记册',
  ...more,
});
const codes = (typed: DraftIndicator, project = {}): string[] => measurable(typed, project).map(({ code, field }) => `${code} ${field}`);
const budget = { fen: 900_000_000, half: 0 };

describe('what keeps an indicator from being measured', () => {
  // level, name, value → code and field
  const table: readonly (readonly [string, string, string, string])[] = [
    ['数量指标', '补助企业户数', '30家', 'comply.indicator-comparator value'],
    ['质量指标', '验收合格率', '90%', 'comply.indicator-comparator value'],
    ['数量指标', '补助企业户数', '≥30', 'comply.indicator-unit value'],
    ['社会效益指标', '企业活力', '有所提升', 'comply.indicator-value grades'],
    ['质量指标', '验收合格率', '≥120%', 'comply.indicator-impossible value'],
    ['质量指标', '参加培训人次', '≥300人次', 'comply.indicator-level level'],
    ['质量指标', '补助发放及时率', '=100%', 'comply.indicator-level level'],
    ['成本指标', '项目总成本', '≥300万元', 'comply.indicator-sense value'],
    ['质量指标', '资金到位率', '≤12个月', 'comply.indicator-unit value'],
    ['数量指标', '补助企业户数', '', 'comply.indicator-value value'],
    ['数量指标', '', '≥30家', 'comply.indicator-missing name'],
    ['效率', '补助企业户数', '≥30家', 'comply.indicator-level level'],
    ['', '补助企业户数', '≥30家', 'comply.indicator-level level'],
  ];
  for (const [level, name, value, code] of table) {
    test(`${level} ${name} ${value}: ${code}`, () => {
      const advice = measurable(draft(level, name, value));
      assert.deepEqual(
        advice.filter(({ severity }) => severity !== 'info').map((one) => `${one.code} ${one.field}`),
        [code],
      );
      assert.equal(canMeasure(advice), false);
      for (const { message, mend } of advice) assert.match(`${message}${mend}`, /[\u4e00-\u9fff].*。/);
    });
  }

  test('words with three grades can be measured, with two cannot', () => {
    const with3 = { grades: '全年无停办；停办1天以内；停办超过1天' };
    assert.deepEqual(codes(draft('社会效益指标', '窗口服务', '有所提升', with3)), []);
    assert.equal(canMeasure(measurable(draft('社会效益指标', '窗口服务', '有所提升', { grades: '好；差' }))), false);
  });

  test('satisfaction wants a survey', () => {
    assert.deepEqual(codes(draft('服务对象满意度指标', '企业满意度', '≥90%')), ['comply.satisfaction-survey evidence']);
    assert.deepEqual(codes(draft('服务对象满意度指标', '企业满意度', '≥90%', { evidence: '电话回访100户' })), []);
  });

  test('a ceiling of all cost against the money; of one thing or a part it says nothing', () => {
    const cost = (name: string, value: string) => codes(draft('成本指标', name, value), { name: '视频监控租用', budget });
    assert.deepEqual(cost('项目总成本', '≤700万元'), ['agree.cost-target value']);
    assert.deepEqual(cost('项目总成本', '≤1000万元'), ['agree.cost-target value']);
    assert.deepEqual(cost('项目总成本', '≤900万元'), []);
    assert.deepEqual(cost('人均标准', '≤700元'), []);
    assert.deepEqual(cost('设备购置费', '≤100万元'), []);
  });

  test('well-made ones have no advice', () => {
    for (const [level, name, value] of [
      ['数量指标', '补助企业户数', '≥30家'],
      ['时效指标', '兑付时间', '9月底前'],
      ['质量指标', '验收合格率', '=100%'],
      ['经济成本指标', '人均标准', '=400元/人·天'],
    ] as const)
      assert.deepEqual(codes(draft(level, name, value)), [], name);
    assert.deepEqual(
      measurable({ level: '数量指标', name: '补助企业户数', value: '≥30家' }).map(({ severity, field }) => `${severity} ${field}`),
      ['info evidence'],
    );
  });
});

test('the laws are those of the check of papers: every one of them is heard while typing', () => {
  const text = fc.string({ unit: fc.constantFrom(...'培训率满意度成本及时合格人数提升≥≤=>0123456789%元万次月/年（）') });
  fc.assert(
    fc.property(
      fc.constantFrom('数量指标', '质量指标', '时效指标', '成本指标', '生态效益指标', '满意度指标'),
      text,
      text,
      (level, name, value) => {
        const said = new Set(measurable(draft(level, name, value)).map(({ code }) => code));
        const kind = { 数量指标: 'quantity', 质量指标: 'quality', 时效指标: 'time', 成本指标: 'cost', 生态效益指标: 'ecological' } as const;
        const subject = { class: level === '满意度指标' ? ('satisfaction' as const) : kind[level as keyof typeof kind], graded: false };
        return indicatorRules.every(
          ({ code, test: rule }) => rule(subject, parseValue(value), name.replace(/\s+/g, '')) === null || said.has(code),
        );
      },
    ),
    { numRuns: 500 },
  );
});

test('together: points make 90 or 100, every group has an indicator', () => {
  const all = ['数量指标', '成本指标', '社会效益指标', '满意度指标'].map((level) => draft(level, '某', '≥1个', { weight: 20 }));
  assert.deepEqual(
    measurableTogether(all).map(({ code }) => code),
    ['sum.weights'],
  );
  assert.deepEqual(measurableTogether(all.map((one) => ({ ...one, weight: 22.5 }))), []);
  assert.deepEqual(measurableTogether(all.map((one) => ({ ...one, weight: 25 }))), []);
  assert.deepEqual(
    measurableTogether(all.slice(0, 2)).map(({ code }) => code),
    ['comply.indicator-missing', 'sum.weights'],
  );
});
