/** A row of a linear program: min ≤ Σ of variables + slack ≤ max, in whole steps; `weight` per step of slack. */
export interface Row {
  /** variables, each with coefficient 1 */
  readonly of: readonly number[];
  readonly min: number;
  readonly max: number;
  readonly weight: number;
}

/** Whole numbers ≥ 0 with a price each, so that rows hold as nearly as can be, then at the least price. */
export interface Program {
  readonly costs: readonly number[];
  readonly rows: readonly Row[];
}

/** Solves a program in the LP format of CPLEX: values by name of the variable; null where it has no solution. */
export type Solver = (lp: string) => ReadonlyMap<string, number> | null;

const sum = (terms: readonly string[]): string => (terms.length > 0 ? terms.join('\n ') : '+ 0 x0');

const constraints = ({ rows }: Program): string[] =>
  rows.flatMap(({ of, min, max }, k) => {
    const terms = sum([...of.map((i) => `+ x${i}`), `+ u${k}`, `- v${k}`]);
    return min === max ? [`${terms} = ${min}`] : [`${terms} >= ${min}`, `${terms} <= ${max}`];
  });

const written = (program: Program, objective: readonly string[], more: readonly string[], whole: boolean): string =>
  [
    'minimize',
    sum(objective),
    'subject to',
    ...constraints(program),
    ...more,
    ...(whole ? ['general', ...program.costs.map((_, i) => `x${i}`)] : []),
    'end',
  ].join('\n');

/** Two solutions: first the least slack, then among those the least price. */
function cheapest(program: Program, solve: Solver, whole: boolean): ReadonlyMap<string, number> | null {
  const slack = program.rows.flatMap(({ weight }, k) => [`+ ${weight} u${k}`, `+ ${weight} v${k}`]);
  const nearest = solve(written(program, slack, [], whole));
  if (!nearest) return null;
  const least = program.rows.reduce((all, { weight }, k) => all + ((nearest.get(`u${k}`) ?? 0) + (nearest.get(`v${k}`) ?? 0)) * weight, 0);
  const costs = program.costs.flatMap((cost, i) => (cost > 0 ? [`+ ${cost} x${i}`] : []));
  return solve(written(program, costs, [`${sum(slack)} <= ${least + 0.001}`], whole)) ?? nearest;
}

const isWhole = (value: number): boolean => Math.abs(value - Math.round(value)) < 1e-4;

/** The amounts of the variables. Throws an Error where there is no solution (which slack makes impossible). */
export function solved(program: Program, solve: Solver): number[] {
  const valuesIn = (found: ReadonlyMap<string, number>) => program.costs.map((_, i) => found.get(`x${i}`) ?? 0);
  const found = cheapest(program, solve, false);
  const values = found && valuesIn(found).every(isWhole) ? found : cheapest(program, solve, true);
  if (!values) throw new Error('the program of lines has no solution');
  return valuesIn(values).map(Math.round);
}
