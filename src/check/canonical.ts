import { type Dims, factKey, withDims } from '../fact/dimension.ts';
import type { Fact } from '../fact/fact.ts';
import type { Reading } from '../form/reading.ts';
import { stageOf } from '../form/table.ts';
import { nodesOf } from './tree.ts';

/** What a fact speaks of. */
type Meaning = Pick<Fact, 'concept' | 'dims'>;

/** Canonical members and key. */
interface Keyed {
  readonly dims: Dims;
  readonly key: string;
}

/**
 * Names that mean the same money in one paper. Where nothing was carried over, "this year's" is all there is; where no money but
 * appropriations comes in, appropriations are all funds; where only the general public budget gives, it is all appropriations.
 */
export interface Canonical {
  readonly dims: (fact: Meaning) => Dims;
  readonly key: (fact: Meaning & { readonly where?: Fact['where'] }) => string;
  readonly noCarryOver: boolean;
  /** nothing is carried over to the next year */
  readonly noCarryOut: boolean;
}

/** What an economic item is by its class: pay and benefits are personnel expenditure, all else is public. */
const natureOf = (economic: string): string => (/^30[13]/.test(economic) ? 'personnel' : 'public');
const isOpposite = (nature: string | undefined, economic: string): boolean =>
  (nature === 'personnel' || nature === 'public') && nature !== natureOf(economic);

const FLOWS = new Set(['revenue', 'expenditure', 'uses', 'three-public', 'agency-operating', 'procurement']);

export function canonicalOf(reading: Reading): Canonical {
  const year = String(reading.identity.year ?? '');
  const stage = stageOf(reading.identity.kind);
  const stated = new Map<string, number>();
  for (const fact of reading.facts) {
    if (
      !/^(?:revenue|carry-out)/.test(fact.concept) ||
      fact.kind !== 'money' ||
      fact.dims.measure ||
      fact.dims.year !== year ||
      fact.dims.stage !== stage
    )
      continue;
    const key = factKey(fact.concept, { ...fact.dims, year: undefined, stage: undefined });
    stated.set(key, Math.max(stated.get(key) ?? 0, Math.abs(fact.value)));
  }
  const revenue = (dims: Dims) => stated.get(factKey('revenue', dims));
  const zero = (dims: Dims) => revenue(dims) === 0;
  const noCarryOver =
    (zero({ origin: 'carried-over' }) || zero({ origin: 'carried-over', fund: 'appropriation' })) &&
    ![...stated].some(([key, value]) => value > 0 && key.startsWith('revenue') && key.includes('origin=carried-over'));
  const noCarryOut = ![...stated].some(([key, value]) => value > 0 && key.startsWith('carry-out'));
  const others = [
    'special-account',
    'unit-funds',
    'institution-income',
    'business-income',
    'superior-subsidy',
    'affiliate-remittance',
    'other-income',
  ];
  const none = (fund: string) => !((revenue({ fund, origin: 'this-year' }) ?? 0) > 0 || (revenue({ fund }) ?? 0) > 0);
  const said = (fund: string) => revenue({ fund, origin: 'this-year' }) !== undefined || revenue({ fund }) !== undefined;
  const all = revenue({ origin: 'this-year' }) ?? revenue({});
  const appropriation = revenue({ fund: 'appropriation', origin: 'this-year' }) ?? revenue({ fund: 'appropriation' });
  const general = revenue({ fund: 'general', origin: 'this-year' }) ?? revenue({ fund: 'general' });
  const onlyAppropriation = noCarryOver && others.every(none) && (others.some(said) || (all !== undefined && all === appropriation));
  const onlyGeneral =
    noCarryOver &&
    none('managed-funds') &&
    none('state-capital') &&
    (said('managed-funds') || (general !== undefined && general === appropriation));

  // 303 printed under 公用经费 too: what the row has as 人员经费 is not all of it
  const split = new Set(
    reading.facts.flatMap(({ concept, dims, value }) =>
      concept === 'expenditure' && value !== 0 && dims.economic && isOpposite(dims.nature, dims.economic) ? dims.economic : [],
    ),
  );
  const dimsOf = (fact: Meaning): Dims => {
    let out = fact.dims;
    // changes and rates look back to a year in which other money may have come in
    if (out.measure || out.year !== year || out.stage !== stage || !FLOWS.has(fact.concept)) return out;
    if (noCarryOver && out.origin === 'this-year') out = withDims(out, { origin: 'all' });
    if (onlyGeneral && out.fund === 'general') out = withDims(out, { fund: 'appropriation' });
    if (onlyAppropriation && out.fund === 'appropriation') out = withDims(out, { fund: 'all' });
    if (fact.concept === 'three-public' || fact.concept === 'agency-operating')
      out = out.fund === 'appropriation' ? withDims(out, { fund: 'all' }) : out;
    // personnel items are personnel expenditure whether a table says basic or personnel
    const nature = out.economic === undefined ? undefined : natureOf(out.economic);
    if (nature !== undefined && out.nature === nature && !split.has(out.economic ?? '')) out = withDims(out, { nature: 'basic' });
    return out;
  };
  const keyed = (fact: Meaning, dims: Dims): Keyed => ({ dims, key: factKey(fact.concept, dims) });
  const own = nodesOf(reading.facts).map(({ fact, key }): Keyed => {
    const dims = dimsOf(fact);
    return dims === fact.dims ? { dims, key } : keyed(fact, dims);
  });
  const isOwn = (fact: Meaning): fact is Fact => 'id' in fact && reading.facts[Number(fact.id)] === fact;
  const keyedOf = (fact: Meaning): Keyed => (isOwn(fact) ? own[fact.id] : undefined) ?? keyed(fact, dimsOf(fact));
  const dims = (fact: Meaning): Dims => keyedOf(fact).dims;
  const plainKey = (fact: Meaning): string => keyedOf(fact).key;
  const inTables = new Set(reading.facts.filter((f) => f.where.node === 'table' && f.printed !== '').map(plainKey));
  const key = (fact: Meaning & { readonly where?: Fact['where'] }): string => {
    const own = plainKey(fact);
    if (fact.where?.node !== 'text' || fact.dims.origin !== undefined || inTables.has(own)) return own;
    // a sentence that says nothing of carry-over speaks of the only table there is, which leaves it out
    const thisYear = factKey(fact.concept, withDims(dims(fact), { origin: 'this-year' }));
    return inTables.has(thisYear) ? thisYear : own;
  };
  return { dims, key, noCarryOver, noCarryOut };
}
