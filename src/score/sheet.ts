import type { GradeBand } from '../form/passage-form.ts';
import { exactWan, type Points, pointsText, shareOf, shortPoints, weightedShare } from './points.ts';
import { isScore, type Outcome, type Promised, type Score, scoreExecution, scoreIndicator, type Unscored } from './rule.ts';
import type { Scheme } from './scheme.ts';
import { gradeOf } from './scoring.ts';

/** A line of a score sheet: execution, or an indicator. */
export interface ScoreLine {
  readonly item: string;
  readonly weight: Points;
  /** why there are no points, where there are none */
  readonly score: Score | Unscored;
}

/** A project's self-evaluation with the sum behind every figure. */
export interface ScoreSheet {
  readonly lines: readonly ScoreLine[];
  /** 全年执行数 ÷ 全年预算数, in hundredths of a percent; null where nothing was budgeted or the year goes on */
  readonly rate: number | null;
  readonly rateFormula: string;
  /** null where a line has no points */
  readonly total: Points | null;
  readonly totalFormula: string;
  readonly grade: GradeBand | null;
  readonly gradeFormula: string;
}

/** What a sheet is made from. Amounts in 分. */
export interface Scorable {
  readonly adjusted: number;
  readonly executed: number | null;
  readonly indicators: readonly (Promised & { readonly name: string })[];
  readonly outcomes: ReadonlyMap<string, Outcome>;
}

export const EXECUTION_ITEM = '预算执行率';

/** The grade of points, and what says so: 78.60 ≥ 60，为“中”. */
export function gradedBy(
  points: Points | null,
  scheme: Pick<Scheme, 'grades'>,
): { readonly grade: GradeBand | null; readonly formula: string } {
  const grade = points === null ? null : gradeOf(points / 100, scheme.grades);
  if (points === null || !grade) return { grade: null, formula: '' };
  const above = Math.min(...scheme.grades.filter(({ from }) => from > grade.from).map(({ from }) => from));
  const limit = Number.isFinite(above) ? `，${pointsText(points)} < ${above}` : '';
  return { grade, formula: `${pointsText(points)} ≥ ${grade.from}${limit}，为“${grade.grade}”` };
}

const NOT_YET: Unscored = { message: '没有写全年执行数', mend: '在 money 里写 executed（元）' };

/** Scores a project: execution, each indicator, the total and its grade. The order of indicators changes no points. */
export function scoreSheet({ adjusted, executed, indicators, outcomes }: Scorable, scheme: Scheme): ScoreSheet {
  const lines: ScoreLine[] = [
    { item: EXECUTION_ITEM, weight: scheme.execution, score: executed === null ? NOT_YET : scoreExecution(adjusted, executed, scheme) },
    ...indicators.map((promised) => ({
      item: promised.name,
      weight: promised.weight ?? 0,
      score: scoreIndicator(promised, outcomes.get(promised.name) ?? null, scheme),
    })),
  ];
  const points = lines.flatMap(({ score }) => (isScore(score) ? [score.points] : []));
  // execution alone is no evaluation
  const total = indicators.length > 0 && points.length === lines.length ? points.reduce((sum, one) => sum + one, 0) : null;
  const { grade, formula } = gradedBy(total, scheme);
  const rate = executed === null || adjusted <= 0 ? null : shareOf(10_000, Math.max(0, executed), adjusted);
  return {
    lines,
    rate,
    rateFormula: rate === null ? '' : `全年执行数 ÷ 全年预算数 = ${pointsText(rate)}%`,
    total,
    totalFormula: total === null ? '' : `${points.map(pointsText).join(' + ')} = ${pointsText(total)}`,
    grade,
    gradeFormula: formula,
  };
}

/** The mean of scores, plain and weighted by money (分); null where there are none, or no money. */
export interface Averages {
  readonly plain: Points | null;
  readonly plainFormula: string;
  readonly weighted: Points | null;
  readonly weightedFormula: string;
}

export function averagesOf(scores: readonly { readonly total: Points; readonly budget: number }[]): Averages {
  const totals = scores.map(({ total }) => total);
  const plain = weightedShare(
    totals,
    totals.map(() => 1),
  );
  const weighted = weightedShare(
    totals,
    scores.map(({ budget }) => budget),
  );
  const sum = totals.reduce((all, one) => all + one, 0);
  const money = scores.reduce((all, { budget }) => all + budget, 0);
  return {
    plain,
    plainFormula: plain === null ? '' : `${pointsText(sum)} ÷ ${totals.length} = ${pointsText(plain)}`,
    weighted,
    weightedFormula:
      weighted === null
        ? ''
        : `（${scores.map((one) => `${pointsText(one.total)} × ${exactWan(one.budget)}`).join(' + ')}）÷ ${exactWan(money)} = ${pointsText(weighted)}`,
  };
}

/** A scheme's first-level headings scored: the total, and each heading's rate in hundredths of a percent. */
export interface LevelSheet {
  readonly levels: readonly { readonly name: string; readonly weight: Points; readonly score: Points; readonly rate: number }[];
  readonly weight: Points;
  readonly total: Points;
  readonly totalFormula: string;
  readonly rate: number;
  readonly grade: GradeBand | null;
  readonly gradeFormula: string;
}

export function levelSheet(
  levels: readonly { readonly name: string; readonly weight: Points; readonly score: Points }[],
  scheme: Pick<Scheme, 'grades'>,
): LevelSheet {
  const rateOf = (score: Points, weight: Points): number => (weight > 0 ? shareOf(10_000, score, weight) : 0);
  const weight = levels.reduce((sum, level) => sum + level.weight, 0);
  const total = levels.reduce((sum, level) => sum + level.score, 0);
  const { grade, formula } = gradedBy(total, scheme);
  return {
    levels: levels.map((level) => ({ ...level, rate: rateOf(level.score, level.weight) })),
    weight,
    total,
    totalFormula: `${levels.map(({ name, score }) => `${name}${shortPoints(score)}`).join(' + ')} = ${pointsText(total)}`,
    rate: rateOf(total, weight),
    grade,
    gradeFormula: formula,
  };
}
