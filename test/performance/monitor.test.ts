import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loadForms } from '../../src/forms.ts';
import { differencesOf } from '../../src/performance/differences.ts';
import { elapsedAt, monitoringState } from '../../src/performance/monitor.ts';
import { recordProblems } from '../../src/performance/problems.ts';
import { scoresOf } from '../../src/performance/scores.ts';
import { type Scheme, schemesOf } from '../../src/score/scheme.ts';
import { recordsFrom, SAMPLE } from './sample.ts';

const schemes = schemesOf(loadForms().sets);
const cn: Scheme = schemes.get('cn') ?? assert.fail();

/** The sample with some words changed. */
const changed = (...changes: readonly (readonly [string, string])[]) =>
  recordsFrom(
    changes.reduce((text, [find, put]) => {
      assert.ok(text.includes(find), find);
      return text.replace(find, put);
    }, SAMPLE),
  );
const problems = (...changes: readonly (readonly [string, string])[]): string[] =>
  recordProblems(changed(...changes), cn).map(({ severity, place, message }) => `${severity} ${place} ${message}`);

describe('monitoring', () => {
  const states = (...changes: readonly (readonly [string, string])[]): string[] => {
    const [record] = changed(...changes).projects;
    const year = record?.years[0];
    const monitoring = year?.monitoring[0];
    if (!record || !year || !monitoring) return assert.fail();
    return monitoringState(record, year, monitoring, cn).warnings.map(({ kind, item, message }) => `${kind} ${item}: ${message}`);
  };

  test('execution against the year gone, forecasts under their targets, indicators not told of', () => {
    assert.equal(elapsedAt('2024-07-31'), 5820);
    assert.equal(elapsedAt('2023-12-31'), 10_000);
    assert.deepEqual(states(), [
      'execution 预算执行率: 已支付20.00%，全年已过58.20%',
      'forecast 改造街区数量: 预计年底3个，达不到指标值≥4个',
      'silent 验收合格率: 没有填监控时点的完成情况',
      'silent 改造成本: 没有填监控时点的完成情况',
      'silent 居民消费便利程度: 没有填监控时点的完成情况',
      'silent 居民满意度: 没有填监控时点的完成情况',
    ]);
  });

  test('a spending plan by months is what payment is held against', () => {
    const plan = ['attribute: 一次性项目', 'attribute: 一次性项目, plan-3: "10", plan-6: "20", plan-12: "100"'] as const;
    assert.doesNotMatch(states(plan).join('\n'), /execution|plan /);
    assert.match(states(plan, ['paid: 400000', 'paid: 300000']).join('\n'), /plan 资金支出计划: 已支付15\.00%，计划到此时支付20\.00%/);
  });

  test('more paid than there is, less expected than there is', () => {
    assert.match(states(['paid: 400000', 'paid: 2100000']).join('\n'), /money 支付数: 已支付210\.00万元，超过全年预算200\.00万元/);
    assert.match(states(['paid: 400000', 'paid: 1800000, forecast: 1900000']).join('\n'), /money 预计执行数: 预计全年支付190\.00万元/);
  });
});

describe('problems of records', () => {
  test('the sample has none', () => assert.deepEqual(problems(), []));

  test('weights that do not make 100', () =>
    assert.deepEqual(problems(['value: ≥4个, weight: 20', 'value: ≥4个, weight: 25']), [
      'error 项目“夜市街区改造”2024年 各项指标分值与预算执行率10分合计105分，应为100分',
    ]));

  test('points lost without reason or mend, results left out', () => {
    assert.deepEqual(problems(['reason: 一处街区设计变更未开工, mend: 下年一季度开工', 'reason: 变更']), [
      'error 项目“夜市街区改造”2024年指标“改造街区数量” 改造街区数量扣5.00分，没有写改进措施',
    ]);
    assert.deepEqual(problems(['- {indicator: 验收合格率, actual: 100%}', '']), [
      'error 项目“夜市街区改造”2024年指标“验收合格率” 没有写完成情况',
    ]);
    assert.match(
      problems(['execution: {reason: 一处街区未开工，资金未支付, mend: 下年一季度开工}', 'execution: {mend: 快}'])[0] ?? '',
      /预算执行率扣2\.50分，没有写原因/,
    );
  });

  test('a project with 中 needs an answer', () => {
    const low = [
      ['actual: 3个', 'actual: 0个'],
      ['actual: 100%}', 'actual: 60%, reason: 返工, mend: 重做}'],
    ] as const;
    assert.deepEqual(problems(...low), ['warning 项目“夜市街区改造”2024年 自评为“中”，没有写怎样整改']);
    assert.deepEqual(
      problems(...low, [
        '        evaluation:\n          achieved',
        '        answer: {text: 设计变更, measures: [重新设计]}\n        evaluation:\n          achieved',
      ]),
      [],
    );
  });

  test('a departmental evaluation makes 100 and weighs what was achieved', () => {
    const assessed = (levels: string) =>
      problems(['        monitoring:\n', `        assessments: [{date: "2025-04-18", levels: [${levels}]}]\n        monitoring:\n`]);
    const level = (name: string, weight: number) => `{name: ${name}, weight: ${weight}, score: ${weight}}`;
    assert.deepEqual(assessed([level('决策', 20), level('过程', 20), level('产出', 30), level('效益', 30)].join()), []);
    assert.deepEqual(assessed([level('决策', 40), level('产出', 40)].join()), [
      'error 项目“夜市街区改造”2024年部门评价 一级指标分值合计80分，应为100分',
      'warning 项目“夜市街区改造”2024年部门评价 产出、效益分值40分，不到60%',
    ]);
  });

  test('projects spend no more, and leave no more, than the department has for projects', () => {
    const project = '{nature: project, original: 3000000, adjusted: 3500000, executed: 2800000, ';
    assert.match(
      problems([project, '{nature: project, original: 3000000, adjusted: 3500000, executed: 2000000, '])[0] ?? '',
      /各项目执行数合计210\.00万元，超过部门项目支出200\.00万元/,
    );
    assert.match(
      problems([project, '{nature: project, original: 3000000, adjusted: 3500000, executed: 3500000, '])[0] ?? '',
      /各项目没有花完的共60\.00万元，比部门项目支出没有花完的0\.00万元还多/,
    );
  });

  test('satisfaction that counts was asked of somebody, and is what they said', () => {
    assert.match(
      problems([', survey: {asked: 60, answered: 58, satisfied: 56}', ''])[0] ?? '',
      /“居民满意度” 满意度计了分，没有写怎样调查/,
    );
    assert.match(problems(['satisfied: 56', 'satisfied: 57'])[0] ?? '', /作答58人、满意57人，满意度为98\.3%，实际完成值写的是96\.6%/);
    assert.deepEqual(problems([', satisfied: 56', '']), []);
  });

  test('everything reached with little of the money', () => {
    const full: readonly (readonly [string, string])[] = [
      ['executed: 2800000, appropriation', 'executed: 2300000, appropriation'],
      ['executed: 1500000', 'executed: 1000000'],
      ['资金未支付, mend: 下年一季度开工', '资金未支付, mend: 尽快开工'],
      ['actual: 3个', 'actual: 4个'],
      ['attained: partly, share: 75', 'attained: reached'],
    ];
    assert.match(problems(...full)[0] ?? '', /^warning .*预算只执行50\.00%，其他指标却都得满分/);
    assert.deepEqual(problems(...full, ['reason: 一处街区未开工', 'reason: 招标节约']), []);
  });

  test('money beyond the budget, a term smaller than its year', () => {
    assert.match(problems(['executed: 1500000', 'executed: 2500000'])[0] ?? '', /执行数250\.00万元超过全年预算200\.00万元/);
    assert.match(problems(['term: {local: 1800000}', 'term: {local: 650000}'])[0] ?? '', /实施期资金65\.00万元小于年度资金70\.00万元/);
  });
});

describe('scores of records', () => {
  test('projects, averages, grades', () => {
    const { projects, averages, grades } = scoresOf(changed(), cn);
    assert.deepEqual(
      projects.map(({ sheet }) => [sheet.totalFormula, sheet.grade?.grade]),
      [
        ['7.50 + 15.00 + 20.00 + 20.00 + 15.00 + 10.00 = 87.50', '良'],
        ['8.57 + 90.00 = 98.57', '优'],
      ],
    );
    assert.equal(averages.plainFormula, '186.07 ÷ 2 = 93.04');
    assert.equal(averages.weightedFormula, '（87.50 × 200.00 + 98.57 × 70.00）÷ 270.00 = 90.37');
    assert.deepEqual(grades.map(({ grade, count }) => `${grade}${count}`).join(' '), '优1 良1 中0 差0');
  });

  test('what was stated otherwise is explained part by part', () => {
    const [score] = scoresOf(
      changed(
        ['actual: 150万元}', 'actual: 150万元, stated: 15}'],
        ['          achieved: 改造完成3个街区', '          achieved: 改造完成3个街区\n          stated: 78.5\n          stated-grade: 中'],
      ),
      cn,
    ).projects;
    assert.deepEqual(score && differencesOf(score, cn).map(({ item, stated, computed, why }) => `${item} ${stated} ${computed} ${why}`), [
      '改造成本 15.00 20.00 实际150万元未超过指标值≤200万元，得满分20',
      '综合得分 78.50 87.50 填报的各项得分相加为82.50，写成78.50，少4.00分，是加总错误。各项得分重算后增加5.00分。7.50 + 15.00 + 20.00 + 20.00 + 15.00 + 10.00 = 87.50',
      '等级 中 良 综合得分改变，等级随之改变。87.50 ≥ 80，87.50 < 90，为“良”',
    ]);
  });
});
