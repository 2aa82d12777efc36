import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compile } from '../../src/compile/compile.ts';
import { resolveSet } from '../../src/form/load.ts';
import { readDocument, writeText } from '../../src/format/index.ts';
import { loadForms } from '../../src/forms.ts';
import { draftTargets, emptyRecords, targetWords } from '../../src/performance/draft.ts';
import { recordsOfPaper } from '../../src/performance/from-paper.ts';
import type { PerformanceRecords } from '../../src/performance/record.ts';
import { readRecordsWorkbook } from '../../src/performance/workbook/read.ts';
import { recordsWorkbook } from '../../src/performance/workbook/write.ts';
import { readPlan } from '../../src/plan/read.ts';
import { evaluationWordsOf, readPaper } from '../../src/score/read.ts';
import { schemesOf } from '../../src/score/scheme.ts';
import { edited, put, type Rows } from '../plan/edited.ts';
import { utf8 } from '../sample.ts';
import { recordsFrom, SAMPLE } from './sample.ts';

const forms = loadForms();
const scheme = schemesOf(forms.sets).get('cn') ?? assert.fail();
const setOf = (id: string) => resolveSet(forms.sets, id) ?? assert.fail(id);
const bookOf = (records: PerformanceRecords, form: string | null = null) =>
  recordsWorkbook('targets', records, scheme, forms, new Date(0), targetWords(form === null ? null : setOf(form)));

/** The records of the example paper of a form set. */
function exampleRecords(id: string): PerformanceRecords {
  const set = setOf(id);
  const plan = readPlan({ value: set.example, path: 'example.yaml' }, set.kind, id);
  const text = writeText(compile(plan, set, forms).document);
  return recordsOfPaper(readPaper(readDocument(utf8(text), 'paper.txt'), 'paper.txt', forms), evaluationWordsOf(forms), scheme);
}

describe('a targets workbook from nothing', () => {
  const empty = emptyRecords('青禾市商务局', 'department', 2026);

  test('comes back as it was, and with what was filled in', async () => {
    const bytes = await bookOf(empty, 'hebei/budget/2023');
    assert.deepEqual(readRecordsWorkbook(bytes, forms).records, empty);
    const filled = await edited(bytes, (sheets) => {
      const of = (name: string): Rows => sheets.get(name) ?? assert.fail(name);
      put(of('项目'), '项目名称', '夜市街区改造', 2);
      put(of('项目'), '项目类别', '人员类项目', 2);
      put(of('项目'), '其他：purpose', '改造街区', 2);
      put(of('绩效指标'), '项目', '夜市街区改造');
      put(of('绩效指标'), '三级指标', '改造街区数量');
      put(of('绩效指标'), '年度指标值', '≥4个');
      put(of('项目资金'), '项目', '夜市街区改造', 2);
      put(of('项目资金'), '年初预算（元）', 100000.05, 2);
    });
    const { records, problems } = readRecordsWorkbook(filled, forms);
    assert.deepEqual(problems, []);
    const [project] = records?.projects ?? [];
    assert.deepEqual([project?.class, project?.project.fields.get('purpose')], ['personnel', '改造街区']);
    assert.deepEqual([project?.years[0]?.year, project?.years[0]?.money[0]?.original], [2026, 10_000_005]);
  });
});

describe('a targets workbook from records or a paper', () => {
  test('what was evaluated stays behind; budget, goal and indicators are those of before', () => {
    const [street] = draftTargets(recordsFrom(SAMPLE), 2025).projects;
    assert.deepEqual(
      street?.years.map(({ year, evaluation, monitoring, money, goal, indicators }) => [
        year,
        evaluation,
        monitoring.length,
        money[0]?.executed,
        goal,
        indicators.length,
      ]),
      [[2025, null, 0, null, '改造夜市街区，便利居民消费', 5]],
    );
  });

  test('the class of projects is read where the paper tells it; else the workbook asks for it', async () => {
    const told = exampleRecords('henan/budget/2025');
    assert.ok(told.projects.length > 0);
    assert.deepEqual(new Set(told.projects.map((record) => record.class)), new Set(['operating', 'specific']));
    const open = exampleRecords('shanxi/budget/2025');
    assert.deepEqual(new Set(open.projects.map((record) => record.class)), new Set([null]));
    const { records, problems } = readRecordsWorkbook(await bookOf(draftTargets(open, 2026)), forms);
    assert.equal(records, null);
    assert.deepEqual(
      problems.map(({ message }) => message),
      open.projects.map(() => '没有填“项目类别”'),
    );
  });
});
