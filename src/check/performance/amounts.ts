import type { Words } from '../../document/document.ts';
import { placeOf } from '../../document/words.ts';
import { amountText } from '../../fact/amount.ts';
import type { Fact } from '../../fact/fact.ts';
import { placeKey } from '../../fact/place.ts';
import { type Code, findingCodes } from '../codes.ts';
import type { SaidHead } from '../equation.ts';
import type { Severity } from '../finding.ts';

export const head = (code: Code, severity: Severity, says: string): SaidHead => ({
  law: findingCodes[code].law,
  basis: findingCodes[code].basis,
  code,
  severity,
  says,
});
export const wan = (fact: Fact): string =>
  fact.unit === '万元' || fact.unit === '元' ? `${fact.printed}${fact.unit}` : `${amountText(fact.value)}万元`;
export const plus = (facts: readonly Fact[]): string => facts.map(({ printed }) => printed).join('+');

/** Facts of forms by the place they stand at. */
export type ByPlace = ReadonlyMap<string, Fact>;

export const recordFactsOf = (facts: readonly Fact[]): ByPlace =>
  new Map(facts.filter(({ where }) => where.node === 'record').map((fact) => [placeKey(fact.place), fact]));

export const factAt = (facts: ByPlace, words: Words | undefined): Fact | null =>
  words ? (facts.get(placeKey(placeOf(words))) ?? null) : null;

/**
 * How far a figure may be from what is printed more finely elsewhere (万元 beside 元). Rounded by itself, or with others so that their sum ties
 * (舍位平衡), it is one of the two last places beside the exact amount: less than a whole place off.
 */
export const roundingOf = (coarse: Pick<Fact, 'half'>, fine: Pick<Fact, 'half'>): number =>
  Math.max(coarse.half + fine.half, coarse.half * 2 - 0.5);

export const asTerms = (facts: readonly Fact[]) => facts.map((fact) => ({ fact, sign: 1 as const }));
