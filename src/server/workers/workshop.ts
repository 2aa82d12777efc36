import { LIMITS, WorkerFailure } from './limits.ts';
import { WorkerPool } from './pool.ts';

/** Why something cannot be done, in Chinese. */
export interface Refused {
  readonly kind: 'refused';
  readonly error: string;
}

export const refused = (error: string): Refused => ({ kind: 'refused', error });

/** Does what is wanted of uploaded files in workers of its own: whatever a file holds, the server goes on answering. */
export class Workshop<Task extends { readonly kind: string }, Answer> {
  private readonly workers: WorkerPool<Task, Answer>;
  private readonly said: Record<WorkerFailure['kind'], string>;

  /** `said`: what is told of a task that broke a limit, or at which the program failed */
  constructor(module: URL, size: number, said: Record<WorkerFailure['kind'], string>, limits = LIMITS) {
    this.workers = new WorkerPool(module, size, limits);
    this.said = said;
  }

  /** What breaks a limit, or the program, is refused; the program's own failures are told on stderr. */
  async run(task: Task): Promise<Answer | Refused> {
    try {
      return await this.workers.run(task);
    } catch (error) {
      if (!(error instanceof WorkerFailure)) throw error;
      if (error.kind === 'program') process.stderr.write(`${task.kind}：${error.detail}\n`);
      return refused(this.said[error.kind]);
    }
  }

  close(): void {
    this.workers.close();
  }
}
