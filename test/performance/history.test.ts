import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { loadForms } from '../../src/forms.ts';
import { historyOf, joinProjects, joinRecords } from '../../src/performance/history.ts';
import type { PerformanceRecords } from '../../src/performance/record.ts';
import { schemesOf } from '../../src/score/scheme.ts';
import { recordsFrom } from './sample.ts';

const scheme = schemesOf(loadForms().sets).get('cn') ?? assert.fail();

/** A paper of a year: projects as `name code original executed reached`, where - is unknown. */
const paperOf = (year: number, ...projects: string[]): PerformanceRecords =>
  recordsFrom(
    JSON.stringify({
      organisation: '青禾市商务局',
      year,
      projects: projects.map((line) => {
        const [name, code, original, executed, actual] = line.split(' ').map((word) => (word === '-' ? undefined : word));
        const evaluation = { achieved: `${year}年做到`, results: [{ indicator: '培训人数', actual, reason: '报名少', mend: '早通知' }] };
        return {
          name,
          code,
          nature: 'specific',
          indicators: [{ level1: '产出指标', level2: '数量指标', name: '培训人数', value: '100人', weight: 90 }],
          years: [{ year, goal: `${year}年目标`, money: [{ original, executed }], ...(actual ? { evaluation } : {}) }],
        };
      }),
    }),
  );
const historyIn = (...papers: PerformanceRecords[]) => historyOf(joinRecords(papers).projects, scheme);

describe('papers of one organisation joined', () => {
  const papers = [
    paperOf(2023, '外贸人才培训 T1 100000 90000 100人', '展会补贴 - 50000 50000 50人', '夜市改造 - 10000 10000 100人'),
    paperOf(2024, '外贸人才培训（含跨境电商） T1 120000 60000 50人', '展会补贴经费 T2 60000 - -', '夜市提升 - 20000 - -'),
  ];

  test('promised, paid, reached and score year by year; the same by code, else by name', () => {
    const [training, fair, market, other] = historyIn(...papers);
    assert.deepEqual(
      training?.years.map(({ year, promised, paid, rate, goal, achieved, reached, score, grade }) => [
        `${year} ${promised} ${paid} ${rate} ${goal} ${achieved} ${reached?.full}/${reached?.of} ${score} ${grade}`,
      ]),
      [['2023 10.00 9.00 90.00 2023年目标 2023年做到 1/1 99.00 优'], ['2024 12.00 6.00 50.00 2024年目标 2024年做到 0/1 50.00 差']],
    );
    assert.equal(fair?.name, '展会补贴经费');
    assert.deepEqual([fair?.code, fair?.former], ['T2', []]);
    assert.deepEqual(
      fair?.years.map(({ year, paid, reached, score }) => [year, paid, reached, score]),
      [
        [2023, '5.00', { full: 0, of: 1 }, '55.00'],
        [2024, null, null, null],
      ],
    );
    // unlike names without a code are two projects
    assert.deepEqual([market?.name, market?.years.length, other?.name, other?.years.length], ['夜市改造', 1, '夜市提升', 1]);
  });

  test('a project that was renamed is told as such', () => {
    const [training] = historyIn(...papers);
    assert.equal(training?.name, '外贸人才培训（含跨境电商）');
    assert.deepEqual(training?.former, [{ year: 2023, name: '外贸人才培训' }]);
  });

  test('one year told by a budget paper and by final accounts is one year', () => {
    const [training, none] = historyIn(paperOf(2023, '外贸人才培训 T1 100000 - -'), paperOf(2023, '外贸人才培训 - 100000 90000 100人'));
    assert.equal(none, undefined);
    assert.equal(training?.code, 'T1');
    assert.deepEqual(
      training?.years.map(({ paid, score }) => [paid, score]),
      [['9.00', '99.00']],
    );
  });

  test('reported on is the latest year that was evaluated', () => {
    assert.equal(joinRecords([...papers, paperOf(2025, '夜市提升 - 30000 - -')]).records.year, 2024);
  });

  test('whatever the order and however many: nothing is lost, and no project of a paper is another of the same', () => {
    const names = ['培训', '培训经费', '展会补贴', '夜市改造', '夜市'];
    const project = fc.tuple(fc.constantFrom(...names), fc.constantFrom('-', 'A', 'B'));
    const paper = fc
      .tuple(fc.integer({ min: 2020, max: 2023 }), fc.uniqueArray(project, { maxLength: 4, selector: ([name]) => name }))
      .map(([year, own]) => paperOf(year, ...own.map(([name, code]) => `${name} ${code} 100 - -`)));
    fc.assert(
      fc.property(fc.array(paper, { minLength: 1, maxLength: 4 }), (several) => {
        const found = joinProjects(several);
        const told = found.flatMap(({ parts }) => [...parts].map(([at, { project: own }]) => `${at} ${own.name} ${own.code}`)).sort();
        assert.deepEqual(
          told,
          several.flatMap(({ projects }, at) => projects.map(({ project: own }) => `${at} ${own.name} ${own.code}`)).sort(),
        );
        for (const { record } of found) {
          const years = record.years.map(({ year }) => year);
          assert.deepEqual(years, [...new Set(years)].sort());
        }
        const sizes = (own: readonly PerformanceRecords[]): number[] =>
          joinRecords(own)
            .projects.map(({ parts }) => parts.size)
            .sort();
        const apart = several.filter(({ year }, i) => several.findIndex((one) => one.year === year) === i);
        assert.deepEqual(sizes([...apart].reverse()), sizes(apart));
      }),
      { numRuns: 60, seed: 20261121 },
    );
  });
});
