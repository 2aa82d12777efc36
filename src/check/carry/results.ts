import type { Words } from '../../document/document.ts';
import { amountText } from '../../fact/amount.ts';
import type { Fact } from '../../fact/fact.ts';
import { nameLikeness } from '../../form/passage-name.ts';
import type { EvaluationNode } from '../../form/passage-node.ts';
import { factValue } from '../../score/evaluation.ts';
import { goalOfYear, type Indicator, indicatorName } from '../../score/indicator.ts';
import type { Project } from '../../score/project.ts';
import type { Paper } from '../../score/read.ts';
import { numberOf } from '../../score/value.ts';
import type { Finding, Severity } from '../finding.ts';
import { found } from '../found.ts';
import { goalPlace, nameOf } from '../performance/spots.ts';
import { factPlace, wordsPlace } from '../place.ts';
import { inFile, type Pair, paperName } from './pairs.ts';

const ALIKE = 0.75;
const SHARP = 0.5;

/** What last year's evaluation tells of a project in its row of the summary: money, quantity planned and reached. */
interface Result {
  readonly node: EvaluationNode;
  readonly what: Words;
  readonly budget: Fact;
  readonly executed: Fact;
  readonly target: Fact;
  readonly actual: Fact;
}

function resultsOf(paper: Paper): Result[] {
  return paper.passages.evaluations.flatMap((node) => {
    const slot = (name: string) => node.clauses.find(({ slots }) => slots.has(name))?.slots.get(name);
    const fact = (name: string): Fact | undefined => paper.facts[slot(name)?.fact ?? -1];
    const [budget, executed, target, actual] = [fact('budget'), fact('executed'), fact('target'), fact('actual')];
    const what = slot('what')?.words;
    return node.source === 'table' && what && budget && executed && target && actual && target.kind === actual.kind
      ? [{ node, what, budget, executed, target, actual }]
      : [];
  });
}

/** The one of last year's results that is of this project. */
function resultFor(project: Project, results: readonly Result[]): Result | null {
  const name = project.name?.text.replace(/\s+/g, '') ?? '';
  const near = results
    .map((result) => ({ result, likeness: nameLikeness(result.node.name.text, name) }))
    .filter(({ likeness }) => likeness >= ALIKE)
    .sort((a, b) => b.likeness - a.likeness);
  const [first, second] = near;
  return first && (!second || second.likeness < first.likeness) ? first.result : null;
}

interface Judged {
  readonly severity: Severity;
  readonly says: string;
  readonly expected: string;
}

/** What is wrong with a target, beside what was reached last year with what money. */
function judge(target: number, unit: string, money: { readonly fen: number; readonly half: number }, last: Result): Judged | null {
  const [planned, reached] = [factValue(last.target), factValue(last.actual)];
  const { budget, executed } = last;
  const left = budget.value - executed.value;
  if (target === planned && reached > 0 && reached < planned && Math.abs(money.fen - left) <= money.half + budget.half + executed.half)
    return {
      severity: 'warning',
      says: `本年资金正好是上年没有花完的${amountText(left)}万元，上年已完成${reached}${unit}，目标却没有扣减`,
      expected: `约${planned - reached}${unit}`,
    };
  if (target < reached && money.fen >= executed.value - executed.half)
    return {
      severity: 'warning',
      says: `低于上年实际完成的${reached}${unit}，而本年资金不比上年支出少`,
      expected: `不低于${reached}${unit}`,
    };
  if (target === planned && reached < planned && money.fen < budget.value * SHARP)
    return {
      severity: 'info',
      says: `上年用${budget.printed}万元预算只完成${reached}${unit}，本年资金${amountText(money.fen)}万元，目标没有变`,
      expected: '与本年资金相当的目标',
    };
  return null;
}

function countedGoal(indicator: Indicator): { readonly number: number; readonly unit: string; readonly text: string } | null {
  const goal = goalOfYear(indicator);
  const number = goal ? numberOf(goal.value) : null;
  if (!goal || number === null || goal.value.upper || goal.value.kind !== 'count' || indicator.class !== 'quantity') return null;
  return goal.value.comparator === '≤' || goal.value.comparator === '<' ? null : { number, unit: goal.value.unit, text: goal.value.text };
}

/** Targets set below last year's result, at what was settled already, or as last year with much less money. */
export function unadjustedTargets({ earlier, later }: Pair): Finding[] {
  if (earlier.identity.kind !== 'final' || later.identity.kind !== 'budget' || (later.identity.year ?? 0) - 1 !== earlier.identity.year)
    return [];
  const results = resultsOf(earlier);
  return later.projects.flatMap((project) => {
    const last = project.name ? resultFor(project, results) : null;
    const money = project.funding.annual.total?.amount ?? (project.term === 1 ? project.funding.term.total?.amount : undefined);
    if (!last || !money) return [];
    return project.indicators.flatMap((indicator): Finding[] => {
      const goal = countedGoal(indicator);
      const place = goalPlace(project, indicator);
      if (!goal || !place || nameLikeness(indicatorName(indicator), last.what.text) < ALIKE) return [];
      const judged = judge(goal.number, goal.unit, money, last);
      if (!judged) return [];
      return [
        found('carry.last-result', {
          severity: judged.severity,
          message: `${paperName(later)}项目“${nameOf(project)}”的“${indicatorName(indicator)}”定为“${goal.text}”：${judged.says}。`,
          stated: goal.text,
          expected: judged.expected,
          culprit: 0,
          suggestion: '参照上年实际完成值和本年资金重新设定指标值，并说明依据。',
          places: [
            inFile(later, place),
            inFile(earlier, factPlace(last.actual)),
            inFile(earlier, factPlace(last.target)),
            inFile(earlier, wordsPlace(last.node.name, { table: null, row: last.node.name.text, column: null })),
          ],
        }),
      ];
    });
  });
}

/** The quantity that a self-evaluation measures by is that of the target form of the same year's budget: targets are fixed when it is approved. */
export function changedTargets({ earlier, later }: Pair): Finding[] {
  if (earlier.identity.kind !== 'budget' || later.identity.kind !== 'final' || earlier.identity.year !== later.identity.year) return [];
  const results = resultsOf(later);
  return earlier.projects.flatMap((project) => {
    const own = project.name ? resultFor(project, results) : null;
    if (!own) return [];
    return project.indicators.flatMap((indicator): Finding[] => {
      const goal = countedGoal(indicator);
      const place = goalPlace(project, indicator);
      const used = factValue(own.target);
      if (!goal || !place || goal.number === used || nameLikeness(indicatorName(indicator), own.what.text) < ALIKE) return [];
      return [
        found('carry.changed-target', {
          severity: 'warning',
          message: `${paperName(later)}自评按“${own.what.text}”${used}${goal.unit}评分，${paperName(earlier)}公开的项目“${nameOf(project)}”目标是“${goal.text}”。`,
          stated: `${used}${goal.unit}`,
          expected: goal.text,
          culprit: 0,
          suggestion: '按批复的绩效目标评分；年中经批准调整过目标的，写明调整依据。',
          places: [inFile(later, factPlace(own.target)), inFile(earlier, place)],
        }),
      ];
    });
  });
}
