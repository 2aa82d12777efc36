import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';
import { canonicalOf } from '../../src/check/canonical.ts';
import { checkPaper } from '../../src/check/check.ts';
import { compile } from '../../src/compile/compile.ts';
import { factKey, withDims } from '../../src/fact/dimension.ts';
import type { Fact } from '../../src/fact/fact.ts';
import { formSets } from '../../src/form/load.ts';
import { readDocument, writeText } from '../../src/format/index.ts';
import { loadForms } from '../../src/forms.ts';
import { readPlan } from '../../src/plan/read.ts';
import { type Paper, readPaper } from '../../src/score/read.ts';
import { utf8 } from '../sample.ts';

const forms = loadForms();
const sets = formSets(forms.sets);
const folder = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const SEEDS = folder('../shared/seeds');

/** The seed papers by the folder of their plan, and the numbers of the printed figures: in tables, and resolved ones among them. */
const EXAMPLES = {
  'huairen-budget-2025': '000_',
  'xinzhou-budget-2022': '001_',
  'huairen-final-2024': '002_',
  'lingbao-budget-2025': '003_',
  'huailai-budget-2023': '004_',
} as const;

/** Tables of the report on self-evaluation, which no form set prints yet. */
const OF_EVALUATION = (fact: Fact): boolean => !fact.where.table || /自评|部门预算项目/.test(fact.where.table);

interface Resolved {
  readonly facts: readonly string[];
  readonly printed: string;
  readonly taken: string;
  readonly reason: string;
}

const planOf = (name: string) => {
  const path = `examples/${name}/plan.yaml`;
  const value = load(readFileSync(folder(path), 'utf8')) as { form: string };
  const set = sets.find(({ id }) => id === value.form);
  assert.ok(set, `${path}: ${value.form}`);
  return { set, plan: readPlan({ value, path }, set.kind) };
};

/** Keys by which a printed figure is looked for: three-public and agency operating expenses are appropriations. */
function keysIn(paper: Paper): (fact: Fact) => string {
  const canonical = canonicalOf(paper);
  return (fact) => {
    const dims = canonical.dims(fact);
    const own = fact.concept === 'three-public' || fact.concept === 'agency-operating';
    return factKey(fact.concept, own && dims.fund !== 'general' ? withDims(dims, { fund: 'all' }) : dims);
  };
}

for (const [name, start] of Object.entries(EXAMPLES)) {
  describe(`examples/${name}`, () => {
    const { set, plan } = planOf(name);
    const text = writeText(compile(plan, set, forms).document);
    const paper = readPaper(readDocument(utf8(text), 'paper.txt'), 'paper.txt', forms);

    test('its paper has no finding', () => {
      const { findings } = checkPaper(paper, forms);
      assert.deepEqual(
        findings.filter(({ severity }) => severity !== 'info').map(({ code, message }) => `${code}: ${message}`),
        [],
      );
    });

    const seed = existsSync(SEEDS) ? readdirSync(SEEDS).find((file) => file.startsWith(start)) : undefined;
    test('every figure of the seed stands in its tables, or is listed as resolved', { skip: seed ? false : '没有 ../shared/seeds' }, () => {
      const file = `${SEEDS}/${seed}`;
      const original = readPaper(readDocument(readFileSync(file), file), file, forms);
      const key = keysIn(paper);
      const value = (fact: Fact) => fact.value / 10 ** fact.scale;
      const compiled = new Map(paper.facts.map((fact) => [key(fact), value(fact)]));
      const keyOfSeed = keysIn(original);
      const resolved = load(readFileSync(folder(`examples/${name}/resolutions.yaml`), 'utf8')) as Resolved[];
      const listed = new Set(resolved.flatMap(({ facts }) => facts));
      const printed = original.facts.filter((fact) => fact.where.node === 'table' && fact.printed !== '' && !OF_EVALUATION(fact));
      const off = printed.filter((fact) => compiled.get(keyOfSeed(fact)) !== value(fact));
      const unlisted = off.filter((fact) => !listed.has(factKey(fact.concept, fact.dims)));
      console.log(`${name}: ${printed.length} figures, ${printed.length - off.length} equal, ${off.length - unlisted.length} resolved`);
      assert.deepEqual(
        unlisted.map(
          (fact) =>
            `${fact.where.table} / ${fact.where.row} / ${fact.where.column}: ${keyOfSeed(fact)} = ${fact.printed}, ${compiled.get(keyOfSeed(fact))}`,
        ),
        [],
      );
    });
  });
}
