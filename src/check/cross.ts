import { ALL, type Dims, factKey, member, withDims } from '../fact/dimension.ts';
import type { Fact } from '../fact/fact.ts';
import { placeKey } from '../fact/place.ts';
import type { Reading } from '../form/reading.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import { standsIn, tailOf } from './agree.ts';
import type { Canonical } from './canonical.ts';
import { equation, type Term } from './equation.ts';
import type { Relation } from './relation.ts';

/** Members that a paper need not mention when it has none of that money. */
const MAY_BE_ABSENT = new Set([
  'special-account',
  'unit-funds',
  'managed-funds',
  'state-capital',
  'to-superior',
  'business',
  'to-affiliated',
  'surplus-used',
  'surplus-distribution',
]);
const ACROSS = ['fund', 'origin', 'nature'] as const;
type Across = (typeof ACROSS)[number];

/** Facts by canonical key: the first printed one of each, tables before text; and which members the paper ever mentions. */
export interface Ledger {
  get(concept: string, dims: Dims): Fact | null;
  /** true where functions of a level (digits) are listed for a concept and its other members */
  lists(concept: string, dims: Dims, digits: number): boolean;
  /** true where there is money of a member of one of the dimensions that books are told apart by */
  mentions(concept: string, dimension: Across, value: string): boolean;
  readonly groups: ReadonlyMap<string, readonly Fact[]>;
  readonly noCarryOver: boolean;
}

export function ledgerOf(reading: Reading, canonical: Canonical): Ledger {
  const groups = new Map<string, Fact[]>();
  const mentioned = new Set<string>();
  const listed = new Set<string>();
  for (const fact of reading.facts) {
    if (fact.kind === 'text' || fact.dims.measure) continue;
    const key = canonical.key(fact);
    const group = groups.get(key);
    if (group) group.push(fact);
    else groups.set(key, [fact]);
    const own = canonical.dims(fact);
    if (own.function && fact.where.node === 'table')
      listed.add(`${factKey(fact.concept, withDims(own, { function: ALL }))}|${own.function.length}`);
    if (fact.printed !== '' && fact.value !== 0)
      for (const dimension of ACROSS) if (fact.dims[dimension]) mentioned.add(`${fact.concept}|${dimension}|${fact.dims[dimension]}`);
  }
  for (const group of groups.values()) group.sort((a, b) => rank(a) - rank(b) || a.id - b.id);
  return {
    groups,
    noCarryOver: canonical.noCarryOver,
    get: (concept, dims) => groups.get(canonical.key({ concept, dims }))?.[0] ?? null,
    lists: (concept, dims, digits) => listed.has(`${canonical.key({ concept, dims })}|${digits}`),
    mentions: (concept, dimension, value) => mentioned.has(`${concept}|${dimension}|${value}`),
  };
}

const rank = (fact: Fact): number => (fact.printed === '' ? 2 : fact.where.node === 'table' ? 0 : 1);

/** Money that comes in goes out, or is carried out: a source that only the revenue side names may stand behind expenditure too. */
const TWO_SIDES = ['revenue', 'expenditure', 'uses'];

/** Whether the paper has money of one of these members, on either side where the concept has two. */
const isMentioned = (ledger: Ledger, concept: string, dimension: Across, members: readonly string[]): boolean =>
  (TWO_SIDES.includes(concept) ? TWO_SIDES : concept === 'carry-out' ? [concept, ...TWO_SIDES] : [concept]).some((side) =>
    members.some((value) => ledger.mentions(side, dimension, value)),
  );

/** What a member of a closed list amounts to that the paper does not state: exactly nothing, or not known. */
function absentValue(ledger: Ledger, lexicon: Lexicon, fact: Fact, dims: Dims, dimension: Across, child: string): 'nothing' | null {
  // with money carried over from years before, a source that this year does not name may still be spent
  const couldHide = dimension === 'fund' && !ledger.noCarryOver;
  if (
    !couldHide &&
    MAY_BE_ABSENT.has(child) &&
    !isMentioned(ledger, fact.concept, dimension, [child, ...lexicon.children(dimension, child)])
  )
    return 'nothing';
  // no money at all in the whole: none in its parts
  const whole = ledger.get(fact.concept, withDims(dims, { function: ALL, economic: ALL, organisation: ALL, nature: ALL }));
  if (whole && whole.value === 0) return 'nothing';
  // a full list of functions that does not have this one
  if (dims.function && whole && ledger.lists(fact.concept, withDims(dims, { function: ALL }), dims.function.length)) return 'nothing';
  return null;
}

/** Wholes and parts that stand in different places of the paper: all funds = the books, all origins = this year + carried over, uses … */
export function crossSums(
  reading: Reading,
  canonical: Canonical,
  ledger: Ledger,
  lexicon: Lexicon,
  isTotal: (fact: Fact) => boolean,
): Relation[] {
  const relations: Relation[] = [];
  const filled = new Set(reading.facts.flatMap(({ concept, value }) => (value === 0 ? [] : [concept])));
  for (const group of ledger.groups.values()) {
    const whole = group[0];
    // the parts of a form's amounts have their own relations (sum.project-funding, sum.whole-target)
    if (!whole || whole.printed === '' || whole.kind !== 'money' || whole.where.node === 'record') continue;
    const dims = canonical.dims(whole);
    const own = canonical.key(whole);
    for (const dimension of ACROSS) {
      const children = lexicon.children(dimension, member(dims, dimension)).filter((c) => !lexicon.isOfWhich(dimension, c));
      if (children.length < 2) continue;
      const parts: Fact[] = [];
      let known = true;
      for (const child of children) {
        const below = withDims(dims, { [dimension]: child });
        const key = canonical.key({ concept: whole.concept, dims: below });
        const value = key === own ? null : (ledger.groups.get(key)?.[0] ?? absentValue(ledger, lexicon, whole, below, dimension, child));
        if (value === null) known = false;
        else if (value !== 'nothing') parts.push(value);
        if (!known) break;
      }
      if (known) push(relations, whole, parts, isTotal);
    }
    for (const concept of [lexicon.children('concept', whole.concept)]) {
      if (concept.length === 0) continue;
      const parts = concept.map((c) => ledger.get(c, dims));
      if (parts[0] === null) continue;
      if (parts.slice(1).some((p, i) => p === null && filled.has(concept[i + 1] ?? ''))) continue;
      push(
        relations,
        whole,
        parts.filter((p): p is Fact => p !== null),
        isTotal,
      );
    }
  }
  return relations;
}

function push(relations: Relation[], whole: Fact, parts: readonly Fact[], isTotal: (fact: Fact) => boolean): void {
  const filled = parts.filter((p) => p.printed !== '');
  const [only] = filled;
  if (!only) return;
  // a total and its only part in another table: tails of rounding may differ, as between two prints of one total
  if (filled.length === 1 && (isTotal(whole) || isTotal(only)) && Math.abs(whole.value - only.value) <= tailOf(whole, only)) return;
  // inside one table the table's own sums say it
  const tables = new Set([whole, ...filled].map((f) => (f.where.node === 'table' ? f.where.table : `text ${placeKey(f.place)}`)));
  if (tables.size < 2) return;
  const terms: Term[] = filled.map((fact) => ({ fact, sign: 1 }));
  relations.push(
    equation(
      {
        law: 'sum',
        code: 'sum.across',
        severity: 'error',
        says: () => `${standsIn(whole)}${whole.printed}${whole.unit}，应等于${filled.map((p) => `${standsIn(p)}${p.printed}`).join('＋')}`,
        basis: '预算法实施条例第五条',
      },
      whole,
      terms,
    ),
  );
}
