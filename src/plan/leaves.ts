import { type Dims, withDims } from '../fact/dimension.ts';
import type { FactValue } from '../form/render-facts.ts';
import { APPROPRIATED, type Plan, type PlanLine, type UnitKind } from './plan.ts';

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

  source(fen: number, place = ''): number {
    this.places.push(place);
    return this.sources.push(fen) - 1;
  }

  money(concept: string, dims: Dims, of: readonly number[]): void {
    const value = of.reduce((sum, source) => sum + (this.sources[source] ?? 0), 0);
    this.leaves.push({ concept, dims, kind: 'money', value, scale: 0, of });
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
    for (const also of alsoOf(dims, unitKind)) into.money(also.concept, also.dims, [source]);
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

/** The leaf facts of a plan: all that its paper can state is a sum of them. */
export function leavesOf(plan: Plan): Leaves {
  const into = new Collector();
  const base: Dims = { year: String(plan.paper.year), stage: plan.kind === 'budget' ? 'original' : 'actual' };
  const sourceOf = plan.lines.map((line) => addLine(into, plan, line));
  for (const { dims, fen, place } of plan.adjustments) {
    const unitKind = plan.unitKinds.get(dims.organisation ?? plan.paper.organisation) ?? 'agency';
    const source = into.source(fen, place);
    into.money('expenditure', dims, [source]);
    for (const also of alsoOf(dims, unitKind)) into.money(also.concept, also.dims, [source]);
  }
  addProjects(into, plan, base, sourceOf);
  for (const { item, project, fen, sme, micro } of plan.purchases) {
    const dims: Dims = { ...base, item, ...(project ? { project } : {}) };
    into.money('procurement', dims, [into.source(fen)]);
    into.money('procurement-sme', base, [into.source(sme)]);
    into.money('procurement-micro', base, [into.source(micro)]);
  }
  for (const { concept, dims, kind, value, scale, place } of plan.given) {
    if (kind === 'money') into.money(concept, dims, [into.source(value, place)]);
    else into.leaves.push({ concept, dims, kind, value, scale, of: [] });
  }
  return { leaves: into.leaves, sources: into.sources, places: into.places };
}
