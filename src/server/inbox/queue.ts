import { giveBack, putAnswer, requeue, type Turn, takeTurn } from '../../store/inbox/check.ts';
import { changedGroup, type Group, putCompared } from '../../store/inbox/compare.ts';
import { receivedBytes } from '../../store/inbox/read.ts';
import type { Db } from '../../store/store.ts';
import type { Checker } from '../checker.ts';

/** Papers that are checked at once: who checks one on the open page need not wait for a stack of sixty. */
const AT_ONCE = 2;
/** Milliseconds after which it is tried again where the store failed. */
const PATIENCE = 10_000;

/** Checks what waits in the inboxes, in the workers of the server. What waits is in the store, so that the next start goes on with it. */
export class InboxQueue {
  private readonly checker: Checker;
  private readonly forms: string;
  private db: Db | null = null;
  private running = 0;
  private comparing = false;
  /** there may be more to check, or to compare, than the runners have seen */
  private called = false;
  private changed = false;
  private closed = false;
  private timer: NodeJS.Timeout | null = null;

  /** `forms`: hash of the rules */
  constructor(checker: Checker, forms: string) {
    this.checker = checker;
    this.forms = forms;
  }

  /** Begins with what an earlier run of the server left half done. */
  async begin(db: Db): Promise<void> {
    this.db = db;
    await requeue(db);
    this.wake();
  }

  /** There may be something to check. */
  wake(): void {
    this.called = true;
    if (this.db && !this.closed) for (let n = this.running; n < AT_ONCE; n++) void this.run(this.db);
  }

  /** What is being checked now will be checked after the next start. */
  close(): void {
    this.closed = true;
    if (this.timer) clearTimeout(this.timer);
  }

  private async run(db: Db): Promise<void> {
    this.running++;
    try {
      do {
        this.called = false;
        for (let turn = await takeTurn(db); turn !== null; turn = this.closed ? null : await takeTurn(db)) await this.check(db, turn);
        await this.compare(db);
      } while (this.called && !this.closed);
    } catch (error) {
      this.failed(error);
    } finally {
      this.running--;
    }
  }

  private async check(db: Db, turn: Turn): Promise<void> {
    try {
      const answer = await this.checker.receive(turn.bytes, turn.file);
      // workers that are ended with the server answer nothing that is true
      if (!this.closed) await putAnswer(db, turn, answer, this.forms, new Date());
    } catch (error) {
      if (!this.closed) await giveBack(db, turn.id);
      throw error;
    }
  }

  /** By one runner at a time; another has it look once more. */
  private async compare(db: Db): Promise<void> {
    this.changed = true;
    if (this.comparing) return;
    this.comparing = true;
    try {
      while (this.changed && !this.closed) {
        this.changed = false;
        for (let group = await changedGroup(db); group !== null; group = this.closed ? null : await changedGroup(db))
          await this.compareGroup(db, group);
      }
    } finally {
      this.comparing = false;
    }
  }

  private async compareGroup(db: Db, group: Group): Promise<void> {
    if (group.members.length < 2) return putCompared(db, group, new Map());
    const papers = await Promise.all(
      group.members.map(async ({ paper, sha256 }) => ({ id: paper, bytes: await receivedBytes(db, sha256) })),
    );
    const found = await this.checker.compare(papers);
    if (!this.closed) await putCompared(db, group, found);
  }

  private failed(error: unknown): void {
    if (this.closed) return;
    process.stderr.write(`收件箱：${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.wake();
    }, PATIENCE);
    this.timer.unref();
  }
}
