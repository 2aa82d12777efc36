/** What a worker says of a task: what came of it, or the stack of what was thrown. */
export type Reply<Answer> = { readonly answer: Answer } | { readonly thrown: string };

/** Answers tasks in a worker, one at a time. What is thrown is told, and ends only the task. */
export function answerTasks<Task, Answer>(handle: (task: Task) => Answer | Promise<Answer>): void {
  const reply = (message: Reply<Answer>): void => {
    process.send?.(message);
  };
  process.on('message', async (task: Task) => {
    try {
      reply({ answer: await handle(task) });
    } catch (error) {
      reply({ thrown: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
  process.on('disconnect', () => process.exit());
}
