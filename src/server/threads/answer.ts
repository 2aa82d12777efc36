import { Console } from 'node:console';
import { parentPort } from 'node:worker_threads';

/** What a thread says of a task: what came of it, or the stack of what was thrown. */
export type Reply<Answer> = { readonly answer: Answer } | { readonly thrown: string };

/** Answers tasks in a thread, one at a time. What is thrown is told, and ends only the task. */
export function answerTasks<Task, Answer>(handle: (task: Task) => Answer | Promise<Answer>): void {
  // stdout is for results: what a library says in a thread is none
  globalThis.console = new Console(process.stderr, process.stderr);
  const reply = (message: Reply<Answer>): void => parentPort?.postMessage(message);
  parentPort?.on('message', async (task: Task) => {
    try {
      reply({ answer: await handle(task) });
    } catch (error) {
      reply({ thrown: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
}
