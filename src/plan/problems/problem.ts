import type { FormSet } from '../../form/form.ts';
import type { Catalogue } from '../../lexicon/codes.ts';
import type { Plan, PlanPlace, PlanProblem } from '../plan.ts';

/** What a plan is held against. */
export interface Against {
  readonly codes: Catalogue;
  readonly set: FormSet;
}

/** A pure look at a plan. */
export type Look = (plan: Plan, against: Against) => PlanProblem[];

export const error = (place: PlanPlace, field: string, message: string, mend: string): PlanProblem => ({
  severity: 'error',
  place,
  field,
  message,
  mend,
});

export const warning = (place: PlanPlace, field: string, message: string, mend: string): PlanProblem => ({
  ...error(place, field, message, mend),
  severity: 'warning',
});
