import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type Schema, Validator } from '@cfworker/json-schema';
import { formSets } from '../../src/form/load.ts';
import { loadForms } from '../../src/forms.ts';
import { readPlan } from '../../src/plan/read.ts';
import { planSchema } from '../../src/plan/schema.ts';

const forms = loadForms();
const schema = planSchema(forms.lexicon);
const validator = new Validator(schema as Schema, '2020-12');
const sets = formSets(forms.sets);

test('the file that editors use is the schema of now', () => {
  const file: unknown = JSON.parse(readFileSync(new URL('../../forms/plan.schema.json', import.meta.url), 'utf8'));
  assert.deepEqual(file, JSON.parse(JSON.stringify(schema)));
});

for (const { id, example } of sets)
  test(`the example of ${id} is valid`, () => {
    assert.deepEqual(validator.validate(example).errors, []);
  });

type Fields = Record<string, unknown>;
const example = structuredClone(sets.find(({ id }) => id === 'shanxi/budget/2025')?.example) as Fields;
const first = (list: unknown): Fields => (list as Fields[])[0]!;

const slips: readonly { readonly name: string; readonly slip: (plan: Fields) => unknown }[] = [
  { name: 'an unknown field', slip: (plan) => Object.assign(plan, { unit: [] }) },
  { name: 'an unknown field of a line', slip: (plan) => Object.assign(first(plan.lines), { functional: 2010401 }) },
  { name: 'a line without an amount', slip: (plan) => delete first(plan.lines).yuan },
  { name: 'parts of a 分', slip: (plan) => Object.assign(first(plan.lines), { yuan: '1.005' }) },
  { name: 'an unknown field of a project', slip: (plan) => Object.assign(first(plan.projects), { type: 'x' }) },
  { name: 'a project of no category', slip: (plan) => Object.assign(first(plan.projects), { nature: 'basic' }) },
  { name: 'an unknown field of a line below a project', slip: (plan) => Object.assign(first(first(plan.projects).lines), { amount: 1 }) },
  { name: 'a level that there is not', slip: (plan) => Object.assign(first(first(plan.projects).lines), { level: 'county' }) },
  { name: 'an unknown field of a unit', slip: (plan) => Object.assign(first(plan.units), { id: 1 }) },
  { name: 'a kind of unit that there is not', slip: (plan) => Object.assign(first(plan.units), { kind: 'school' }) },
  { name: 'a fact without a value', slip: (plan) => delete first(plan.facts).yuan },
  { name: 'half a vehicle', slip: (plan) => Object.assign(plan, { facts: [{ concept: 'vehicles', count: 1.5 }] }) },
  { name: 'no year', slip: (plan) => delete plan.year },
  { name: 'a scope that there is not', slip: (plan) => Object.assign(plan, { scope: 'county' }) },
  { name: 'an unknown field of a purchase', slip: (plan) => Object.assign(plan, { purchases: [{ item: 'goods', yuan: 1, count: 2 }] }) },
  {
    name: 'an adjustment without a document',
    slip: (plan) => Object.assign(plan, { adjustments: [{ date: '2025-06-01', reason: 'x', yuan: 1 }] }),
  },
];

for (const { name, slip } of slips)
  test(`${name}: refused by schema and reader alike`, () => {
    const plan = structuredClone(example);
    slip(plan);
    assert(!validator.validate(plan).valid);
    assert.throws(() => readPlan({ value: plan, path: 'plan.yaml' }, 'budget'));
  });
