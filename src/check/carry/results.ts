import { amountText } from '../../fact/amount.ts';
import type { EvaluationWords } from '../../form/passage-form.ts';
import { nameLikeness } from '../../form/passage-name.ts';
import { type Goal, goalOfYear, type Indicator, indicatorName } from '../../score/indicator.ts';
import type { Project } from '../../score/project.ts';
import { comparable, directionOf } from '../../score/rule.ts';
import { numberOf, type TargetValue } from '../../score/value.ts';
import type { Finding, FindingPlace, Severity } from '../finding.ts';
import { found } from '../found.ts';
import { goalPlace, nameOf } from '../performance/spots.ts';
import { wordsPlace } from '../place.ts';
import { inFile, type Pair, paperName } from './pairs.ts';
import { ALIKE, type Evaluated, evaluatedIn, evaluatedOf, type Reached } from './reached.ts';

/** A budget below this share of last year's wants another target. */
const SHARP = 0.5;

/** How one value stands to another of its kind and unit: below 0 where it is less; null where they cannot be compared. */
function against(value: TargetValue, other: TargetValue): number | null {
  const pair = value.number && !value.upper && !other.upper ? comparable(value, value.number, other) : null;
  return pair && pair[0] - pair[1];
}

/** What the evaluation tells of an indicator of the form: of the same class and name, and a value that can be compared. */
function sameIndicator(indicator: Indicator, goal: Goal, { indicators }: Evaluated): Reached | null {
  const name = indicatorName(indicator);
  const same = indicators.filter(
    (one) => one.class === indicator.class && nameLikeness(one.name, name) >= ALIKE && against(goal.value, one.target) !== null,
  );
  return same[0] ?? null;
}

interface Judged {
  readonly severity: Severity;
  readonly says: string;
  readonly expected: string;
}

type Known = { readonly [K in keyof Evaluated]: NonNullable<Evaluated[K]> };

/** What is wrong with the target of a quantity, beside what was reached last year with what money. */
function judgeQuantity(
  value: TargetValue,
  last: Reached,
  money: { readonly fen: number; readonly half: number },
  of: Known,
): Judged | null {
  const { budget, executed } = of;
  const [target, planned, reached] = [value, last.target, last.actual].map((one) => (one ? numberOf(one) : null));
  if (typeof target !== 'number' || typeof planned !== 'number' || typeof reached !== 'number' || directionOf(value) === 'down')
    return null;
  const left = budget.value - executed.value;
  if (target === planned && reached > 0 && reached < planned && Math.abs(money.fen - left) <= money.half + budget.half + executed.half)
    return {
      severity: 'warning',
      says: `本年资金正好是上年没有花完的${amountText(left)}万元，上年已完成${reached}${value.unit}，目标却没有扣减`,
      expected: `约${planned - reached}${value.unit}`,
    };
  if (target < reached && money.fen >= executed.value - executed.half)
    return {
      severity: 'warning',
      says: `低于上年实际完成的${reached}${value.unit}，而本年资金不比上年支出少`,
      expected: `不低于${reached}${value.unit}`,
    };
  if (target === planned && reached < planned && money.fen < budget.value * SHARP)
    return {
      severity: 'info',
      says: `上年用${budget.printed}万元预算只完成${reached}${value.unit}，本年资金${amountText(money.fen)}万元，目标没有变`,
      expected: '与本年资金相当的目标',
    };
  return null;
}

/** A rate, a span or a benefit that promises less than was promised and reached last year. What things cost is held against money elsewhere. */
function judgeLevel(value: TargetValue, { target, actual }: Reached): Judged | null {
  const down = directionOf(value) === 'down';
  const [beside, reached] = [against(value, target), actual ? against(value, actual) : null];
  if (beside === null || reached === null || down !== (directionOf(target) === 'down') || !actual) return null;
  if (down ? beside <= 0 || reached <= 0 : beside >= 0 || reached >= 0) return null;
  return {
    severity: 'warning',
    says: `上年指标值为${target.text}，${actual.text === target.text ? '已得满分' : `实际达到${actual.text}`}，本年的要求反而低了`,
    expected: `不${down ? '高' : '低'}于上年的${target.text}`,
  };
}

const moneyOf = ({ funding, term }: Project) => funding.annual.total?.amount ?? (term === 1 ? funding.term.total?.amount : undefined);

/** Targets set below last year's result, at what was settled already, or as last year with much less money; one finding for a project. */
export function unadjustedTargets({ earlier, later }: Pair, words: EvaluationWords): Finding[] {
  if (earlier.identity.kind !== 'final' || later.identity.kind !== 'budget' || (later.identity.year ?? 0) - 1 !== earlier.identity.year)
    return [];
  const evaluated = evaluatedIn(earlier, words);
  return later.projects.flatMap((project): Finding[] => {
    const last = project.name ? evaluatedOf(project, evaluated) : null;
    if (!last) return [];
    const money = moneyOf(project);
    const hits = project.indicators.flatMap((indicator) => {
      const goal = goalOfYear(indicator);
      const place = goalPlace(project, indicator);
      const same = goal && place ? sameIndicator(indicator, goal, last) : null;
      if (!goal || !place || !same || indicator.class === 'cost') return [];
      const { budget, executed } = last;
      const judged =
        indicator.class !== 'quantity' || goal.value.kind !== 'count'
          ? judgeLevel(goal.value, same)
          : money && budget && executed
            ? judgeQuantity(goal.value, same, money, { ...last, budget, executed })
            : null;
      return judged ? [{ name: indicatorName(indicator), text: goal.value.text, place, same, judged }] : [];
    });
    const [first] = hits;
    if (!first) return [];
    const mention = last.names[0];
    return [
      found('carry.last-result', {
        severity: hits.some(({ judged }) => judged.severity === 'warning') ? 'warning' : 'info',
        message: `${paperName(later)}项目“${nameOf(project)}”${hits.map(({ name, text, judged }) => `的“${name}”定为“${text}”：${judged.says}`).join('；')}。`,
        stated: first.text,
        expected: first.judged.expected,
        culprit: 0,
        suggestion: '参照上年实际完成值和本年资金重新设定指标值，并说明依据。',
        places: [
          ...hits.map(({ place }) => inFile(later, place)),
          ...hits.flatMap(({ same }) => same.places.toReversed().map((place) => inFile(earlier, place))),
          ...(mention ? [inFile(earlier, wordsPlace(mention, { table: null, row: mention.text, column: null }))] : []),
        ],
      }),
    ];
  });
}

/** The targets that a self-evaluation measures by are those of the same year's budget: they are fixed when it is approved. */
export function changedTargets({ earlier, later }: Pair, words: EvaluationWords): Finding[] {
  if (earlier.identity.kind !== 'budget' || later.identity.kind !== 'final' || earlier.identity.year !== later.identity.year) return [];
  const evaluated = evaluatedIn(later, words);
  return earlier.projects.flatMap((project): Finding[] => {
    const own = project.name ? evaluatedOf(project, evaluated) : null;
    if (!own) return [];
    const hits = project.indicators.flatMap((indicator) => {
      const goal = goalOfYear(indicator);
      const place = goalPlace(project, indicator);
      const used = goal && place ? sameIndicator(indicator, goal, own) : null;
      if (!goal || !place || !used || against(goal.value, used.target) === 0) return [];
      const shown = used.target.unit === '' ? `${used.target.text}${goal.value.unit}` : used.target.text;
      return [{ name: used.name, used: shown, text: goal.value.text, place, at: used.places.slice(0, 1) }];
    });
    const [first] = hits;
    if (!first) return [];
    return [
      found('carry.changed-target', {
        severity: 'warning',
        message: `${paperName(later)}对项目“${nameOf(project)}”的自评没有按${paperName(earlier)}公开的目标评分：${hits.map(({ name, used, text }) => `“${name}”按${used}评分，公开的目标是“${text}”`).join('；')}。`,
        stated: first.used,
        expected: first.text,
        culprit: 0,
        suggestion: '按批复的绩效目标评分；年中经批准调整过目标的，写明调整依据。',
        places: hits.flatMap(({ at, place }): FindingPlace[] => [...at.map((one) => inFile(later, one)), inFile(earlier, place)]),
      }),
    ];
  });
}
