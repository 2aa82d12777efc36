import type { Forms } from '../../forms.ts';
import { PlanCompiler } from './compiler.ts';
import { PlanExamples } from './examples.ts';
import { Plans } from './store.ts';

/** What the pages and the API of plans work with. */
export interface PlanService {
  readonly plans: Plans;
  readonly compiler: PlanCompiler;
  readonly examples: PlanExamples;
}

export const planService = (forms: Pick<Forms, 'sets'>): PlanService => ({
  plans: new Plans(),
  compiler: new PlanCompiler(),
  examples: new PlanExamples(forms),
});
