import { LIMITS } from '../workers/limits.ts';
import { Workshop } from '../workers/workshop.ts';
import { PLAN_FAILURES } from './failures.ts';
import type { PlanAnswer, PlanTask } from './task.ts';

/** Of plans there are few at a time; checks have workers of their own. */
const WORKERS = 2;

/** Does what is wanted of plans. */
export class PlanCompiler extends Workshop<PlanTask, PlanAnswer> {
  constructor(limits = LIMITS) {
    super(new URL('./worker.ts', import.meta.url), WORKERS, PLAN_FAILURES, limits);
  }
}
