import type { Organisation } from '../../../src/store/query/organisation.ts';

/** Organisations as a tree is read: each below what it belongs to. */
export function treeOrder(known: readonly Organisation[]): { organisation: Organisation; depth: number }[] {
  const below = Map.groupBy(known, ({ parent }) => parent);
  const walk = (parent: string | null, depth: number): { organisation: Organisation; depth: number }[] =>
    (below.get(parent) ?? []).flatMap((organisation) => [{ organisation, depth }, ...walk(organisation.id, depth + 1)]);
  return walk(null, 0);
}
