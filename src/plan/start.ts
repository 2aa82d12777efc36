import { load } from 'js-yaml';
import { planForYear } from './next-year.ts';
import type { Plan } from './plan.ts';
import { planYaml } from './yaml.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What is filled in anew each year, where last year's amounts are not to be mistaken for this year's. */
const AMOUNTS: readonly string[] = ['yuan', 'original', 'carried-out', 'term', 'budget', 'price', 'quantity', 'sme', 'micro'];

const without = (value: unknown, keys: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(value as Fields).filter(([key]) => !keys.includes(key)));
const each = (list: unknown, change: (item: unknown) => Fields): Fields[] => (Array.isArray(list) ? list.map(change) : []);
const blankAmounts = (item: unknown): Fields => without(item, AMOUNTS);

/** The value of a plan's YAML without this year's amounts; last year's figures and what is counted stay. */
function withoutAmounts({ lines, projects, purchases, ...rest }: Fields): Fields {
  return {
    ...rest,
    lines: each(lines, blankAmounts),
    projects: each(projects, (project) => ({ ...blankAmounts(project), lines: each((project as Fields).lines, blankAmounts) })),
    purchases: each(purchases, blankAmounts),
  };
}

/** A plan for the year after, as the value of its YAML: units, projects, indicators, texts and lines; `amounts`: with their amounts. */
export function planAfter(plan: Plan, form: string, amounts: boolean): Fields {
  // what became of last year's projects is told of the year before that
  const next = planForYear({ ...plan, last: [] }, plan.paper.year + 1, form);
  const { form: _, ...value } = load(planYaml(next)) as Fields;
  return amounts ? value : withoutAmounts(value);
}

/** Whose plan it is. */
export interface PlanHead {
  readonly organisation: string;
  readonly scope: 'unit' | 'department';
  readonly year: number;
  readonly units: readonly { readonly code: string; readonly name: string }[];
}

/** A plan of nothing but its head. */
export const emptyPlan = ({ units, ...head }: PlanHead): Fields => ({
  ...head,
  units: units.map(({ code, name }) => ({ ...(code === '' ? {} : { code }), name })),
});
