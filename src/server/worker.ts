import { checkAcross } from '../check/check.ts';
import type { Finding } from '../check/finding.ts';
import { prepareFormat } from '../format/index.ts';
import { loadForms } from '../forms.ts';
import type { Paper } from '../score/read.ts';
import type { InboxAnswer } from '../store/inbox/check.ts';
import { type CheckedPaper, plainPaper } from './checked.ts';
import type { Handover } from './inbox/handover.ts';
import { type Compared, compared, type HandoverFormat, handoverFile, received } from './inbox/task.ts';
import { checkBytes } from './paper.ts';
import { answerTasks } from './workers/answer.ts';

/** What a worker does for the server: checks the bytes of a file, or holds papers of one organisation against each other. */
export type Task =
  | { readonly kind: 'check'; readonly bytes: Uint8Array; readonly file: string }
  | { readonly kind: 'across'; readonly papers: readonly Paper[] }
  /** a received paper: what is kept of it when it is checked */
  | { readonly kind: 'receive'; readonly bytes: Uint8Array; readonly file: string }
  /** received papers about one organisation; the finding's places carry their ids as `file` */
  | { readonly kind: 'compare'; readonly papers: readonly { readonly id: string; readonly bytes: Uint8Array }[] }
  /** the file to hand over about received papers */
  | { readonly kind: 'handover'; readonly as: HandoverFormat; readonly handovers: readonly Handover[]; readonly now: Date };

export interface Answers {
  readonly check: CheckedPaper;
  readonly across: readonly Finding[];
  readonly receive: InboxAnswer;
  readonly compare: Compared;
  readonly handover: Uint8Array;
}

const forms = loadForms();

async function check(bytes: Uint8Array, file: string): Promise<CheckedPaper> {
  await prepareFormat(bytes);
  return plainPaper(checkBytes(bytes, file, forms));
}

answerTasks<Task, Answers[keyof Answers]>((task) => {
  switch (task.kind) {
    case 'check':
      return check(task.bytes, task.file);
    case 'across':
      return checkAcross(task.papers, forms);
    case 'receive':
      return received(task.bytes, task.file, forms);
    case 'compare':
      return compared(task.papers, forms);
    default:
      return handoverFile(task.as, task.handovers, task.now);
  }
});
