import { amountText, isMoneyUnit, type MoneyUnit } from '../fact/amount.ts';
import { decimalText, powerOfTen } from '../fact/decimal.ts';
import type { Fact } from '../fact/fact.ts';
import type { Law, Severity } from './finding.ts';
import type { Interval, Relation } from './relation.ts';

export interface Term {
  readonly fact: Fact;
  readonly sign: 1 | -1;
}

/** What a relation says of itself, in words already made. */
export type SaidHead = EquationHead & { readonly says: string };

export interface EquationHead {
  readonly law: Law;
  readonly code: string;
  readonly severity: Severity;
  /** built only when somebody asks */
  readonly says: string | (() => string);
  readonly basis: string;
}

const FINEST = 6;
/** Value and half of a fact on one scale: money in 分, other numbers in 10^-6. */
export const scaled = (fact: Fact): { value: number; half: number } => {
  if (fact.kind === 'money') return { value: fact.value, half: fact.half };
  const factor = powerOfTen(FINEST - Math.min(FINEST, fact.scale));
  return { value: fact.value * factor, half: fact.half * factor };
};

/** A value on the scale of a fact, as it would be printed beside it. */
export function printedLike(fact: Fact, value: number): string {
  if (fact.kind === 'money') {
    const unit: MoneyUnit = isMoneyUnit(fact.unit) ? fact.unit : '万元';
    const decimals = fact.printed.split(/[.．]/)[1]?.length ?? (unit === '万元' ? 2 : 0);
    return amountText(value, unit, Math.max(decimals, unit === '万元' && value % 1000000 !== 0 ? 2 : decimals));
  }
  const step = powerOfTen(FINEST - fact.scale);
  return decimalText({ digits: Math.round(value / step), scale: fact.scale });
}

const saying = (says: string | (() => string)): string => (typeof says === 'string' ? says : says());

/**
 * whole = Σ sign · part, as overlap of intervals: it is broken only if no unrounded amounts could have produced what is printed.
 * A whole with one printed part of the same precision is a repeat and must be equal to the letter.
 */
export function equation(head: EquationHead, whole: Fact, parts: readonly Term[]): Relation {
  const terms: readonly Term[] = [{ fact: whole, sign: -1 }, ...parts];
  const numbers = terms.map(({ fact, sign }) => ({ ...scaled(fact), sign }));
  const printed = parts.filter(({ fact }) => fact.half > 0 || fact.value !== 0);
  const repeat = printed.length <= 1 && printed.every((t) => t.sign === 1 && scaled(t.fact).half === scaled(whole).half);
  const slack = repeat ? 0 : numbers.reduce((sum, n) => sum + n.half, 0);
  const gap = numbers.reduce((sum, n) => sum + n.sign * n.value, 0);
  return {
    ...head,
    get says() {
      return saying(head.says);
    },
    facts: terms.map((t) => t.fact.id),
    kind: 'equation',
    holds: Math.abs(gap) <= slack,
    solve(i): Interval | null {
      const own = numbers[i];
      if (!own) return null;
      const middle = own.value - own.sign * gap;
      return { lo: middle - slack, hi: middle + slack };
    },
    get difference() {
      return gap === 0 ? '' : `${printedLike(whole, -gap)}${whole.unit}`;
    },
  };
}

/** small ≤ large, up to rounding. */
export function atMost(head: EquationHead, small: Fact, large: Fact): Relation {
  const a = scaled(small);
  const b = scaled(large);
  const slack = a.half + b.half;
  const over = a.value - b.value;
  return {
    ...head,
    get says() {
      return saying(head.says);
    },
    facts: [small.id, large.id],
    kind: 'bound',
    holds: over <= slack,
    solve: (i) => (i === 0 ? { lo: 0, hi: b.value + slack } : { lo: a.value - slack, hi: Number.MAX_SAFE_INTEGER }),
    difference: over <= 0 ? '' : `${printedLike(small, over)}${small.unit}`,
  };
}
