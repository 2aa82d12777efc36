/** What one task may cost. All are far above what any paper needs. */
export interface Limits {
  /**
   * Seconds of work, the start of a cold worker counted: processor time where the system tells of it (Linux), so that a busy machine fails no
   * file, else time by the clock. By the clock alone it is PATIENCE times as much.
   */
  readonly seconds: number;
  /** heap of a worker's own language */
  readonly heapMB: number;
  /** all its memory, with buffers and WebAssembly; watched where the system tells of it (Linux) */
  readonly memoryMB: number;
}

export const LIMITS: Limits = { seconds: 60, heapMB: 2048, memoryMB: 3072 };

/** A worker that waits for what never comes uses no processor time. */
export const PATIENCE = 4;

export type FailureKind = 'time' | 'memory' | 'program';

const MESSAGES: Record<FailureKind, (limits: Limits) => string> = {
  time: ({ seconds }) => `读取超时（超过 ${seconds} 秒），文件可能过大或结构异常。请拆分后再试`,
  memory: ({ memoryMB }) => `读取时内存不足（上限 ${memoryMB} MB），文件可能过大或结构异常。请拆分后再试`,
  program: () => '校验时程序出错，请把这份文件和标准错误里的信息报告给开发者',
};

/** A task that broke a limit, or at which the program failed. The message is Chinese and shown to the user as it stands. */
export class WorkerFailure extends Error {
  override readonly name = 'WorkerFailure';
  readonly kind: FailureKind;
  /** for developers: the stack of what was thrown, how the worker ended, what it said last */
  readonly detail: string;

  constructor(kind: FailureKind, limits: Limits, detail: string) {
    super(MESSAGES[kind](limits));
    this.kind = kind;
    this.detail = detail;
  }
}
