import type { Finding } from '../check/finding.ts';
import type { Dims } from '../fact/dimension.ts';
import type { FormSet } from '../form/form.ts';
import type { RenderProject } from '../form/render-facts.ts';
import type { Forms } from '../forms.ts';
import type { Paper } from '../score/read.ts';
import { type Candidate, candidatesOf, crossingsOf, projectPlaces, type Sources } from './import/candidates.ts';
import { type Figure, figuresOf, STEP } from './import/figures.ts';
import { givenFacts, priorFacts } from './import/given.ts';
import { type Row, type Solver, solved } from './import/program.ts';
import { type ImportedProjects, importedProjects } from './import/projects.ts';
import { importedPurchases } from './import/purchases.ts';
import { grouped, isCulprit, type Resolution, resolutionOf } from './import/resolution.ts';
import { byLevel, projectOf, termOf, wholeTarget } from './import/targets.ts';
import { importedTexts } from './import/texts.ts';
import { importedUnits, withUnits } from './import/units.ts';
import { leavesOf } from './leaves.ts';
import { APPROPRIATED, type GivenFact, type Plan, type PlanLine, usualLevel } from './plan.ts';
import { LeafIndex } from './sums.ts';

/** A plan found from a published paper, and every figure of the paper that it could not keep. */
export interface ImportedPlan {
  readonly plan: Plan;
  readonly resolutions: readonly Resolution[];
}

/** Concepts whose definition differs from paper to paper: given as printed where they are not the sum of lines. */
const DEFINED: ReadonlySet<string> = new Set(['three-public', 'agency-operating']);

/** What speaks against figures: findings, projects that no 项 has room for. */
interface Doubts {
  readonly findings: readonly Finding[];
  readonly homeless: ReadonlySet<string>;
}

/** How much a step of difference from a printed figure weighs: tables before sentences, what a finding calls wrong last. */
function weightOf(figure: Figure, { findings, homeless }: Doubts): number {
  if (DEFINED.has(figure.concept) || homeless.has(figure.dims.project ?? '')) return 1;
  const printings = figure.facts.reduce((sum, { where }) => sum + (where.node === 'table' ? 20 : 6), 0);
  if (isCulprit(figure, findings)) return Math.max(2, Math.floor(printings / 10));
  // what is nothing stays nothing
  return figure.fen === 0 ? printings * 50 : printings;
}

/** The sums that figures are of what is sought, by index: the lines of the plan, then its given facts. */
function rowsOf(plan: Plan, figures: readonly Figure[], doubts: Doubts, lexicon: Forms['lexicon']): Row[] {
  const index = new LeafIndex(leavesOf(plan).leaves, lexicon);
  const published = new Set(plan.paper.projects.flatMap((project) => (project.published ? [project.name] : [])));
  const ofProjects = (dims: Dims): number[] =>
    plan.lines.flatMap(({ dims: line }, i) => {
      const counts = line.project !== undefined && (dims.set === 'managed' || published.has(line.project));
      return counts && (dims.nature === undefined || dims.nature === line.nature) ? [i] : [];
    });
  return figures.map((figure) => {
    const of =
      figure.concept === 'project-amount'
        ? ofProjects(figure.dims)
        : [...new Set(index.matching(figure.concept, figure.dims).flatMap((leaf) => leaf.of))];
    const fine = Math.max(0, figure.half - STEP / 2);
    return {
      of,
      min: Math.floor((figure.fen - fine) / STEP),
      max: Math.ceil((figure.fen + fine) / STEP),
      weight: weightOf(figure, doubts),
    };
  });
}

const toLine = ({ dims }: Candidate, fen: number): PlanLine => ({
  dims,
  fen,
  original: null,
  carriedOut: 0,
  level: usualLevel(dims.fund),
  place: '',
});

/** Lines with their amounts; those of a project divided among who pays for it. */
function linesFrom(candidates: readonly Candidate[], values: readonly number[], projects: ImportedProjects): PlanLine[] {
  const lines = candidates.flatMap((candidate, i) => ((values[i] ?? 0) > 0 ? [toLine(candidate, (values[i] ?? 0) * STEP)] : []));
  const own = projects.all.flatMap((project) =>
    byLevel(
      lines.filter(({ dims }) => dims.project === project.name),
      project,
    ).map((line) => ({ ...line, level: line.level ?? usualLevel(line.dims.fund) })),
  );
  return [...lines.filter(({ dims }) => dims.project === undefined), ...own];
}

const given = (fact: Omit<GivenFact, 'place'>): GivenFact => ({ ...fact, place: '' });

/**
 * The plan whose paper is the one given: lines at the crossing of all that its tables print, so that each figure is a sum of lines; where
 * figures contradict each other, the least is changed, what a finding calls wrong first, and each change is listed. The words are the
 * paper's own. `findings`: what checking it found. Throws an Error where kind or year of the paper is not known.
 */
export function planFromPaper(paper: Paper, findings: readonly Finding[], set: FormSet, forms: Forms, solve: Solver): ImportedPlan {
  const { year, kind, organisation, scope } = paper.identity;
  if (year === null || kind === null) throw new Error('未能识别文本的年度或种类（预算、决算），不能导入');
  const projects = importedProjects(paper);
  const figures = figuresOf(paper, projects);
  const sources: Sources = { paper, figures, projects, codes: forms.codes, lexicon: forms.lexicon };
  const places = projectPlaces(sources);
  const candidates = candidatesOf(sources, places);
  const crossings = crossingsOf(sources);
  const fund = candidates.find(({ dims }) => APPROPRIATED.includes(dims.fund ?? ''))?.dims.fund ?? 'general';
  const others = givenFacts(paper, forms.lexicon, fund).map(given);
  const units = importedUnits(paper);
  const draft: Plan = {
    form: set.id,
    kind,
    paper: {
      organisation: organisation ?? '',
      scope: scope ?? 'unit',
      year,
      units,
      projects: projects.all.map((project) => projectOf(project, project.nature ?? 'specific', set, units)),
      indicators: wholeTarget(paper, set).indicators,
      texts: new Map([...importedTexts(paper, set), ...wholeTarget(paper, set).texts]),
    },
    unitKinds: new Map(),
    lines: candidates.map((candidate) => toLine(candidate, 0)),
    terms: projects.all.flatMap(termOf),
    adjustments: [],
    purchases: [],
    given: crossings.map(({ concept, dims }) => given({ concept, dims, kind: 'money', value: 0, scale: 0 })),
  };
  const rows = rowsOf(draft, figures, { findings, homeless: places.homeless }, forms.lexicon);
  const values = solved({ costs: [...candidates, ...crossings].map(({ cost }) => cost), rows }, solve);
  const lines = withUnits(linesFrom(candidates, values, projects), draft.paper, forms.codes);
  const crossed = draft.given.flatMap((fact, i) => {
    const value = (values[candidates.length + i] ?? 0) * STEP;
    return value > 0 ? [{ ...fact, value }] : [];
  });
  const bought = importedPurchases(paper, crossed, forms.lexicon);
  const off = figures.flatMap((figure, i) => {
    const row = rows[i];
    const sum = row?.of.reduce((all, source) => all + (values[source] ?? 0), 0) ?? 0;
    if (!row || (row.min <= sum && sum <= row.max)) return [];
    return [{ figure, taken: figure.fen + (sum - (sum < row.min ? row.min : row.max)) * STEP }];
  });
  const defined = off.filter(({ figure }) => DEFINED.has(figure.concept)).map(({ figure }) => figure);
  const natures = new Map(lines.flatMap(({ dims }) => (dims.project ? [[dims.project, dims.nature] as const] : [])));
  const kept = draft.paper.projects
    .filter(({ name }) => natures.has(name))
    .map((project): RenderProject => ({ ...project, nature: natures.get(project.name) === 'operating' ? 'operating' : 'specific' }));
  return {
    plan: {
      ...draft,
      paper: { ...draft.paper, projects: kept },
      lines,
      purchases: bought.purchases,
      terms: draft.terms.filter(({ project }) => natures.has(project)),
      given: [
        ...bought.rest,
        ...others,
        ...definedFacts(paper, defined, forms.lexicon, fund),
        ...priorFacts(paper, forms.lexicon, fund).map(given),
      ],
    },
    resolutions: grouped(off.map(({ figure, taken }) => resolutionOf(figure, taken, findings, DEFINED.has(figure.concept)))),
  };
}

/** Facts of a concept that lines do not give as printed, all of its facts instead. */
function definedFacts(paper: Paper, off: readonly Figure[], lexicon: Forms['lexicon'], fund: string): GivenFact[] {
  const concepts = new Set(off.map(({ concept }) => concept));
  if (concepts.size === 0) return [];
  const facts = paper.facts.filter(({ concept }) => concepts.has(concept));
  return givenFacts({ ...paper, facts }, lexicon, fund, true).map(given);
}
