import type { Dimension, Dims } from '../fact/dimension.ts';
import type { Fact } from '../fact/fact.ts';
import { printedLike, scaled } from './equation.ts';
import type { Interval, Relation } from './relation.ts';

/** One change that mends broken relations: of one fact, or of cells of one row that repeat one figure; to what; what it repairs. */
export interface Repair {
  readonly fact: number;
  /** all facts that change together, `fact` first */
  readonly together: readonly number[];
  readonly target: Interval;
  readonly repairs: readonly Relation[];
  readonly score: number;
  /** relations that hold to the last place now and would only hold by rounding */
  readonly loosened: number;
}

/** What stands around the relations and tells which of several changes is meant. */
export interface Evidence {
  readonly facts: readonly Fact[];
  readonly byFact: ReadonlyMap<number, readonly Relation[]>;
  /** all relations that do not hold */
  readonly broken: readonly Relation[];
  /** numbers that are no facts, as printed without separators: goals of indicators repeat amounts */
  readonly printed: ReadonlySet<string>;
}

/** Fewer digits stand in two places by chance; of one concept these are enough. */
const TELLING_DIGITS = 4;
const OF_ONE_CONCEPT = 2;
const OF_A_GOAL = 3;
/** 元 printed for 万元. */
const UNITS = 10_000;

const within = (value: number, { lo, hi }: Interval): boolean => value >= lo && value <= hi;
const digitsOf = (printed: string): number => printed.replace(/\D/g, '').replace(/^0+|0+$/g, '').length;

export const inTable = (repair: Repair, facts: readonly Fact[]): boolean => facts[repair.fact]?.where.node === 'table';

/** Some other relation holds the fact where it is. */
const isAnchored = ({ fact }: Repair, { byFact }: Evidence): boolean =>
  (byFact.get(fact) ?? []).some(({ holds, kind }) => holds && kind === 'equation');

/** Text is written from the tables: where one sentence stands against tables only, of which one at least ties, the sentence is wrong. */
function textAgainstTables(rivals: readonly Repair[], evidence: Evidence): Repair | null {
  const texts = rivals.filter((repair) => !inTable(repair, evidence.facts));
  const tables = rivals.filter((repair) => inTable(repair, evidence.facts));
  const [text] = texts;
  return text && texts.length === 1 && text.repairs.every((r) => r.law === 'agree') && tables.some((other) => isAnchored(other, evidence))
    ? text
    : null;
}

/** Members that set two figures apart: what stands beside another class or project may have been copied from there. */
const APART: readonly Dimension[] = ['organisation', 'function', 'economic', 'government', 'project', 'item'];

const isAkin = (a: Dims, b: Dims): boolean =>
  a.year === b.year &&
  a.measure === b.measure &&
  APART.every((dimension) => !a[dimension] || !b[dimension] || a[dimension] === b[dimension]);

/** A figure that a change asks for, or that stands now, is printed elsewhere too, apart from what is broken. */
function witnessed(target: Interval, own: Fact, about: ReadonlySet<number>, { facts, printed }: Evidence): boolean {
  const { half } = scaled(own);
  const middle = (target.lo + target.hi) / 2;
  const text = printedLike(own, Math.round(middle));
  if (digitsOf(text) >= OF_A_GOAL && printed.has(text)) return true;
  return facts.some((other) => {
    if (about.has(other.id) || other.kind !== own.kind || !isAkin(other.dims, own.dims)) return false;
    const { value } = scaled(other);
    const isMeant = own.dims.measure ? within(value, target) : Math.abs(value - middle) <= half;
    return isMeant && digitsOf(other.printed) >= (other.concept === own.concept ? OF_ONE_CONCEPT : TELLING_DIGITS);
  });
}

/** 元 where all that it is added to is in 万元, or the other way round. */
export function isOtherUnit({ fact, target, repairs }: Repair, facts: readonly Fact[]): boolean {
  const own = facts[fact];
  if (own?.kind !== 'money') return false;
  const others = repairs.flatMap((relation) => relation.facts).flatMap((id) => (id === fact ? [] : (facts[id] ?? [])));
  if (others.some(({ kind, unit }) => kind === 'money' && unit === own.unit)) return false;
  const { value } = scaled(own);
  return within(own.unit === '元' ? value * UNITS : value / UNITS, target);
}

/** Somebody mistyped it: a digit, or the unit. */
function isSlip(repair: Repair, facts: readonly Fact[]): boolean {
  const own = facts[repair.fact];
  return own !== undefined && (isOtherUnit(repair, facts) || isMistyped(own, repair.target));
}

/** A value that the fact would have with one printed digit changed lies within the target. */
export function isMistyped(own: Fact, target: Interval): boolean {
  const { value, half } = scaled(own);
  const digits = own.printed.replace(/\D/g, '');
  const last = half * 2;
  if (value === 0 || (last === 0 && own.kind === 'money')) return false;
  const step = last === 0 ? scaled({ ...own, value: 1 }).value : last;
  return [...digits].some((digit, i) => {
    const place = Math.sign(value) * step * 10 ** (digits.length - 1 - i);
    return Array.from({ length: 10 }, (_, other) => value + (other - Number(digit)) * place).some(
      (typed) => typed !== value && within(typed, target),
    );
  });
}

/** Without the figure, of one digit, all fits to the last place: a part that is not there. */
const isNothing = ({ fact, target }: Repair, facts: readonly Fact[]): boolean => {
  const own = facts[fact];
  return own !== undefined && own.printed.replace(/[^1-9]/g, '').length === 1 && Math.abs(target.lo + target.hi) <= 2 * scaled(own).half;
};

/** Each of the rivals would mend all that was broken about any of them. */
const isAlone = (rivals: readonly Repair[], broken: readonly Relation[]): boolean => {
  const about = broken.filter(({ facts }) => rivals.some(({ fact }) => facts.includes(fact)));
  return rivals.every(({ repairs }) => about.every((relation) => repairs.includes(relation)));
};

/** Those of the rivals that pass; all where none does. */
const preferred = (rivals: readonly Repair[], isBetter: (repair: Repair) => boolean): readonly Repair[] => {
  const better = rivals.filter(isBetter);
  return better.length > 0 ? better : rivals;
};

/**
 * Which of several changes that mend as much is meant; null where that cannot be told. In this order: the one that leaves sums exact; a sentence
 * against tables that tie; a part that is not there; the one whose value stands nowhere else, and whose new one does; the slip of the pen.
 */
export function culpritOf(rivals: readonly Repair[], evidence: Evidence): Repair | null {
  const { facts, broken } = evidence;
  // what is only too large or too small could be anything
  if (rivals.every(({ repairs }) => repairs.every(({ kind }) => kind === 'bound'))) return null;
  const least = Math.min(...rivals.map(({ loosened }) => loosened));
  let left: readonly Repair[] = rivals.filter(({ loosened }) => loosened === least);
  if (left.length === 1) return left[0] ?? null;
  const text = textAgainstTables(left, evidence);
  if (text) return text;
  const alone = isAlone(rivals, broken);
  const nothing = alone ? left.filter((repair) => isNothing(repair, facts)) : [];
  if (nothing.length === 1) return nothing[0] ?? null;
  const about = new Set(rivals.flatMap(({ fact, repairs }) => [fact, ...repairs.flatMap((relation) => relation.facts)]));
  left = preferred(left, ({ fact }) => {
    const own = facts[fact];
    const { value } = own ? scaled(own) : { value: 0 };
    return own !== undefined && !witnessed({ lo: value, hi: value }, own, about, evidence);
  });
  left = preferred(left, ({ fact, target }) => {
    const own = facts[fact];
    return own !== undefined && witnessed(target, own, about, evidence);
  });
  if (alone && left.length > 1) left = preferred(left, (repair) => isSlip(repair, facts));
  return left.length === 1 ? (left[0] ?? null) : null;
}
