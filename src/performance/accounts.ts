import { amountText } from '../fact/amount.ts';
import type { ReportForm } from '../form/report-form.ts';
import type { GivenFact, Plan, PlanLine, PlanProblem } from '../plan/plan.ts';
import { error, warning } from '../plan/problems/problem.ts';
import { moneyOf, type PerformanceRecords } from './record.ts';
import { reportFigures, reportLeaves } from './report-facts.ts';
import { reportSubject } from './report-subject.ts';
import type { ProjectScore, Scores } from './scores.ts';

/** The words of a plan that records take the place of. */
const REPLACED = 'evaluation';

const wan = (fen: number): string => `${amountText(fen)}万元`;
/** Whether a line is basic expenditure; else it is a project's. */
const isBasic = ({ dims: { nature } }: PlanLine): boolean => nature === 'personnel' || nature === 'public' || nature === 'basic';
const sumOf = (lines: readonly PlanLine[]): number => lines.reduce((sum, { fen }) => sum + fen, 0);

/** Numbers of self-evaluated projects and their money, which the plan of a paper without records gives itself. */
const isGiven = ({ concept, dims }: GivenFact): boolean =>
  dims.set === 'self-evaluated' && dims.measure === undefined && (concept === 'project-count' || concept === 'project-amount');

/** What the plan gives of self-evaluations otherwise than records have it. */
function given(plan: Plan, { projects }: Scores): PlanProblem[] {
  const money = projects.map(({ year }) => moneyOf(year));
  const own: Readonly<Record<string, number>> = {
    original: money.reduce((sum, { original }) => sum + original, 0),
    adjusted: money.reduce((sum, { adjusted }) => sum + adjusted, 0),
    actual: money.reduce((sum, { executed }) => sum + (executed ?? 0), 0),
  };
  return plan.given.filter(isGiven).flatMap((fact) => {
    const { concept, dims, kind, value, place } = fact;
    // parts of them (by fund, by heading) are the records' alone
    const whole = dims.fund === undefined && dims.item === undefined && dims.nature === undefined;
    const expected = concept === 'project-count' ? projects.length : own[dims.stage ?? ''];
    if (!whole || expected === undefined || expected === value) return [];
    const text = (n: number): string => (kind === 'count' ? `${n}个` : `${amountText(n, '元')}元`);
    const what = concept === 'project-count' ? '自评项目数' : '自评项目金额';
    return [
      error(
        place,
        kind === 'count' ? 'count' : 'yuan',
        `${what}写的是${text(value)}，绩效记录是${text(expected)}`,
        '以绩效记录为准：删去这一行，或改正其中之一',
      ),
    ];
  });
}

/** A project's money in the plan's lines otherwise than in its record. */
function projectMoney(plan: Plan, { record, year }: ProjectScore): PlanProblem[] {
  const { name } = record.project;
  const lines = plan.lines.filter(({ dims }) => dims.project === name);
  const { original, executed } = moneyOf(year);
  const [only, other] = lines;
  if (!only)
    return plan.paper.projects.length === 0
      ? []
      : [error('projects', '', `绩效记录里的项目“${name}”，计划里没有`, '项目名称要一样；没有支出的，从记录里删去这一年')];
  const place = other ? `项目“${name}”` : only.place;
  const spent = sumOf(lines);
  const budget = lines.every((line) => line.original !== null) ? lines.reduce((sum, line) => sum + (line.original ?? 0), 0) : null;
  const differs = (field: string, what: string, here: number, there: number): PlanProblem =>
    error(
      place,
      other ? 'lines' : field,
      `项目“${name}”的${what}是${amountText(here, '元')}元，绩效记录是${amountText(there, '元')}元`,
      '核对哪个对，改正另一个',
    );
  return [
    ...(executed !== null && executed !== spent ? [differs('yuan', '决算', spent, executed)] : []),
    ...(budget !== null && budget !== original ? [differs('original', '年初预算', budget, original)] : []),
  ];
}

/** Evaluated projects spent no more than all projects of the plan, in each fund. */
function withinExpenditure(plan: Plan, { projects }: Scores): PlanProblem[] {
  const spent = new Map<string, number>();
  for (const { dims, executed } of projects.flatMap(({ year }) => year.money)) {
    const fund = dims.fund ?? '';
    spent.set(fund, (spent.get(fund) ?? 0) + (executed ?? 0));
  }
  return [...spent].flatMap(([fund, own]) => {
    const all = sumOf(plan.lines.filter((line) => line.dims.fund === fund && !isBasic(line)));
    return own > all
      ? [error('lines', '', `绩效记录的自评项目支出${wan(own)}，超过计划里同一资金的项目支出${wan(all)}`, '核对项目的资金（fund）和执行数')]
      : [];
  });
}

/** What the department's own evaluation says of its money, against the plan. */
function departmentMoney(plan: Plan, { department }: PerformanceRecords): PlanProblem[] {
  return (department?.money ?? []).flatMap(({ nature, executed }) => {
    const own = sumOf(plan.lines.filter((line) => isBasic(line) === (nature === 'basic')));
    const name = nature === 'basic' ? '基本支出' : '项目支出';
    return own === executed
      ? []
      : [error('lines', '', `${name}共${wan(own)}，绩效记录的部门整体支出是${wan(executed)}`, '核对哪个对，改正另一个')];
  });
}

/** Where final accounts and the records of their performance differ; with an error there is no paper. */
export function accountsProblems(plan: Plan, records: PerformanceRecords, scores: Scores): PlanProblem[] {
  const { organisation, year, texts } = plan.paper;
  return [
    ...(records.organisation === organisation
      ? []
      : [error('organisation', '', `计划是“${organisation}”的，绩效记录是“${records.organisation}”的`, '换成同一个单位的绩效记录')]),
    ...(records.year === year
      ? scores.projects.length === 0
        ? [error('绩效记录', 'evaluation', `没有${year}年的项目自评`, `在项目的 years 里写${year}年的 evaluation`)]
        : []
      : [error('year', '', `计划是${year}年的，绩效记录报告的是${records.year}年`, '换成同一年的绩效记录')]),
    ...given(plan, scores),
    ...scores.projects.flatMap((score) => projectMoney(plan, score)),
    ...withinExpenditure(plan, scores),
    ...departmentMoney(plan, records),
    ...(texts.has(REPLACED)
      ? [warning('texts', REPLACED, '绩效自评的文字由绩效记录写成，这里写的不印', '删去；要说的话写在绩效记录的 texts 里')]
      : []),
  ];
}

/** A plan of final accounts that says of performance what records say, and nothing of it itself. */
export function evaluatedPlan(plan: Plan, records: PerformanceRecords, scores: Scores, form: ReportForm): Plan {
  // the department's money is the plan's
  const leaves = reportLeaves({ ...records, department: null }, scores);
  const names = new Map(scores.projects.map(({ record, year }) => [year.place, `绩效记录 项目“${record.project.name}”`]));
  return {
    ...plan,
    given: plan.given.filter((fact) => !isGiven(fact)),
    paper: { ...plan.paper, evaluation: { form, subject: reportSubject(records, scores) } },
    evaluated: {
      leaves: { ...leaves, places: leaves.places.map((place) => names.get(place) ?? place) },
      scored: reportFigures(records, scores),
    },
  };
}
