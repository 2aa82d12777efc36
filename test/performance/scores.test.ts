import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { loadForms } from '../../src/forms.ts';
import { loadRecords } from '../../src/performance/load.ts';
import { scoresOf } from '../../src/performance/scores.ts';
import { schemesOf } from '../../src/score/scheme.ts';

const EXAMPLE = new URL('../../examples/tongchuan-evaluation-2024/performance.yaml', import.meta.url);

test('the order of projects changes no score, mean, grade or count', () => {
  const records = loadRecords(readFileSync(EXAMPLE), 'performance.yaml').records ?? assert.fail();
  const scheme = schemesOf(loadForms().sets).get(records.scheme) ?? assert.fail();
  const told = (projects: typeof records.projects) => {
    const { projects: scored, averages, grades, department } = scoresOf({ ...records, projects }, scheme);
    const each = scored.map(({ record, sheet }) => [record.project.name, sheet.total, sheet.grade?.grade]).sort();
    return { each, plain: averages.plain, weighted: averages.weighted, grades, department };
  };
  const given = told(records.projects);
  assert.equal(
    given.grades.reduce((sum, { count }) => sum + count, 0),
    records.projects.length,
  );
  const some = fc.shuffledSubarray([...records.projects], { minLength: records.projects.length });
  fc.assert(
    fc.property(some, (projects) => assert.deepEqual(told(projects), given)),
    { numRuns: 20 },
  );
});
