import type { IndicatorClass } from '../../score/indicator.ts';

const GROUPS: readonly (readonly [string, readonly IndicatorClass[]])[] = [
  ['产出', ['quantity', 'quality', 'time']],
  ['成本', ['cost']],
  ['效益', ['economic', 'social', 'ecological', 'sustained']],
  ['满意度', ['satisfaction']],
];

/** The group that a target form asks for and an indicator belongs to, by its class, or else by its first level as printed. */
export const groupOf = (kind: IndicatorClass | null, level1: string): string | null =>
  GROUPS.find(([, classes]) => kind !== null && classes.includes(kind))?.[0] ??
  GROUPS.find(([name]) => level1.replace(/\s+/g, '').startsWith(name))?.[0] ??
  null;

/** The groups that a project's indicators lack (F-15). */
export const missingGroups = (has: readonly (string | null)[]): string[] =>
  GROUPS.map(([name]) => name).filter((name) => !has.includes(name));

/** What the points of a project's indicators make: 100 with execution among them; without it 90, or 100 where execution is not scored. */
export const dueWeights = (total: number, withExecution: boolean): 90 | 100 => (!withExecution && total === 90 ? 90 : 100);
