import createHighs from 'highs';
import type { Solver } from './program.ts';

/** HiGHS (MIT), the solver of linear programs with whole numbers; it gives the same answer every time. */
export async function loadSolver(): Promise<Solver> {
  // its types describe the CommonJS build, where the function stands under `default`
  const highs = await (createHighs as unknown as typeof createHighs.default)();
  return (lp) => {
    const solution = highs.solve(lp, { random_seed: 0, threads: 1 });
    if (solution.Status !== 'Optimal') return null;
    return new Map(Object.entries(solution.Columns).map(([name, column]) => [name, 'Primal' in column ? Number(column.Primal) : 0]));
  };
}
