import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { draftOf } from '../../src/performance/unfinished.ts';
import {
  at,
  endedBefore,
  isTaken,
  mentions,
  nameOf,
  promised,
  promisePath,
  put,
  putEntry,
  renamed,
  type Source,
  textAt,
  withIndicator,
  withoutIndicator,
  withYear,
} from '../../web/app/projects/edit.ts';
import { SAMPLE } from '../performance/sample.ts';

const [market, trade] = (load(SAMPLE) as { projects: Source[] }).projects as [Source, Source];
const problems = (value: Source) => draftOf(value, '青禾市商务局').problems.map(({ at: place }) => place);

test('what is put somewhere is there; what is emptied is gone, with what held it alone', () => {
  const value = put<Source>({ name: '甲' }, ['years', 0, 'evaluation', 'results', 0, 'survey', 'asked'], 5);
  assert.deepEqual(value, { name: '甲', years: [{ evaluation: { results: [{ survey: { asked: 5 } }] } }] });
  assert.equal(nameOf(['years', 0, 'money', 1, 'original']), 'years[0].money[1].original');
  assert.deepEqual(put(value, ['years', 0, 'evaluation', 'results', 0, 'survey', 'asked'], ''), {
    name: '甲',
    years: [{ evaluation: { results: [{}] } }],
  });
  // an evaluation of which nothing is written yet is one all the same
  assert.deepEqual(put<Source>({ years: [{}] }, ['years', 0, 'evaluation'], {}), { years: [{ evaluation: {} }] });
  assert.deepEqual(put<Source>({ fields: { basis: 'x' } }, ['fields', 'basis'], ''), {});
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constantFrom('a', 'b.c'), fc.nat(3)), { minLength: 1, maxLength: 5 }),
      fc.string({ minLength: 1 }),
      (path, words) => {
        assert.equal(at(put<Source>({}, ['x', ...path], words), ['x', ...path]), words);
      },
    ),
    { numRuns: 100, seed: 3 },
  );
});

test('a name that is typed letter by letter keeps what the years say of the indicator', () => {
  let value = market;
  for (const name of ['改造街区数', '改造街区', '改造街区个', '改造街区个数']) value = renamed(value, 0, name);
  assert.deepEqual(problems(value), []);
  assert.equal(mentions(value, '改造街区个数'), 2);
  assert.equal(mentions(value, '改造街区数量'), 0);
  assert.deepEqual([isTaken(value, 0, '验收合格率'), isTaken(value, 1, '验收合格率'), isTaken(value, 0, '')], [true, false, false]);
});

test('an indicator goes with all that the years say of it', () => {
  const left = withoutIndicator(market, 0);
  assert.deepEqual(problems(left), []);
  assert.equal(mentions(left, '改造街区数量'), 0);
  assert.deepEqual(problems(withoutIndicator(trade, 0)), []);
});

test('of several years each keeps its promises', () => {
  assert.deepEqual(promisePath(market, 0, 0, 'value'), ['indicators', 0, 'value']);
  const two = withYear(market, 2025);
  assert.deepEqual(problems(two), []);
  const path = promisePath(two, 1, 0, 'value');
  assert.deepEqual(path, ['years', 1, 'values', '改造街区数量']);
  const raised = put(two, path, '≥6个');
  assert.deepEqual([promised(raised, 0, 0, 'value'), promised(raised, 1, 0, 'value')], ['≥4个', '≥6个']);
  assert.equal(promised(put(raised, path, ''), 1, 0, 'value'), '≥4个');
  assert.deepEqual(
    (withYear(two, 2022).years as Source[]).map(({ year }) => year),
    [2022, 2024, 2025],
  );
  assert.equal(promised(withYear(raised, 2026), 2, 0, 'value'), '≥6个');
});

test('an indicator that is new or ends in a later year leaves the years before as they were', () => {
  const two = withYear(market, 2025);
  const grown = withIndicator(two, { level2: '时效指标', name: '完工时间', value: '10月底前' }, 2025);
  const names = (value: Source): string[][] =>
    draftOf(value, '青禾市商务局').record.years.map(({ indicators }) => indicators.map(({ name }) => name));
  assert.deepEqual(names(grown)[0], names(two)[0]);
  assert.equal(names(grown)[1]?.at(-1), '完工时间');
  const ended = endedBefore(grown, 0, 2025);
  assert.deepEqual([names(ended)[0], names(ended)[1]?.includes('改造街区数量')], [names(two)[0], false]);
  assert.equal(mentions(ended, '改造街区数量'), 2);
  assert.deepEqual(problems(ended), []);
  // one that began in the year goes altogether
  assert.deepEqual(endedBefore(grown, 5, 2025), two);
  assert.deepEqual(endedBefore(market, 0, 2024), withoutIndicator(market, 0));
});

test('an entry is made when something is said, and goes when nothing is said any more', () => {
  const path = ['years', 0, 'monitoring', 0, 'progress'] as const;
  const said = putEntry(market, path, '验收合格率', ['reached'], '100%');
  assert.equal(textAt(said, [...path, 1, 'reached']), '100%');
  assert.deepEqual(putEntry(said, path, '验收合格率', ['reached'], ''), market);
  assert.equal(putEntry(market, path, '改造成本', ['reached'], ''), market);
});
