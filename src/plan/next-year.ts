import { type Dims, factKey, withDims } from '../fact/dimension.ts';
import { leavesOf } from './leaves.ts';
import type { GivenFact, Plan } from './plan.ts';

/** Along which dimensions a paper compares with last year. */
const KEPT: Readonly<Record<string, readonly (keyof Dims)[]>> = {
  expenditure: ['organisation', 'fund', 'function', 'nature', 'origin'],
  'carry-out': ['organisation', 'fund', 'function', 'origin'],
  'three-public': ['organisation', 'fund', 'item'],
  'agency-operating': ['organisation', 'fund', 'item'],
};

/** This year's money as last year's facts of `year`. */
function priorOf(plan: Plan, year: number): GivenFact[] {
  const stage = plan.kind === 'budget' ? 'original' : 'actual';
  const sums = new Map<string, GivenFact>();
  for (const { concept, dims, kind, value } of leavesOf(plan).leaves) {
    const kept = KEPT[concept];
    if (!kept || kind !== 'money' || dims.measure || dims.stage !== stage) continue;
    const own: Dims = Object.fromEntries(kept.flatMap((d) => (dims[d] === undefined ? [] : [[d, dims[d]]])));
    const prior = { ...own, year: String(year), stage, measure: 'prior' };
    const key = factKey(concept, prior);
    sums.set(key, { concept, dims: prior, kind: 'money', scale: 0, place: '', value: (sums.get(key)?.value ?? 0) + value });
  }
  return [...sums.values()].filter(({ value }) => value !== 0);
}

/**
 * A plan for another year, begun with this one's lines and stocks: amounts stay until somebody changes them, this year's become last year's.
 * `form`: the form set of that year.
 */
export function planForYear(plan: Plan, year: number, form: string): Plan {
  const moved = (dims: Dims): Dims => withDims(dims, { year: String(year) });
  const given = plan.given.filter(({ dims }) => dims.measure !== 'prior');
  const { evaluated: _, ...own } = plan;
  const { evaluation: __, ...paper } = own.paper;
  return {
    ...own,
    form,
    paper: { ...paper, year },
    lines: plan.lines.map((line) => ({ ...line, dims: moved(line.dims) })),
    adjustments: [],
    given: [...given.map((fact) => ({ ...fact, dims: moved(fact.dims) })), ...priorOf(plan, year)],
  };
}
