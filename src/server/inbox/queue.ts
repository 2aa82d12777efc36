import { giveBack, putAnswer, requeue, type Turn, takeTurn } from '../../store/inbox/check.ts';
import { changedGroup, type Group, putCompared } from '../../store/inbox/compare.ts';
import { receivedBytes } from '../../store/inbox/read.ts';
import type { Db } from '../../store/store.ts';
import type { Checker } from '../checker.ts';

/** Papers that are checked at once: who checks one on the open page need not wait for a stack of sixty. */
const AT_ONCE = 2;
/** Milliseconds after which it is tried again where the store failed. */
const PATIENCE = 10_000;
/** Papers that are held against each other at most. */
const MOST_COMPARED = 20;
const UNKEPT = '校验的结果没有存下，文件里可能有异常的内容。请另存一份再上传；还不行的，把文件和标准错误里的信息报告给开发者。';

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
  /** versions that were taken, while the store takes nothing back */
  private readonly lost = new Set<string>();
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
      this.failed(db, error);
    } finally {
      this.running--;
    }
  }

  private async check(db: Db, turn: Turn): Promise<void> {
    const answer = await this.checker.receive(turn.bytes, turn.file);
    // workers that are ended with the server answer nothing that is true
    if (this.closed) return;
    try {
      await putAnswer(db, turn, answer, this.forms, new Date());
    } catch (error) {
      told(error);
      // what cannot be kept must not keep the others waiting
      this.lost.add(turn.id);
      await putAnswer(db, turn, { error: UNKEPT }, this.forms, new Date());
      this.lost.delete(turn.id);
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
    if (group.members.length > MOST_COMPARED) return putCompared(db, group, null);
    const papers = await Promise.all(
      group.members.map(async ({ paper, sha256 }) => ({ id: paper, bytes: await receivedBytes(db, sha256) })),
    );
    const found = await this.checker.compare(papers);
    if (!this.closed) await putCompared(db, group, found);
  }

  /** The store failed: what was taken is given back when it works again. */
  private failed(db: Db, error: unknown): void {
    if (this.closed) return;
    told(error);
    this.timer ??= setTimeout(() => {
      this.timer = null;
      void this.again(db);
    }, PATIENCE);
    this.timer.unref();
  }

  private async again(db: Db): Promise<void> {
    try {
      for (const id of this.lost) {
        await giveBack(db, id);
        this.lost.delete(id);
      }
      this.wake();
    } catch (error) {
      this.failed(db, error);
    }
  }
}

const told = (error: unknown): boolean =>
  process.stderr.write(`收件箱：${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
