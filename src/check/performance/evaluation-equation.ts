import { amountText } from '../../fact/amount.ts';
import type { Fact } from '../../fact/fact.ts';
import { SLACK } from '../../score/scoring.ts';
import type { Interval, Relation } from '../relation.ts';

/** A fact as a number in its unit (money in 分) with its rounding. */
export interface Term {
  readonly id: number;
  readonly value: number;
  readonly half: number;
  readonly money: boolean;
  readonly printed: string;
}

export interface Shape {
  readonly law: Relation['law'];
  readonly code: string;
  readonly says: string;
  readonly basis?: string;
}

/** Solutions are given on the scale of the law's equations: money in 分, other numbers in 10^-6. */
const unit = (term: Term): number => (term.money ? 1 : 1e6);
export const inUnit = (interval: Interval, term: Term): Interval => ({ lo: interval.lo * unit(term), hi: interval.hi * unit(term) });
export const around = (value: number, slack: number): Interval => ({ lo: value - slack, hi: value + slack });

/** Terms of one report: where amounts are printed with different decimals, trailing zeros are dropped, so the finest place is that of all. */
export class Terms {
  private readonly facts: readonly Fact[];
  private readonly finest: number;

  constructor(facts: readonly Fact[]) {
    this.facts = facts;
    const own = facts.filter(({ concept, kind }) => kind === 'money' && concept === 'project-budget').map(({ half }) => half);
    this.finest = own.length ? Math.min(...own) : Number.POSITIVE_INFINITY;
  }

  of(id: number | null | undefined): Term | null {
    const fact = id === null || id === undefined ? undefined : this.facts[id];
    if (!fact) return null;
    const factor = 10 ** fact.scale;
    const whole = fact.kind === 'score' && fact.scale === 0;
    const half = whole || fact.kind === 'count' ? 0 : fact.half / factor;
    return {
      id: fact.id,
      value: fact.value / factor,
      half: fact.concept === 'project-budget' && fact.kind === 'money' ? Math.min(half, this.finest) : half,
      money: fact.kind === 'money',
      printed: fact.printed,
    };
  }
}

export const terms = (list: readonly (Term | null)[]): Term[] | null =>
  list.some((term) => term === null) ? null : list.filter((term) => term !== null);

/** whole = Σ sign × part, as closed intervals. */
export function sum(shape: Shape, whole: Term, parts: readonly Term[]): Relation {
  const [only] = parts;
  const total = parts.reduce((value, part) => value + part.value, 0);
  const slack = parts.length === 1 && only ? 0 : parts.reduce((half, part) => half + part.half, 0);
  return {
    ...shape,
    severity: 'error',
    basis: shape.basis ?? '',
    facts: [whole.id, ...parts.map(({ id }) => id)],
    kind: 'equation',
    holds: Math.abs(whole.value - total) <= slack + whole.half + SLACK,
    solve(i) {
      const target = i === 0 ? whole : parts[i - 1];
      if (!target) return null;
      if (i === 0) return inUnit(around(total, slack), whole);
      return inUnit(around(whole.value - total + target.value, slack - target.half + whole.half), target);
    },
    difference: whole.money ? `${amountText(whole.value - total)}万元` : String(Math.round((whole.value - total) * 1e6) / 1e6),
  };
}

/** result = factor × min(a / b, 1) where capped, else factor × a / b; the bounds of a and b are carried through. */
export function ratio(shape: Shape, result: Term, a: Term, b: Term, factor: number, capped = false): Relation {
  const cap = (share: number): number => factor * (capped ? Math.min(share, 1) : share);
  const low = b.value + b.half > 0 ? cap((a.value - a.half) / (b.value + b.half)) : 0;
  const high = b.value - b.half > 0 ? cap((a.value + a.half) / (b.value - b.half)) : Number.POSITIVE_INFINITY;
  const share = (at: number): number => at / factor;
  return {
    ...shape,
    severity: 'error',
    basis: shape.basis ?? '',
    facts: [result.id, a.id, b.id],
    kind: 'equation',
    holds: result.value + result.half >= low - SLACK && result.value - result.half <= high + SLACK,
    solve(i) {
      if (i === 0) return inUnit({ lo: low, hi: high }, result);
      const [lo, hi] = [share(result.value - result.half), share(result.value + result.half)];
      if (capped && hi >= 1) return null;
      if (i === 1) return inUnit({ lo: lo * b.value, hi: hi * b.value }, a);
      return lo > 0 ? inUnit({ lo: a.value / hi, hi: a.value / lo }, b) : null;
    },
    difference: String(Math.round((result.value - cap(a.value / b.value)) * 1e4) / 1e4),
  };
}
