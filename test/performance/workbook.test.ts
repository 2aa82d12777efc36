import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { loadForms } from '../../src/forms.ts';
import { recordProblems } from '../../src/performance/problems.ts';
import type { PerformanceRecords } from '../../src/performance/record.ts';
import { type Purpose, purposes } from '../../src/performance/workbook/purposes.ts';
import { readRecordsWorkbook } from '../../src/performance/workbook/read.ts';
import { recordsWorkbook } from '../../src/performance/workbook/write.ts';
import { recordsYaml } from '../../src/performance/yaml.ts';
import { schemesOf } from '../../src/score/scheme.ts';
import { edited, put, putBeside, type Rows } from '../plan/edited.ts';
import { recordsFrom, SAMPLE } from './sample.ts';

const forms = loadForms();
const scheme = schemesOf(forms.sets).get('cn') ?? assert.fail();
const WRITTEN = new Date(Date.UTC(2025, 0, 20));
const EXAMPLE = new URL('../../examples/tongchuan-evaluation-2024/performance.yaml', import.meta.url);
const twelve = recordsFrom(readFileSync(EXAMPLE, 'utf8'));

/** Records without where they stood. */
const said = (records: PerformanceRecords | null): unknown =>
  JSON.parse(
    JSON.stringify(records, (key, value) =>
      key === 'place' ? undefined : value instanceof Map ? Object.fromEntries([...value].sort(([a], [b]) => (a < b ? -1 : 1))) : value,
    ),
  );

for (const [name, records] of [
  ['a sample of two projects', recordsFrom(SAMPLE)],
  ['twelve projects', twelve],
] as const) {
  describe(`workbooks of ${name}`, () => {
    test('their YAML comes back as it was', () => assert.deepEqual(said(recordsFrom(recordsYaml(records))), said(records)));
    for (const purpose of purposes)
      test(`${purpose}: records come back as they were`, async () => {
        const { records: back, problems } = readRecordsWorkbook(await recordsWorkbook(purpose, records, scheme, forms, WRITTEN), forms);
        assert.deepEqual(problems, []);
        assert.deepEqual(said(back), said(records));
      });
  });
}

const sheet = (sheets: Map<string, Rows>, name: string): Rows => sheets.get(name) ?? assert.fail(`no sheet ${name}`);

/** A workbook with cells changed, read: the records, and what is said of them with its cells. */
async function filled(purpose: Purpose, records: PerformanceRecords, change: (of: (name: string) => Rows) => void) {
  const bytes = await recordsWorkbook(purpose, records, scheme, forms, WRITTEN);
  const read = readRecordsWorkbook(await edited(bytes, (sheets) => change((name) => sheet(sheets, name))), forms);
  const own = read.records ? recordProblems(read.records, scheme).map(read.locate) : [];
  return { records: read.records, lines: [...read.problems, ...own].map(({ place, message }) => `${place} ${message}`) };
}

/** The year reported on, before it was evaluated. */
const fresh = recordsFrom(
  `${SAMPLE.replace(/ {8}evaluation:\n(?: {10}.*\n)+/, '').replace(/ {8}evaluation: \{.*\n/, '')}`.replace(
    'original: 2000000, executed: 1500000',
    'original: 2000000',
  ),
);

describe('a self-evaluation filled in', () => {
  test('is scored as it was when it was written as YAML', async () => {
    const { records, lines } = await filled('evaluation', fresh, (of) => {
      put(of('项目资金'), '全年执行（元）', 1_500_000);
      const results = of('指标完成');
      for (const [i, actual] of ['3个', '100%', '150万元', '有所提高', '96.6%', '20家'].entries())
        put(results, '实际完成值', actual, i + 1);
      put(results, '达成情况', '部分达成', 4);
      put(results, '完成程度（%）', 75, 4);
      for (const [i, head, n] of [
        [5, '调查人数', 60],
        [5, '作答人数', 58],
        [5, '满意人数', 56],
      ] as const)
        put(results, head, n, i);
      put(results, '偏差原因', '一处街区设计变更未开工', 1);
      put(results, '改进措施', '下年一季度开工', 1);
      put(results, '偏差原因', '一处街区未改造', 4);
      put(results, '改进措施', '加快改造', 4);
      const years = of('年度情况');
      put(years, '目标实际完成情况', '改造完成3个街区');
      put(years, '没有花完的原因', '一处街区未开工，资金未支付');
      put(years, '改进措施', '下年一季度开工');
      put(years, '没有花完的原因', '结转资金未支付', 3);
      put(years, '改进措施', '下年安排', 3);
    });
    assert.deepEqual(lines, []);
    assert.deepEqual(said(records), said(recordsFrom(SAMPLE)));
  });

  test('what is wrong is told with its cell', async () => {
    const told = async (change: (of: (name: string) => Rows) => void): Promise<string[]> =>
      (await filled('evaluation', recordsFrom(SAMPLE), change)).lines;
    assert.deepEqual(await told((of) => put(of('指标完成'), '完成程度（%）', 175, 4)), ['指标完成!H6 “完成程度（%）”：175 不能填在这里']);
    assert.deepEqual(await told((of) => put(of('指标完成'), '作答人数', 61, 5)), ['指标完成!J7 应为不多于调查数60的作答数，实为 61']);
    assert.deepEqual(await told((of) => put(of('指标完成'), '实际完成值', '三处', 1)), [
      '指标完成!F3 实际完成值“三处”与指标值“≥4个”不能比较',
    ]);
    assert.deepEqual(await told((of) => put(of('指标完成'), '改进措施', null, 1)), ['指标完成!N3 改造街区数量扣5.00分，没有写改进措施']);
    assert.deepEqual(await told((of) => put(of('指标完成'), '三级指标', '改造数量', 1)), [
      '指标完成!C3 项目“夜市街区改造”没有“改造数量”这个指标',
    ]);
    assert.deepEqual(await told((of) => put(of('年度情况'), '没有花完的原因', null, 1)), ['年度情况!D3 预算执行率扣2.50分，没有写原因']);
    assert.match(
      (await told((of) => put(of('项目资金'), '全年执行（元）', 2_500_000)))[0] ?? '',
      /^项目资金![A-Z]+4 执行数250\.00万元超过/,
    );
    assert.match((await told((of) => put(of('项目资金'), '全年执行（元）', '150万')))[0] ?? '', /^项目资金![A-Z]+4 .*单位不是元/);
    assert.deepEqual(await told((of) => putBeside(of('封面'), '用途', '别的')), ['封面!B3 不知道“别的”是什么用途']);
  });
});

test('all that is wrong in a workbook is told at once, each with its cell; what follows from it is not', async () => {
  const { lines } = await filled('evaluation', recordsFrom(SAMPLE), (of) => {
    const results = of('指标完成');
    put(results, '完成程度（%）', 175, 4);
    put(results, '作答人数', 61, 5);
    put(results, '三级指标', '改造数量', 1);
    put(of('项目资金'), '全年执行（元）', '150万');
    put(of('部门资金'), '全年支出（元）', null);
    put(of('部门整体得分'), '得分', 16);
    put(of('部门整体得分'), '一级指标', '投入');
    put(of('部门整体得分'), '分值', 15);
  });
  assert.deepEqual(
    lines.map((line) => line.split(' ')[0]),
    ['项目资金!G4', '指标完成!H6', '指标完成!C3', '指标完成!J7', '部门资金!D4', '部门整体得分!C3'],
  );
  const name = await filled('evaluation', recordsFrom(SAMPLE), (of) => put(of('绩效指标'), '三级指标', null, 1));
  assert.deepEqual(name.lines, ['绩效指标!D3 没有填“三级指标”']);
});

describe('the department as a whole', () => {
  const bare = recordsFrom(SAMPLE.replace(/department:\n {2}money:\n(?: {4}.*\n)+/, 'scheme: four-levels\n'));
  const fourLevels = schemesOf(forms.sets).get('four-levels') ?? assert.fail();
  /** An evaluation's workbook by the scheme with four first-level indicators, filled in. */
  async function whole(change: (of: (name: string) => Rows) => void) {
    const bytes = await recordsWorkbook('evaluation', bare, fourLevels, forms, WRITTEN);
    const read = readRecordsWorkbook(await edited(bytes, (sheets) => change((name) => sheet(sheets, name))), forms);
    const own = read.records ? recordProblems(read.records, fourLevels).map(read.locate) : [];
    return { records: read.records, lines: [...read.problems, ...own].map(({ place, message }) => `${place} ${message}`) };
  }

  test('what the scheme prescribes is there to be filled in, and comes back; left blank, it is nothing', async () => {
    assert.deepEqual(said((await whole(() => {})).records), said(bare));
    const { records, lines } = await whole((of) => {
      for (const [i, score] of [14, 19.5, 33, 28].entries()) put(of('部门整体得分'), '得分', score, i + 1);
      for (const head of ['年初预算（元）', '全年预算（元）', '全年支出（元）']) put(of('部门资金'), head, 3_000_000, 1);
      for (const head of ['年初预算（元）', '全年预算（元）', '全年支出（元）']) put(of('部门资金'), head, 4_000_000.05, 2);
    });
    assert.deepEqual(
      lines.filter((line) => !line.startsWith('部门')),
      [],
    );
    assert.deepEqual(
      records?.department?.levels.map(({ name, weight, score }) => [name, weight, score]),
      [
        ['投入', 1500, 1400],
        ['过程', 2000, 1950],
        ['产出', 3500, 3300],
        ['效果', 3000, 2800],
      ],
    );
    assert.deepEqual(
      records?.department?.money.map(({ nature, executed }) => [nature, executed]),
      [
        ['basic', 300_000_000],
        ['project', 400_000_005],
      ],
    );
  });

  test('what is wrong is told with its cell', async () => {
    const { lines } = await whole((of) => {
      put(of('部门整体得分'), '得分', 16, 1);
      put(of('部门资金'), '全年支出（元）', 1, 2);
    });
    assert.deepEqual(lines, [
      '部门资金!B5 应为金额（元，最多两位小数），实为 空',
      '部门资金!C5 应为金额（元，最多两位小数），实为 空',
      '部门整体得分!C3 应为不大于分值的得分，实为 "16"',
    ]);
    const weight = await whole((of) => {
      for (const [i, score] of [14, 19, 33, 28].entries()) put(of('部门整体得分'), '得分', score, i + 1);
      put(of('部门整体得分'), '分值', 20, 2);
      put(of('部门整体得分'), '分值', 25, 1);
      for (const head of ['年初预算（元）', '全年预算（元）', '全年支出（元）']) put(of('部门资金'), head, 500_000, 2);
    });
    assert.deepEqual(
      weight.lines.map((line) => line.split('，')[0]),
      ['部门资金!D5 各项目执行数合计210.00万元', '部门整体得分!B3 一级指标和分值为投入25、过程20、产出35、效果30'],
    );
  });
});

describe('monitoring filled in', () => {
  test('payments and progress at the date of the cover', async () => {
    const { records, lines } = await filled('monitoring', fresh, (of) => {
      putBeside(of('封面'), '监控日期', '2024-09-30');
      put(of('监控'), '累计支付（元）', 900_000, 2);
      put(of('监控指标'), '已完成', '2个', 2);
      put(of('监控指标'), '预计年底完成', '4个', 2);
    });
    assert.deepEqual(lines, []);
    const [year] = records?.projects[0]?.years ?? [];
    assert.deepEqual(
      year?.monitoring.map(({ date, paid, progress }) => [date, paid, progress.map(({ reached, forecast }) => `${reached} ${forecast}`)]),
      [
        ['2024-07-31', 40_000_000, ['1个 3个']],
        ['2024-09-30', 90_000_000, ['2个 4个']],
      ],
    );
  });

  test('without a date, or without a payment', async () => {
    const paid = await filled('monitoring', fresh, (of) => put(of('监控'), '累计支付（元）', 900_000, 2));
    assert.match(paid.lines[0] ?? '', /^封面!B\d+ 没有填监控日期/);
    const reached = await filled('monitoring', fresh, (of) => {
      putBeside(of('封面'), '监控日期', '2024-09-30');
      put(of('监控指标'), '已完成', '2个', 2);
    });
    const again = await filled('monitoring', fresh, (of) => {
      putBeside(of('封面'), '监控日期', '2024-07-31');
      put(of('监控'), '累计支付（元）', 900_000, 2);
    });
    assert.deepEqual(again.lines, ['监控!A5 项目“夜市街区改造”在这一天已有一次监控']);
    assert.match(reached.lines[0] ?? '', /^监控指标!A4 填了项目“夜市街区改造”的指标完成情况，“监控”表里没有填/);
  });
});

test('targets filled in: points that do not make 100, an indicator of no project', async () => {
  const weight = await filled('targets', recordsFrom(SAMPLE), (of) => put(of('绩效指标'), '分值', 25));
  assert.match(weight.lines[0] ?? '', /^项目![A-Z]+4 各项指标分值与预算执行率10分合计105分，应为100分/);
  const stranger = await filled('targets', fresh, (of) => put(of('绩效指标'), '项目', '夜市'));
  assert.equal(stranger.lines[0], '绩效指标!A3 “项目”表里没有“夜市”');
});

const word = fc
  .string({ unit: fc.constantFrom(...'甲乙丙丁=+-@\'"&<;%_x0041_ ab1，。“”'), minLength: 1, maxLength: 12 })
  .map((text) => `词${text}尾`);
const yuan = fc.integer({ min: 0, max: 99_999_999_999 }).map((fen) => (fen / 100).toFixed(2));
const points = fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100);
const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const survey = fc
  .tuple(fc.nat(999), fc.nat(999), fc.nat(999), some(word))
  .map(([a, b, c, how]) => ({ asked: a + b + c, answered: a + b, satisfied: a, how }));
const date = fc.constantFrom('2024-03-31', '2024-07-31', '2024-12-01');

const yearOf = (year: number, names: readonly string[]) =>
  fc.record({
    year: fc.constant(year),
    money: fc.array(
      fc.record({
        fund: fc.constantFrom('general', 'managed-funds', 'unit-funds'),
        origin: fc.constantFrom('this-year', 'carried-over'),
        level: some(fc.constantFrom('central', 'other')),
        original: yuan,
        adjusted: some(yuan),
        executed: some(yuan),
      }),
      { maxLength: 2 },
    ),
    goal: some(word),
    values: fc.dictionary(fc.constantFrom(...names), word),
    weights: fc.dictionary(fc.constantFrom(...names), points),
    monitoring: fc.uniqueArray(
      fc.record({
        date,
        paid: yuan,
        forecast: some(yuan),
        progress: fc.uniqueArray(
          fc.record({
            indicator: fc.constantFrom(...names),
            reached: word,
            forecast: some(word),
            deviation: some(word),
            measure: some(word),
          }),
          { maxLength: 2, selector: ({ indicator }) => indicator },
        ),
      }),
      { maxLength: 2, selector: (one) => one.date },
    ),
    evaluation: some(
      fc.record({
        achieved: some(word),
        execution: some(fc.record({ reason: some(word), stated: some(points), 'stated-rate': some(points) })),
        stated: fc.array(points, { maxLength: 2 }),
        'stated-grade': fc.subarray(['优', '良']),
        results: fc
          .uniqueArray(
            fc.record({
              indicator: fc.constantFrom(...names),
              actual: word,
              attained: fc.constantFrom('reached', 'partly', 'missed'),
              share: some(points),
              'low-target': fc.boolean(),
              reason: some(word),
              mend: some(word),
              stated: some(points),
              note: some(word),
              survey: some(survey),
            }),
            { maxLength: 3, selector: ({ indicator }) => indicator },
          )
          .map((results) => results.map((one) => (one.indicator === names[0] ? one : { ...one, survey: undefined }))),
      }),
    ),
    assessments: fc.uniqueArray(
      fc.record({
        by: fc.constantFrom('department', 'finance'),
        date,
        team: some(word),
        conclusion: some(word),
        problems: fc.array(word, { maxLength: 2 }),
      }),
      { maxLength: 2, selector: (one) => `${one.by}${one.date}` },
    ),
    answer: some(fc.record({ text: word, measures: fc.array(word, { maxLength: 2 }), date: some(date) })),
  });

const projectOf = (name: string) =>
  fc.uniqueArray(word, { minLength: 1, maxLength: 3 }).chain((names) =>
    fc.record({
      name: fc.constant(name),
      code: some(fc.constant('140200240000000000001')),
      unit: some(word),
      department: some(word),
      nature: fc.constantFrom('operating', 'specific'),
      published: fc.boolean(),
      fields: fc.dictionary(fc.constantFrom('annual-goal', 'overview', 'attribute', 'x-1'), word),
      term: some(fc.constant({ local: 180000, central: 0.5 })),
      indicators: fc.tuple(
        ...names.map((own, i) =>
          fc.record({
            level1: fc.constant(i === 0 ? '满意度指标' : '产出指标'),
            level2: fc.constant(i === 0 ? '满意度指标' : '数量指标'),
            name: fc.constant(own),
            value: fc.constantFrom('≥4个', '95%', '明显提高'),
            weight: some(points),
            missing: fc.constantFrom(undefined, ...(i > 0 ? [true] : [])),
            evidence: some(word),
          }),
        ),
      ),
      years: fc.tuple(yearOf(2023, names), yearOf(2024, names)).chain((years) => fc.subarray(years)),
    }),
  );

const anyRecords = fc.uniqueArray(word, { maxLength: 3 }).chain((names) =>
  fc.record({
    organisation: word,
    scope: fc.constantFrom('unit', 'department'),
    year: fc.constant(2024),
    units: fc.array(fc.record({ code: some(fc.constant('0012')), name: word }), { maxLength: 2 }),
    stated: some(fc.record({ average: some(points), grades: fc.dictionary(fc.constantFrom('优', '中'), fc.nat(9)) })),
    texts: fc.dictionary(fc.constantFrom('basis', 'problems', 'x'), word),
    projects: fc.tuple(...names.map(projectOf)),
  }),
);

test('whatever the records, their workbooks and their YAML bring them back', async () => {
  await fc.assert(
    fc.asyncProperty(anyRecords, fc.constantFrom(...purposes), async (value, purpose) => {
      const records = recordsFrom(JSON.stringify(value));
      assert.deepEqual(said(recordsFrom(recordsYaml(records))), said(records));
      const { records: back, problems } = readRecordsWorkbook(await recordsWorkbook(purpose, records, scheme, forms, WRITTEN), forms);
      assert.deepEqual(problems, []);
      assert.deepEqual(said(back), said(records));
    }),
    { numRuns: Number(process.env.RUNS ?? 20), seed: Number(process.env.SEED ?? 20261121), endOnFailure: true },
  );
});
