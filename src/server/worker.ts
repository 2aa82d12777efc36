import { checkAcross } from '../check/check.ts';
import type { Finding } from '../check/finding.ts';
import { prepareFormat } from '../format/index.ts';
import { loadForms } from '../forms.ts';
import type { Paper } from '../score/read.ts';
import { type CheckedPaper, plainPaper } from './checked.ts';
import { checkBytes } from './paper.ts';
import { answerTasks } from './workers/answer.ts';

/** What a worker does for the server: checks the bytes of a file, or holds papers of one organisation against each other. */
export type Task =
  | { readonly kind: 'check'; readonly bytes: Uint8Array; readonly file: string }
  | { readonly kind: 'across'; readonly papers: readonly Paper[] };

export interface Answers {
  readonly check: CheckedPaper;
  readonly across: readonly Finding[];
}

const forms = loadForms();

async function check(bytes: Uint8Array, file: string): Promise<CheckedPaper> {
  await prepareFormat(bytes);
  return plainPaper(checkBytes(bytes, file, forms));
}

answerTasks<Task, Answers[keyof Answers]>((task) =>
  task.kind === 'check' ? check(task.bytes, task.file) : checkAcross(task.papers, forms),
);
