import type { Finding } from '../../check/finding.ts';
import type { FormSet } from '../../form/form.ts';
import { resolveSet } from '../../form/load.ts';
import type { Forms } from '../../forms.ts';
import { type GridProblem, gridProblems } from '../../plan/grid/check.ts';
import { type GridForm, gridForm } from '../../plan/grid/form.ts';
import { rowsOf, type StoredRecord } from '../../plan/grid/rows.ts';
import { planOf } from '../../plan/load.ts';
import type { PlanProblem } from '../../plan/plan.ts';
import { error } from '../../plan/problems/problem.ts';
import { emptyPlan, type PlanHead, planAfter } from '../../plan/start.ts';
import { type Origin, originsOf } from './origin.ts';

type Value = Readonly<Record<string, unknown>>;

/** What is wanted of a plan that is edited in grids. */
export type GridTask =
  /** its sheets and columns, and the lists that cells are filled with */
  | { readonly kind: 'grid'; readonly form: string; readonly records: readonly StoredRecord[] }
  /** what is wrong with it, cell by cell */
  | { readonly kind: 'problems'; readonly form: string; readonly records: readonly StoredRecord[] }
  /** the cells behind what a finding is about */
  | { readonly kind: 'origin'; readonly form: string; readonly records: readonly StoredRecord[]; readonly finding: Finding }
  /** a new plan of a form set, from nothing */
  | { readonly kind: 'empty'; readonly form: string; readonly head: PlanHead }
  /** a new plan of a form set, from that of the year before */
  | { readonly kind: 'next'; readonly form: string; readonly last: LastPlan; readonly amounts: boolean };

/** The plan of the year before, of its own form set. */
export interface LastPlan {
  readonly form: string;
  readonly value: Value;
}

/** A plan to begin with, or what keeps last year's from being one. */
interface Started {
  readonly made: {
    readonly kind: 'budget' | 'final';
    readonly year: number;
    readonly scope: 'unit' | 'department';
    readonly value: Value;
  } | null;
  readonly problems: readonly PlanProblem[];
}

export interface GridAnswers {
  readonly grid: GridForm | null;
  readonly problems: readonly GridProblem[];
  readonly origin: readonly Origin[];
  readonly empty: Started;
  readonly next: Started;
}

function setOf(id: string, { sets }: Forms): FormSet | null {
  const set = resolveSet(sets, id);
  return set && !set.abstract ? set : null;
}

const unknown = (form: string): PlanProblem => error('表样', 'form', `没有“${form}”这套表样`, '从列表里另选一套');

export function answerGrid(task: GridTask, forms: Forms): GridAnswers[keyof GridAnswers] {
  switch (task.kind) {
    case 'grid': {
      const rows = rowsOf(task.records);
      const set = setOf(task.form, forms);
      return set && gridForm(set, rows, Number(rows.cover[0]?.cells.year), forms);
    }
    case 'problems': {
      const set = setOf(task.form, forms);
      return set ? gridProblems(rowsOf(task.records), set, forms) : [];
    }
    case 'origin': {
      const set = setOf(task.form, forms);
      return set ? originsOf(task.records, set, task.finding, forms) : [];
    }
    case 'empty': {
      const set = setOf(task.form, forms);
      const { year, scope } = task.head;
      return { made: set && { kind: set.kind, year, scope, value: emptyPlan(task.head) }, problems: set ? [] : [unknown(task.form)] };
    }
    case 'next': {
      const loaded = planOf({ form: task.last.form, ...task.last.value }, '上年文本', forms);
      const set = setOf(task.form, forms);
      if (!loaded.plan || !set) return { made: null, problems: set ? loaded.problems : [unknown(task.form)] };
      const { scope, year } = loaded.plan.paper;
      return { made: { kind: set.kind, year: year + 1, scope, value: planAfter(loaded.plan, set.id, task.amounts) }, problems: [] };
    }
  }
}
