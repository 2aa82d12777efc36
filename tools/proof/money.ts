import type { Draw } from './draw.ts';

/** How the amounts of a paper look: hundreds of 元, whole 元, with 角分. */
export type Grain = 10_000 | 100 | 1;

export const grainOf = (draw: Draw): Grain => draw.pick([10_000, 100, 1, 1]);

/** An amount in 分 between two bounds in 元. */
export const amount = (draw: Draw, grain: Grain, lo: number, hi: number): number =>
  Math.max(1, Math.round((draw.spread(lo, hi) * 100 + (grain === 1 ? draw.below(100) : 0)) / grain)) * grain;

/** 分 as 元 of a plan. */
export const yuan = (fen: number): string =>
  `${fen < 0 ? '-' : ''}${Math.floor(Math.abs(fen) / 100)}.${String(Math.abs(fen) % 100).padStart(2, '0')}`;

/** Last year's figure beside this year's: none, the same, or another. */
export function priorOf(draw: Draw, fen: number, grain: Grain): number {
  const kind = draw.below(8);
  if (kind === 0) return 0;
  if (kind === 1) return fen;
  return Math.round((fen * draw.within(60, 140)) / 100 / grain) * grain;
}
