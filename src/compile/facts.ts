import { amountText } from '../fact/amount.ts';
import { type Dims, factKey } from '../fact/dimension.ts';
import type { FactValue, FormFacts } from '../form/render-facts.ts';
import type { Leaves } from '../plan/leaves.ts';
import type { LeafIndex } from '../plan/sums.ts';
import { type BalancedSum, balance, type Sum } from './balance.ts';

/** 分 in 0.01 万元, the last place that papers print. */
export const STEP = 10_000;

/** A figure of the paper before and after balancing. */
export interface BalancedFigure extends BalancedSum {
  readonly concept: string;
  readonly dims: Dims;
  /** 分 */
  readonly exact: number;
  /** the sources that it sums */
  readonly sources: readonly number[];
}

/** What a paper asked its facts for, by key. */
export class Questions {
  readonly asked = new Map<string, { readonly concept: string; readonly dims: Dims }>();

  /** The same facts, every question written down. */
  over(facts: FormFacts): FormFacts {
    return {
      value: (concept, dims) => {
        const key = factKey(concept, dims);
        if (!this.asked.has(key)) this.asked.set(key, { concept, dims });
        return facts.value(concept, dims);
      },
      combinations: (concept, dims, along) => facts.combinations(concept, dims, along),
    };
  }
}

/**
 * All money that a paper asks for, balanced together: tables, text and forms state the same figures, and every sum ties as printed in 万元.
 * `shown`: what else is printed that shows figures of such members.
 */
export function balancedFigures(
  questions: Questions,
  index: LeafIndex,
  { sources }: Leaves,
  shown: (dims: Dims) => Sum['shown'],
): ReadonlyMap<string, BalancedFigure> {
  const figures = [...questions.asked].flatMap(([key, { concept, dims }]) => {
    const found = index.matching(concept, dims);
    if (found.length === 0 || found[0]?.kind !== 'money') return [];
    const own = [...new Set(found.flatMap(({ of }) => of))];
    return [{ key, concept, dims, sources: own, exact: own.reduce((sum, source) => sum + (sources[source] ?? 0), 0) }];
  });
  const balanced = balance(
    sources,
    figures.map(({ dims, sources: lines }) => ({ lines, shown: shown(dims) })),
    STEP,
  );
  return new Map(figures.map(({ key, ...figure }, i) => [key, { ...figure, ...(balanced[i] ?? { nearest: 0, balanced: 0 }) }]));
}

/** Facts as the paper prints them: balanced money, and everything else as it is. Throws an Error for money that was not asked for before. */
export function balancedFacts(exact: FormFacts, figures: ReadonlyMap<string, BalancedFigure>): FormFacts {
  return {
    value(concept, dims) {
      const fact = exact.value(concept, dims);
      if (fact.kind !== 'money' || fact.value === 0) return fact;
      const figure = figures.get(factKey(concept, dims));
      if (!figure) throw new Error(`${factKey(concept, dims)} = ${amountText(fact.value, '元')} was not balanced`);
      return { ...fact, value: figure.balanced, ...(figure.balanced === 0 ? { trace: true } : {}) };
    },
    combinations: exact.combinations,
  };
}

/** Points, rates and counts of performance, by fact key, before what is money: none of them is a sum of money, they stand as they were scored. */
export const scoredFacts = (scored: ReadonlyMap<string, FactValue>, money: FormFacts): FormFacts => ({
  value: (concept, dims) => scored.get(factKey(concept, dims)) ?? money.value(concept, dims),
  combinations: money.combinations,
});

/** Whether an amount of performance is a project's or the department's own, beside which its rate and points are printed: those move last. */
export const isWhole = ({ set, fund, origin, item }: Dims): boolean => [set, fund, origin, item].every((member) => member === undefined);
