import type { HeldRole, OrganisationKind } from '../schema.ts';
import type { Actor } from './actor.ts';

/** What rights need to know of an organisation. */
export interface Node {
  readonly id: string;
  readonly parent: string | null;
  readonly section: string | null;
  readonly kind: OrganisationKind;
}

export type Tree = ReadonlyMap<string, Node>;

/** An organisation and what is above it, nearest first. */
export function chain(tree: Tree, id: string | null): Node[] {
  const nodes: Node[] = [];
  for (
    let node = id === null ? undefined : tree.get(id);
    node && !nodes.includes(node);
    node = node.parent ? tree.get(node.parent) : undefined
  )
    nodes.push(node);
  return nodes;
}

/** The section that reviews an organisation's papers and the bureau it belongs to; a department without one is reviewed by the bureau above it. */
function reviewers(tree: Tree, own: readonly Node[]): Node[] {
  const section = own.find((node) => node.section !== null)?.section ?? null;
  return chain(tree, section ?? own.find(({ kind }) => kind === 'bureau')?.id ?? null);
}

/** Roles that somebody has over an organisation. A department is over its units, not over itself: its own papers the bureau reviews. */
export function rolesOver(tree: Tree, { held }: Actor, organisation: string): ReadonlySet<HeldRole> {
  const own = chain(tree, organisation);
  const within: Record<HeldRole, readonly Node[]> = {
    preparer: own.slice(0, 1),
    head: own.slice(0, 1),
    department: own.slice(1),
    bureau: reviewers(tree, own),
    admin: own,
  };
  const holds = held.filter(({ role, organisation: at }) => (at === null ? role === 'admin' : within[role].some(({ id }) => id === at)));
  return new Set(holds.map(({ role }) => role));
}
