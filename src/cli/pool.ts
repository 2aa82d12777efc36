import { failedPaper } from '../server/checked.ts';
import { paperSection } from '../server/html.ts';
import { documentReport } from '../server/report.ts';
import { THREAD_LIMITS, ThreadFailure } from '../server/threads/limits.ts';
import { ThreadPool } from '../server/threads/pool.ts';
import type { Answers, Checked, Task } from './task.ts';
import { progress } from './usage.ts';

type Of<K extends Task['kind']> = Extract<Task, { kind: K }>;

/** The threads of the shell: one file after the other in each. */
export class Pool {
  private readonly threads: ThreadPool<Task, Answers[keyof Answers]>;

  /** `seconds`: the most that one task may take */
  constructor(jobs: number, seconds: number = THREAD_LIMITS.seconds) {
    this.threads = new ThreadPool(new URL('./worker.ts', import.meta.url), jobs, { ...THREAD_LIMITS, seconds });
  }

  /** Throws ThreadFailure; what the program itself failed at is told on stderr. */
  async run<K extends Task['kind']>(task: Of<K>): Promise<Answers[K]> {
    try {
      return (await this.threads.run(task)) as Answers[K];
    } catch (error) {
      if (error instanceof ThreadFailure && error.kind === 'program') progress(`${namesOf(task)}：${error.detail}\n`);
      throw error;
    }
  }

  /** A file that breaks a limit is answered with an error like any that cannot be read. */
  async check(task: Of<'check'>): Promise<Checked> {
    try {
      return await this.run(task);
    } catch (error) {
      if (!(error instanceof ThreadFailure)) throw error;
      const paper = failedPaper(task.input.name, '', error.message);
      return { report: documentReport(paper), section: paperSection(paper, task.index) };
    }
  }

  close(): Promise<void> {
    return this.threads.close();
  }
}

const namesOf = (task: Task): string => (task.kind === 'across' ? task.inputs.map(({ name }) => name).join('、') : task.input.name);
