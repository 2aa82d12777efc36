import type { Finding } from '../../check/finding.ts';
import type { StoredRecord } from '../../plan/grid/rows.ts';
import type { PlanHead } from '../../plan/start.ts';
import { StoreError } from '../../store/error.ts';
import type { Sides } from '../../store/work/difference.ts';
import { PLAN_FAILURES } from '../plans/failures.ts';
import { WorkerFailure } from '../workers/limits.ts';
import { WorkerPool } from '../workers/pool.ts';
import type { Difference } from './difference.ts';
import type { LastPlan } from './grid-tasks.ts';
import type { Made, PlanAnswers, PlanTask } from './plan-worker.ts';
import type { RecordAnswers, RecordTask } from './record-tasks.ts';

const MOST_WORKERS = 2;
/** Comparisons that are remembered. */
const MOST_DIFFERENCES = 20;

/** Reads, checks and compiles plans in processes of their own. */
export class PlanWorkers {
  private readonly pool = new WorkerPool<PlanTask, PlanAnswers[keyof PlanAnswers]>(
    new URL('./plan-worker.ts', import.meta.url),
    MOST_WORKERS,
  );
  private readonly differences = new Map<string, Promise<Difference>>();

  read(bytes: Uint8Array, file: string, form: string) {
    return this.run<'read'>({ kind: 'read', bytes, file, form });
  }

  check(form: string, value: Readonly<Record<string, unknown>>) {
    return this.run<'check'>({ kind: 'check', form, value });
  }

  files(form: string, value: Readonly<Record<string, unknown>>) {
    return this.run<'files'>({ kind: 'files', form, value });
  }

  page(form: string, value: Readonly<Record<string, unknown>>) {
    return this.run<'page'>({ kind: 'page', form, value });
  }

  workbook(form: string, value: Readonly<Record<string, unknown>>, written: Date) {
    return this.run<'workbook'>({ kind: 'workbook', form, value, written });
  }

  grid(form: string, records: readonly StoredRecord[]) {
    return this.run<'grid'>({ kind: 'grid', form, records });
  }

  problems(form: string, records: readonly StoredRecord[]) {
    return this.run<'problems'>({ kind: 'problems', form, records });
  }

  origin(form: string, records: readonly StoredRecord[], finding: Finding) {
    return this.run<'origin'>({ kind: 'origin', form, records, finding });
  }

  empty(form: string, head: PlanHead) {
    return this.run<'empty'>({ kind: 'empty', form, head });
  }

  next(form: string, last: LastPlan, amounts: boolean) {
    return this.run<'next'>({ kind: 'next', form, last, amounts });
  }

  /** Each pair is compared once while it is remembered. Throws StoreError where a plan makes no paper. */
  difference({ before, after, years }: Sides): Promise<Difference> {
    const key = `${before.key} ${after.key} ${years}`;
    const known = this.differences.get(key);
    if (known) return known;
    const task = { kind: 'difference', before: before.content, after: after.content, years } as const;
    const found = this.run<'difference'>(task).then(made);
    this.differences.set(key, found);
    found.catch(() => this.differences.delete(key));
    const [oldest] = this.differences.keys();
    if (this.differences.size > MOST_DIFFERENCES && oldest !== undefined) this.differences.delete(oldest);
    return found;
  }

  /** What is made of records of performance. */
  record<K extends keyof RecordAnswers>(task: Extract<RecordTask, { kind: K }>): Promise<RecordAnswers[K]> {
    return this.run<K>(task as never) as Promise<RecordAnswers[K]>;
  }

  close(): void {
    this.pool.close();
  }

  /** Throws StoreError where the file or the plan breaks a limit of the worker. */
  private async run<K extends keyof PlanAnswers>(task: Extract<PlanTask, { kind: K }>): Promise<PlanAnswers[K]> {
    try {
      return (await this.pool.run(task)) as PlanAnswers[K];
    } catch (error) {
      if (!(error instanceof WorkerFailure)) throw error;
      if (error.kind === 'program') process.stderr.write(`${task.kind}：${error.detail}\n`);
      throw new StoreError('invalid', PLAN_FAILURES[error.kind]);
    }
  }
}

/** What came of a task. Throws StoreError with the problems, each with its place and how to mend it, where nothing did. */
export function made<T>({ made: result, problems }: Made<T>): T {
  if (result === null) throw new StoreError('invalid', `计划里有 ${problems.length} 处要改正。`, { problems });
  return result;
}
