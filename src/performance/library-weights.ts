import type { Framework, IndicatorLibrary, LibraryIndicator } from './library.ts';

const BENEFIT = '效益指标';
const SATISFACTION = '满意度指标';

/** Whole points in proportion to weights; what rounding leaves goes to the largest remainders, first come first. */
function shared(points: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const exact = weights.map((weight) => (points * weight) / total);
  const whole = exact.map(Math.floor);
  const order = exact.map((value, i) => ({ i, rest: value - (whole[i] ?? 0) })).sort((a, b) => b.rest - a.rest);
  const left = points - whole.reduce((sum, value) => sum + value, 0);
  for (const { i } of order.slice(0, left)) whole[i] = (whole[i] ?? 0) + 1;
  return whole;
}

/**
 * Points for the indicators chosen for a project, in their order: each first level's points of the shape, shared in proportion to what its
 * indicators are usually worth. Without satisfaction its points go to benefit (财预〔2020〕10号). With an indicator of each other first level
 * they make 90; execution has the other 10.
 */
export function suggestedWeights({ weights }: IndicatorLibrary, chosen: readonly LibraryIndicator[], framework: Framework): number[] {
  const table = weights[framework];
  const level = ({ levels }: LibraryIndicator): string => levels[framework].level1;
  const satisfied = chosen.some((one) => level(one) === SATISFACTION);
  const points = new Map<LibraryIndicator, number>();
  for (const [level1, own] of table) {
    const members = chosen.filter((one) => level(one) === level1);
    const more = level1 === BENEFIT && !satisfied ? (table.get(SATISFACTION) ?? 0) : 0;
    const parts = shared(
      own + more,
      members.map(({ weight }) => weight),
    );
    for (const [i, member] of members.entries()) points.set(member, parts[i] ?? 0);
  }
  return chosen.map((one) => points.get(one) ?? 0);
}
