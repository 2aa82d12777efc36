import { parentPort } from 'node:worker_threads';
import { answerOriginal, type OriginalTask } from './task.ts';

parentPort?.on('message', async (task: OriginalTask) => {
  parentPort?.postMessage(await answerOriginal(task));
});
