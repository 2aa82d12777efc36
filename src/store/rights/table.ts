import { type HeldRole, type State, states } from '../schema.ts';

export type Role = HeldRole | 'public';

/** Verbs on papers depend on the state of the edition they are done to. */
export const paperVerbs = [
  'read',
  // to see the plan, the findings and the comments: what is never published
  'open',
  'create',
  'save',
  'check',
  'handle',
  'comment',
  'settle',
  'date',
  'sign',
  'submit',
  'return',
  'approve',
  'publish',
  'schedule',
  'correct',
  'withdraw',
] as const;
export type PaperVerb = (typeof paperVerbs)[number];

/** 'always', or the states in which it may be done. */
export type When = 'always' | readonly State[];

const IN_HAND: readonly State[] = ['draft', 'returned'];
const IN_WORK: readonly State[] = ['draft', 'submitted', 'returned', 'approved'];
const OUT: readonly State[] = ['published', 'corrected', 'withdrawn'];
/** what has left the organisation that writes it: a reviewer sees neither drafts nor what went back to be mended */
const HANDED_IN: readonly State[] = ['submitted', 'approved', ...OUT];

/** Who may do what to a paper of an organisation over which he has a role, and in which states. What is not here may not be done. */
export const PAPER_RIGHTS: Readonly<Record<PaperVerb, Readonly<Partial<Record<Role, When>>>>> = {
  read: { preparer: states, head: states, department: HANDED_IN, bureau: HANDED_IN, public: OUT },
  open: { preparer: states, head: states, department: ['submitted', 'approved'], bureau: ['submitted', 'approved'] },
  create: { preparer: 'always' },
  save: { preparer: IN_HAND },
  check: { preparer: IN_HAND, head: IN_HAND },
  handle: { preparer: IN_HAND, head: IN_HAND },
  comment: { preparer: IN_WORK, head: IN_WORK, department: ['submitted'], bureau: ['submitted', 'approved'] },
  settle: { preparer: IN_WORK, head: IN_WORK, department: ['submitted'], bureau: ['submitted', 'approved'] },
  // the day of the 批复, from which the days to publish are counted
  date: { preparer: IN_WORK, head: IN_WORK, department: ['submitted'], bureau: ['submitted', 'approved'] },
  sign: { head: IN_HAND },
  submit: { preparer: IN_HAND, head: IN_HAND },
  return: { department: ['submitted'], bureau: ['submitted', 'approved'] },
  approve: { department: ['submitted'], bureau: ['submitted'] },
  publish: { preparer: ['approved'], head: ['approved'] },
  // the day on which it is published by itself
  schedule: { preparer: ['approved'], head: ['approved'] },
  correct: { preparer: ['published', 'withdrawn'], head: ['published', 'withdrawn'] },
  withdraw: { head: ['published'], bureau: ['published'] },
};

/** Nouns that have no states. */
const plainVerbs = [
  'organisation.write',
  'account.read',
  'account.write',
  'form-year.write',
  'duty.write',
  'project.read',
  'project.write',
  'log.read',
] as const;
export type PlainVerb = (typeof plainVerbs)[number];

/** Who may do what over an organisation. To read the tree of organisations is everybody's: its names stand in every paper. */
export const PLAIN_RIGHTS: Readonly<Record<PlainVerb, readonly Role[]>> = {
  'organisation.write': ['admin'],
  'account.read': ['admin'],
  'account.write': ['admin'],
  'form-year.write': ['admin'],
  // asked over the finance bureau of a region: its sections do not say what is owed
  'duty.write': ['admin', 'bureau'],
  // the department examines the targets and self-evaluations of its units before they stand in a paper (财预〔2020〕10号); the bureau sees them there
  'project.read': ['preparer', 'head', 'department'],
  'project.write': ['preparer'],
  'log.read': ['admin'],
};

/** What may be done with papers that an organisation received from anywhere: see `inboxesOf`. */
export type InboxVerb = 'inbox.read' | 'inbox.write';

/** By those who hold a role at that very organisation: neither above it nor below it is anything seen. */
export const INBOX_RIGHTS: Readonly<Record<InboxVerb, readonly HeldRole[]>> = {
  'inbox.read': ['preparer', 'head', 'department', 'bureau'],
  'inbox.write': ['preparer', 'head', 'department', 'bureau'],
};
