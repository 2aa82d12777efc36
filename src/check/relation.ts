import type { Law, Severity } from './finding.ts';

/** Bounds of a value, in the unit of a fact's `value` (money: 分, in halves). */
export interface Interval {
  readonly lo: number;
  readonly hi: number;
}

/**
 * One thing that must hold between facts. All laws make relations; diagnosis looks for the fewest facts whose change makes all hold.
 */
export interface Relation {
  readonly law: Law;
  readonly code: string;
  readonly severity: Severity;
  /** indices of the facts that take part; the first one is the whole, the total, the derived number */
  readonly facts: readonly number[];
  /** an equation breaks with any change of a part; a bound (≤) only with some */
  readonly kind: 'equation' | 'bound';
  readonly holds: boolean;
  /** what the i-th fact (index in `facts`) would have to be, given the others; null where it cannot be solved */
  solve(i: number): Interval | null;
  /** short sentence in Chinese that says the rule with its numbers: 社会保障和就业支出 262.09 = 159.34 + 31.31 + … */
  readonly says: string;
  /** printed whole minus recomputed, as text with unit; '' where there is none */
  readonly difference: string;
  readonly basis: string;
}
