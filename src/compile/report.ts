import type { Edition } from '../document/layout.ts';
import { renderReport } from '../form/render-report.ts';
import type { ReportForm } from '../form/report-form.ts';
import type { Forms } from '../forms.ts';
import type { PerformanceRecords } from '../performance/record.ts';
import { reportFigures, reportLeaves } from '../performance/report-facts.ts';
import { reportSubject } from '../performance/report-subject.ts';
import { type Scores, scoresOf } from '../performance/scores.ts';
import { LeafIndex, summedFacts } from '../plan/sums.ts';
import type { Scheme } from '../score/scheme.ts';
import type { Compiled } from './compile.ts';
import { balancedFacts, balancedFigures, isWhole, Questions, scoredFacts } from './facts.ts';
import type { Output } from './outputs.ts';

/**
 * The report on a year's self-evaluations. As with papers, it is rendered twice: to learn which amounts it states, and with those balanced together.
 * Points, rates and counts are none of them sums of money, and stand as they were scored.
 */
export function compileReport(records: PerformanceRecords, scores: Scores, form: ReportForm, forms: Pick<Forms, 'lexicon'>): Compiled {
  const leaves = reportLeaves(records, scores);
  const index = new LeafIndex(leaves.leaves, forms.lexicon);
  const scored = reportFigures(records, scores);
  const subject = reportSubject(records, scores);
  const questions = new Questions();
  const exact = summedFacts(index);
  renderReport(form, scoredFacts(scored, questions.over(exact)), subject);
  // rates and points are printed beside a project's sums and the department's
  const figures = balancedFigures(questions, index, leaves, (dims) => (isWhole(dims) ? 'rate' : null));
  return { ...renderReport(form, scoredFacts(scored, balancedFacts(exact, figures)), subject), figures };
}

/** What a report's files tell of it. It is dated when self-evaluations are handed in: after the accounts of the year are closed. */
export const reportEdition = ({ organisation, year }: PerformanceRecords, { name }: ReportForm, draft: boolean): Edition => ({
  title: `${organisation}${year}年度${name}`,
  organisation,
  date: `${year + 1}-03-31`,
  draft,
});

/** The report ready to be written. */
export const reportOutput = (
  records: PerformanceRecords,
  scheme: Scheme,
  form: ReportForm,
  forms: Pick<Forms, 'lexicon'>,
  draft: boolean,
): Output => ({
  compiled: compileReport(records, scoresOf(records, scheme), form, forms),
  edition: reportEdition(records, form, draft),
  set: { id: form.id, year: records.year },
});

/** The self-evaluation table of each project alone, without the report around it. */
export const sheetOutput = (records: PerformanceRecords, scheme: Scheme, form: ReportForm, forms: Pick<Forms, 'lexicon'>): Output => {
  const table = form.tables.get(SHEET);
  if (!table) throw new Error(`${form.id}: no table ${SHEET}`);
  const sheets: ReportForm['body'] = [
    { kind: 'through', through: 'projects', has: null, heading: null, body: [{ kind: 'table', table: SHEET }], otherwise: [] },
  ];
  const name = `${records.projects.map(({ project }) => project.name).join('、')}${table.title}`;
  return reportOutput(records, scheme, { ...form, name, title: [], body: sheets }, forms, false);
};

const SHEET = 'self-evaluation';
