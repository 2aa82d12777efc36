import type { Fact } from '../../fact/fact.ts';
import { stageOf } from '../../form/table.ts';
import { found } from '../found.ts';
import { factPlace } from '../place.ts';
import type { Check } from './check.ts';

/** What each of the three public expenses buys, counted. */
const COUNTED: readonly (readonly [string, readonly string[], string])[] = [
  ['overseas', ['overseas-groups', 'overseas-trips'], '因公出国（境）团组、人次'],
  ['vehicle-purchase', ['vehicles-bought'], '购置车辆'],
  ['reception', ['reception-batches', 'reception-persons'], '公务接待批次、人次'],
];

/**
 * Money was spent on one of the three public expenses, and yet nothing was bought by it: no group sent, no vehicle, no guest. The other way round is
 * lawful: others may pay. Final accounts only; in a budget the counts are of plans.
 */
export const threePublicCount: Check = (reading) => {
  const { kind, year } = reading.identity;
  if (kind !== 'final' || year === null) return [];
  const own = reading.facts.filter(
    ({ dims, printed }) => printed !== '' && !dims.measure && dims.year === String(year) && dims.stage === stageOf(kind),
  );
  return COUNTED.flatMap(([item, concepts, what]) => {
    const spent = own.filter(({ concept, dims }) => concept === 'three-public' && dims.item === item);
    const counts = own.filter(({ concept, dims }) => concepts.includes(concept) && dims.item === undefined);
    const isNothing = (facts: readonly Fact[]): boolean => facts.every(({ value }) => value === 0);
    const [amount] = spent.filter(({ value }) => value > 0);
    // amounts that differ among themselves are told by the law of agreement
    if (!amount || spent.some(({ value }) => value === 0) || counts.length === 0 || !isNothing(counts)) return [];
    return found('comply.three-public-count', {
      severity: 'warning',
      message: `“${amount.where.row ?? what}”支出${amount.printed}${amount.unit}，${what}却为0。`,
      stated: '0',
      expected: '与支出相应的数量',
      suggestion: '核对数量和金额；由上年事项结算的，写明情况',
      places: [...counts.map(factPlace), factPlace(amount)],
    });
  });
};
