import { Worker } from 'node:worker_threads';
import type { Forms } from '../forms.ts';
import { type Answer, failedAnswer, Runner, type Task } from './task.ts';

/** Does tasks on so many threads; with one job, in this thread. */
export class Pool {
  private readonly jobs: number;
  private readonly runner: Runner;
  private readonly idle: Worker[] = [];

  constructor(jobs: number, forms: Forms, keep: boolean) {
    this.jobs = jobs;
    this.runner = new Runner(forms, keep);
  }

  /** Answers in the order of the tasks; `done` is told each time one is ready. */
  async run(tasks: readonly Task[], done: () => void): Promise<Answer[]> {
    const answers = new Array<Answer>(tasks.length);
    let next = 0;
    const lane = async (): Promise<void> => {
      for (let at = next++; at < tasks.length; at = next++) {
        answers[at] = await this.one(tasks[at]!);
        done();
      }
    };
    await Promise.all(Array.from({ length: Math.min(this.jobs, tasks.length) }, lane));
    return answers;
  }

  async close(): Promise<void> {
    await Promise.all(this.idle.map((worker) => worker.terminate()));
  }

  private async one(task: Task): Promise<Answer> {
    if (this.jobs > 1) return this.send(task);
    try {
      return await this.runner.run(task);
    } catch (error) {
      return failedAnswer(task, error);
    }
  }

  /** Hands a task to a thread. One that dies at it (out of memory) takes only this task down. */
  private send(task: Task): Promise<Answer> {
    const worker = this.idle.pop() ?? new Worker(new URL('./worker.ts', import.meta.url));
    return new Promise((resolve) => {
      const answered = (answer: Answer): void => {
        worker.off('error', died);
        this.idle.push(worker);
        resolve(answer);
      };
      const died = (error: unknown): void => {
        worker.off('message', answered);
        resolve(failedAnswer(task, error));
      };
      worker.once('message', answered);
      worker.once('error', died);
      worker.postMessage(task);
    });
  }
}
