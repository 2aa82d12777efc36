import type { FormSet } from '../form/form.ts';
import { recordFields } from '../plan/workbook/labels.ts';
import { DEFAULT_FORM, DEFAULT_SCHEME } from './defaults.ts';
import type { PerformanceRecords, ProjectRecord } from './record.ts';

/** Records with nothing in them but whose they are, and of which year. */
export const emptyRecords = (organisation: string, scope: PerformanceRecords['scope'], year: number): PerformanceRecords => ({
  organisation,
  scope,
  year,
  form: DEFAULT_FORM,
  scheme: DEFAULT_SCHEME,
  units: scope === 'unit' ? [{ code: '', name: organisation }] : [],
  projects: [],
  department: null,
  stated: { average: null, grades: new Map() },
  texts: new Map(),
});

/** The project of another year: what it is for and by what it is measured, with this year's budget; nothing of what became of it. */
function again({ years, ...record }: ProjectRecord, year: number): ProjectRecord {
  const last = years.at(-1);
  if (!last) return { ...record, years };
  const money = last.money.map((one) => ({ ...one, adjusted: one.original, executed: null }));
  return { ...record, years: [{ ...last, year, money, monitoring: [], evaluation: null, assessments: [], answer: null }] };
}

/** Records as a start for the targets of a year: projects with goals, indicators and budgets, without what was evaluated. */
export const draftTargets = (records: PerformanceRecords, year: number): PerformanceRecords => ({
  ...records,
  year,
  projects: records.projects.map((record) => again(record, year)),
  department: null,
  stated: { average: null, grades: new Map() },
  texts: new Map(),
});

/** Words that the target form of a form set wants of each project, by key: 立项依据 for basis. */
export const targetWords = (set: FormSet | null): readonly { readonly key: string; readonly label: string }[] =>
  set ? recordFields(set, 'project') : [];
