import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Reply } from './answer.ts';
import { type FailureKind, type Limits, PATIENCE } from './limits.ts';

/** Characters that are kept of what a worker says on stderr. */
const TAIL = 4000;
/** Milliseconds between two looks at a worker. */
const WATCH = 200;

/** A file of /proc about a process; '' where the system has none, or the process has just ended. */
function told(pid: number | undefined, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error) return '';
    throw error;
  }
}

/** Memory of a process in MB, WebAssembly and buffers counted; 0 where the system does not tell. */
const memoryOf = (pid: number | undefined): number => Number(/VmRSS:\s*(\d+) kB/.exec(told(pid, 'status'))?.[1] ?? 0) / 1024;

/** Processor time of a process in seconds; null where the system does not tell. */
function workOf(pid: number | undefined): number | null {
  const stat = told(pid, 'stat');
  // user and system time in hundredths, after the name in brackets, which may hold anything
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number);
  return stat === '' ? null : ((user ?? 0) + (system ?? 0)) / 100;
}

/** V8 aborts where its heap is full. */
const isFull = (code: number | null, signal: NodeJS.Signals | null, said: string): boolean =>
  (signal === 'SIGABRT' || code === 134) && /out of memory|heap limit/i.test(said);

export type Outcome<Answer> = { readonly answer: Answer } | { readonly failure: FailureKind; readonly detail: string };

/** A process that does tasks, one at a time. After a failure it is ended; `spent` tells that another must take its place. */
export class Child<Task, Answer> {
  spent = false;
  private cold = true;
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
    const { pid } = this.process;
    const start = performance.now();
    const before = this.cold ? 0 : (workOf(pid) ?? 0);
    this.cold = false;
    const watch = setInterval(() => {
      const memory = memoryOf(pid);
      if (memory > memoryMB) this.end(this.failure('memory', `the worker held ${Math.round(memory)} MB`));
      const clock = (performance.now() - start) / 1000;
      // threads that collect garbage work beside: never more than the clock
      const work = Math.min(clock, (workOf(pid) ?? Number.POSITIVE_INFINITY) - before);
      if (work > seconds || clock > seconds * PATIENCE) this.end(this.failure('time', `no answer within ${seconds} s`));
    }, WATCH);
    this.hold(true);
    return new Promise((resolve) => {
      this.settle = (outcome) => {
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
