import { StoreError } from '../../store/error.ts';
import { receivedBytes } from '../../store/inbox/read.ts';
import type { Db } from '../../store/store.ts';
import type { Checker } from '../checker.ts';
import { Originals } from '../original/store.ts';
import type { OriginalAnswer, OriginalTask } from '../original/task.ts';
import { OriginalThread } from '../original/thread.ts';
import type { Handover } from './handover.ts';
import { InboxQueue } from './queue.ts';
import type { HandoverFormat } from './task.ts';

/** Bytes of the files that are read now, page after page. */
const ROOM = 60 * 1024 * 1024;

/** What is done with received papers outside of requests: they are checked, their pages drawn, reports written. */
export class InboxService {
  private readonly checker: Checker;
  private readonly queue: InboxQueue;
  private readonly thread = new OriginalThread();
  private readonly files = new Originals(ROOM);

  /** `forms`: hash of the rules */
  constructor(checker: Checker, forms: string) {
    this.checker = checker;
    this.queue = new InboxQueue(checker, forms);
  }

  /** Begins with what an earlier run of the server left. */
  begin(db: Db): Promise<void> {
    return this.queue.begin(db);
  }

  /** There is something to check. */
  wake(): void {
    this.queue.wake();
  }

  close(): void {
    this.queue.close();
  }

  async bytes(db: Db, sha256: string): Promise<Uint8Array> {
    const known = this.files.get(sha256);
    if (known) return known;
    const bytes = await receivedBytes(db, sha256);
    this.files.put(sha256, bytes);
    return bytes;
  }

  /** Throws StoreError where the file does not allow it. */
  async original<K extends OriginalAnswer['kind']>(
    task: OriginalTask & { readonly kind: K },
  ): Promise<Extract<OriginalAnswer, { kind: K }>> {
    const answer = await this.thread.run(task);
    if (answer.kind === 'refused') throw new StoreError('invalid', answer.error);
    return answer as Extract<OriginalAnswer, { kind: K }>;
  }

  /** Throws StoreError where it cannot be made. */
  async handover(as: HandoverFormat, handovers: readonly Handover[], now: Date): Promise<Uint8Array> {
    const bytes = await this.checker.handover(as, handovers, now);
    if (!bytes) throw new StoreError('invalid', '报告没有做成，可能问题太多。请换一种格式，或者分开来做。');
    return bytes;
  }
}
