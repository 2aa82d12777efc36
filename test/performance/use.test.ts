import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { resolveSet } from '../../src/form/load.ts';
import { loadForms } from '../../src/forms.ts';
import { lowTargets, withResults } from '../../src/performance/use.ts';
import { loadPlan, problemsOf } from '../../src/plan/load.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { readPlanWorkbook } from '../../src/plan/workbook/read.ts';
import { planWorkbook } from '../../src/plan/workbook/write.ts';
import { planYaml } from '../../src/plan/yaml.ts';
import { type Scheme, schemesOf } from '../../src/score/scheme.ts';
import { utf8 } from '../sample.ts';
import { recordsFrom, SAMPLE } from './sample.ts';

const forms = loadForms();
const scheme: Scheme = schemesOf(forms.sets).get('cn') ?? assert.fail();
const FORM = 'shanxi/budget/2025';

/** Next year's plan of the sample's bureau, a target of each project. */
const PLAN = `
form: ${FORM}
organisation: 青禾市商务局
scope: unit
year: 2025
units: [{code: "306001", name: 青禾市商务局}]
projects:
  - name: 夜市街区改造项目
    nature: specific
    indicators: [{level1: 产出指标, level2: 数量指标, name: 改造街区数量, value: ≥2个}, {level1: 满意度指标, level2: 服务对象满意度指标, name: 居民满意度, value: ≥97%}]
    lines: [{function: 2160201, economic: 30299, government: 50299, yuan: 500000}]
  - name: 招商推介
    nature: specific
    indicators: [{level1: 产出指标, level2: 数量指标, name: 推介场次, value: ≥6场}]
    lines: [{function: 2160201, economic: 30299, government: 50299, yuan: 300000}]
`;

const planFrom = (yaml: string): Plan => loadPlan(utf8(yaml), 'plan.yaml', forms).plan ?? assert.fail();
/** The sample with its first project graded 中. */
const low = SAMPLE.replace('actual: 3个', 'actual: 0个').replace('actual: 100%}', 'actual: 60%, reason: 返工, mend: 重做}');

describe('use of results', () => {
  const used = withResults(planFrom(PLAN), recordsFrom(SAMPLE), scheme);

  test('a project of next year shows score, grade, execution and what was not reached', () =>
    assert.deepEqual(used.last, [
      {
        project: '夜市街区改造项目',
        year: '2024',
        score: '87.50',
        grade: '良',
        rate: '75.00',
        unmet: '改造街区数量：指标值≥4个，完成3个；居民消费便利程度：指标值明显提高，完成有所提高',
        due: false,
        answer: '',
      },
    ]));

  test('they stand in the plan file and in the workbook, and are read back', async () => {
    assert.deepEqual(planFrom(planYaml(used)).last, used.last);
    const set = resolveSet(forms.sets, FORM) ?? assert.fail();
    const book = await planWorkbook(set, used, forms, new Date(Date.UTC(2025, 0, 1)));
    assert.deepEqual(readPlanWorkbook(book, forms).plan?.last, used.last);
  });

  test('a target below what was reached is told', () =>
    assert.deepEqual(
      lowTargets(used, recordsFrom(SAMPLE), scheme).map(({ place, message }) => `${place} ${message}`),
      ['项目“夜市街区改造项目”指标“改造街区数量” 指标值≥2个低于2024年完成的3个'],
    ));

  test('中 and 差 keep the plan from being compiled until they are answered', () => {
    const problems = (plan: Plan): string[] =>
      problemsOf(loadPlan(utf8(planYaml(plan)), 'plan.yaml', forms), forms).flatMap(({ severity, field, message }) =>
        field === 'last.answer' ? [`${severity} ${message}`] : [],
      );
    const due = withResults(planFrom(PLAN), recordsFrom(low), scheme);
    assert.deepEqual(problems(due), ['error 2024年绩效自评为“中”，没有写怎样整改']);
    const answered = low.replace(
      '        evaluation:\n          achieved',
      '        answer: {text: 设计变更, measures: [重新设计]}\n        evaluation:\n          achieved',
    );
    const mended = withResults(due, recordsFrom(answered), scheme);
    assert.equal(mended.last?.[0]?.answer, '设计变更；重新设计');
    assert.deepEqual(problems(mended), []);
    assert.deepEqual(problems(used), []);
  });

  test('an answer that is already in the plan stays', () => {
    const due = withResults(planFrom(PLAN), recordsFrom(low), scheme);
    const typed: Plan = { ...due, last: due.last?.map((one) => ({ ...one, answer: '已核减' })) ?? [] };
    assert.equal(withResults(typed, recordsFrom(low), scheme).last?.[0]?.answer, '已核减');
  });
});
