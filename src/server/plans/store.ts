import { Shelf, type Shelved } from '../shelf.ts';
import { MB } from '../upload.ts';
import type { CompiledPlan, PlanSource } from './compiled.ts';
import type { ProblemChanges } from './problems.ts';

const MAX_PLANS = 30;
const ROOM = 200 * MB;

/** A plan with what was made of it. */
export interface NewPlan {
  readonly source: PlanSource;
  readonly origin: 'example' | 'upload';
  readonly compiled: CompiledPlan;
  /** against the plan that it took the place of; null for the first */
  readonly changes: ProblemChanges | null;
}

/** A plan at hand; its files by format and whether they are drafts. */
export type KeptPlan = NewPlan & Shelved;

function sizeOf({ source, compiled }: NewPlan): number {
  const { draft = '', final = null } = compiled.paper?.pages ?? {};
  return source.bytes.length + (source.records?.bytes.length ?? 0) + 2 * (draft.length + (final?.length ?? 0));
}

/** The plans at hand. */
export class Plans extends Shelf<NewPlan> {
  /** `room`: bytes of all plans, their pages and files together */
  constructor(most: number = MAX_PLANS, room: number = ROOM) {
    super(sizeOf, most, room);
  }
}
