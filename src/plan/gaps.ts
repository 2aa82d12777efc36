import { gapMark } from '../document/gap.ts';
import type { FormSet } from '../form/form.ts';
import { isWritten, type Plan, type PlanProblem } from './plan.ts';
import { wantedTexts } from './problems/index.ts';

/** Whether a problem keeps a plan from being a paper. In a draft missing words are gaps; everything else must be right. */
export const stops = ({ severity, gap }: PlanProblem, draft: boolean): boolean => severity === 'error' && !(draft && gap === true);

/** A plan for a draft: every text that the form set wants and that is missing is a clear gap. */
export function withGaps(plan: Plan, set: FormSet): Plan {
  const texts = new Map(plan.paper.texts);
  for (const { name, heading } of wantedTexts(set, plan.paper.evaluation !== undefined))
    if (!isWritten(texts.get(name))) texts.set(name, gapMark(heading, name));
  return { ...plan, paper: { ...plan.paper, texts } };
}
