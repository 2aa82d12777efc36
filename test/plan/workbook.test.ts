import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formSets } from '../../src/form/load.ts';
import { loadForms } from '../../src/forms.ts';
import { readPlan } from '../../src/plan/read.ts';
import { readPlanWorkbook } from '../../src/plan/workbook/read.ts';
import { planWorkbook } from '../../src/plan/workbook/write.ts';
import { said } from './plans.ts';

const forms = loadForms();
const WRITTEN = new Date(Date.UTC(2025, 0, 20));

for (const set of formSets(forms.sets)) {
  describe(`workbook of ${set.id}`, () => {
    test('a plan comes back as it was', async () => {
      const plan = readPlan({ value: set.example, path: 'example.yaml' }, set.kind, set.id);
      const { plan: back, problems } = readPlanWorkbook(await planWorkbook(set, plan, forms, WRITTEN), forms);
      assert.deepEqual(problems, []);
      assert(back);
      assert.deepEqual(said(back), said(plan));
    });
  });
}
