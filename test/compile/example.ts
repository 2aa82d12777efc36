import assert from 'node:assert/strict';
import { canonicalOf } from '../../src/check/canonical.ts';
import { checkPaper } from '../../src/check/check.ts';
import { type Compiled, compile } from '../../src/compile/compile.ts';
import type { Printable } from '../../src/document/layout.ts';
import { factKey, withDims } from '../../src/fact/dimension.ts';
import type { Fact } from '../../src/fact/fact.ts';
import type { FormSet } from '../../src/form/form.ts';
import { formSets } from '../../src/form/load.ts';
import type { StatedFact } from '../../src/form/render-facts.ts';
import { readDocument } from '../../src/format/index.ts';
import { loadForms } from '../../src/forms.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { readPlan } from '../../src/plan/read.ts';
import { type Paper, readPaper } from '../../src/score/read.ts';

export const forms = loadForms();
export const sets = formSets(forms.sets);

/** Rows of a purchase list name projects, of which one may stand in several rows: they are not read as facts. */
export const UNREAD = /^政府采购预算明细表 (?!合计)/;

type Stated = Pick<Fact, 'concept' | 'dims' | 'value' | 'scale'>;

/** Keys by which facts are compared: what means the same money in this paper has one key; three-public and agency operating expenses are appropriations. */
export function keysIn(paper: Paper): (fact: Stated) => string {
  const canonical = canonicalOf(paper);
  return (fact) => {
    const dims = canonical.dims(fact);
    const ownFund = fact.concept === 'three-public' || fact.concept === 'agency-operating';
    const value = (fact.value / 10 ** fact.scale).toFixed(2);
    return `${factKey(fact.concept, ownFund && dims.fund !== 'general' ? withDims(dims, { fund: 'all' }) : dims)} = ${value}`;
  };
}

/** The example of a form set, compiled. */
export interface Example {
  readonly set: FormSet;
  readonly plan: Plan;
  readonly compiled: Compiled;
  readonly printable: Printable;
}

export function exampleOf(set: FormSet, draft = false): Example {
  const plan = readPlan({ value: set.example, path: `forms/${set.id}/example.yaml` }, set.kind);
  const compiled = compile(plan, set, forms);
  const { organisation, year } = plan.paper;
  const title = `${organisation}${year}年度${set.kind === 'budget' ? '预算' : '决算'}公开`;
  return { set, plan, compiled, printable: { ...compiled, edition: { title, organisation, date: `${year}-03-01`, draft } } };
}

/** A written file read again: the same identity, every fact of `stated` with its meaning and value, nothing else, and no finding. */
export function assertReadsBack({ set, plan }: Example, bytes: Uint8Array, stated: readonly StatedFact[], findings = true): void {
  const paper = readPaper(readDocument(bytes, 'example'), 'example', forms);
  const { kind, organisation, year } = paper.identity;
  assert.deepEqual({ kind, organisation, year }, { kind: set.kind, organisation: plan.paper.organisation, year: set.year });
  const key = keysIn(paper);
  const read = new Set(paper.facts.map(key));
  const known = new Set(stated.map(key));
  const lost = stated.filter((fact) => !UNREAD.test(fact.where) && !read.has(key(fact)));
  const extra = paper.facts.filter(
    (fact) => (fact.where.node === 'table' || fact.where.node === 'text') && fact.value !== 0 && !known.has(key(fact)),
  );
  assert.deepEqual(
    {
      lost: lost.map((fact) => `${fact.where}: ${fact.printed} (${key(fact)})`),
      extra: extra.map((fact) => `${fact.where.table} ${fact.where.row} ${fact.where.column}: ${key(fact)}`),
    },
    { lost: [], extra: [] },
  );
  if (!findings) return;
  const told = checkPaper(paper, forms).findings.filter(({ severity }) => severity !== 'info');
  assert.deepEqual(
    told.map(({ code, message }) => `${code}: ${message}`),
    [],
  );
}
