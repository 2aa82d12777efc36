import type { EvaluationWords } from '../form/passage-form.ts';
import { nameCore } from '../form/passage-name.ts';
import { projectEvaluations } from '../score/evaluation.ts';
import { type Project, projectName, yearsOf } from '../score/project.ts';
import type { Paper } from '../score/read.ts';
import type { Scheme } from '../score/scheme.ts';
import { DEFAULT_FORM } from './defaults.ts';
import { type ReadEvaluation, readEvaluation } from './from-evaluation.ts';
import { targetFields, targetIndicators, targetMoney, targetUnit, termFunding } from './from-target.ts';
import { attributeOf, planNature } from './read.ts';
import {
  type DepartmentEvaluation,
  type DepartmentMoney,
  type PerformanceRecords,
  type ProjectClass,
  type ProjectRecord,
  projectClasses,
  type StatedSummary,
  type YearRecord,
} from './record.ts';

const BARE: Omit<YearRecord, 'year' | 'place'> = {
  money: [],
  goal: '',
  indicators: [],
  monitoring: [],
  evaluation: null,
  assessments: [],
  answer: null,
};

/** The words of indicators as target forms print them. */
const printedIndicators = ({ indicators }: Pick<YearRecord, 'indicators'>): ReadonlyMap<string, string>[] =>
  indicators.map(({ level1, level2, name, annual, description, evidence }) => {
    const words = { level1, level2, name, value: annual.text, description, evidence };
    return new Map(Object.entries(words).filter(([, text]) => text !== ''));
  });

const CLASS_WORDS: readonly (readonly [RegExp, ProjectClass])[] = [
  [/^人员(?:类|经费)/, 'personnel'],
  [/^(?:日常)?公用经费/, 'public'],
  [/^其他运转类/, 'operating'],
  [/^特定目标类/, 'specific'],
];

/** The class of projects by the core of their names, as tables of expenditure tell it by 人员类, 其他运转类 …; what they tell in two ways is left open. */
function classesOf({ facts }: Pick<Paper, 'facts'>): (name: string) => ProjectClass | null {
  const told = facts.flatMap(({ concept, dims: { project, nature } }) => {
    const own = projectClasses.find((one) => one === nature);
    return concept === 'expenditure' && project !== undefined && own ? [[nameCore(project), own] as const] : [];
  });
  const classes = Map.groupBy(told, ([name]) => name);
  return (name) => {
    const own = new Set(classes.get(nameCore(name))?.map(([, one]) => one));
    const [only = null] = own;
    return own.size === 1 ? only : null;
  };
}

/** The class that a target form tells in one of its fields. */
const formClass = ({ record }: Project): ProjectClass | null =>
  [...record.fields.values()].flatMap(({ text }) => CLASS_WORDS.find(([words]) => words.test(text.replace(/\s+/g, '')))?.[1] ?? [])[0] ??
  null;

/** A target form as the record of its project. */
function fromTarget(target: Project, own: ProjectClass | null, year: number, organisation: string, place: string): ProjectRecord {
  const fields = targetFields(target);
  const inYear: YearRecord = {
    ...BARE,
    year,
    money: targetMoney(target.funding.annual),
    goal: target.goals.annual?.text.trim() ?? '',
    indicators: targetIndicators(target.indicators),
    place,
  };
  return {
    project: {
      name: projectName(target.name?.text ?? ''),
      code: target.code?.text.replace(/\s+/g, '') ?? '',
      unit: targetUnit(target),
      nature: planNature(own),
      published: true,
      fields,
      indicators: printedIndicators(inYear),
    },
    department: (target.unit && target.department?.name) || organisation || targetUnit(target),
    attribute: attributeOf(fields),
    class: own,
    term: target.term ?? yearsOf(fields.get('term')),
    termFunding: termFunding(target.funding.term),
    spending: target.spending.flatMap(({ month, words }) => {
      const share = Number(words.text.replace(/[\s%％]/g, ''));
      return Number.isFinite(share) && words.text.trim() !== '' ? [{ month, share }] : [];
    }),
    years: [inYear],
    place,
  };
}

/** An evaluation of a project that has no target form in the paper. */
function fromEvaluation(
  name: string,
  own: ProjectClass | null,
  read: ReadEvaluation,
  unit: string,
  department: string,
  year: number,
): ProjectRecord {
  const inYear: YearRecord = { ...BARE, ...read, year, place: name };
  const fields = new Map(read.goal === '' ? [] : [['annual-goal', read.goal]]);
  return {
    project: { name, code: '', unit, nature: planNature(own), published: true, fields, indicators: printedIndicators(inYear) },
    department,
    attribute: null,
    class: own,
    term: null,
    termFunding: null,
    spending: [],
    years: [inYear],
    place: name,
  };
}

/** The department's own evaluation: money by nature, points by first-level indicator. */
function departmentOf({ passages, facts }: Paper): DepartmentEvaluation | null {
  const table = (form: string) => passages.tables.find((one) => one.form === form);
  const fen = (id: number | null | undefined): number | null => (id === null || id === undefined ? null : (facts[id]?.value ?? null));
  const money = (['basic', 'project'] as const).flatMap((nature): DepartmentMoney[] => {
    const row = table('evaluation-execution')?.rows.find(({ kind, cells }) => kind === nature && cells.size > 0);
    const [original, adjusted, executed] = ['original', 'adjusted', 'executed'].map((role) => fen(row?.cells.get(role)?.fact));
    const [revenue] = [fen(row?.cells.get('revenue')?.fact)];
    if (original === null || original === undefined || executed === null || executed === undefined) return [];
    return [{ nature, original, adjusted: adjusted ?? revenue ?? executed, executed, appropriation: null }];
  });
  const points = (id: number | null | undefined): number => {
    const fact = id === null || id === undefined ? undefined : facts[id];
    return fact ? Math.round((fact.value * 100) / 10 ** fact.scale) : 0;
  };
  const levels = (table('evaluation-levels')?.rows ?? [])
    .filter(({ label }) => !/^(?:合计|总分|总计)$/.test(label.text))
    .map(({ label, cells }) => ({
      name: label.text,
      weight: points(cells.get('weight')?.fact),
      score: points(cells.get('got')?.fact),
      says: [],
    }));
  return money.length + levels.length > 0 ? { money, levels, place: '' } : null;
}

/** What the paper states of all projects together: their mean score, how many have each grade. */
function statedOf({ facts }: Paper, { grades }: Scheme): StatedSummary {
  const own = facts.filter(({ dims }) => dims.set === 'self-evaluated');
  const average = own.find(({ concept, dims }) => concept === 'score' && dims.measure === 'average');
  const counts = own.flatMap(({ concept, dims, value }): [string, number][] => {
    const band = concept === 'project-count' ? grades.find(({ words }) => words.includes(dims.item ?? '')) : undefined;
    return band ? [[band.grade, value]] : [];
  });
  return { average: average ? Math.round((average.value * 100) / 10 ** average.scale) : null, grades: new Map(counts) };
}

/**
 * The records that a published paper amounts to: its target forms and its evaluations, joined by the names of projects. What it states of
 * scores stands as stated, to be held against what they should be. Names are those of target forms, then those of tables.
 */
export function recordsOfPaper(paper: Paper, words: EvaluationWords, scheme: Scheme): PerformanceRecords {
  const { identity, passages, facts, projects } = paper;
  const year = identity.year ?? 0;
  const organisation = identity.organisation ?? '';
  const classOf = classesOf(paper);
  const records = projects
    .filter(({ name }) => name !== null)
    .map((target, i) =>
      fromTarget(
        target,
        formClass(target) ?? classOf(projectName(target.name?.text ?? '')),
        year,
        organisation,
        `${paper.file}: 绩效目标表${i + 1}`,
      ),
    );
  for (const project of projectEvaluations(passages.evaluations, words)) {
    const read = readEvaluation(project, { facts, tables: passages.tables, scheme });
    if (!read) continue;
    const at = records.findIndex(({ project: own }) => nameCore(own.name) === nameCore(project.name));
    const known = records[at];
    const form = passages.tables.find(
      ({ form: kind, fields }) => kind === 'evaluation-form' && nameCore(fields.get('name')?.text ?? '') === nameCore(project.name),
    );
    const text = (field: string, otherwise: string): string => form?.fields.get(field)?.text ?? otherwise;
    if (known) {
      const [target] = known.years;
      records[at] = {
        ...known,
        years: [{ ...BARE, ...target, ...read, goal: read.goal || (target?.goal ?? ''), year, place: known.place }],
      };
    } else
      records.push(
        fromEvaluation(text('name', project.name), classOf(project.name), read, text('unit', ''), text('department', organisation), year),
      );
  }
  return {
    organisation,
    scope: identity.scope ?? 'department',
    year,
    form: DEFAULT_FORM,
    scheme: scheme.id,
    units: [...new Set(records.map(({ project }) => project.unit))].filter((name) => name !== '').map((name) => ({ code: '', name })),
    projects: records,
    department: departmentOf(paper),
    stated: statedOf(paper, scheme),
    texts: new Map(),
  };
}
