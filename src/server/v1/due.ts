import { StoreError } from '../../store/error.ts';
import { planValue } from '../../store/query/plan.ts';
import type { Db, Store } from '../../store/store.ts';
import { today } from '../../store/work/deadline.ts';
import { duePapers, failDue, publishDue } from '../../store/work/due.ts';
import type { PlanWorkers } from './plans.ts';

const MINUTE = 60_000;

/** Publishes papers on the day that was set for them. What came due while no server ran is published when one starts. */
export class DuePublisher {
  private readonly store: () => Promise<Store> | null;
  private readonly plans: PlanWorkers;
  private readonly forms: string;
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<number> | null = null;

  /** `store`: the store where one is open, null where nobody has needed it yet; `forms`: hash of the rules */
  constructor(store: () => Promise<Store> | null, plans: PlanWorkers, forms: string) {
    this.store = store;
    this.plans = plans;
    this.forms = forms;
  }

  /** Looks at once, then every minute: a machine that slept, or a clock that was set, is noticed. */
  begin(): void {
    this.look();
    this.timer = setInterval(() => this.look(), MINUTE);
    this.timer.unref();
  }

  /** Waits for what is under way. */
  async close(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.running?.catch(() => {});
  }

  /** Publishes what is due and gives how many it were; who asks while it is under way waits for the same. */
  run(now: Date): Promise<number> {
    this.running ??= this.publish(now).finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private look(): void {
    this.run(new Date()).catch((error: unknown) => {
      process.stderr.write(`排期公开没有完成，一分钟后再试：${error instanceof Error ? error.message : String(error)}\n`);
    });
  }

  private async publish(now: Date): Promise<number> {
    const store = await this.store();
    if (!store) return 0;
    let published = 0;
    const failures: unknown[] = [];
    for (const { paper, plan } of await duePapers(store.db, today(now))) {
      try {
        if (await this.one(store.db, paper, plan, now)) published++;
      } catch (error) {
        // the others are published all the same; this one is tried again
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
    return published;
  }

  private async one(db: Db, paper: string, plan: string, now: Date): Promise<boolean> {
    const { form, version, value } = await planValue(db, plan);
    const { made, problems } = await this.plans.files(form, value);
    const refused = (message: string) => failDue(db, paper, message, now).then(() => false);
    if (made === null) return refused(`内容里有 ${problems.length} 处要改正，文件没有编成。`);
    try {
      return await publishDue(db, paper, { plan: version, files: made, forms: this.forms }, now);
    } catch (error) {
      if (error instanceof StoreError) return refused(error.message);
      throw error;
    }
  }
}
