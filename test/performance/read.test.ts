import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loadRecords } from '../../src/performance/load.ts';
import { moneyOf, yearOf } from '../../src/performance/record.ts';
import { utf8 } from '../sample.ts';
import { recordsFrom, SAMPLE } from './sample.ts';

/** The problem that a change of the sample makes, as place and message. */
const problemOf = (find: string, put: string): string => {
  assert.ok(SAMPLE.includes(find), find);
  const { records, problems } = loadRecords(utf8(SAMPLE.replace(find, put)), 'records.yaml');
  assert.equal(records, null);
  return problems.map(({ place, message }) => `${place} ${message}`).join('\n');
};

describe('records of performance', () => {
  const records = recordsFrom(SAMPLE);
  const [street, fair] = records.projects;

  test('a project through its life', () => {
    assert.deepEqual([street?.attribute, street?.term, fair?.attribute, fair?.term], ['one-off', 1, 'continuing', 3]);
    assert.equal(fair?.termFunding?.get('local'), 180_000_000);
    assert.deepEqual(fair?.spending.at(2), { month: 10, share: 75 });
    assert.deepEqual(
      fair?.years.map(({ year, indicators }) => [year, indicators[0]?.annual.text, indicators[0]?.term?.text]),
      [
        [2023, '≥18家', '≥60家'],
        [2024, '≥20家', '≥60家'],
      ],
    );
    assert.equal(street && yearOf(street, 2023), null);
    assert.equal(street && yearOf(street, 2024)?.goal, '改造夜市街区，便利居民消费');
  });

  test('money by source, and its sums', () => {
    const year = fair && yearOf(fair, 2024);
    assert.deepEqual(year && moneyOf(year), { original: 60_000_000, adjusted: 70_000_000, executed: 60_000_000 });
    assert.deepEqual(
      year?.money.map(({ dims, level }) => [dims.fund, dims.origin, level]),
      [
        ['general', 'this-year', 'local'],
        ['managed-funds', 'carried-over', 'local'],
      ],
    );
    assert.equal(moneyOf({ money: [] }).executed, null);
  });

  test('indicators are typed', () => {
    assert.deepEqual(
      street?.years[0]?.indicators.map(({ class: of, direction, weight, annual }) => [of, direction, weight, annual.kind]),
      [
        ['quantity', 'up', 2000, 'count'],
        ['quality', 'up', 2000, 'percent'],
        ['cost', 'down', 2000, 'money'],
        ['social', 'judged', 2000, 'text'],
        ['satisfaction', 'up', 1000, 'percent'],
      ],
    );
  });

  test('what cannot be used is told with its path', () => {
    assert.equal(
      problemOf('weight: 20, evidence', 'weight: 二十, evidence'),
      'projects[0].indicators[0].weight 应为分数（不小于0，最多两位小数），实为 "二十"',
    );
    assert.match(
      problemOf('- {indicator: 验收合格率', '- {indicator: 合格率'),
      /^projects\[0\]\.years\[0\]\.evaluation\.results\[1\]\.indicator 应为项目已有的指标：改造街区数量、验收合格率/,
    );
    assert.match(problemOf('"2024-07-31"', '"2024-06-31"'), /monitoring\[0\]\.date 应为日期（如 2024-07-31），实为 "2024-06-31"/);
    assert.match(problemOf('share: 75', 'share: 185'), /results\[3\]\.share 应为完成程度（0至100之间的百分数），实为 185/);
    assert.match(problemOf('original: 2000000', 'original: 两百万'), /money\[0\]\.original 应为金额（元，最多两位小数）/);
    assert.match(problemOf('name: 验收合格率', 'name: 改造街区数量'), /indicators\[1\]\.name 应为与其他指标不同的名称/);
    assert.match(problemOf('plan-10: "75"', 'plan-10: 三成'), /fields\.plan-10 应为0至100之间的百分数/);
    assert.match(problemOf('value: ≥95%', 'value: 很高, direction: up'), /indicators\[4\]\.direction 应为定性（direction: judged）/);
    assert.match(problemOf('year: 2023', 'year: 2025'), /years\[1\]\.year 应为晚于2025的年度/);
    assert.match(problemOf('name: 外贸展位补贴', 'name: 夜市街区改造'), /projects\[1\]\.name 应为与其他项目不同的名称/);
    assert.match(problemOf('answered: 58', 'answered: 61'), /survey\.answered 应为不多于调查数60的作答数，实为 61/);
    assert.match(problemOf('actual: 100%}', 'actual: 100%, survey: {asked: 1, answered: 1}}'), /survey 应为满意度指标的调查/);
    assert.match(problemOf('achieved:', 'archived:'), /不认识的字段 archived/);
  });

  test('all that cannot be used is told at once, each with its path', () => {
    const slips: readonly (readonly [string, string])[] = [
      ['year: 2024\nunits', 'year: 二〇二四\nunits'],
      ['nature: project, original: 3000000', 'nature: capital, original: 三百万'],
      ['value: ≥4个, weight: 20', 'weight: 二十'],
      ['name: 验收合格率, value', 'name: 改造街区数量, value'],
      ['original: 2000000, executed', 'originall: 2000000, executed'],
      ['"2024-07-31", paid: 400000', '"2024-06-31", paid: 四十万'],
      ['share: 75', 'share: 185'],
      ['code: "140200240000000000001"', 'kode: "1"'],
      ['plan-3: "25", plan-6: "50"', 'plan-3: 二成, plan-6: 五成'],
      ['year: 2023', 'year: 2025'],
    ];
    const text = slips.reduce((all, [find, put]) => {
      assert.ok(all.includes(find), find);
      return all.replace(find, put);
    }, SAMPLE);
    const { records: none, problems } = loadRecords(utf8(text), 'records.yaml');
    assert.equal(none, null);
    assert.deepEqual(problems.map(({ place }) => place).sort(), [
      'department.money[1].nature',
      'department.money[1].original',
      'projects[0].indicators[0].value',
      'projects[0].indicators[0].weight',
      'projects[0].indicators[1].name',
      'projects[0].years[0].evaluation.results[3].share',
      'projects[0].years[0].money[0]',
      'projects[0].years[0].money[0].original',
      'projects[0].years[0].monitoring[0].date',
      'projects[0].years[0].monitoring[0].paid',
      'projects[1]',
      'projects[1].fields.plan-3',
      'projects[1].fields.plan-6',
      'projects[1].years[1].year',
      'year',
    ]);
    const mends = new Map(problems.map(({ place, mend }) => [place, mend]));
    assert.equal(mends.get('projects[0].years[0].money[0].original'), '补上这一项');
    assert.equal(mends.get('projects[1]'), '改成可用的字段名，或者删去');
  });

  test('a file that is no YAML is told with its line; JSON is read too', () => {
    const { problems } = loadRecords(utf8('organisation: [\n'), 'r.yaml');
    assert.match(problems[0]?.place ?? '', /^r\.yaml 第\d+行$/);
    const json = JSON.stringify({ organisation: '青禾市商务局', year: 2024 });
    assert.equal(loadRecords(utf8(json), 'r.json').records?.organisation, '青禾市商务局');
  });
});
