import type { Finding } from '../finding.ts';
import type { EvaluationContext } from './evaluation-context.ts';
import { deviationReasons, evaluatedPart, executionBase, fullAtLowExecution } from './evaluation-execution.ts';
import { copiedIndicators, misplacedIndicators, missingAnalyses, projectNames } from './evaluation-names.ts';
import { formRows, overspent, scoreBounds } from './evaluation-rows.ts';
import {
  amountNamed,
  approvedCount,
  basicAsProject,
  completionClaims,
  coverage,
  headingAmounts,
  sameEvaluations,
  thresholdResults,
} from './evaluation-scope.ts';
import {
  averageScore,
  deductionReasons,
  executionTargets,
  gradeCounts,
  gradesAgree,
  gradesOfScores,
  missingIndicators,
  scoreTotals,
  scoringHints,
} from './evaluation-scores.ts';
import { unsurveyed } from './evaluation-survey.ts';
import { attachments, reportDates, revenueParts } from './evaluation-text.ts';

/** What is checked of an evaluation, in the order of the report. */
const CHECKS: readonly ((context: EvaluationContext) => Finding[])[] = [
  reportDates,
  amountNamed,
  coverage,
  evaluatedPart,
  executionBase,
  sameEvaluations,
  approvedCount,
  basicAsProject,
  revenueParts,
  headingAmounts,
  projectNames,
  scoreTotals,
  scoreBounds,
  formRows,
  overspent,
  gradesOfScores,
  gradesAgree,
  gradeCounts,
  averageScore,
  deductionReasons,
  deviationReasons,
  fullAtLowExecution,
  missingIndicators,
  executionTargets,
  copiedIndicators,
  misplacedIndicators,
  missingAnalyses,
  completionClaims,
  thresholdResults,
  unsurveyed,
  scoringHints,
];

/** Findings on self-evaluation; but for tables referred to and not attached, none where the paper holds no evaluation. */
export function evaluationFindings(context: EvaluationContext): Finding[] {
  const { evaluations, claims, tables } = context.passages;
  const report = evaluations.length + claims.length + tables.length > 0;
  return [...attachments(context), ...(report ? CHECKS.flatMap((check) => check(context)) : [])];
}
