import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { planOutput } from '../../src/compile/outputs.ts';
import { formSets, resolveSet } from '../../src/form/load.ts';
import { loadForms } from '../../src/forms.ts';
import { stops } from '../../src/plan/gaps.ts';
import { planOf, problemsOf } from '../../src/plan/load.ts';

const forms = loadForms();
const sets = formSets(forms.sets).flatMap(({ id, example }) => (example ? [{ id, example: { form: id, ...(example as object) } }] : []));
const ODD: readonly unknown[] = [
  ...[null, '', 0, -1, -0.01, 1e15, true, [], [null], {}, { a: 1 }],
  ...['1e400', 'NaN', '不存在', '2025-13-45', '"<>&=1+1', '１２３', '一二三/四'],
];

type Holder = Record<string | number, unknown>;

/** Every value in a plan: what holds it, and its key there. */
const valuesIn = (value: unknown): { readonly holder: Holder; readonly key: string | number }[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.keys(value).flatMap((key) => [
        { holder: value as Holder, key: Array.isArray(value) ? Number(key) : key },
        ...valuesIn((value as Holder)[key]),
      ]);

test('an odd value anywhere in a plan is told, or makes a paper: nothing is thrown', () => {
  const change = fc.record({ at: fc.nat(), take: fc.boolean(), odd: fc.constantFrom(...ODD) });
  fc.assert(
    fc.property(fc.constantFrom(...sets), fc.array(change, { minLength: 1, maxLength: 2 }), ({ id, example }, changes) => {
      const plan = structuredClone(example);
      for (const { at, take, odd } of changes) {
        const values = valuesIn(plan);
        const { holder, key } = values[at % values.length] ?? assert.fail('an empty plan');
        if (take && Array.isArray(holder)) holder.splice(Number(key), 1);
        else if (take) delete holder[key];
        else holder[key] = structuredClone(odd);
      }
      const loaded = planOf(plan, 'plan.yaml', forms, id);
      const problems = problemsOf(loaded, forms);
      if (loaded.plan && loaded.set && !problems.some((problem) => stops(problem, true))) planOutput(loaded.plan, loaded.set, true, forms);
      else assert.ok(problems.some(({ message, mend }) => message !== '' && mend !== ''));
    }),
    { seed: 20251121, numRuns: 150 },
  );
});

test('codes of given figures are known in the year, those of last year in theirs', () => {
  const set = resolveSet(forms.sets, 'cn/final/2024') ?? assert.fail('no form set');
  const example = set.example as { facts?: object[]; prior?: object[] };
  const told = (more: object) =>
    problemsOf(planOf({ form: set.id, ...example, ...more }, 'plan.yaml', forms), forms).map(({ place }) => place);
  assert.deepEqual(told({}), []);
  const fact = { concept: 'carry-out', function: '２０１', yuan: 100 };
  assert.deepEqual(told({ facts: [...(example.facts ?? []), fact] }), [`plan.yaml: facts[${example.facts?.length ?? 0}].function`]);
  assert.deepEqual(told({ facts: [...(example.facts ?? []), { ...fact, function: 201 }] }), []);
  const old = forms.codes.functional.rows.find(({ to }) => (to ?? 2024) < 2024) ?? assert.fail('no outdated code');
  assert.deepEqual(told({ facts: [...(example.facts ?? []), { ...fact, function: old.code, year: '2023' }] }), []);
  assert.equal(told({ facts: [...(example.facts ?? []), { ...fact, function: old.code }] }).length, 1);
});
