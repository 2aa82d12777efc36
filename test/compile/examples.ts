import assert from 'node:assert/strict';
import { checkPaper } from '../../src/check/check.ts';
import { type Compiled, compile } from '../../src/compile/compile.ts';
import type { Printable } from '../../src/document/layout.ts';
import type { FormSet } from '../../src/form/form.ts';
import { formSets } from '../../src/form/load.ts';
import type { StatedFact } from '../../src/form/render-facts.ts';
import { readDocument } from '../../src/format/index.ts';
import { loadForms } from '../../src/forms.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { readPlan } from '../../src/plan/read.ts';
import { type Paper, readPaper } from '../../src/score/read.ts';
import { extraFacts, lostFacts } from '../../tools/proof/read-back.ts';

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

/** Findings of a paper but hints. */
export const findingsOf = (paper: Paper): string[] =>
  checkPaper(paper, forms)
    .findings.filter(({ severity }) => severity !== 'info')
    .map(({ code, message }) => `${code}: ${message}`);

/** A written file read again: the same identity, every fact of `stated` with its meaning and value, nothing else, and no finding. */
export function assertReadsBack({ set, plan }: Example, bytes: Uint8Array, stated: readonly StatedFact[]): void {
  const paper = readPaper(readDocument(bytes, 'example'), 'example', forms);
  const { kind, organisation, year } = paper.identity;
  assert.deepEqual({ kind, organisation, year }, { kind: set.kind, organisation: plan.paper.organisation, year: set.year });
  assert.deepEqual({ lost: lostFacts(stated, paper), extra: extraFacts(stated, paper) }, { lost: [], extra: [] });
  assert.deepEqual(findingsOf(paper), []);
}
