import { type Dimension, type Dims, dimensions, factKey, UNKNOWN, withDims } from '../../fact/dimension.ts';
import type { Fact } from '../../fact/fact.ts';
import { stageOf } from '../../form/table.ts';
import type { Lexicon } from '../../lexicon/lexicon.ts';
import type { Paper } from '../../score/read.ts';
import type { GivenFact } from '../plan.ts';
import { isSought, OWN_SETS } from './figures.ts';

type Value = Pick<GivenFact, 'concept' | 'dims' | 'kind' | 'value' | 'scale'>;

const OTHER_STAGES: ReadonlySet<string> = new Set(['original', 'adjusted']);

/** Concepts that a plan does not hold: they follow, or belong to evaluations and target forms. */
const NOT_HELD: ReadonlySet<string> = new Set(['project-funding', 'project-budget', 'weight', 'score', 'uses']);

/** Whose money it is where a sentence on three-public or agency operating expenses does not say. */
const FUNDED: ReadonlySet<string> = new Set(['three-public', 'agency-operating']);

/** Concepts of which papers tell how they changed against last year. */
const PRIOR: ReadonlySet<string> = new Set(['revenue', 'uses', 'expenditure', 'three-public', 'agency-operating']);

/** How narrowly a fact is told: its members, codes by their length. */
const narrowness = (dims: Dims): number =>
  dimensions.reduce((sum, d) => sum + (dims[d] === undefined ? 0 : 10 + (dims[d]?.length ?? 0)), 0);

/** Facts of one concept as leaves: the narrowest as they are, a whole only with what its parts leave over. */
function leavesAmong(facts: readonly Value[], lexicon: Pick<Lexicon, 'within'>): Value[] {
  const covers = (leaf: Dims, whole: Dims): boolean =>
    dimensions.every((d: Dimension) => {
      const want = whole[d];
      const have = leaf[d];
      return want === undefined
        ? d !== 'measure' || have === undefined
        : have !== undefined && (have === want || lexicon.within(d, have, want));
    });
  const leaves: Value[] = [];
  for (const fact of [...facts].sort((a, b) => narrowness(b.dims) - narrowness(a.dims))) {
    const below = leaves.filter((leaf) => leaf.concept === fact.concept && covers(leaf.dims, fact.dims));
    const rest = fact.value - below.reduce((sum, { value }) => sum + value, 0);
    if (below.length === 0 || rest > 0) leaves.push({ ...fact, value: below.length === 0 ? fact.value : rest });
  }
  return leaves.reverse();
}

/** Each fact once: what tables print before what sentences say, the first otherwise. */
function once(facts: readonly (Value & { readonly where: Fact['where']['node'] })[]): Value[] {
  const found = new Map<string, Value>();
  const order = ['table', 'record', 'text', 'passage'];
  for (const { where: _, ...fact } of [...facts].sort((a, b) => order.indexOf(a.where) - order.indexOf(b.where))) {
    const key = factKey(fact.concept, fact.dims);
    if (!found.has(key)) found.set(key, fact);
  }
  return [...found.values()];
}

function funded(fact: Pick<Fact, 'concept' | 'dims'>, fund: string): Dims {
  return FUNDED.has(fact.concept) && (fact.dims.fund === undefined || fact.dims.fund === 'appropriation')
    ? withDims(fact.dims, { fund })
    : fact.dims;
}

/**
 * What a paper holds beside lines: procurement, vehicles, areas, counts, other stages of final accounts. `defined`: what lines would give
 * too, as printed.
 */
export function givenFacts(paper: Paper, lexicon: Pick<Lexicon, 'within'>, fund: string, defined = false): Value[] {
  const { year, kind } = paper.identity;
  const own = paper.facts.filter((fact) => {
    const { concept, dims, where } = fact;
    if (!['money', 'count', 'area'].includes(fact.kind) || dims.measure || dims.year !== String(year)) return false;
    // passages tell of evaluations; how many projects were evaluated, and of what amount, is held
    if (where.node === 'passage' && (dims.set !== 'self-evaluated' || dims.item !== undefined)) return false;
    if (where.node === 'record' || NOT_HELD.has(concept) || Object.values(dims).includes(UNKNOWN)) return false;
    if (concept.startsWith('project-') && OWN_SETS.includes(dims.set)) return paper.projects.length === 0 && dims.stage === stageOf(kind);
    if (dims.stage === stageOf(kind)) return defined || !isSought(fact);
    return kind === 'final' && OTHER_STAGES.has(dims.stage ?? '') && !(concept === 'revenue' && dims.stage === 'adjusted');
  });
  const values = own.map((fact) => ({
    concept: fact.concept,
    dims: funded(fact, fund),
    kind: fact.kind === 'money' || fact.kind === 'count' || fact.kind === 'area' ? fact.kind : ('count' as const),
    value: fact.value,
    scale: fact.scale,
    where: fact.where.node,
  }));
  return leavesAmong(once(values), lexicon).filter(({ kind: own, value }) => own !== 'money' || value !== 0);
}

/** Last year's figures: as printed, or what this year's are less the change that a sentence tells. Dimension `measure` is prior. */
export function priorFacts(paper: Paper, lexicon: Pick<Lexicon, 'within'>, fund: string): Value[] {
  const year = paper.identity.year ?? 0;
  const found: (Value & { where: Fact['where']['node'] })[] = [];
  const add = (fact: Fact, value: number): void => {
    if (fact.kind !== 'money' || !PRIOR.has(fact.concept) || fact.dims.measure || Object.values(fact.dims).includes(UNKNOWN)) return;
    const dims = withDims(funded(fact, fund), { year: String(year) });
    found.push({ concept: fact.concept, dims, kind: 'money', value, scale: 0, where: fact.where.node });
  };
  for (const statement of paper.statements) {
    if (statement.kind !== 'same' && (statement.kind !== 'change' || statement.against !== 'prior')) continue;
    const current = statement.current === null ? undefined : paper.facts[statement.current];
    if (current?.dims.year !== String(year)) continue;
    const delta = statement.kind === 'same' || statement.delta === null ? undefined : paper.facts[statement.delta];
    if (statement.kind === 'same') add(current, current.value);
    else if (delta?.kind === 'money') add(current, current.value - delta.value);
  }
  for (const fact of paper.facts) if (fact.dims.year === String(year - 1)) add(fact, fact.value);
  return leavesAmong(once(found), lexicon)
    .filter(({ value }) => value > 0)
    .map((fact) => ({ ...fact, dims: withDims(fact.dims, { measure: 'prior' }) }));
}
