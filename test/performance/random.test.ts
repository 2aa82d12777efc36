import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkPaper } from '../../src/check/check.ts';
import { compileReport } from '../../src/compile/report.ts';
import { nameCore } from '../../src/form/passage-name.ts';
import { reportForm } from '../../src/form/report-form.ts';
import { readDocument, writeText } from '../../src/format/index.ts';
import { loadForms } from '../../src/forms.ts';
import { recordsOfPaper } from '../../src/performance/from-paper.ts';
import { recordProblems } from '../../src/performance/problems.ts';
import { readRecords } from '../../src/performance/read.ts';
import { scoresOf } from '../../src/performance/scores.ts';
import { evaluationWordsOf, readPaper } from '../../src/score/read.ts';
import { schemesOf } from '../../src/score/scheme.ts';
import { lostFacts } from '../../tools/proof/read-back.ts';
import { utf8 } from '../sample.ts';

const forms = loadForms();
const scheme = schemesOf(forms.sets).get('cn') ?? assert.fail();
const form = reportForm(forms.sets, 'cn/evaluation/2024') ?? assert.fail();

const NAMES = [
  '夜市街区改造',
  '外贸展位补贴',
  '2024年消防设施购置',
  '老旧管网维护经费',
  '农村客运运营补助',
  '档案数字化项目',
  '企业职工安置',
  '防汛物资储备资金',
  '数据中心运行维护费',
  '基层站所修缮工程',
];
const MEASURED = [
  ['产出指标', '数量指标', '建设数量', '≥', '个'],
  ['产出指标', '数量指标', '培训人数', '', '人'],
  ['产出指标', '质量指标', '验收合格率', '', '%'],
  ['产出指标', '时效指标', '办理时限', '≤', '天'],
  ['成本指标', '经济成本指标', '建设成本', '≤', '万元'],
  ['效益指标', '经济效益指标', '收入增幅', '≥', '%'],
  ['效益指标', '生态效益指标', '新增绿地', '>', '亩'],
  ['满意度指标', '服务对象满意度指标', '群众满意度', '≥', '%'],
] as const;
const JUDGED = [
  ['产出指标', '时效指标', '完工时间', '12月底前'],
  ['效益指标', '社会效益指标', '办事便利程度', '明显提高'],
  ['效益指标', '可持续影响指标', '长效管护机制', '基本建立'],
] as const;

/** Amounts in 分, by what they are whole in: 0.01 万元 as they are printed, 元, 分. */
const STEPS = [10_000, 100, 1] as const;
const yuan = (fen: number): string => (fen / 100).toFixed(2);
/** An amount of any size, from 1000 元 to 9 亿元. */
const amountIn = (step: number) =>
  fc
    .constantFrom(10_000_000, 100_000_000, 90_000_000_000)
    .chain((most) => fc.integer({ min: most / 100, max: most }).map((fen) => Math.ceil(fen / step) * step));
const loss = { reason: '前期工作晚于计划', mend: '提前开展前期工作' };
const measured = fc.record({
  of: fc.constantFrom(...MEASURED),
  target: fc.integer({ min: 1, max: 95 }),
  actual: fc.integer({ min: 0, max: 99 }),
});
const judged = fc.record({ of: fc.constantFrom(...JUDGED), attained: fc.constantFrom('reached', 'partly', 'missed') });

interface Made {
  readonly years: readonly { readonly money: readonly Readonly<Partial<Record<'original' | 'adjusted' | 'executed', string>>>[] }[];
}
const projectIn = (step: number) =>
  fc
    .record({
      original: amountIn(step),
      more: fc.option(fc.integer({ min: -50, max: 50 })),
      spent: fc.oneof(fc.constant(100), fc.integer({ min: 0, max: 100 })),
      carried: fc.option(amountIn(step)),
      measured: fc.uniqueArray(measured, { minLength: 1, maxLength: 6, selector: ({ of }) => of[2] }),
      judged: fc.uniqueArray(judged, { maxLength: 3, selector: ({ of }) => of[2] }),
    })
    .map((one) => {
      const stepped = (value: number): number => Math.round(value / step) * step;
      const adjusted = stepped(one.original * (1 + (one.more ?? 0) / 100));
      const money = [
        { original: yuan(one.original), adjusted: yuan(adjusted), executed: yuan(stepped((adjusted * one.spent) / 100)) },
        ...(one.carried === null ? [] : [{ origin: 'carried-over', original: yuan(one.carried), executed: yuan(one.carried) }]),
      ];
      const count = one.measured.length + one.judged.length;
      const share = Math.floor(90 / count);
      const weight = (i: number): number => (i === 0 ? 90 - share * (count - 1) : share);
      const indicators = [
        ...one.measured.map(({ of: [level1, level2, name, sign, unit], target }) => ({
          level1,
          level2,
          name,
          value: `${sign}${target}${unit}`,
        })),
        ...one.judged.map(({ of: [level1, level2, name, value] }) => ({ level1, level2, name, value })),
      ].map((indicator, i) => ({ ...indicator, weight: weight(i) }));
      const results = [
        ...one.measured.map(({ of, actual }) => ({
          indicator: of[2],
          actual: `${actual}${of[4]}`,
          ...(of[0] === '满意度指标' ? { survey: { asked: 120, answered: 100, satisfied: actual } } : {}),
          ...loss,
        })),
        ...one.judged.map(({ of, attained }) => ({ indicator: of[2], actual: '部分做到', attained, ...loss })),
      ];
      return {
        nature: 'specific',
        fields: { 'annual-goal': '按计划建成并投入使用' },
        indicators,
        years: [
          {
            year: 2024,
            money,
            evaluation: { achieved: '建设内容按计划推进', execution: { ...loss, reason: '招标价格低于预算' }, results },
            answer: { text: '前期工作不足', measures: ['提前设计'] },
          },
        ],
      };
    });

/** The department's money: basic expenditure, and that of the projects with some that were not evaluated. */
function departmentOf(basic: number, more: number, projects: readonly Made[]): unknown {
  const sum = (key: 'original' | 'adjusted' | 'executed'): number =>
    projects
      .flatMap(({ years }) => years[0]?.money ?? [])
      .reduce((all, line) => all + Math.round(Number(line[key] ?? line.original) * 100), more);
  return {
    money: [
      { nature: 'basic', original: yuan(basic), adjusted: yuan(basic + 1), executed: yuan(basic - Math.round(basic / 3)) },
      {
        nature: 'project',
        original: yuan(sum('original')),
        adjusted: yuan(sum('adjusted')),
        executed: yuan(sum('executed') - more + Math.round(more / 2)),
      },
    ],
  };
}

const records = fc
  .record({
    order: fc.shuffledSubarray(NAMES, { minLength: 1 }),
    projects: fc
      .constantFrom(...(process.env.STEP ? [Number(process.env.STEP)] : STEPS))
      .chain((step) => fc.array(projectIn(step), { minLength: NAMES.length, maxLength: NAMES.length })),
    two: fc.boolean(),
    basic: fc.option(amountIn(1)),
    more: amountIn(1),
  })
  .map(({ order, projects, two, basic, more }) => ({
    organisation: '青禾市商务局',
    year: 2024,
    ...(basic === null ? {} : { department: departmentOf(basic, more, projects.slice(0, order.length)) }),
    units: [{ name: '青禾市商务局' }, ...(two ? [{ name: '青禾市商贸服务中心' }] : [])],
    projects: order.map((name, i) => ({ name, unit: two && i % 2 === 1 ? '青禾市商贸服务中心' : '青禾市商务局', ...projects[i] })),
  }));

test('records without problems make a report without findings, which gives the same scores when read', () => {
  fc.assert(
    fc.property(records, (value) => {
      const given = readRecords({ value, path: 'records.yaml' });
      assert.deepEqual(recordProblems(given, scheme), []);
      const scores = scoresOf(given, scheme);
      const compiled = compileReport(given, scores, form, forms);
      const text = writeText(compiled.document);
      const paper = readPaper(readDocument(utf8(text), 'report.txt'), 'report.txt', forms);
      const stated = compiled.stated.map((fact) =>
        fact.dims.project ? { ...fact, dims: { ...fact.dims, project: nameCore(fact.dims.project) } } : fact,
      );
      assert.deepEqual(lostFacts(stated, paper), []);
      const findings = checkPaper(paper, forms).findings.filter(({ severity }) => severity !== 'info');
      assert.deepEqual(
        findings.map(({ code, message }) => `${code}: ${message}`),
        [],
      );
      const back = scoresOf(recordsOfPaper(paper, evaluationWordsOf(forms), scheme), scheme);
      const told = ({ projects }: typeof scores) =>
        projects.map(({ record, year }) => [
          record.project.name,
          year.indicators.map(({ name, annual }) => `${name}${annual.text}`),
          year.evaluation?.results.map(({ survey }) => survey),
        ]);
      assert.deepEqual(told(back), told(scores));
      assert.deepEqual(
        back.projects.map(({ year }) => [year.evaluation?.stated, year.evaluation?.statedGrades]),
        scores.projects.map(({ sheet }) => [[sheet.total], [sheet.grade?.grade]]),
      );
    }),
    { numRuns: Number(process.env.RUNS ?? 25), seed: Number(process.env.SEED ?? 20261121) },
  );
});
