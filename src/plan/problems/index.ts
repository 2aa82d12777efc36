import type { Plan, PlanProblem } from '../plan.ts';
import { economicNature, economicPairs, fundIncome, givenCodes, lineCodes, natures, purchaseCodes } from './codes.ts';
import { negativeAmounts, overspending, projectFunding, purchases, sources } from './money.ts';
import type { Against, Look } from './problem.ts';
import { carriedOver, doubles, indicators, lastYears, organisations, projectCodes, texts, wantedTexts, year } from './structure.ts';

export { wantedTexts };

const LOOKS: readonly Look[] = [
  year,
  organisations,
  doubles,
  natures,
  lineCodes,
  givenCodes,
  economicPairs,
  economicNature,
  fundIncome,
  negativeAmounts,
  carriedOver,
  sources,
  overspending,
  projectFunding,
  projectCodes,
  purchases,
  purchaseCodes,
  indicators,
  lastYears,
  texts,
];

/** What is wrong in a plan: errors first. With an error there is no paper (but for missing words, which a draft marks). */
export function planProblems(plan: Plan, against: Against): PlanProblem[] {
  const found = LOOKS.flatMap((look) => look(plan, against));
  return [...found.filter(({ severity }) => severity === 'error'), ...found.filter(({ severity }) => severity === 'warning')];
}
