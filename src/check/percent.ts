/** Bounds of a value on the scale of `scaled`: money in 分, percentages in 10^-6 of a percent. */
export interface Bounds {
  readonly lo: number;
  readonly hi: number;
}

export type PercentKind = 'ratio' | 'growth' | 'since';

/** 100 %, in 10^-6 of a percent. */
const HUNDRED = 100_000_000n;

/** Twice the value as an exact integer: values are multiples of one half. */
const twice = (value: number): bigint => BigInt(Math.round(value * 2));

/** a / b × 100 in 10^-6 of a percent, exact but for the last half. */
const quotient = (a: number, b: number): number => Number((twice(a) * HUNDRED * 2n) / twice(b)) / 2;

/**
 * The percentages that a printed part and whole allow. ratio: part ÷ whole. growth: delta ÷ (current − delta), where `part` is the signed
 * delta and `whole` the current figure. since: current ÷ prior less 100 %, where `part` is the current figure. Null where the divisor may be zero or changes sign.
 */
export function percentOf(part: Bounds, whole: Bounds, kind: PercentKind): Bounds | null {
  const values: number[] = [];
  for (const a of [part.lo, part.hi]) {
    for (const b of [whole.lo, whole.hi]) {
      const divisor = kind === 'growth' ? b - a : b;
      if (divisor <= 0) return null;
      values.push(quotient(a, divisor) - (kind === 'since' ? Number(HUNDRED) : 0));
    }
  }
  // one unit for what the division cuts off
  return { lo: Math.min(...values) - 1, hi: Math.max(...values) + 1 };
}

/** What one operand may be, given the percentage and the other operand. Null where it cannot be told. */
export function operandOf(which: 'part' | 'whole', percent: Bounds, other: Bounds, kind: PercentKind): Bounds | null {
  if (kind === 'since') return operandOf(which, { lo: percent.lo + Number(HUNDRED), hi: percent.hi + Number(HUNDRED) }, other, 'ratio');
  const hundred = Number(HUNDRED);
  const values: number[] = [];
  for (const p of [percent.lo, percent.hi]) {
    for (const v of [other.lo, other.hi]) {
      const rate = p / hundred;
      if (which === 'part') {
        if (kind === 'growth' && 1 + rate === 0) return null;
        values.push(kind === 'ratio' ? v * rate : (v * rate) / (1 + rate));
      } else {
        if (rate === 0 || (kind === 'ratio' && p <= 0)) return null;
        values.push(kind === 'ratio' ? v / rate : v / rate + v);
      }
    }
  }
  // a percentage interval around nothing says nothing of what it divides
  if (which === 'whole' && percent.lo < 0 && percent.hi > 0) return null;
  return { lo: Math.floor(Math.min(...values)), hi: Math.ceil(Math.max(...values)) };
}
