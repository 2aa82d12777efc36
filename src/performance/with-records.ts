import type { SectionForm, SectionPart } from '../form/form.ts';
import { reportForm } from '../form/report-form.ts';
import type { Forms } from '../forms.ts';
import type { LoadedPlan } from '../plan/load.ts';
import type { PlanProblem } from '../plan/plan.ts';
import { error, warning } from '../plan/problems/problem.ts';
import { schemesOf } from '../score/scheme.ts';
import { accountsProblems, evaluatedPlan } from './accounts.ts';
import { budgetProblems, targetedPlan } from './budget.ts';
import { openRecords } from './open.ts';
import { recordProblems } from './problems.ts';
import { scoresOf } from './scores.ts';

/** A file of records that goes with a plan. */
export interface RecordsSource {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** Which report the sections of a set have a place for; null: none. */
function reportIn(sections: Iterable<SectionForm>): string | null {
  const inside = (body: readonly SectionPart[]): string | null =>
    body
      .map((part) => (part.kind === 'report' ? part.report : part.kind === 'section' ? inside(part.section.body) : null))
      .find((found) => found !== null) ?? null;
  for (const { body } of sections) {
    const found = inside(body);
    if (found !== null) return found;
  }
  return null;
}

/**
 * A loaded plan with the records of its projects' performance, its one source of what the paper says of that: final accounts print the year's
 * self-evaluations, a budget the targets of its projects. Where the plan says otherwise, that is a problem at its cell; what is wrong in the records
 * is told with their file.
 */
export function withRecords(loaded: LoadedPlan, { file, bytes }: RecordsSource, forms: Forms): LoadedPlan {
  const { records, problems, locate } = openRecords(bytes, file, forms);
  const told = (problem: PlanProblem): PlanProblem => {
    const { place } = problem;
    return { ...problem, place: place.startsWith(file) ? `绩效记录（${place}）` : `绩效记录（${file}） ${place}` };
  };
  const more = (...found: PlanProblem[]): LoadedPlan => ({ ...loaded, problems: [...loaded.problems, ...found] });
  if (!records) return { ...more(...problems.map(told)), plan: null };
  const { plan, set } = loaded;
  if (!plan || !set) return loaded;
  if (plan.kind === 'budget') return { ...more(...budgetProblems(plan, records).map(loaded.locate)), plan: targetedPlan(plan, records) };

  const scheme = schemesOf(forms.sets).get(records.scheme);
  if (!scheme) return { ...more(told(error('scheme', '', `没有“${records.scheme}”这种计分办法`, '改正 scheme'))), plan: null };
  const place = reportIn(set.sections.values());
  const form = place === null ? null : reportForm(forms.sets, records.form, place);
  if (!form) return more(warning('form', '', `表样“${set.name}”没有由绩效记录写成的段落`, '绩效自评的文字在计划里写'));
  const scores = scoresOf(records, scheme);
  const found = [...recordProblems(records, scheme).map(locate).map(told), ...accountsProblems(plan, records, scores).map(loaded.locate)];
  return { ...more(...found), plan: evaluatedPlan(plan, records, scores, form) };
}
