import type { FormSet } from '../form/form.ts';
import { isWritten, type Plan } from './plan.ts';
import { wantedTexts } from './problems/index.ts';

/** Gaps in the text of a draft. */
export const GAP_MARK = /【待填写：[^【】]*】/g;

/** How a draft shows that words are missing; the check for leftovers knows it. */
const gap = (heading: string, name: string): string => `【待填写：${heading}（${name}）】`;

/** A plan for a draft: every text that the form set wants and that is missing is a clear gap. */
export function withGaps(plan: Plan, set: FormSet): Plan {
  const texts = new Map(plan.paper.texts);
  for (const { name, heading } of wantedTexts(set)) if (!isWritten(texts.get(name))) texts.set(name, gap(heading, name));
  return { ...plan, paper: { ...plan.paper, texts } };
}
