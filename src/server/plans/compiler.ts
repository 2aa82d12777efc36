import { LIMITS, WorkerFailure } from '../workers/limits.ts';
import { WorkerPool } from '../workers/pool.ts';
import { PLAN_FAILURES } from './failures.ts';
import type { PlanAnswer, PlanTask } from './task.ts';

/** Of plans there are few at a time; checks have workers of their own. */
const WORKERS = 2;

/** Does what is wanted of plans in workers: whatever a file holds, the server goes on answering. */
export class PlanCompiler {
  private readonly workers: WorkerPool<PlanTask, PlanAnswer>;

  constructor(limits = LIMITS) {
    this.workers = new WorkerPool(new URL('./worker.ts', import.meta.url), WORKERS, limits);
  }

  /** What breaks a limit, or the program, is refused; the program's own failures are told on stderr. */
  async run(task: PlanTask): Promise<PlanAnswer> {
    try {
      return await this.workers.run(task);
    } catch (error) {
      if (!(error instanceof WorkerFailure)) throw error;
      if (error.kind === 'program') process.stderr.write(`${task.kind}：${error.detail}\n`);
      return { kind: 'refused', error: PLAN_FAILURES[error.kind] };
    }
  }

  close(): void {
    this.workers.close();
  }
}
