import type { PlanProblem } from '../plan/plan.ts';
import { exactWan, type Points, pointsText, shortPoints } from '../score/points.ts';
import { isScore } from '../score/rule.ts';
import type { Scheme } from '../score/scheme.ts';
import { type LevelSheet, levelSheet } from '../score/sheet.ts';
import { differencesOf, type ScoreDifference, summaryDifferences } from './differences.ts';
import { type MonitoringState, monitoringState } from './monitor.ts';
import { recordProblems } from './problems.ts';
import { type Assessment, moneyOf, type PerformanceRecords, yearOf } from './record.ts';
import { type ProjectScore, type Scores, scoresOf } from './scores.ts';

/** A score as it is shown: points and rates as text with two decimals, null where there are none yet. */
export interface LineView {
  readonly item: string;
  readonly weight: string;
  readonly score: string | null;
  /** the sum that made it, or what keeps it from being made */
  readonly formula: string;
}

export interface ProjectView {
  readonly name: string;
  /** 万元 */
  readonly original: string;
  readonly adjusted: string;
  readonly executed: string | null;
  readonly rate: string | null;
  readonly lines: readonly LineView[];
  readonly total: string | null;
  readonly totalFormula: string;
  readonly grade: string | null;
  readonly gradeFormula: string;
  readonly differences: readonly ScoreDifference[];
}

/** An evaluation by first-level indicators. */
export interface LevelsView {
  readonly total: string;
  readonly totalFormula: string;
  readonly grade: string | null;
  readonly gradeFormula: string;
  readonly levels: readonly { readonly name: string; readonly weight: string; readonly score: string; readonly rate: string }[];
}

/** All that scoring makes of records, ready to be shown or serialised. */
export interface ScoreView {
  readonly organisation: string;
  readonly year: number;
  readonly scheme: { readonly id: string; readonly name: string; readonly basis: string };
  readonly projects: readonly ProjectView[];
  readonly average: {
    readonly plain: string | null;
    readonly plainFormula: string;
    readonly weighted: string | null;
    readonly weightedFormula: string;
  };
  readonly grades: Scores['grades'];
  readonly differences: readonly ScoreDifference[];
  readonly department: LevelsView | null;
  /** 部门评价, 财政评价 of single projects */
  readonly assessments: readonly ({ readonly project: string; readonly by: Assessment['by']; readonly date: string } & LevelsView)[];
  readonly monitoring: readonly ({ readonly project: string } & MonitoringState)[];
  readonly problems: readonly PlanProblem[];
}

const textOf = (points: Points | null): string | null => (points === null ? null : pointsText(points));

/** A project's evaluation of a year. */
export function projectView(score: ProjectScore, scheme: Scheme): ProjectView {
  const { record, year, sheet } = score;
  const { original, adjusted, executed } = moneyOf(year);
  return {
    name: record.project.name,
    original: exactWan(original),
    adjusted: exactWan(adjusted),
    executed: executed === null ? null : exactWan(executed),
    rate: textOf(sheet.rate),
    lines: sheet.lines.map(({ item, weight, score: own }) => ({
      item,
      weight: shortPoints(weight),
      score: isScore(own) ? pointsText(own.points) : null,
      formula: isScore(own) ? own.formula : `${own.message}：${own.mend}`,
    })),
    total: textOf(sheet.total),
    totalFormula: sheet.totalFormula,
    grade: sheet.grade?.grade ?? null,
    gradeFormula: sheet.gradeFormula,
    differences: differencesOf(score, scheme),
  };
}

export const levelsView = ({ total, totalFormula, grade, gradeFormula, levels }: LevelSheet): LevelsView => ({
  total: pointsText(total),
  totalFormula,
  grade: grade?.grade ?? null,
  gradeFormula,
  levels: levels.map(({ name, weight, score, rate }) => ({
    name,
    weight: shortPoints(weight),
    score: pointsText(score),
    rate: pointsText(rate),
  })),
});

/** Scores of records with every sum, what was stated otherwise, what monitoring shows, and what is wrong. */
export function scoreView(records: PerformanceRecords, scheme: Scheme): ScoreView {
  const scores = scoresOf(records, scheme);
  const { projects, averages, grades, department } = scores;
  return {
    organisation: records.organisation,
    year: records.year,
    scheme: { id: scheme.id, name: scheme.name, basis: scheme.basis },
    projects: projects.map((score) => projectView(score, scheme)),
    average: {
      plain: textOf(averages.plain),
      plainFormula: averages.plainFormula,
      weighted: textOf(averages.weighted),
      weightedFormula: averages.weightedFormula,
    },
    grades,
    differences: summaryDifferences(records, scores),
    department: department && levelsView(department),
    assessments: records.projects.flatMap((record) =>
      (yearOf(record, records.year)?.assessments ?? []).map(({ by, date, levels }) => ({
        project: record.project.name,
        by,
        date,
        ...levelsView(levelSheet(levels, scheme)),
      })),
    ),
    monitoring: records.projects.flatMap((record) => {
      const year = yearOf(record, records.year);
      return year ? year.monitoring.map((one) => ({ project: record.project.name, ...monitoringState(record, year, one, scheme) })) : [];
    }),
    problems: recordProblems(records, scheme),
  };
}
