import { Worker } from 'node:worker_threads';
import type { Reply } from './answer.ts';
import { type FailureKind, STACK_MB, THREAD_LIMITS, ThreadFailure, type ThreadLimits } from './limits.ts';

interface Job<Task, Answer> {
  readonly task: Task;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (failure: ThreadFailure) => void;
}

interface Thread<Task, Answer> {
  readonly worker: Worker;
  /** what it is at; null while it is idle */
  job: Job<Task, Answer> | null;
  timer: NodeJS.Timeout | undefined;
}

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
const isMemory = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';

/**
 * Does tasks in at most `size` threads, each started from `module` (which calls `answerTasks`) when it is first needed. A task that fails,
 * breaks a limit or takes its thread down takes nothing else down: the thread is ended, another takes its place, and only this task is rejected.
 */
export class ThreadPool<Task, Answer> {
  private readonly module: URL;
  private readonly size: number;
  private readonly limits: ThreadLimits;
  private readonly threads = new Set<Thread<Task, Answer>>();
  private readonly jobs: Job<Task, Answer>[] = [];

  constructor(module: URL, size: number, limits: ThreadLimits = THREAD_LIMITS) {
    this.module = module;
    this.size = size;
    this.limits = limits;
  }

  /** Rejects with ThreadFailure alone. The task and its answer are copied between threads. */
  run(task: Task): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.jobs.push({ task, resolve, reject });
      this.next();
    });
  }

  /** Starts a thread before there is a task for it. */
  warm(): void {
    if (this.threads.size < this.size) this.start().worker.unref();
  }

  async close(): Promise<void> {
    const threads = [...this.threads];
    this.threads.clear();
    await Promise.all(threads.map(({ worker }) => worker.terminate()));
  }

  private next(): void {
    while (this.jobs.length > 0) {
      const idle = [...this.threads].find(({ job }) => job === null);
      const thread = idle ?? (this.threads.size < this.size ? this.start() : null);
      const job = thread && this.jobs.shift();
      if (!job) return;
      thread.job = job;
      thread.timer = setTimeout(() => this.fail(thread, 'time', ''), this.limits.seconds * 1000);
      thread.worker.ref();
      thread.worker.postMessage(job.task);
    }
  }

  private start(): Thread<Task, Answer> {
    const resourceLimits = { maxOldGenerationSizeMb: this.limits.heapMB, stackSizeMb: STACK_MB };
    const worker = new Worker(this.module, { resourceLimits });
    const thread: Thread<Task, Answer> = { worker, job: null, timer: undefined };
    this.threads.add(thread);
    worker.on('message', (reply: Reply<Answer>) => this.replied(thread, reply));
    worker.on('messageerror', (error) => this.fail(thread, 'program', stackOf(error)));
    worker.on('error', (error: unknown) => this.fail(thread, isMemory(error) ? 'memory' : 'program', stackOf(error)));
    worker.on('exit', (code) => this.fail(thread, 'program', `the thread ended with ${code}`));
    return thread;
  }

  private replied(thread: Thread<Task, Answer>, reply: Reply<Answer>): void {
    // what was thrown may have left the thread's memory in any state
    if ('thrown' in reply) {
      this.fail(thread, 'program', reply.thrown);
      return;
    }
    const { job } = thread;
    clearTimeout(thread.timer);
    thread.job = null;
    // an idle thread does not keep the process alive
    thread.worker.unref();
    job?.resolve(reply.answer);
    this.next();
  }

  /** Ends a thread, once; its job is rejected. */
  private fail(thread: Thread<Task, Answer>, kind: FailureKind, detail: string): void {
    if (!this.threads.delete(thread)) return;
    clearTimeout(thread.timer);
    void thread.worker.terminate();
    thread.job?.reject(new ThreadFailure(kind, this.limits, detail));
    this.next();
  }
}
