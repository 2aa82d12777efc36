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
export const sets: readonly FormSet[] = formSets(forms.sets);

/** The plan of a form set's example, and the paper made from it. */
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

/** Rows of a purchase list name projects, of which one may stand in several rows: they are not read as facts. */
const UNREAD = /^政府采购预算明细表 (?!合计)/;

type Stated = Pick<Fact, 'concept' | 'dims' | 'value' | 'scale'>;

/** Keys by which facts are compared: what means the same money in this paper has one key; three-public and agency operating expenses are appropriations. */
function keysIn(paper: Paper): (fact: Stated) => string {
  const canonical = canonicalOf(paper);
  return (fact) => {
    const dims = canonical.dims(fact);
    const ownFund = fact.concept === 'three-public' || fact.concept === 'agency-operating';
    const value = (fact.value / 10 ** fact.scale).toFixed(2);
    return `${factKey(fact.concept, ownFund && dims.fund !== 'general' ? withDims(dims, { fund: 'all' }) : dims)} = ${value}`;
  };
}

/** Facts that a paper states and that were not read from it. */
export function lostFacts(stated: readonly StatedFact[], paper: Paper): string[] {
  const key = keysIn(paper);
  const read = new Set(paper.facts.map(key));
  const lost = stated.filter((fact) => !UNREAD.test(fact.where) && !read.has(key(fact)));
  return lost.map((fact) => `${fact.where}: ${fact.printed} (${key(fact)})`);
}

/** Facts that were read from a paper and that it does not state. */
export function extraFacts(stated: readonly StatedFact[], paper: Paper): string[] {
  const key = keysIn(paper);
  const known = new Set(stated.map(key));
  return paper.facts
    .filter(({ where, value }) => (where.node === 'table' || where.node === 'text') && value !== 0)
    .filter((fact) => !known.has(key(fact)))
    .map((fact) => `${fact.where.table} ${fact.where.row} ${fact.where.column}: ${key(fact)}`);
}

/** Findings of a paper but hints. */
export const findingsOf = (paper: Paper): string[] =>
  checkPaper(paper, forms)
    .findings.filter(({ severity }) => severity !== 'info')
    .map(({ code, message }) => `${code}: ${message}`);

/** A written file read again: the same identity, every fact of `stated` with its meaning and value, nothing else, and no finding. */
export function assertReadsBack({ set, plan }: Example, bytes: Uint8Array, stated: readonly StatedFact[], findings = true): void {
  const paper = readPaper(readDocument(bytes, 'example'), 'example', forms);
  const { kind, organisation, year } = paper.identity;
  assert.deepEqual({ kind, organisation, year }, { kind: set.kind, organisation: plan.paper.organisation, year: set.year });
  assert.deepEqual({ lost: lostFacts(stated, paper), extra: extraFacts(stated, paper) }, { lost: [], extra: [] });
  if (findings) assert.deepEqual(findingsOf(paper), []);
}
