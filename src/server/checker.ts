import { availableParallelism } from 'node:os';
import type { Finding } from '../check/finding.ts';
import type { Paper } from '../score/read.ts';
import type { InboxAnswer } from '../store/inbox/check.ts';
import { type CheckedPaper, failedPaper, sha256 } from './checked.ts';
import type { Handover } from './inbox/handover.ts';
import type { Compared, HandoverFormat } from './inbox/task.ts';
import type { Answers, Task } from './worker.ts';
import { LIMITS, WorkerFailure } from './workers/limits.ts';
import { WorkerPool } from './workers/pool.ts';

const MOST_WORKERS = 4;

/** Checks papers in workers: whatever a file holds, the server goes on answering. */
export class Checker {
  private readonly workers: WorkerPool<Task, Answers[keyof Answers]>;
  /** workers that are ended with the server did nothing wrong */
  private closed = false;

  constructor(limits = LIMITS) {
    const size = Math.max(2, Math.min(MOST_WORKERS, availableParallelism()));
    this.workers = new WorkerPool(new URL('./worker.ts', import.meta.url), size, limits);
  }

  /** Loads what the first paper needs before there is one. */
  warm(): void {
    this.workers.warm();
  }

  /** A file that cannot be read, or breaks a limit, comes back with `error`. */
  async check(bytes: Uint8Array, file: string): Promise<CheckedPaper> {
    const answer = await this.run<'check'>({ kind: 'check', bytes, file }, file);
    return answer instanceof WorkerFailure ? failedPaper(file, sha256(bytes), answer.message) : answer;
  }

  /** Findings between papers of one organisation; null, told on stderr, where they could not be held against each other. */
  async across(papers: readonly Paper[]): Promise<readonly Finding[] | null> {
    const answer = await this.run<'across'>({ kind: 'across', papers }, papers.map(({ file }) => file).join('、'));
    return answer instanceof WorkerFailure ? null : answer;
  }

  /** A received paper: what is kept of it. */
  async receive(bytes: Uint8Array, file: string): Promise<InboxAnswer> {
    const answer = await this.run<'receive'>({ kind: 'receive', bytes, file }, file);
    return answer instanceof WorkerFailure ? { error: answer.message } : answer;
  }

  /** Findings between received papers about one organisation; null where they break a limit together. */
  async compare(papers: Extract<Task, { kind: 'compare' }>['papers']): Promise<Compared | null> {
    const answer = await this.run<'compare'>({ kind: 'compare', papers }, papers.map(({ id }) => id).join('、'));
    return answer instanceof WorkerFailure ? null : answer;
  }

  /** The file to hand over about received papers; null, told on stderr, where it could not be made. */
  async handover(as: HandoverFormat, handovers: readonly Handover[], now: Date): Promise<Uint8Array | null> {
    const answer = await this.run<'handover'>({ kind: 'handover', as, handovers, now }, handovers[0]?.version.file ?? '');
    return answer instanceof WorkerFailure ? null : answer;
  }

  close(): void {
    this.closed = true;
    this.workers.close();
  }

  private async run<K extends Task['kind']>(task: Extract<Task, { kind: K }>, name: string): Promise<Answers[K] | WorkerFailure> {
    try {
      return (await this.workers.run(task)) as Answers[K];
    } catch (error) {
      if (!(error instanceof WorkerFailure)) throw error;
      if (!this.closed) process.stderr.write(`${name}：${error.detail || error.message}\n`);
      return error;
    }
  }
}
