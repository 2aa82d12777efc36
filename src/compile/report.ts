import { type Dims, factKey } from '../fact/dimension.ts';
import type { FormFacts } from '../form/render-facts.ts';
import { renderReport } from '../form/render-report.ts';
import type { ReportForm } from '../form/report-form.ts';
import type { Forms } from '../forms.ts';
import type { PerformanceRecords } from '../performance/record.ts';
import { reportFigures, reportLeaves } from '../performance/report-facts.ts';
import { reportSubject } from '../performance/report-subject.ts';
import type { Scores } from '../performance/scores.ts';
import { LeafIndex, summedFacts } from '../plan/sums.ts';
import type { Compiled } from './compile.ts';
import { balancedFacts, balancedFigures, Questions } from './facts.ts';

/**
 * The report on a year's self-evaluations. As with papers, it is rendered twice: to learn which amounts it states, and with those balanced together.
 * Points, rates and counts are none of them sums of money, and stand as they were scored.
 */
export function compileReport(records: PerformanceRecords, scores: Scores, form: ReportForm, forms: Pick<Forms, 'lexicon'>): Compiled {
  const leaves = reportLeaves(records, scores);
  const index = new LeafIndex(leaves.leaves, forms.lexicon);
  const scored = reportFigures(records, scores);
  const over = (money: FormFacts): FormFacts => ({
    value: (concept, dims) => scored.get(factKey(concept, dims)) ?? money.value(concept, dims),
    combinations: money.combinations,
  });
  const subject = reportSubject(records, scores);
  const questions = new Questions();
  const exact = summedFacts(index);
  renderReport(form, over(questions.over(exact)), subject);
  // rates and points are printed beside a project's sums and the department's: those move last
  const rated = ({ set, fund, origin, item }: Dims): boolean => [set, fund, origin, item].every((member) => member === undefined);
  const figures = balancedFigures(questions, index, leaves, rated);
  return { ...renderReport(form, over(balancedFacts(exact, figures)), subject), figures };
}
