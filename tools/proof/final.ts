import type { Draw } from './draw.ts';
import type { Line } from './lines.ts';
import { type Grain, yuan } from './money.ts';

/** What a line of final accounts was before the year: its original budget, and what is carried over. */
export function finalLine(draw: Draw, grain: Grain, { fen, fund, origin, nature }: Line): { readonly fields: Record<string, string> } {
  const original = draw.chance(0.6) ? fen : Math.round((fen * draw.within(50, 150)) / 100 / grain) * grain;
  const carried = nature === undefined && origin === 'this-year' && fund !== 'other-income' && draw.chance(0.2);
  const carriedOut = carried ? Math.round((fen * draw.within(1, 60)) / 100 / grain) * grain : 0;
  return { fields: { original: yuan(original), ...(carriedOut > 0 ? { 'carried-out': yuan(carriedOut) } : {}) } };
}
