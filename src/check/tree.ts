import { type Dimension, type Dims, dimensions, member } from '../fact/dimension.ts';
import type { Fact } from '../fact/fact.ts';
import { keyOf } from '../fact/fact.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';

type Under = Pick<Lexicon, 'within' | 'isOfWhich'>;
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

/** True where `part` lies strictly under `whole`: every member equal or below, at least one below, nothing that is only "of which". */
export function isUnder(part: Fact, whole: Fact, lexicon: Under): boolean {
  let strict = false;
  if (part.concept !== whole.concept) {
    if (!lexicon.within('concept', part.concept, whole.concept)) return false;
    strict = true;
  }
  for (const dimension of dimensions) {
    const below = member(part.dims, dimension);
    const above = member(whole.dims, dimension);
    if (below === above) continue;
    if (!PARTITIONED.has(dimension) || lexicon.isOfWhich(dimension, below) || !lexicon.within(dimension, below, above)) return false;
    strict = true;
  }
  return strict;
}

/** True where no money can be in both: on some dimension their members exclude each other. */
export function areDisjoint(a: Fact, b: Fact, lexicon: Under): boolean {
  if (a.concept !== b.concept) return true;
  return dimensions.some((dimension) => {
    const x = member(a.dims, dimension);
    const y = member(b.dims, dimension);
    return x !== y && !lexicon.within(dimension, x, y) && !lexicon.within(dimension, y, x);
  });
}

export interface Branch {
  readonly whole: Fact;
  readonly parts: readonly Fact[];
}

/**
 * The tree that a list of facts spells out: every fact under its nearest whole in the list. A key that stands twice with one value, or once blank, counts once;
 * with two values it is left out (the law `agree` speaks of it).
 */
export function branchesOf(list: readonly Fact[], lexicon: Under): Branch[] {
  const byKey = new Map<string, Fact | null>();
  for (const fact of list) {
    const key = keyOf(fact);
    const known = byKey.get(key);
    if (known === undefined || known?.printed === '') byKey.set(key, fact);
    else if (fact.printed === '') continue;
    else if (known !== null && known.value !== fact.value) byKey.set(key, null);
  }
  const facts = [...byKey.values()].filter((fact): fact is Fact => fact !== null);
  const parts = new Map<number, Fact[]>();
  for (const fact of facts) {
    const above = facts.filter((other) => other !== fact && isUnder(fact, other, lexicon));
    for (const whole of above) {
      if (above.some((other) => other !== whole && isUnder(other, whole, lexicon))) continue;
      const own = parts.get(whole.id);
      if (own) own.push(fact);
      else parts.set(whole.id, [fact]);
    }
  }
  return facts.flatMap((whole) => {
    const own = parts.get(whole.id);
    return own ? [{ whole, parts: own }] : [];
  });
}

/** Dims without some dimensions. */
export function without(dims: Dims, left: readonly Dimension[]): Dims {
  const out: Record<string, string> = { ...dims } as Record<string, string>;
  for (const dimension of left) delete out[dimension];
  return out as Dims;
}
