import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { STEP } from '../../src/compile/facts.ts';
import { compileReport } from '../../src/compile/report.ts';
import { reportForm } from '../../src/form/report-form.ts';
import { writeDocx } from '../../src/format/docx/write.ts';
import { readDocument, writeText } from '../../src/format/index.ts';
import { loadForms } from '../../src/forms.ts';
import { recordsOfPaper } from '../../src/performance/from-paper.ts';
import { loadRecords } from '../../src/performance/load.ts';
import { type PerformanceRecords, type YearRecord, yearOf } from '../../src/performance/record.ts';
import { scoresOf, sheetOf } from '../../src/performance/scores.ts';
import { evaluationWordsOf, readPaper } from '../../src/score/read.ts';
import { isScore } from '../../src/score/rule.ts';
import { type Scheme, schemesOf } from '../../src/score/scheme.ts';
import { utf8 } from '../sample.ts';
import { recordsFrom, SAMPLE } from './sample.ts';

const forms = loadForms();
const schemes = schemesOf(forms.sets);
const schemeOf = (id: string): Scheme => schemes.get(id) ?? assert.fail(id);
const readRecords = (bytes: Uint8Array, name: string, scheme = 'cn'): PerformanceRecords =>
  recordsOfPaper(readPaper(readDocument(bytes, name), name, forms), evaluationWordsOf(forms), schemeOf(scheme));

/** What a report prints of a project's year, in one shape for what was written and what was read. */
function printed(year: YearRecord, scheme: Scheme) {
  const { lines, total, grade } = sheetOf(year, scheme);
  const results = new Map(year.evaluation?.results.map((result) => [result.indicator, result]));
  return {
    goal: year.goal,
    achieved: year.evaluation?.achieved,
    execution: [year.evaluation?.execution.reason, year.evaluation?.execution.mend],
    indicators: year.indicators.map(({ level1, level2, name, annual, direction, weight }) => {
      const { actual, attained, reason, mend } = results.get(name) ?? assert.fail(name);
      return { level1, level2, name, target: annual.text, direction, weight, actual, attained, reason, mend };
    }),
    scores: lines.map(({ item, score }) => [item, isScore(score) ? score.points : score.message]),
    total,
    grade: grade?.grade,
  };
}

const EXAMPLE = new URL('../../examples/tongchuan-evaluation-2024/performance.yaml', import.meta.url);
const cases: readonly (readonly [string, PerformanceRecords])[] = [
  ['a sample of two projects', recordsFrom(SAMPLE)],
  ['twelve projects of two units', loadRecords(readFileSync(EXAMPLE), 'performance.yaml').records ?? assert.fail()],
];

for (const [name, records] of cases) {
  const scheme = schemeOf(records.scheme);
  const compiled = compileReport(records, scoresOf(records, scheme), reportForm(forms.sets, records.form) ?? assert.fail(), forms);
  const edition = { title: '报告', organisation: records.organisation, date: '2025-03-31', draft: false };
  for (const [format, bytes] of [
    ['txt', utf8(writeText(compiled.document))],
    ['docx', await writeDocx({ ...compiled, edition })],
  ] as const) {
    describe(`the report on ${name}, read back from ${format}`, () => {
      const back = readRecords(bytes, `report.${format}`, records.scheme);
      const years = (of: PerformanceRecords): (readonly [PerformanceRecords['projects'][number], YearRecord])[] =>
        of.projects.flatMap((record) => {
          const year = yearOf(record, of.year);
          return year?.evaluation ? [[record, year] as const] : [];
        });

      test('gives the same projects, indicators, results and scores', () => {
        assert.deepEqual([back.organisation, back.year], [records.organisation, records.year]);
        assert.deepEqual(
          years(back).map(([{ project, department }, year]) => ({
            name: project.name,
            unit: project.unit,
            department,
            ...printed(year, scheme),
          })),
          years(records).map(([{ project, department }, year]) => ({
            name: project.name,
            unit: project.unit || records.organisation,
            department,
            ...printed(year, scheme),
          })),
        );
      });

      test('the points that the report states are those that follow from what it says', () => {
        for (const [, year] of years(back)) {
          const sheet = sheetOf(year, scheme);
          assert.deepEqual(year.evaluation?.stated, [sheet.total]);
          assert.deepEqual(year.evaluation?.statedGrades, [sheet.grade?.grade]);
        }
      });

      test('money is the same as far as it is printed, by source', () => {
        for (const [i, [, year]] of years(back).entries()) {
          const given = years(records)[i]?.[1].money ?? [];
          const of = (origin: string | undefined) => given.filter(({ dims }) => dims.origin === origin);
          for (const money of year.money) {
            for (const stage of ['original', 'adjusted', 'executed'] as const) {
              const sum = of(money.dims.origin).reduce((all, one) => all + (one[stage] ?? 0), 0);
              assert.ok(Math.abs((money[stage] ?? 0) - sum) < STEP, `${i} ${stage}: ${money[stage]} ${sum}`);
            }
          }
        }
      });

      test('the department is the same', () => {
        const shown = (of: PerformanceRecords) =>
          of.department && {
            money: of.department.money.map(({ nature, original, adjusted, executed }) => ({ nature, original, adjusted, executed })),
            levels: of.department.levels.map(({ name: level, weight, score }) => ({ level, weight, score })),
          };
        assert.deepEqual(shown(back), shown(records));
      });
    });
  }
}

const SEEDS = new URL('../../../shared/seeds/', import.meta.url);
const noSeeds = existsSync(SEEDS) ? false : 'no ../shared/seeds here';

test('every project form of the published papers becomes a record, and loses no indicator', { skip: noSeeds }, () => {
  const counts = readdirSync(SEEDS)
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .map((file) => {
      const bytes = readFileSync(new URL(file, SEEDS));
      const paper = readPaper(readDocument(bytes, file), file, forms);
      const records = recordsOfPaper(paper, evaluationWordsOf(forms), schemeOf('cn'));
      const targets = paper.projects.filter(({ name: own }) => own !== null);
      assert.equal(records.projects.filter(({ place }) => place.startsWith(`${file}: `)).length, targets.length);
      for (const [i, target] of targets.entries()) {
        const [year] = records.projects[i]?.years ?? [];
        assert.equal(year?.indicators.length, target.indicators.length, `${file} ${target.name?.text}`);
        const total = target.funding.annual.total?.amount;
        const money = year?.money.reduce((sum, { original }) => sum + original, 0) ?? 0;
        if (total && total.fen !== 0)
          assert.ok(Math.abs(money - total.fen) <= total.half, `${file} ${target.name?.text}: ${money} ${total.fen}`);
      }
      return [targets.length, records.projects.length, records.projects.filter(({ years }) => years[0]?.evaluation).length];
    });
  // target forms and rows of summaries, all projects, those with a self-evaluation
  assert.deepEqual(counts, [
    [8, 8, 0],
    [11, 11, 0],
    [0, 12, 12],
    [2, 2, 0],
    [10, 10, 0],
  ]);
});

test('the example keeps the money and the scores of the report that it was taken from', { skip: noSeeds }, () => {
  const file = readdirSync(SEEDS).find((one) => one.startsWith('002')) ?? assert.fail();
  const report = readRecords(readFileSync(new URL(file, SEEDS)), file);
  const [, [, example]] = cases as [unknown, (typeof cases)[number]];
  const figures = (records: PerformanceRecords) =>
    records.projects
      .flatMap(({ years }) => years)
      .map(({ money, evaluation }) => [
        money.reduce((sum, { original }) => sum + original, 0),
        money.reduce((sum, { executed }) => sum + (executed ?? 0), 0),
        ...(evaluation?.stated.toSorted((a, b) => a - b) ?? []),
      ]);
  assert.deepEqual(figures(report).toSorted(), figures(example).toSorted());
});
