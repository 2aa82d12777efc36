import { randomUUID } from 'node:crypto';
import type { CompiledPlan, PlanSource } from './compiled.ts';
import type { ProblemChanges } from './problems.ts';

const MB = 1024 * 1024;
const MAX_PLANS = 30;
const ROOM = 200 * MB;

/** A plan at hand with what was made of it. */
export interface KeptPlan {
  readonly id: string;
  readonly source: PlanSource;
  readonly origin: 'example' | 'upload';
  readonly compiled: CompiledPlan;
  /** against the plan that it took the place of; null for the first */
  readonly changes: ProblemChanges | null;
  /** files made of it so far, by format and whether they are drafts */
  readonly files: Map<string, Uint8Array>;
}

export type NewPlan = Omit<KeptPlan, 'id' | 'files'>;

const sizeOf = ({ source, compiled, files }: KeptPlan): number => {
  const { draft = '', final = null } = compiled.paper?.pages ?? {};
  const made = [...files.values()].reduce((sum, bytes) => sum + bytes.length, 0);
  return source.bytes.length + made + 2 * (draft.length + (final?.length ?? 0));
};

/** The plans at hand, in memory, as many as there is room for: when it is full, those that were not used for longest are forgotten. */
export class Plans {
  /** the one used last stands last */
  private readonly plans = new Map<string, KeptPlan>();
  private readonly most: number;
  private readonly room: number;

  /** `room`: bytes of all plans, their pages and files together */
  constructor(most: number = MAX_PLANS, room: number = ROOM) {
    this.most = most;
    this.room = room;
  }

  /** The one used last first. */
  list(): KeptPlan[] {
    return [...this.plans.values()].reverse();
  }

  get(id: string): KeptPlan | null {
    const plan = this.plans.get(id);
    if (!plan) return null;
    this.plans.delete(id);
    this.plans.set(id, plan);
    return plan;
  }

  /** Keeps a plan under a new id, or in the place of another. */
  put(plan: NewPlan, id: string = randomUUID()): KeptPlan {
    const kept: KeptPlan = { ...plan, id, files: new Map() };
    this.plans.delete(id);
    this.plans.set(id, kept);
    this.trim();
    return kept;
  }

  /** Keeps a file of a plan, unless the plan is no longer what the file was made of. */
  keepFile(plan: KeptPlan, key: string, bytes: Uint8Array): void {
    if (this.plans.get(plan.id) !== plan) return;
    plan.files.set(key, bytes);
    this.trim();
  }

  remove(id: string): boolean {
    return this.plans.delete(id);
  }

  /** The plan used last always stays. */
  private trim(): void {
    let used = [...this.plans.values()].reduce((sum, plan) => sum + sizeOf(plan), 0);
    for (const [id, plan] of this.plans) {
      if (this.plans.size <= 1 || (this.plans.size <= this.most && used <= this.room)) break;
      used -= sizeOf(plan);
      this.plans.delete(id);
    }
  }
}
