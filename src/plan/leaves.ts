import { type Dims, withDims } from '../fact/dimension.ts';
import type { FactValue } from '../form/render-facts.ts';
import { APPROPRIATED, type GivenFact, type Plan, type PlanLine, type UnitKind } from './plan.ts';

/** A fact at the finest grain. Money is a sum of sources, so that what is told twice (a line, and the three-public expense it is) is one. */
export interface Leaf extends FactValue {
  readonly concept: string;
  readonly dims: Dims;
  /** indices of the sources that make it up; [] for what is no money */
  readonly of: readonly number[];
}

export interface Leaves {
  readonly leaves: readonly Leaf[];
  /** amounts in 分 that are given once and for all */
  readonly sources: readonly number[];
  /** where in the plan each source stands: the place of its line, adjustment or fact; '' for what has none */
  readonly places: readonly string[];
}

/** Departmental economic 款 that are three-public expenses (财预〔2016〕143号). */
const THREE_PUBLIC: Readonly<Record<string, string>> = {
  '30212': 'overseas',
  '30217': 'reception',
  '30231': 'vehicle-operation',
  '30913': 'vehicle-purchase',
  '31013': 'vehicle-purchase',
};

/** Whose agency operating expense it is (机关运行经费 of 行政单位 and 参公事业单位 stand apart in final accounts). */
const OPERATING = { agency: 'administrative-unit', participating: 'civil-service-institution' } as const;

/** What an expenditure line also states: a three-public expense, an agency's operating expense (none in a public institution). */
function alsoOf(dims: Dims, unitKind: UnitKind): { readonly concept: string; readonly dims: Dims }[] {
  const { fund, economic, nature, organisation, year, stage, origin } = dims;
  const shared: Dims = { fund, year, stage, origin, ...(organisation ? { organisation } : {}) };
  if (!fund || !APPROPRIATED.includes(fund)) return [];
  const item = THREE_PUBLIC[economic ?? ''];
  return [
    ...(item ? [{ concept: 'three-public', dims: { ...shared, item } }] : []),
    ...(nature === 'public' && unitKind !== 'institution'
      ? [{ concept: 'agency-operating', dims: { ...shared, item: OPERATING[unitKind] } }]
      : []),
  ];
}

/** Collects leaves and the sources they are made of. */
class Collector {
  readonly leaves: Leaf[] = [];
  readonly sources: number[] = [];
  readonly places: string[] = [];
  private readonly stated: ReadonlySet<string>;

  /** `given`: facts that the plan states itself; what lines would also state of the same concept and stage is left out. */
  constructor(given: readonly GivenFact[]) {
    this.stated = new Set(given.flatMap(({ concept, dims }) => (dims.measure ? [] : [`${concept} ${dims.stage}`])));
  }

  source(fen: number, place = ''): number {
    this.places.push(place);
    return this.sources.push(fen) - 1;
  }

  money(concept: string, dims: Dims, of: readonly number[]): void {
    const value = of.reduce((sum, source) => sum + (this.sources[source] ?? 0), 0);
    this.leaves.push({ concept, dims, kind: 'money', value, scale: 0, of });
  }

  /** What a line also states, where the plan does not state it itself. */
  also(concept: string, dims: Dims, source: number): void {
    if (!this.stated.has(`${concept} ${dims.stage}`)) this.money(concept, dims, [source]);
  }

  count(concept: string, dims: Dims, value: number): void {
    this.leaves.push({ concept, dims, kind: 'count', value, scale: 0, of: [] });
  }
}

/** A line, what it also states, and in final accounts its other stages (年初预算, 全年预算) and what is carried over. Returns its source. */
function addLine(into: Collector, plan: Plan, line: PlanLine): number {
  const unitKind = plan.unitKinds.get(line.dims.organisation ?? plan.paper.organisation) ?? 'agency';
  const state = (dims: Dims, fen: number): number => {
    const source = into.source(fen, line.place);
    into.money('expenditure', dims, [source]);
    for (const also of alsoOf(dims, unitKind)) into.also(also.concept, also.dims, source);
    return source;
  };
  const source = state(line.dims, line.fen);
  if (line.original !== null) {
    state(withDims(line.dims, { stage: 'original' }), line.original);
    state(withDims(line.dims, { stage: 'adjusted' }), line.original);
  }
  if (line.carriedOut !== 0) into.money('carry-out', line.dims, [into.source(line.carriedOut, line.place)]);
  return source;
}

/** How many projects there are and what they cost: managed all, published those with a form. */
function addProjects(into: Collector, { paper, lines }: Plan, base: Dims, sourceOf: readonly number[]): void {
  for (const { name, nature, published } of paper.projects) {
    const own = lines.flatMap(({ dims }, i) => (dims.project === name ? (sourceOf[i] ?? []) : []));
    for (const set of ['managed', ...(published ? ['published'] : [])]) {
      into.count('project-count', { ...base, set, nature }, 1);
      into.money('project-amount', { ...base, set, nature }, own);
    }
  }
}

/** What is bought, how much of it from small and medium enterprises, and what its source has in all. */
function addPurchases(into: Collector, { purchases }: Plan, base: Dims): void {
  const budgets = new Set<string>();
  for (const { item, code, project, unit, fund, fen, sme, micro, budget, place } of purchases) {
    const source: Dims = { ...base, ...(unit ? { organisation: unit } : {}), ...(project ? { project } : {}) };
    const dims: Dims = { ...source, item: code || item };
    into.money('procurement', fund ? { ...dims, fund } : dims, [into.source(fen, place)]);
    into.money('procurement-sme', dims, [into.source(sme, place)]);
    into.money('procurement-micro', dims, [into.source(micro, place)]);
    if (budget === undefined || budgets.has(`${unit} ${project}`)) continue;
    budgets.add(`${unit} ${project}`);
    into.money('project-budget', source, [into.source(budget, place)]);
  }
}

/** The leaf facts of a plan: all that its paper can state is a sum of them. */
export function leavesOf(plan: Plan): Leaves {
  const into = new Collector(plan.given);
  const base: Dims = { year: String(plan.paper.year), stage: plan.kind === 'budget' ? 'original' : 'actual' };
  const sourceOf = plan.lines.map((line) => addLine(into, plan, line));
  for (const { dims, fen, place } of plan.adjustments) {
    const unitKind = plan.unitKinds.get(dims.organisation ?? plan.paper.organisation) ?? 'agency';
    const source = into.source(fen, place);
    into.money('expenditure', dims, [source]);
    for (const also of alsoOf(dims, unitKind)) into.also(also.concept, also.dims, source);
  }
  addProjects(into, plan, base, sourceOf);
  addPurchases(into, plan, base);
  for (const { concept, dims, kind, value, scale, place } of plan.given) {
    if (kind === 'money') into.money(concept, dims, [into.source(value, place)]);
    else into.leaves.push({ concept, dims, kind, value, scale, of: [] });
  }
  const { leaves, sources, places } = into;
  return plan.evaluated ? together({ leaves, sources, places }, plan.evaluated.leaves) : { leaves, sources, places };
}

/** Leaves of two origins, those of the second with their sources after those of the first. */
const together = (a: Leaves, b: Leaves): Leaves => ({
  leaves: [...a.leaves, ...b.leaves.map((leaf) => ({ ...leaf, of: leaf.of.map((source) => source + a.sources.length) }))],
  sources: [...a.sources, ...b.sources],
  places: [...a.places, ...b.places],
});
