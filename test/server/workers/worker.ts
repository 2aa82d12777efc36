import { answerTasks } from '../../../src/server/workers/answer.ts';

/** A worker that does what a task says; what goes wrong in a reader goes wrong here by hand. */
export type Deed = 'echo' | 'loop' | 'wait' | 'regex' | 'memory' | 'deep' | 'throw' | 'exit' | 'buffers' | 'abort' | 'print';

const deep = (n: number): number => deep(n + 1) + 1;

const DEEDS: Record<Deed, () => unknown> = {
  echo: () => 'echo',
  loop: () => {
    for (;;);
  },
  wait: () => new Promise(() => undefined),
  regex: () => /^(a+)+$/.test(`${'a'.repeat(60)}b`),
  memory: () => {
    for (const kept: number[][] = []; ; ) kept.push(new Array<number>(1000).fill(kept.length));
  },
  buffers: () => {
    for (const kept: Buffer[] = []; ; ) kept.push(Buffer.alloc(10_000_000, kept.length));
  },
  abort: () => process.kill(process.pid, 'SIGSEGV'),
  deep: () => deep(0),
  throw: () => {
    throw new TypeError('a bug');
  },
  exit: () => process.exit(3),
  print: () => console.log('a library speaks'),
};

answerTasks<Deed, unknown>((deed) => DEEDS[deed]());
