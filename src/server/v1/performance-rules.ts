import { formSets } from '../../form/load.ts';
import { targetForms } from '../../form/render.ts';
import type { Forms } from '../../forms.ts';
import { DEFAULT_SCHEME } from '../../performance/defaults.ts';
import { type Scheme, schemesOf } from '../../score/scheme.ts';

/** A form set whose target form a project may be printed in. */
export interface TargetForm {
  readonly id: string;
  readonly name: string;
  readonly year: number;
}

/** What the workspace knows of performance from forms/: ways of scoring, and shapes of target forms. */
export interface PerformanceRules {
  readonly schemes: readonly Scheme[];
  readonly targets: readonly TargetForm[];
}

export const performanceRules = (forms: Pick<Forms, 'sets'>): PerformanceRules => ({
  schemes: [...schemesOf(forms.sets).values()],
  targets: formSets(forms.sets)
    .filter((set) => set.kind === 'budget' && targetForms(set).length > 0)
    .map(({ id, name, year }) => ({ id, name, year })),
});

/** The scheme of that id, or the ministry's. Throws an Error where forms/ has neither. */
export function schemeIn({ schemes }: PerformanceRules, id: unknown): Scheme {
  const scheme = schemes.find((one) => one.id === id) ?? schemes.find((one) => one.id === DEFAULT_SCHEME);
  if (!scheme) throw new Error(`forms/cn/scoring: no scheme ${DEFAULT_SCHEME}`);
  return scheme;
}
