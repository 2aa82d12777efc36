import type { FormSet } from '../form/form.ts';
import { renderTargets } from '../form/render.ts';
import type { RenderPaper } from '../form/render-facts.ts';
import type { Forms } from '../forms.ts';
import { type ProjectRecord, type YearRecord, yearOf } from '../performance/record.ts';
import { targetFields } from '../performance/target-fields.ts';
import { fundedPaper } from '../plan/funding.ts';
import { leavesOf } from '../plan/leaves.ts';
import type { Plan, PlanLine } from '../plan/plan.ts';
import { LeafIndex, summedFacts } from '../plan/sums.ts';
import { balancedFacts, balancedFigures, Questions } from './facts.ts';
import type { Output } from './outputs.ts';

/** Whose project it is. */
export type TargetPaper = Pick<RenderPaper, 'organisation' | 'scope' | 'units'>;

/** The year's budget of a project as lines of a plan, as far as a target form asks for them: by source and level. */
const linesOf = ({ project: { name, nature } }: ProjectRecord, { year, money, place }: YearRecord): PlanLine[] =>
  money.map(({ dims, level, original }) => ({
    dims: { year: String(year), stage: 'original', nature, project: name, ...dims },
    fen: original,
    original: null,
    carriedOut: 0,
    level,
    place,
  }));

/** The indicators as they are promised for a year. */
export function promisedIn({ project }: ProjectRecord, { indicators }: YearRecord): ReadonlyMap<string, string>[] {
  return project.indicators.flatMap((words) => {
    const own = indicators.find(({ name }) => name === words.get('name'));
    if (!own || own.missing) return [];
    return [own.annual.text === '' ? words : new Map([...words, ['value', own.annual.text]])];
  });
}

function planOf(record: ProjectRecord, year: YearRecord, set: FormSet, paper: TargetPaper): Plan {
  const { project, termFunding } = record;
  return {
    form: set.id,
    kind: set.kind,
    paper: {
      ...paper,
      year: year.year,
      projects: [{ ...project, fields: targetFields(record, year), indicators: promisedIn(record, year), published: true }],
      indicators: [],
      texts: new Map(),
    },
    unitKinds: new Map(),
    lines: linesOf(record, year),
    terms: termFunding ? [{ project: project.name, levels: termFunding }] : [],
    adjustments: [],
    purchases: [],
    given: [],
  };
}

/** The target form of a project for a year, in the shape of a form set (Shanxi, Henan, Hebei), ready to be written; null where it has no such year. */
export function targetOutput(
  record: ProjectRecord,
  year: number,
  set: FormSet,
  paper: TargetPaper,
  forms: Pick<Forms, 'lexicon' | 'codes'>,
): Output | null {
  const own = yearOf(record, year);
  if (!own) return null;
  const plan = planOf(record, own, set, paper);
  const leaves = leavesOf(plan);
  const index = new LeafIndex(leaves.leaves, forms.lexicon);
  const questions = new Questions();
  const exact = summedFacts(index);
  const funded = fundedPaper(plan);
  renderTargets(set, questions.over(exact), funded, forms.codes);
  const figures = balancedFigures(questions, index, leaves, () => 'exact');
  return {
    compiled: { ...renderTargets(set, balancedFacts(exact, figures), funded, forms.codes), figures },
    edition: {
      title: `${record.project.name}${year}年度绩效目标表`,
      organisation: paper.organisation,
      date: `${year}-01-01`,
      draft: false,
    },
    set: { id: set.id, year },
  };
}
