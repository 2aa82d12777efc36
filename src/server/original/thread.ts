import { Worker } from 'node:worker_threads';
import type { OriginalAnswer, OriginalTask } from './task.ts';

const SECONDS = 20;
const HEAP_MB = 512;

const FAILED: OriginalAnswer = { kind: 'refused', error: '处理这份文件时出错，文件可能有损坏。请看“读出的文本”，或下载报告。' };
const LATE: OriginalAnswer = { kind: 'refused', error: '这份文件太复杂，处理超时。请看“读出的文本”，或下载报告。' };
const CANCELLED: OriginalAnswer = { kind: 'refused', error: '请求已取消。' };

/** Does tasks in one thread, one after the other; a file that breaks the thread or takes too long takes nothing else down. */
export class OriginalThread {
  private worker: Worker | null = null;
  private last: Promise<unknown> = Promise.resolve();

  /** `cancelled`: nobody waits for the answer any more; a task that has not begun by then is not done. */
  run(task: OriginalTask, cancelled?: AbortSignal): Promise<OriginalAnswer> {
    const answer = this.last.then(() => (cancelled?.aborted ? CANCELLED : this.send(task)));
    this.last = answer.catch(() => {}); // the next task does not depend on this one
    return answer;
  }

  private send(task: OriginalTask): Promise<OriginalAnswer> {
    this.worker ??= new Worker(new URL('./worker.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } });
    const worker = this.worker;
    worker.ref();
    return new Promise((resolve) => {
      const end = (answer: OriginalAnswer, broken: boolean): void => {
        clearTimeout(timer);
        worker.off('message', answered).off('error', died).unref();
        if (broken) {
          this.worker = null;
          worker.on('error', () => {}); // what it still says while it is ended
          void worker.terminate();
        }
        resolve(answer);
      };
      const answered = (answer: OriginalAnswer): void => end(answer, false);
      const died = (error: Error): void => {
        process.stderr.write(`${error.stack ?? error.message}\n`);
        end(FAILED, true);
      };
      const timer = setTimeout(() => end(LATE, true), SECONDS * 1000);
      worker.once('message', answered);
      worker.once('error', died);
      worker.postMessage(task);
    });
  }
}
