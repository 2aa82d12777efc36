import type { Handling, State } from '../schema.ts';

/** Verbs that change the state of an edition. */
export type Step = 'submit' | 'return' | 'approve' | 'publish' | 'supersede' | 'withdraw';

/** The whole life of an edition. 勘误 opens the next edition as a draft; when that is published, the one before is superseded. */
const STEPS: Readonly<Record<Step, { readonly from: readonly State[]; readonly to: State }>> = {
  submit: { from: ['draft', 'returned'], to: 'submitted' },
  return: { from: ['submitted', 'approved'], to: 'returned' },
  approve: { from: ['submitted'], to: 'approved' },
  publish: { from: ['approved'], to: 'published' },
  supersede: { from: ['published'], to: 'corrected' },
  withdraw: { from: ['published'], to: 'withdrawn' },
};

/** The state after a step; null where the step cannot be taken. */
export const after = (state: State, step: Step): State | null => (STEPS[step].from.includes(state) ? STEPS[step].to : null);

export const IN_WORK: readonly State[] = ['draft', 'submitted', 'returned', 'approved'];

export const STATE_NAMES: Readonly<Record<State, string>> = {
  draft: '草稿',
  submitted: '已报送',
  returned: '已退回',
  approved: '已批准',
  published: '已公开',
  corrected: '已勘误',
  withdrawn: '已撤回',
};

export const HANDLING_NAMES: Readonly<Record<Handling, string>> = { open: '未处理', accepted: '已确认', mended: '已改正', waived: '放行' };
