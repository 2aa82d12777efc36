import { failedPaper } from '../server/checked.ts';
import { paperSection } from '../server/html.ts';
import { documentReport } from '../server/report.ts';
import { LIMITS, WorkerFailure } from '../server/workers/limits.ts';
import { WorkerPool } from '../server/workers/pool.ts';
import type { Answers, Checked, Task } from './task.ts';
import { progress } from './usage.ts';

type Of<K extends Task['kind']> = Extract<Task, { kind: K }>;

/** The workers of the shell: one file after the other in each. */
export class Pool {
  private readonly workers: WorkerPool<Task, Answers[keyof Answers]>;

  /** `seconds`: the most that one task may take */
  constructor(jobs: number, seconds: number = LIMITS.seconds) {
    this.workers = new WorkerPool(new URL('./worker.ts', import.meta.url), jobs, { ...LIMITS, seconds });
  }

  /** Throws WorkerFailure; what the program itself failed at is told on stderr. */
  async run<K extends Task['kind']>(task: Of<K>): Promise<Answers[K]> {
    try {
      return (await this.workers.run(task)) as Answers[K];
    } catch (error) {
      if (error instanceof WorkerFailure && error.kind === 'program') progress(`${namesOf(task)}：${error.detail}\n`);
      throw error;
    }
  }

  /** A file that breaks a limit is answered with an error like any that cannot be read. */
  async check(task: Of<'check'>): Promise<Checked> {
    try {
      return await this.run(task);
    } catch (error) {
      if (!(error instanceof WorkerFailure)) throw error;
      const paper = failedPaper(task.input.name, '', error.message);
      return { report: documentReport(paper), section: paperSection(paper, task.index) };
    }
  }

  close(): void {
    this.workers.close();
  }
}

function namesOf(task: Task): string {
  if (task.kind === 'compile') return task.order.plan;
  return task.kind === 'across' ? task.inputs.map(({ name }) => name).join('、') : task.input.name;
}
