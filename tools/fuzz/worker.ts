import { prepareFormat } from '../../src/format/index.ts';
import { checkBytes } from '../../src/server/paper.ts';
import { answerTasks } from '../../src/server/workers/answer.ts';
import { forms, mutant } from './mutant.ts';
import type { FuzzTask, Outcome } from './task.ts';

async function outcome(seed: number, index: number): Promise<Outcome> {
  const { format, bytes } = mutant(seed, index);
  const start = performance.now();
  const end = (how: Outcome['end'], says: string): Outcome => ({ index, format, end: how, says, ms: performance.now() - start });
  try {
    await prepareFormat(bytes);
    const { error } = checkBytes(bytes, 'fuzz', forms);
    return error === null ? end('read', '') : end('refused', error);
  } catch (error) {
    return end('crashed', error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

answerTasks<FuzzTask, Outcome[]>(async ({ seed, from, to }) => {
  const outcomes: Outcome[] = [];
  for (let index = from; index < to; index++) outcomes.push(await outcome(seed, index));
  return outcomes;
});
