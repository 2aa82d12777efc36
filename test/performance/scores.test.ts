import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { loadForms } from '../../src/forms.ts';
import { differencesOf, summaryDifferences } from '../../src/performance/differences.ts';
import { loadRecords } from '../../src/performance/load.ts';
import { scoresOf } from '../../src/performance/scores.ts';
import { isScore } from '../../src/score/rule.ts';
import { schemesOf } from '../../src/score/scheme.ts';

const forms = loadForms();
const EXAMPLE = new URL('../../examples/tongchuan-evaluation-2024/performance.yaml', import.meta.url);

const example = loadRecords(readFileSync(EXAMPLE), 'performance.yaml').records ?? assert.fail();
const scheme = schemesOf(forms.sets).get(example.scheme) ?? assert.fail();

test('the order of projects changes no score, mean, grade or count', () => {
  const told = (projects: typeof example.projects) => {
    const { projects: scored, averages, grades, department } = scoresOf({ ...example, projects }, scheme);
    const each = scored.map(({ record, sheet }) => [record.project.name, sheet.total, sheet.grade?.grade]).sort();
    return { each, plain: averages.plain, weighted: averages.weighted, grades, department };
  };
  const given = told(example.projects);
  assert.equal(
    given.grades.reduce((sum, { count }) => sum + count, 0),
    example.projects.length,
  );
  const some = fc.shuffledSubarray([...example.projects], { minLength: example.projects.length });
  fc.assert(
    fc.property(some, (projects) => assert.deepEqual(told(projects), given)),
    { numRuns: 20 },
  );
});

test('twelve projects: where what was stated differs from what follows, and why', () => {
  const scores = scoresOf(example, scheme);
  const all = scores.projects.flatMap((one) => differencesOf(one, scheme));
  const told = (of: readonly (typeof all)[number][]) => of.map(({ item, stated, computed }) => [item, stated, computed]);
  const of = (i: number) => told(all.filter(({ project }) => project === example.projects[i]?.project.name));
  // a cost below its ceiling lost points; parts that make 78.60 were added up to 74.60
  assert.deepEqual(of(0).slice(1), [
    ['综合得分', '74.60', '83.30'],
    ['等级', '中', '良'],
  ]);
  // no cost indicator was set: five points off
  for (const i of [1, 2, 9]) assert.deepEqual(of(i).slice(1), [['综合得分', '95.00', '100.00']], String(i));
  assert.deepEqual(
    [of(4)[0], of(4)[2]],
    [
      ['执行率', '99.99%', '99.89%'],
      ['综合得分', '94.99', '99.99'],
    ],
  );
  // two totals for one project, one of them its parts but for rounding
  assert.deepEqual(of(5).slice(1), [
    ['综合得分', '71.75', '87.46'],
    ['综合得分', '84.31', '87.46'],
    ['等级', '中', '良'],
  ]);
  assert.deepEqual(of(6), [['综合得分', '99.94', '99.97']]);
  for (const i of [3, 7, 8, 10, 11]) assert.deepEqual(of(i), [], String(i));
  assert.deepEqual(told(summaryDifferences(example, scores)), [
    ['平均得分', '92.98', '97.56'],
    ['“良”的个数', '0', '2'],
    ['“中”的个数', '2', '0'],
  ]);
});

test('an error of adding up is told only where rounding cannot explain it', () => {
  for (const score of scoresOf(example, scheme).projects) {
    const stated = (item: string, points: number): number => {
      const { execution, results } = score.year.evaluation ?? assert.fail();
      return (item === '预算执行率' ? execution : results.find(({ indicator }) => indicator === item))?.stated ?? points;
    };
    const parts = score.sheet.lines.map(({ item, score: own }) => stated(item, isScore(own) ? own.points : assert.fail()));
    const sum = parts.reduce((all, part) => all + part, 0);
    const half = parts.filter((part) => part % 100 !== 0).length / 2;
    for (const { item, stated: total, why } of differencesOf(score, scheme)) {
      if (item !== '综合得分') continue;
      const slip = Math.abs(Math.round(Number(total) * 100) - sum);
      assert.equal(why.includes('加总错误'), slip > half, why);
      assert.equal(why.includes('四舍五入'), slip > 0 && slip <= half, why);
    }
  }
});
