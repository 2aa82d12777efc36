import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formSets } from '../../src/form/load.ts';
import { loadForms } from '../../src/forms.ts';
import { planProblems } from '../../src/plan/problems/index.ts';
import { planOf } from '../../tools/proof/paper.ts';
import { reportOf } from '../../tools/proof/report.ts';
import { doPaper, type Outcome } from '../../tools/proof/work.ts';

const forms = loadForms();
const SEED = 20261121;
const PAPERS = 12;
const FAULTS = 3;

describe('generated departments', () => {
  test('every form set gets plans without errors, the same for the same seed', () => {
    const sets = formSets(forms.sets);
    for (let k = 0; k < sets.length * 4; k++) {
      const { plan, set, node } = planOf(SEED, k, forms);
      const errors = planProblems(plan, { codes: forms.codes, set }).filter(({ severity }) => severity === 'error');
      assert.deepEqual(errors, [], `${set.id} paper ${k}`);
      assert.deepEqual(planOf(SEED, k, forms).node, node);
    }
  });

  test('their papers are clean, and faults in them are caught', async () => {
    const outcomes: Outcome[] = [];
    for (let paper = 0; paper < PAPERS; paper++) {
      const faults = Array.from({ length: FAULTS }, (_, i) => paper * FAULTS + i);
      outcomes.push(await doPaper({ seed: SEED, paper, formats: ['txt'], faults }, forms));
    }
    const report = reportOf(outcomes);
    assert.deepEqual(report.broken, []);
    const [txt] = report.formats;
    assert.ok(txt && txt.findings <= PAPERS * 0.1, JSON.stringify(report.failures, null, 1));
    assert.equal(report.moves.beyond, 0);
    for (const { name, eligible, caught } of report.kinds) {
      if (/digit in|share|change amount|rate/.test(name)) assert.equal(caught, eligible, name);
    }
    const all = report.numeric.at(-1);
    assert.ok(all && all.eligible > 5 && all.misnamed <= 1 && all.culprit >= 0.8 * (all.eligible - all.twins), JSON.stringify(all));
  });
});
