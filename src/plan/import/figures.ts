import { type Dims, factKey, UNKNOWN, withDims } from '../../fact/dimension.ts';
import type { Fact } from '../../fact/fact.ts';
import { stageOf } from '../../form/table.ts';
import type { Paper } from '../../score/read.ts';
import type { ImportedProjects } from './projects.ts';

/** 分 in 0.01 万元: papers print no finer, so that lines are found in such steps. */
export const STEP = 10_000;

/** One value that a paper prints for one sum of lines, with all places that print it. */
export interface Figure {
  readonly concept: string;
  readonly dims: Dims;
  /** 分 */
  readonly fen: number;
  /** half of the last printed place, 分 */
  readonly half: number;
  readonly facts: readonly Fact[];
}

/** Concepts that are sums of lines. */
const OF_LINES: ReadonlySet<string> = new Set(['expenditure', 'revenue', 'uses', 'three-public', 'agency-operating', 'project-amount']);

/** Concepts of which papers print several divisions, so that the facts at their crossing are to be found like lines. */
export const CROSSED: readonly string[] = ['carry-out', 'procurement', 'procurement-sme'];

/** Whether a fact is a sum of what is to be found, at a stage that lines have. */
export const isSought = ({ concept, dims }: Pick<Fact, 'concept' | 'dims'>): boolean =>
  CROSSED.includes(concept) || (OF_LINES.has(concept) && (concept !== 'project-amount' || OWN_SETS.includes(dims.set)));

/** Sets of projects that follow from the plan's own projects. */
export const OWN_SETS: readonly (string | undefined)[] = ['managed', 'published'];

/** What a fact says of lines; null: nothing. The year's money in a target form is what the project costs. */
function ofLines(fact: Fact, projects: ImportedProjects): { readonly concept: string; readonly dims: Dims } | null {
  const { concept, where } = fact;
  // a blank beside no label is what a broken row left behind
  if (
    fact.kind !== 'money' ||
    (fact.printed === '' && !where.row?.trim()) ||
    fact.dims.measure ||
    where.node === 'passage' ||
    Object.values(fact.dims).includes(UNKNOWN)
  )
    return null;
  if (CROSSED.includes(concept)) return { concept, dims: fact.dims };
  const project = fact.dims.project === undefined ? undefined : projects.nameOf(fact.dims.project);
  if (project === undefined && fact.dims.project !== undefined) return null;
  // 政府预算资金 are appropriations
  const dims = withDims(fact.dims, {
    ...(project ? { project } : {}),
    ...(fact.dims.fund === 'government' ? { fund: 'appropriation' } : {}),
  });
  if (concept === 'project-funding') {
    const whole = dims.set === 'annual' && dims.project !== undefined && dims.item === undefined && dims.fund === undefined;
    return whole ? { concept: 'expenditure', dims: withDims(dims, { set: 'all', organisation: 'all' }) } : null;
  }
  return isSought(fact) ? { concept, dims } : null;
}

/** The figures of a paper that are sums of the lines of its year and stage, each value by itself. */
export function figuresOf(paper: Paper, projects: ImportedProjects): Figure[] {
  const { year, kind } = paper.identity;
  const found = new Map<string, Figure & { facts: Fact[] }>();
  for (const fact of paper.facts) {
    const sense = ofLines(fact, projects);
    if (!sense || (sense.concept === 'project-amount' && projects.all.length === 0)) continue;
    if (sense.dims.year !== String(year) || sense.dims.stage !== stageOf(kind)) continue;
    const key = `${factKey(sense.concept, sense.dims)} ${fact.value} ${fact.half}`;
    const known = found.get(key);
    if (known) known.facts.push(fact);
    else found.set(key, { ...sense, fen: fact.value, half: fact.half, facts: [fact] });
  }
  const told = new Set([...found.values()].filter(({ fen }) => fen !== 0).map(({ concept, dims }) => factKey(concept, dims)));
  // a blank where the same fact is printed elsewhere is a cell that the form leaves open
  return [...found.values()].filter(
    ({ concept, dims, facts }) => !told.has(factKey(concept, dims)) || facts.some(({ printed }) => printed !== ''),
  );
}
