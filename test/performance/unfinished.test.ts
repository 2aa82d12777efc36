import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { projectRecordOf } from '../../src/performance/read.ts';
import { draftOf } from '../../src/performance/unfinished.ts';
import { SAMPLE } from './sample.ts';

type Fields = Record<string, unknown>;
const NAME = '青禾市商务局';
const projects = (): Fields[] => (load(SAMPLE) as { projects: Fields[] }).projects;
const [first, second] = projects() as [Fields, Fields];

test('what can be used whole is read as the reader of finished records reads it', () => {
  for (const value of [first, second]) {
    const { record, problems } = draftOf(value, NAME);
    assert.deepEqual(problems, []);
    assert.deepEqual(record, projectRecordOf({ value, path: 'project' }, NAME));
  }
});

test('every problem is told at its field, and the rest is read all the same', () => {
  const indicators = structuredClone(first.indicators) as Fields[];
  indicators[0]!.value = '';
  delete indicators[1]!.value;
  indicators[2]!.weight = '二十';
  indicators[3]!.direction = 'up';
  indicators[4]!.name = '验收合格率';
  const [year] = structuredClone(first.years) as [Fields];
  year.money = [{ original: '两百万' }, { executed: 5 }, { original: 7, executed: 3 }];
  (year.monitoring as Fields[])[0]!.date = '2024-02-30';
  (year.evaluation as { results: Fields[] }).results.splice(1, 1, { indicator: '没有这个' });
  const { record, problems } = draftOf({ ...first, nature: undefined, indicators, years: [year, { year: 2023 }] }, NAME);
  assert.deepEqual(problems.map(({ at }) => at).sort(), [
    'indicators[1].value',
    'indicators[2].weight',
    'indicators[3].direction',
    'indicators[4].name',
    'years[0].evaluation.results[1].indicator',
    'years[0].evaluation.results[4].indicator',
    'years[0].money[0].original',
    'years[0].money[1].original',
    'years[0].monitoring[0].date',
    'years[1].year',
  ]);
  assert.match(problems.find(({ at }) => at === 'indicators[1].value')!.message, /^没有填/);
  assert.deepEqual(
    record.years[0]!.money.map(({ original }) => original),
    [700],
  );
  // three results still speak of indicators that are there, whatever became of their values
  assert.equal(record.years[0]!.evaluation!.results.length, 3);
});

test('names with dots and brackets are found again', () => {
  const indicators = [{ level2: '数量指标', name: '1.5级[试点].数', value: '≥3个' }];
  const { problems } = draftOf(
    { name: '甲', nature: 'specific', indicators, years: [{ year: 2025, weights: { '1.5级[试点].数': 'x' } }] },
    NAME,
  );
  assert.deepEqual(
    problems.map(({ at }) => at),
    ['years[0].weights.1.5级[试点].数'],
  );
});

/** A value with one thing in it taken out or replaced, whichever the numbers say. */
function damaged(value: unknown, path: readonly number[], by: unknown): unknown {
  const [here = 0, ...more] = path;
  if (typeof value !== 'object' || value === null) return by;
  const keys = Object.keys(value);
  const key = keys[here % Math.max(1, keys.length)];
  if (key === undefined) return by;
  const own = (value as Fields)[key];
  const next = more.length === 0 ? by : damaged(own, more, by);
  return Array.isArray(value) ? value.map((item, i) => (String(i) === key ? next : item)) : { ...value, [key]: next };
}

test('nothing that may be typed or sent stops it', () => {
  const wrong = fc.constantFrom(undefined, null, '', 'x', -1, 3.5, [], [1], {}, { a: 1 }, true);
  fc.assert(
    fc.property(
      fc.constantFrom(first, second),
      fc.array(fc.tuple(fc.array(fc.nat(9), { minLength: 1, maxLength: 6 }), wrong), { maxLength: 4 }),
      (value, harm) => {
        const broken = harm.reduce<unknown>((so, [path, by]) => damaged(so, path, by), value);
        const { record, problems } = draftOf(broken, NAME);
        assert.ok(record.project.name.length >= 0 && new Set(problems.map(({ at }) => at)).size === problems.length);
      },
    ),
    { numRuns: 300, seed: 7 },
  );
  for (const value of [null, undefined, 3, 'x', [], {}]) assert.ok(draftOf(value, NAME).problems.length > 0);
});
