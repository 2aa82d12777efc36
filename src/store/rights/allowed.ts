import { StoreError } from '../error.ts';
import type { State } from '../schema.ts';
import type { Actor } from './actor.ts';
import { INBOX_RIGHTS, type InboxVerb, PAPER_RIGHTS, type PaperVerb, PLAIN_RIGHTS, type PlainVerb, type Role } from './table.ts';
import { rolesOver, type Tree } from './tree.ts';

/** Everybody has the role `public` over every organisation. */
const roles = (tree: Tree, actor: Actor, organisation: string | null): readonly Role[] => {
  if (organisation !== null) return [...rolesOver(tree, actor, organisation), 'public'];
  return [...actor.held.flatMap(({ role, organisation: at }) => (at === null ? [role] : [])), 'public'];
};

/** Whether somebody may do something to a paper of an organisation whose edition is in a state. */
export function mayPaper(tree: Tree, actor: Actor, verb: PaperVerb, organisation: string, state: State): boolean {
  const rights = PAPER_RIGHTS[verb];
  return roles(tree, actor, organisation).some((role) => {
    const when = rights[role];
    return when !== undefined && (when === 'always' || when.includes(state));
  });
}

/** Whether somebody may do something over an organisation; null: over the whole installation. */
export const may = (tree: Tree, actor: Actor, verb: PlainVerb, organisation: string | null): boolean =>
  roles(tree, actor, organisation).some((role) => PLAIN_RIGHTS[verb].includes(role));

/** Throws StoreError where `may` says no. */
export function demand(tree: Tree, actor: Actor, verb: PlainVerb, organisation: string | null): void {
  if (!may(tree, actor, verb, organisation)) throw new StoreError('forbidden', '你没有做这件事的权限。如果需要，请联系管理员。');
}

/** Organisations whose inbox is somebody's own for a verb. */
export const inboxesOf = (actor: Actor, verb: InboxVerb): ReadonlySet<string> =>
  new Set(
    actor.held.flatMap(({ role, organisation }) => (organisation !== null && INBOX_RIGHTS[verb].includes(role) ? [organisation] : [])),
  );
