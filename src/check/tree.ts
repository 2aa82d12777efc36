import { ALL, type Dimension, dimensions, member } from '../fact/dimension.ts';
import type { Fact } from '../fact/fact.ts';
import { keyOf } from '../fact/fact.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import { rememberedFor } from '../lexicon/remember.ts';

type Under = Pick<Lexicon, 'within' | 'isOfWhich' | 'parent'>;
/** Dimensions along which a fact may be a part of another; in the others both must agree. */
const PARTITIONED = new Set<Dimension>([
  'organisation',
  'fund',
  'function',
  'nature',
  'economic',
  'government',
  'income',
  'project',
  'origin',
  'item',
]);

/** A fact with its key and its members in the order of `dimensions`. */
export interface Node {
  readonly fact: Fact;
  readonly key: string;
  readonly members: readonly string[];
}

/** The nodes of a paper's facts, by the facts' ids. */
export const nodesOf = rememberedFor((facts: readonly Fact[]): readonly Node[] =>
  facts.map((fact) => ({ fact, key: keyOf(fact), members: dimensions.map((dimension) => member(fact.dims, dimension)) })),
);

/** The dimensions, by index, along which facts differ at all: in one table mostly one or two. */
function differingOf(nodes: readonly Node[]): number[] {
  const first = nodes[0]?.members;
  return [...dimensions.keys()].filter((i) => nodes.some(({ members }) => members[i] !== first?.[i]));
}

/** True where `part` lies strictly under `whole`: every member equal or below, at least one below, nothing that is only "of which". */
function isUnder(part: Node, whole: Node, differing: readonly number[], lexicon: Under): boolean {
  let strict = false;
  if (part.fact.concept !== whole.fact.concept) {
    if (!lexicon.within('concept', part.fact.concept, whole.fact.concept)) return false;
    strict = true;
  }
  for (const i of differing) {
    const [small, large, dimension] = [part.members[i], whole.members[i], dimensions[i]];
    if (small === large) continue;
    if (small === undefined || large === undefined || dimension === undefined || small === ALL || !PARTITIONED.has(dimension)) return false;
    if (lexicon.isOfWhich(dimension, small) || (large !== ALL && !lexicon.within(dimension, small, large))) return false;
    strict = true;
  }
  return strict;
}

/** True where the same money may be in two of the facts: on no dimension do their members exclude each other. */
export function overlapping(nodes: readonly Node[], lexicon: Under): boolean {
  const differing = differingOf(nodes);
  const exclude = (a: Node, b: Node, i: number): boolean => {
    const [x = ALL, y = ALL, dimension] = [a.members[i], b.members[i], dimensions[i]];
    if (x === y || x === ALL || y === ALL || dimension === undefined) return false;
    return !lexicon.within(dimension, x, y) && !lexicon.within(dimension, y, x);
  };
  return nodes.some((a, n) =>
    nodes.slice(n + 1).some((b) => a.fact.concept === b.fact.concept && !differing.some((i) => exclude(a, b, i))),
  );
}

export interface Branch {
  readonly whole: Node;
  readonly parts: readonly Node[];
}

/** For each node those that may stand above it: found up the tree of the dimension along which the nodes differ most. */
function candidatesAbove(nodes: readonly Node[], differing: readonly number[], lexicon: Under): (node: Node) => readonly Node[] {
  const variety = (i: number): number => new Set(nodes.map(({ members }) => members[i])).size;
  const most = Math.max(...differing.map(variety));
  const index = differing.find((i) => variety(i) === most);
  const dimension = index === undefined ? undefined : dimensions[index];
  if (index === undefined || dimension === undefined) return () => nodes;
  const byMember = Map.groupBy(nodes, ({ members }) => members[index]);
  return ({ members }) => {
    const found = [...(byMember.get(ALL) ?? [])];
    for (let at: string | null = members[index] ?? ALL; at !== null && at !== ALL; at = lexicon.parent(dimension, at))
      found.push(...(byMember.get(at) ?? []));
    return found;
  };
}

/**
 * The tree that a list of facts spells out: every fact under its nearest whole in the list. A key that stands twice with one value, or once blank, counts once;
 * with two values it is left out (the law `agree` speaks of it).
 */
export function branchesOf(list: readonly Node[], lexicon: Under): Branch[] {
  const byKey = new Map<string, Node | null>();
  for (const node of list) {
    const { key, fact } = node;
    const known = byKey.get(key);
    if (known === undefined || known?.fact.printed === '') byKey.set(key, node);
    else if (fact.printed === '') continue;
    else if (known !== null && known.fact.value !== fact.value) byKey.set(key, null);
  }
  const nodes = [...byKey.values()].filter((node) => node !== null);
  const differing = differingOf(nodes);
  const candidates = candidatesAbove(nodes, differing, lexicon);
  const parts = new Map<Node, Node[]>();
  for (const node of nodes) {
    const above = candidates(node).filter((other) => other !== node && isUnder(node, other, differing, lexicon));
    for (const whole of above) {
      if (above.some((other) => other !== whole && isUnder(other, whole, differing, lexicon))) continue;
      const own = parts.get(whole);
      if (own) own.push(node);
      else parts.set(whole, [node]);
    }
  }
  return nodes.flatMap((whole) => {
    const own = parts.get(whole);
    return own ? [{ whole, parts: own }] : [];
  });
}
