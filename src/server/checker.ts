import { availableParallelism } from 'node:os';
import type { Finding } from '../check/finding.ts';
import type { Paper } from '../score/read.ts';
import { type CheckedPaper, failedPaper, sha256 } from './checked.ts';
import { THREAD_LIMITS, ThreadFailure } from './threads/limits.ts';
import { ThreadPool } from './threads/pool.ts';
import type { Answers, Task } from './worker.ts';

const MOST_THREADS = 4;

/** Checks papers in threads: whatever a file holds, the server goes on answering. */
export class Checker {
  private readonly threads: ThreadPool<Task, Answers[keyof Answers]>;

  constructor(limits = THREAD_LIMITS) {
    const size = Math.max(2, Math.min(MOST_THREADS, availableParallelism()));
    this.threads = new ThreadPool(new URL('./worker.ts', import.meta.url), size, limits);
  }

  /** Loads what the first paper needs before there is one. */
  warm(): void {
    this.threads.warm();
  }

  /** A file that cannot be read, or breaks a limit, comes back with `error`. */
  async check(bytes: Uint8Array, file: string): Promise<CheckedPaper> {
    const answer = await this.run<'check'>({ kind: 'check', bytes, file }, file);
    return answer instanceof ThreadFailure ? failedPaper(file, sha256(bytes), answer.message) : answer;
  }

  /** Findings between papers of one organisation; null, told on stderr, where they could not be held against each other. */
  async across(papers: readonly Paper[]): Promise<readonly Finding[] | null> {
    const answer = await this.run<'across'>({ kind: 'across', papers }, papers.map(({ file }) => file).join('、'));
    return answer instanceof ThreadFailure ? null : answer;
  }

  close(): Promise<void> {
    return this.threads.close();
  }

  private async run<K extends Task['kind']>(task: Extract<Task, { kind: K }>, name: string): Promise<Answers[K] | ThreadFailure> {
    try {
      return (await this.threads.run(task)) as Answers[K];
    } catch (error) {
      if (!(error instanceof ThreadFailure)) throw error;
      process.stderr.write(`${name}：${error.detail || error.message}\n`);
      return error;
    }
  }
}
