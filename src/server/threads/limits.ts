/** What one task may cost. All are far above what any paper needs. */
export interface ThreadLimits {
  /** wall time, the start of a cold thread counted */
  readonly seconds: number;
  /** heap of a thread; buffers and WebAssembly stand outside it and have limits of their own (format/package/limits, format/pdf/limits) */
  readonly heapMB: number;
}

export const THREAD_LIMITS: ThreadLimits = { seconds: 60, heapMB: 2048 };

/** Room for calls inside calls: a document nested as deep as the readers let it be needs far less. */
export const STACK_MB = 4;

export type FailureKind = 'time' | 'memory' | 'program';

const PROGRAM = '校验时程序出错，请把这份文件和标准错误里的信息报告给开发者';

/** A task that broke a limit of its thread, or at which the program failed. The message is Chinese and shown to the user as it stands. */
export class ThreadFailure extends Error {
  override readonly name = 'ThreadFailure';
  readonly kind: FailureKind;
  /** for developers: the stack of what was thrown; '' where a limit alone was broken */
  readonly detail: string;

  constructor(kind: FailureKind, limits: ThreadLimits, detail: string) {
    const messages: Record<FailureKind, string> = {
      time: `读取超时（超过 ${limits.seconds} 秒），文件可能过大或结构异常。请拆分后再试`,
      memory: `读取时内存不足（超过 ${limits.heapMB} MB），文件可能过大或结构异常。请拆分后再试`,
      program: PROGRAM,
    };
    super(messages[kind]);
    this.kind = kind;
    this.detail = detail;
  }
}
