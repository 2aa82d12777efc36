import type { Lexicon } from '../../lexicon/lexicon.ts';
import type { PlanProblem } from '../../plan/plan.ts';
import { planKinds } from '../../plan/workbook/kinds.ts';

/** A problem as people are shown it: under the sheet of the workbook that it belongs to. */
export interface ShownProblem extends Pick<PlanProblem, 'severity' | 'message' | 'mend'> {
  /** 基本支出; for a plan in YAML the sheet that would hold it */
  readonly sheet: string;
  /** H12; lines[3].economic; '' for all of the sheet */
  readonly cell: string;
}

const ELSEWHERE = '整份计划';

/** The name of a plan's file before a place in it, or alone. */
export const FILE = /^[^:]*\.(?:ya?ml|json|xls[xm])(?:: |$)/i;

/** Where the parts of a plan that have no cell of their own are filled in. */
const SHEET_OF: Readonly<Record<string, string>> = {
  项目: 'projects',
  单位: 'units',
  organisation: 'cover',
  scope: 'cover',
  year: 'cover',
};

/** The sheets of workbooks by what their records are called in a plan. */
export const sheetNames = (lexicon: Pick<Lexicon, 'name' | 'children'>): ReadonlyMap<string, string> =>
  new Map(planKinds(lexicon, true).map(({ id, sheet }) => [id, sheet]));

/** Problems with sheet and cell told apart. */
export function shownProblems(problems: readonly PlanProblem[], lexicon: Pick<Lexicon, 'name' | 'children'>): ShownProblem[] {
  const kinds = sheetNames(lexicon);
  const sheets = new Set(kinds.values());
  return problems.map(({ severity, place: named, message, mend }) => {
    const place = named.replace(FILE, '');
    const [, sheet, cell] = /^(.*)!([A-Z]{1,3}\d+)$/s.exec(place) ?? [];
    if (sheet !== undefined) return { severity, message, mend, sheet, cell: cell ?? '' };
    if (sheets.has(place)) return { severity, message, mend, sheet: place, cell: '' };
    const head = /^(?:[a-z-]+|项目|单位)/.exec(place)?.[0] ?? '';
    return { severity, message, mend, sheet: kinds.get(SHEET_OF[head] ?? head) ?? ELSEWHERE, cell: place };
  });
}

/** What tells a problem from others, even when its row has moved. */
const keyOf = ({ severity, sheet, message }: ShownProblem): string => `${severity} ${sheet} ${message}`;

/** What a corrected plan has changed. */
export interface ProblemChanges {
  readonly gone: readonly ShownProblem[];
  /** indices of the problems that were not there before */
  readonly fresh: readonly number[];
}

/** Holds problems against those of the plan before. Two alike are two: those in the same cell go together first. */
export function problemChanges(before: readonly ShownProblem[], now: readonly ShownProblem[]): ProblemChanges {
  const left = [...before];
  const take = (same: (old: ShownProblem) => boolean): boolean => {
    const at = left.findIndex(same);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  };
  const inPlace = now.map((problem) => take((old) => keyOf(old) === keyOf(problem) && old.cell === problem.cell));
  const fresh = now.flatMap((problem, i) => (inPlace[i] || take((old) => keyOf(old) === keyOf(problem)) ? [] : [i]));
  return { gone: left, fresh };
}
