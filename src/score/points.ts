import { decimalText } from '../fact/decimal.ts';

/** Points, and shares in percent, are held as whole hundredths: 12.5 分 is 1250. */
export type Points = number;

/** 1250 → 12.50 */
export const pointsText = (points: Points): string => decimalText({ digits: points, scale: 2 });

/** 1250 → 12.5, 2000 → 20: as weights are written. */
export const shortPoints = (points: Points): string => pointsText(points).replace(/\.?0+$/, '');

/** 分 in 万元 with two decimals, or as many more as it takes to be exact: 6.992 */
export const exactWan = (fen: number): string => decimalText({ digits: fen, scale: 6 }).replace(/(\.\d\d\d*?)0+$/, '$1');

/** `of` × part / whole to the nearest whole, half up; exact. All are ≥ 0 and whole, `whole` > 0. */
export function shareOf(of: number, part: number, whole: number): number {
  const [twice, by] = [2n * BigInt(of) * BigInt(part), BigInt(whole)];
  return Number((twice + by) / (2n * by));
}

/** The sum of products over a sum of weights, to the nearest whole; exact. null where the weights add to nothing. */
export function weightedShare(values: readonly number[], weights: readonly number[]): number | null {
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (total <= 0n) return null;
  const sum = values.reduce((all, value, i) => all + BigInt(value) * BigInt(weights[i] ?? 0), 0n);
  return Number((2n * sum + total) / (2n * total));
}
