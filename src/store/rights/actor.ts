import type { HeldRole } from '../schema.ts';

/** A role over a part of the tree. */
export interface Held {
  readonly role: HeldRole;
  /** null: the whole installation (administrators) */
  readonly organisation: string | null;
}

/** Who asks. */
export interface Actor {
  /** null: not logged in, or the program itself */
  readonly account: string | null;
  readonly login: string;
  readonly held: readonly Held[];
}

/** Somebody who has not logged in. */
export const PUBLIC: Actor = { account: null, login: '', held: [] };
/** The program itself: first start, commands in the shell. */
export const SYSTEM: Actor = { account: null, login: '系统', held: [] };
