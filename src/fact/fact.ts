import { type Dims, factKey } from './dimension.ts';
import type { Place } from './place.ts';

/** What sort of value a fact has. money: 分; percent, score, count, area: decimal; text: a grade, a date, a name. */
export type FactKind = 'money' | 'percent' | 'count' | 'score' | 'area' | 'text';

/** Words that tell a person where a number stands. */
export interface Where {
  readonly node: 'table' | 'text' | 'record' | 'passage';
  /** title of the table, section or form */
  readonly table: string | null;
  readonly row: string | null;
  readonly column: string | null;
}

/** One number (or count, score, date, grade) with its meaning and its place. */
export interface Fact {
  /** index in the reading's list of facts */
  readonly id: number;
  readonly concept: string;
  readonly dims: Dims;
  readonly kind: FactKind;
  /** money: 分; other numbers: digits × 10^-scale; text: 0 */
  readonly value: number;
  /** decimals in `value`; 0 for money */
  readonly scale: number;
  /** half of the last printed place, in the unit of `value`; 0 when exact (blank, count) */
  readonly half: number;
  /** as it stands on paper, white space taken out; '' for a blank cell */
  readonly printed: string;
  /** 万元, 元, %, 分, 辆 …; '' where there is none */
  readonly unit: string;
  readonly place: Place;
  readonly where: Where;
}

/** Facts with one key state the same thing and must have one value. */
export const keyOf = (fact: Pick<Fact, 'concept' | 'dims'>): string => factKey(fact.concept, fact.dims);
