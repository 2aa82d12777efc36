import { amountText } from '../fact/amount.ts';
import type { RenderProject } from '../form/render-facts.ts';
import type { Plan, PlanProblem } from '../plan/plan.ts';
import { error } from '../plan/problems/problem.ts';
import { moneyOf, type PerformanceRecords, type ProjectRecord, type YearRecord, yearOf } from './record.ts';

/** A record and its year that a plan's project is of. */
interface Known {
  readonly record: ProjectRecord;
  readonly year: YearRecord;
}

const knownOf = (project: RenderProject, { projects }: PerformanceRecords, year: number): Known | null => {
  const record = projects.find(
    (one) => one.project.name === project.name && (!project.unit || !one.project.unit || one.project.unit === project.unit),
  );
  const own = record ? yearOf(record, year) : null;
  return record && own ? { record, year: own } : null;
};

/** The indicators of a record as a plan has them, with the values of the year. */
const indicatorsOf = ({ record, year }: Known): ReadonlyMap<string, string>[] =>
  record.project.indicators.flatMap((words) => {
    const own = year.indicators.find(({ name }) => name === words.get('name'));
    return own?.missing ? [] : [new Map([...words, ...(own ? ([['value', own.annual.text]] as const) : [])])];
  });

/** Words of a project's form with the year's own goal. */
const fieldsOf = ({ record, year }: Known): ReadonlyMap<string, string> => {
  const key = record.project.fields.has('annual-goal') || !record.project.fields.has('goal') ? 'annual-goal' : 'goal';
  return new Map([...record.project.fields, ...(year.goal ? ([[key, year.goal]] as const) : [])]);
};

/** What a plan says of a project otherwise than its record. */
function differences(plan: Plan, project: RenderProject, known: Known): PlanProblem[] {
  const { name } = project;
  const at = `项目“${name}”`;
  const mend = '只在绩效记录里写，或改成一样';
  const promised = indicatorsOf(known);
  const indicators = project.indicators.flatMap((own, i): PlanProblem[] => {
    const indicator = own.get('name') ?? '';
    const other = promised.find((one) => one.get('name') === indicator);
    const place = `${at}指标${i + 1}`;
    if (!other) return [error(place, 'name', `绩效记录里这个项目没有指标“${indicator}”`, mend)];
    return other.get('value') === own.get('value')
      ? []
      : [error(place, 'value', `指标“${indicator}”写的是${own.get('value') ?? ''}，绩效记录是${other.get('value') ?? ''}`, mend)];
  });
  const left =
    project.indicators.length === 0 ? [] : promised.filter((one) => !project.indicators.some((own) => own.get('name') === one.get('name')));
  const words = fieldsOf(known);
  const fields = [...project.fields].flatMap(([key, text]): PlanProblem[] => {
    const other = words.get(key);
    return other === undefined || other === text ? [] : [error(at, `fields.${key}`, `这里写的“${text}”与绩效记录“${other}”不同`, mend)];
  });
  const lines = plan.lines.filter(({ dims }) => dims.project === name && (!project.unit || dims.organisation === project.unit));
  const [only, several] = lines;
  const [here, there] = [lines.reduce((sum, { fen }) => sum + fen, 0), moneyOf(known.year).original];
  const money =
    only && known.year.money.length > 0 && here !== there
      ? [
          error(
            several ? at : only.place,
            several ? 'lines' : 'yuan',
            `项目“${name}”的预算是${amountText(here, '元')}元，绩效记录是${amountText(there, '元')}元`,
            '核对哪个对，改正另一个',
          ),
        ]
      : [];
  return [
    ...money,
    ...fields,
    ...indicators,
    ...left.map((one) => error(at, 'indicators', `没有绩效记录里的指标“${one.get('name')}”`, mend)),
  ];
}

/** Where a budget and the records of what its projects promise differ; with an error there is no paper. */
export function budgetProblems(plan: Plan, records: PerformanceRecords): PlanProblem[] {
  const { organisation, year, projects } = plan.paper;
  const planned = new Set(projects.map(({ name }) => name));
  return [
    ...(records.organisation === organisation
      ? []
      : [error('organisation', '', `计划是“${organisation}”的，绩效记录是“${records.organisation}”的`, '换成同一个单位的绩效记录')]),
    ...records.projects.flatMap((record) =>
      yearOf(record, year) && !planned.has(record.project.name)
        ? [error('projects', '', `绩效记录里有${year}年的项目“${record.project.name}”，计划里没有`, '在计划里补上项目和支出行；名称要一样')]
        : [],
    ),
    ...projects.flatMap((project) => {
      const known = knownOf(project, records, year);
      return known ? differences(plan, project, known) : [];
    }),
  ];
}

/** A budget whose projects have the words and indicators of their records, where it does not have them itself. */
export function targetedPlan(plan: Plan, records: PerformanceRecords): Plan {
  const known = new Map(plan.paper.projects.map((project) => [project, knownOf(project, records, plan.paper.year)]));
  const projects = plan.paper.projects.map((project): RenderProject => {
    const own = known.get(project);
    if (!own) return project;
    return {
      ...project,
      code: project.code || own.record.project.code,
      fields: new Map([...fieldsOf(own), ...project.fields]),
      indicators: project.indicators.length > 0 ? project.indicators : indicatorsOf(own),
    };
  });
  const given = new Set(plan.terms.map(({ project }) => project));
  const terms = [...known].flatMap(([{ name }, own]) =>
    own?.record.termFunding && !given.has(name) ? [{ project: name, levels: own.record.termFunding }] : [],
  );
  return { ...plan, terms: [...plan.terms, ...terms], paper: { ...plan.paper, projects } };
}
