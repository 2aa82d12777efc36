import { exactWan, type Points, pointsText } from '../score/points.ts';
import type { Scheme } from '../score/scheme.ts';
import { monitoringState } from './monitor.ts';
import { moneyOf, type ProjectRecord } from './record.ts';
import { sheetOf } from './scores.ts';

/** A year of a project as lists and the page of its years show it. Money 万元, points and rates with two decimals; null where there are none. */
export interface YearSummary {
  readonly year: number;
  readonly goal: string;
  /** how many indicators are promised; 0: no targets yet */
  readonly indicators: number;
  readonly original: string | null;
  readonly adjusted: string | null;
  readonly executed: string | null;
  readonly rate: string | null;
  /** date of the last monitoring, and how many warnings it shows */
  readonly monitored: string | null;
  readonly warnings: number;
  /** whether there is a self-evaluation, also one that is not complete */
  readonly evaluated: boolean;
  readonly score: string | null;
  readonly grade: string | null;
}

const textOf = (points: Points | null): string | null => (points === null ? null : pointsText(points));

/** All years of a project, each with what was promised, paid and reached. `schemeOf`: by which a year is scored. */
export function yearSummaries(record: ProjectRecord, schemeOf: (year: number) => Scheme): YearSummary[] {
  return record.years.map((year) => {
    const scheme = schemeOf(year.year);
    const { original, adjusted, executed } = moneyOf(year);
    const funded = year.money.length > 0;
    const sheet = sheetOf(year, scheme);
    const last = year.monitoring.at(-1);
    return {
      year: year.year,
      goal: year.goal,
      indicators: year.indicators.filter(({ missing }) => !missing).length,
      original: funded ? exactWan(original) : null,
      adjusted: funded ? exactWan(adjusted) : null,
      executed: executed === null ? null : exactWan(executed),
      rate: textOf(sheet.rate),
      monitored: last?.date ?? null,
      warnings: last ? monitoringState(record, year, last, scheme).warnings.length : 0,
      evaluated: year.evaluation !== null,
      score: year.evaluation ? textOf(sheet.total) : null,
      grade: (year.evaluation && sheet.grade?.grade) ?? null,
    };
  });
}
