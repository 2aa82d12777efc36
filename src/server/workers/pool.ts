import { Child } from './child.ts';
import { LIMITS, type Limits, WorkerFailure } from './limits.ts';

interface Job<Task, Answer> {
  readonly task: Task;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (failure: WorkerFailure) => void;
}

/**
 * Does tasks in at most `size` workers: processes, each started from `module` (which calls `answerTasks`) when it is first needed. A task
 * that fails, breaks a limit or takes its worker down takes nothing else down: another worker takes its place, and only this task is rejected.
 */
export class WorkerPool<Task, Answer> {
  private readonly module: URL;
  private readonly size: number;
  private readonly limits: Limits;
  private readonly jobs: Job<Task, Answer>[] = [];
  private children: Child<Task, Answer>[] = [];

  constructor(module: URL, size: number, limits: Limits = LIMITS) {
    this.module = module;
    this.size = size;
    this.limits = limits;
    process.once('exit', () => this.close());
  }

  /** Rejects with WorkerFailure alone. The task and its answer are copied between processes: plain data, maps, sets, bytes. */
  run(task: Task): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.jobs.push({ task, resolve, reject });
      this.next();
    });
  }

  /** Starts a worker before there is a task for it. */
  warm(): void {
    if (this.children.length < this.size) this.start();
  }

  close(): void {
    this.jobs.length = 0;
    for (const child of this.children) child.kill();
  }

  private start(): Child<Task, Answer> {
    const child = new Child<Task, Answer>(this.module, this.limits);
    this.children.push(child);
    return child;
  }

  private next(): void {
    this.children = this.children.filter(({ spent }) => !spent);
    while (this.jobs.length > 0) {
      const child = this.children.find(({ idle }) => idle) ?? (this.children.length < this.size ? this.start() : null);
      const job = child && this.jobs.shift();
      if (!job) return;
      void this.hand(child, job);
    }
  }

  private async hand(child: Child<Task, Answer>, { task, resolve, reject }: Job<Task, Answer>): Promise<void> {
    const outcome = await child.run(task);
    if ('failure' in outcome) reject(new WorkerFailure(outcome.failure, this.limits, outcome.detail));
    else resolve(outcome.answer);
    this.next();
  }
}
