import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { load } from 'js-yaml';
import { checkPaper } from '../../src/check/check.ts';
import { compile } from '../../src/compile/compile.ts';
import { withDims } from '../../src/fact/dimension.ts';
import type { FormSet } from '../../src/form/form.ts';
import { formSets } from '../../src/form/load.ts';
import { readDocument, writeText } from '../../src/format/index.ts';
import { loadForms } from '../../src/forms.ts';
import { planFromPaper } from '../../src/plan/from-paper.ts';
import { assigned } from '../../src/plan/import/assign.ts';
import { loadSolver } from '../../src/plan/import/solver.ts';
import { planForYear } from '../../src/plan/next-year.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { readPlan } from '../../src/plan/read.ts';
import { planYaml } from '../../src/plan/yaml.ts';
import { readPaper } from '../../src/score/read.ts';
import { utf8 } from '../sample.ts';

const forms = loadForms();
const sets = formSets(forms.sets).filter(({ abstract, example }) => !abstract && example !== null);
const solve = await loadSolver();

const exampleOf = (set: FormSet): Plan => readPlan({ value: set.example, path: `forms/${set.id}/example.yaml` }, set.kind, set.id);
const printed = (plan: Plan, set: FormSet): string => writeText(compile(plan, set, forms).document);

function imported(text: string, set: FormSet) {
  const paper = readPaper(readDocument(utf8(text), 'paper.txt'), 'paper.txt', forms);
  return planFromPaper(paper, checkPaper(paper, forms).findings, set, forms, solve);
}

/** Lines of text that are rows of tables, without those of words only. */
const rows = (text: string): string[] => text.split('\n').filter((line) => line.includes('\t') && /\d/.test(line));

/** A plan without the places of its parts. */
const bare = (plan: Plan): unknown =>
  JSON.parse(
    JSON.stringify(plan, (key, value: unknown) => (key === 'place' ? undefined : value instanceof Map ? [...value].sort() : value)),
  );

const setOf = (id: string): FormSet => {
  const set = sets.find((one) => one.id === id);
  assert.ok(set);
  return set;
};

for (const set of sets) {
  describe(`from a paper of ${set.id}`, () => {
    const plan = exampleOf(set);

    test('the plan that is found prints the same tables', () => {
      const text = printed(plan, set);
      const found = imported(text, set);
      assert.deepEqual(
        found.resolutions.filter((one) => one.printed !== one.taken),
        [],
      );
      assert.deepEqual(rows(printed(found.plan, set)), rows(text));
    });

    test('a plan written and read is the same', () => {
      assert.deepEqual(bare(readPlan({ value: load(planYaml(plan)), path: 'plan.yaml' }, set.kind)), bare(plan));
    });
  });
}

const SHANXI = setOf('shanxi/budget/2025');

test('where a paper contradicts itself, the lone figure gives way, and is listed', () => {
  const text = printed(exampleOf(SHANXI), SHANXI);
  const row = text.split('\n').find((line) => /^2010402\t.*48\.00\t\t48\.00/.test(line));
  assert.ok(row);
  const broken = text.replace(row, row.replaceAll('48.00', '84.00'));
  const { plan, resolutions } = imported(broken, SHANXI);
  assert.deepEqual(
    resolutions.map((one) => [one.printed, one.taken, one.where.length]),
    [['84.00', '48.00', 2]],
  );
  assert.deepEqual(rows(printed(plan, SHANXI)), rows(text));
});

test('personnel lines stand at the 项 that are theirs, projects whole at one', () => {
  const { plan } = imported(printed(exampleOf(SHANXI), SHANXI), SHANXI);
  const at = (economic: string) => plan.lines.filter(({ dims }) => dims.economic === economic).map(({ dims }) => dims.function);
  assert.deepEqual([at('30108'), at('30109'), at('30110'), at('30113')], [['2080505'], ['2080506'], ['2101101'], ['2210201']]);
  for (const { name } of plan.paper.projects) assert.equal(plan.lines.filter(({ dims }) => dims.project === name).length, 1, name);
});

test('for the next year, this year’s amounts are last year’s', () => {
  const plan = exampleOf(SHANXI);
  const next = planForYear(plan, 2026, SHANXI.id);
  const prior = (concept: string) => next.given.filter((fact) => fact.concept === concept && fact.dims.measure === 'prior');
  const sum = (facts: readonly { readonly value?: number; readonly fen?: number }[]) =>
    facts.reduce((all, { value, fen }) => all + (value ?? fen ?? 0), 0);
  assert.equal(sum(prior('expenditure')), sum(plan.lines));
  assert.equal(sum(prior('three-public')), 6_300_000);
  assert.ok(next.lines.every(({ dims }) => dims.year === '2026'));
  assert.deepEqual(
    next.lines.map(({ dims }) => withDims(dims, { year: '2025' })),
    plan.lines.map(({ dims }) => dims),
  );
});

test('whole pieces make up groups exactly, or stay without', () => {
  const piece = (name: string, fen: number) => ({ name, fen });
  const none = () => 0;
  const pieces = [piece('a', 7), piece('b', 5), piece('c', 3), piece('d', 2)];
  assert.deepEqual([...assigned([piece('x', 10), piece('y', 7)], pieces, none)].sort(), [
    ['a', 'y'],
    ['b', 'x'],
    ['c', 'x'],
    ['d', 'x'],
  ]);
  assert.deepEqual([...assigned([piece('x', 6)], pieces, none)], []);
  const liked = assigned([piece('x', 5)], pieces, (name) => (name === 'c' || name === 'd' ? 1 : 0));
  assert.deepEqual([...liked].sort(), [
    ['c', 'x'],
    ['d', 'x'],
  ]);
});
