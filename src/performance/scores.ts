import type { Points } from '../score/points.ts';
import type { Scheme } from '../score/scheme.ts';
import { type Averages, averagesOf, type LevelSheet, levelSheet, type ScoreSheet, scoreSheet } from '../score/sheet.ts';
import { moneyOf, type PerformanceRecords, type ProjectRecord, type YearRecord, yearOf } from './record.ts';

/** A project's self-evaluation of the year reported on, scored. */
export interface ProjectScore {
  readonly record: ProjectRecord;
  readonly year: YearRecord;
  readonly sheet: ScoreSheet;
}

/** All self-evaluations of the year, scored. */
export interface Scores {
  /** projects with a self-evaluation, in the order of the records */
  readonly projects: readonly ProjectScore[];
  readonly averages: Averages;
  /** how many projects have each grade, from the best */
  readonly grades: readonly { readonly grade: string; readonly count: number }[];
  readonly department: LevelSheet | null;
}

/** A year of a project, scored. */
export function sheetOf(year: YearRecord, scheme: Scheme): ScoreSheet {
  const { adjusted, executed } = moneyOf(year);
  const outcomes = new Map((year.evaluation?.results ?? []).map((result) => [result.indicator, result]));
  return scoreSheet({ adjusted, executed, indicators: year.indicators, outcomes }, scheme);
}

/** Scores the self-evaluations of the year reported on. */
export function scoresOf({ projects, year, department }: PerformanceRecords, scheme: Scheme): Scores {
  const scored = projects.flatMap((record): ProjectScore[] => {
    const own = yearOf(record, year);
    return own?.evaluation ? [{ record, year: own, sheet: sheetOf(own, scheme) }] : [];
  });
  const totals = scored.flatMap(({ sheet, year: own }): { total: Points; budget: number }[] =>
    sheet.total === null ? [] : [{ total: sheet.total, budget: moneyOf(own).adjusted }],
  );
  return {
    projects: scored,
    averages: averagesOf(totals),
    grades: [...scheme.grades]
      .sort((a, b) => b.from - a.from)
      .map(({ grade }) => ({ grade, count: scored.filter(({ sheet }) => sheet.grade?.grade === grade).length })),
    department: department && department.levels.length > 0 ? levelSheet(department.levels, scheme) : null,
  };
}
