import { ALL, type Dimension, dimensions, member } from '../fact/dimension.ts';
import type { Fact } from '../fact/fact.ts';
import { keyOf } from '../fact/fact.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import { rememberedFor } from '../lexicon/remember.ts';

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

/** Members of a fact in the order of `dimensions`, worked out once. */
const membersOf = rememberedFor((fact: Fact): readonly string[] => dimensions.map((dimension) => member(fact.dims, dimension)));

/** True where `part` lies strictly under `whole`: every member equal or below, at least one below, nothing that is only "of which". */
export function isUnder(part: Fact, whole: Fact, lexicon: Under): boolean {
  let strict = false;
  if (part.concept !== whole.concept) {
    if (!lexicon.within('concept', part.concept, whole.concept)) return false;
    strict = true;
  }
  const below = membersOf(part);
  const above = membersOf(whole);
  for (let i = 0; i < dimensions.length; i++) {
    const [small, large, dimension] = [below[i], above[i], dimensions[i]];
    if (small === large) continue;
    if (small === undefined || large === undefined || dimension === undefined || small === ALL || !PARTITIONED.has(dimension)) return false;
    if (lexicon.isOfWhich(dimension, small) || (large !== ALL && !lexicon.within(dimension, small, large))) return false;
    strict = true;
  }
  return strict;
}

/** True where no money can be in both: on some dimension their members exclude each other. */
export function areDisjoint(a: Fact, b: Fact, lexicon: Under): boolean {
  if (a.concept !== b.concept) return true;
  const [left, right] = [membersOf(a), membersOf(b)];
  return dimensions.some((dimension, i) => {
    const [x = ALL, y = ALL] = [left[i], right[i]];
    return x !== y && x !== ALL && y !== ALL && !lexicon.within(dimension, x, y) && !lexicon.within(dimension, y, x);
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
