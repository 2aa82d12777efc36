import type { FormSet } from '../form/form.ts';
import { type Rendered, render } from '../form/render.ts';
import type { Forms } from '../forms.ts';
import { fundedPaper } from '../plan/funding.ts';
import { leavesOf } from '../plan/leaves.ts';
import type { Plan } from '../plan/plan.ts';
import { LeafIndex, summedFacts } from '../plan/sums.ts';
import { type BalancedFigure, balancedFacts, balancedFigures, isWhole, Questions, scoredFacts } from './facts.ts';

/** A paper made from a plan: the document, every fact that it states, and how each figure was balanced, by fact key. */
export interface Compiled extends Rendered {
  readonly figures: ReadonlyMap<string, BalancedFigure>;
}

/**
 * The paper of a plan. It is rendered twice: once with exact sums, to learn which figures it states, then with those balanced together.
 * Throws an Error where a code has no name in the year, or a form asks for words that the plan does not have.
 */
export function compile(plan: Plan, set: FormSet, forms: Pick<Forms, 'lexicon' | 'codes'>): Compiled {
  const leaves = leavesOf(plan);
  const index = new LeafIndex(leaves.leaves, forms.lexicon);
  const questions = new Questions();
  const paper = fundedPaper(plan);
  const exact = summedFacts(index);
  const scored = plan.evaluated?.scored ?? new Map();
  render(set, scoredFacts(scored, questions.over(exact)), paper, forms.codes);
  // the target form of a project prints its amount in 元
  const exactly = new Set(paper.projects.flatMap(({ name, published }) => (published ? [name] : [])));
  const figures = balancedFigures(questions, index, leaves, (dims) =>
    dims.project === undefined ? null : exactly.has(dims.project) ? 'exact' : plan.evaluated && isWhole(dims) ? 'rate' : null,
  );
  return { ...render(set, scoredFacts(scored, balancedFacts(exact, figures)), paper, forms.codes), figures };
}
