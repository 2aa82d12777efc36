import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Reply } from './answer.ts';
import type { FailureKind, Limits } from './limits.ts';

/** Characters that are kept of what a worker says on stderr. */
const TAIL = 4000;
/** Milliseconds between two looks at a worker's memory. */
const WATCH = 200;

/** Memory of a process in MB, WebAssembly and buffers counted; 0 where the system does not tell. */
function memoryOf(pid: number | undefined): number {
  try {
    return Number(/VmRSS:\s*(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch (error) {
    // no such folder, or the process has just ended
    if (error instanceof Error && 'code' in error) return 0;
    throw error;
  }
}

/** V8 aborts where its heap is full. */
const isFull = (code: number | null, signal: NodeJS.Signals | null, said: string): boolean =>
  (signal === 'SIGABRT' || code === 134) && /out of memory|heap limit/i.test(said);

export type Outcome<Answer> = { readonly answer: Answer } | { readonly failure: FailureKind; readonly detail: string };

/** A process that does tasks, one at a time. After a failure it is ended; `spent` tells that another must take its place. */
export class Child<Task, Answer> {
  spent = false;
  private readonly limits: Limits;
  private readonly process: ChildProcess;
  private said = '';
  private settle: ((outcome: Outcome<Answer>) => void) | null = null;

  constructor(module: URL, limits: Limits) {
    this.limits = limits;
    this.process = fork(module, {
      execArgv: ['--disable-warning=ExperimentalWarning', `--max-old-space-size=${limits.heapMB}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.process.stderr?.on('data', (chunk: Buffer) => {
      this.said = (this.said + String(chunk)).slice(-TAIL);
    });
    this.process.on('message', (reply: Reply<Answer>) => this.end('answer' in reply ? reply : this.failure('program', reply.thrown)));
    this.process.on('error', (error) => this.end(this.failure('program', error.stack ?? error.message)));
    this.process.on('close', (code, signal) => {
      const detail = `the worker ended with ${signal ?? code}\n${this.said}`.trim();
      this.end(this.failure(isFull(code, signal, this.said) ? 'memory' : 'program', detail));
    });
    this.hold(false);
  }

  get idle(): boolean {
    return this.settle === null && !this.spent;
  }

  /** Does a task; within the limits, or not at all. */
  run(task: Task): Promise<Outcome<Answer>> {
    const { seconds, memoryMB } = this.limits;
    const timer = setTimeout(() => this.end(this.failure('time', `no answer within ${seconds} s`)), seconds * 1000);
    const watch = setInterval(() => {
      const memory = memoryOf(this.process.pid);
      if (memory > memoryMB) this.end(this.failure('memory', `the worker held ${Math.round(memory)} MB`));
    }, WATCH);
    this.hold(true);
    return new Promise((resolve) => {
      this.settle = (outcome) => {
        clearTimeout(timer);
        clearInterval(watch);
        resolve(outcome);
      };
      this.process.send(task as object);
    });
  }

  kill(): void {
    this.spent = true;
    this.process.kill('SIGKILL');
    this.hold(false);
  }

  private failure(failure: FailureKind, detail: string): Outcome<Answer> {
    this.kill();
    return { failure, detail };
  }

  private end(outcome: Outcome<Answer>): void {
    // a worker that has grown large gives nothing back (WebAssembly never does): the next task gets a new one
    if (!this.spent && memoryOf(this.process.pid) > this.limits.memoryMB / 2) this.kill();
    const { settle } = this;
    this.settle = null;
    this.hold(false);
    settle?.(outcome);
  }

  /** Whether this worker keeps the whole program from ending. */
  private hold(busy: boolean): void {
    const { stderr, channel } = this.process;
    const handles = [this.process, channel, stderr instanceof Socket ? stderr : null];
    for (const handle of handles) {
      if (busy) handle?.ref();
      else handle?.unref();
    }
  }
}
