/**
 * Rules of scoring in self-evaluation (财预〔2020〕10号, 项目支出绩效评价管理办法). Scores are decimal numbers of points; rates are fractions.
 * All are pure; `SLACK` absorbs only how doubles hold decimals, never a rounding of the paper.
 */
export const SLACK = 1e-9;

/** Points for execution: weight × executed / budget, at most the weight; 0 where nothing was budgeted. */
export function executionScore(budget: number, executed: number, weight = 10): number {
  if (budget <= 0) return 0;
  return weight * Math.min(1, Math.max(0, executed / budget));
}

/** Points for a target to be reached (≥, =): in proportion, at most the weight. */
export const proportionalScore = (target: number, actual: number, weight: number): number =>
  target <= 0 ? weight : weight * Math.min(1, Math.max(0, actual / target));

/** Points for a ceiling (≤): full where it is kept, else weight × ceiling / actual. */
export const inverseScore = (ceiling: number, actual: number, weight: number): number =>
  actual <= ceiling ? weight : weight * Math.max(0, ceiling / actual);

/** Bands of a qualitative indicator, as shares of the weight: reached, partly, hardly. */
export const QUALITATIVE_BANDS = { reached: [0.8, 1], partly: [0.6, 0.8], missed: [0, 0.6] } as const satisfies Record<
  string,
  readonly [number, number]
>;
export type Attainment = keyof typeof QUALITATIVE_BANDS;

/** The least and most points for a qualitative indicator. */
export function qualitativeScore(attainment: Attainment, weight: number): { readonly lo: number; readonly hi: number } {
  const [lo, hi] = QUALITATIVE_BANDS[attainment];
  return { lo: lo * weight, hi: hi * weight };
}

interface Band {
  readonly grade: string;
  readonly from: number;
  readonly words: readonly string[];
}

/** The grade of a score (0 … 100): the highest band that it reaches; null below all. Bands are data, in any order. */
export function gradeOf<T extends Band>(score: number, bands: readonly T[]): T | null {
  return [...bands].sort((a, b) => b.from - a.from).find(({ from }) => score >= from - SLACK) ?? null;
}

/** The plain mean; null for none. */
export const mean = (scores: readonly number[]): number | null =>
  scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length;

/** The mean weighted by amounts; null where they add to nothing. */
export function weightedMean(scores: readonly number[], weights: readonly number[]): number | null {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return total <= 0 || scores.length !== weights.length
    ? null
    : scores.reduce((sum, score, i) => sum + score * (weights[i] ?? 0), 0) / total;
}
