import { parentPort } from 'node:worker_threads';
import { loadForms } from '../forms.ts';
import { failedAnswer, Runner, type Task } from './task.ts';

/** A thread that does one task at a time. */
const runner = new Runner(loadForms(), false);

parentPort?.on('message', async (task: Task) => {
  try {
    parentPort?.postMessage(await runner.run(task));
  } catch (error) {
    parentPort?.postMessage(failedAnswer(task, error));
  }
});
