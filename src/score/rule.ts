import { amountOf, isMoneyUnit } from '../fact/amount.ts';
import { type Decimal, powerOfTen } from '../fact/decimal.ts';
import { exactWan, type Points, pointsText, shareOf, shortPoints } from './points.ts';
import type { Scheme } from './scheme.ts';
import type { Attainment } from './scoring.ts';
import { parseValue, type TargetValue } from './value.ts';

/** What is better: more, less, exactly so, or as people judge it (定性). */
export const directions = ['up', 'down', 'exact', 'judged'] as const;
export type Direction = (typeof directions)[number];

/** What is better, from how the value is written: ≥ more, ≤ less, words and dates are judged. A bare number is to be reached. */
export function directionOf({ kind, comparator, upper }: TargetValue): Direction {
  if (kind === 'text' || kind === 'date') return 'judged';
  if (comparator === '≤' || comparator === '<') return 'down';
  return comparator === '=' || upper !== null ? 'exact' : 'up';
}

/** What was promised. */
export interface Promised {
  readonly annual: TargetValue;
  readonly direction: Direction;
  readonly weight: Points | null;
  readonly missing: boolean;
}

/** What became of it. */
export interface Outcome {
  /** as written: 6个, 795万元 */
  readonly actual: string;
  readonly attained: Attainment | null;
  /** share of the weight for `attained`, in hundredths of a percent; null: the upper end of its band */
  readonly share: number | null;
  readonly lowTarget: boolean;
  /** points that a published paper gives without telling what was reached: taken as they are */
  readonly taken?: Points | null;
}

/** Points with the rule and the sum that made them, to be shown: 20 × 6 ÷ 10 = 12.00. */
export interface Score {
  readonly rule: 'execution' | 'full' | 'proportional' | 'inverse' | 'over' | 'judged' | 'missing' | 'taken';
  readonly points: Points;
  readonly formula: string;
}

/** Why no points can be given: what is wrong, and how to mend it. */
export interface Unscored {
  readonly message: string;
  readonly mend: string;
}

export const isScore = (scored: Score | Unscored): scored is Score => 'points' in scored;

const unscored = (message: string, mend: string): Unscored => ({ message, mend });

const ATTAINED: Readonly<Record<Attainment, string>> = {
  reached: '达成年度指标',
  partly: '部分达成并具有一定效果',
  missed: '未达成且效果较差',
};

/** Two decimals as whole numbers of one scale. */
function aligned(a: Decimal, b: Decimal): readonly [number, number] {
  const scale = Math.max(a.scale, b.scale);
  return [a.digits * powerOfTen(scale - a.scale), b.digits * powerOfTen(scale - b.scale)];
}

/** A bound of a target and another value as whole numbers of one unit; null where their units differ. */
export function comparable(target: TargetValue, bound: Decimal, actual: TargetValue): readonly [number, number] | null {
  if (!actual.number) return null;
  if (isMoneyUnit(target.unit) && actual.amount) {
    const amount = amountOf(bound, target.unit);
    return amount && [amount.fen, actual.amount.fen];
  }
  const same = target.unit === actual.unit || actual.unit === '' || target.unit === '';
  return same && (target.kind === actual.kind || actual.kind === 'count') ? aligned(bound, actual.number) : null;
}

const full = (weight: Points, said: string): Score => ({ rule: 'full', points: weight, formula: `${said}，得满分${shortPoints(weight)}` });

/** weight × part ÷ whole, at most the weight. */
function inProportion(rule: Score['rule'], weight: Points, part: number, whole: number, shown: readonly [string, string]): Score {
  const points = shareOf(weight, part, whole);
  return { rule, points, formula: `${shortPoints(weight)} × ${shown[0]} ÷ ${shown[1]} = ${pointsText(points)}` };
}

/** A value without its sign and unit: ≥10个 is 10. Money keeps its unit. */
const bare = (value: TargetValue, number: Decimal | null): string =>
  value.kind === 'money' || !number ? value.text.replace(/^[≥≤><＞＜=＝≧≦]+/, '') : String(number.digits / 10 ** number.scale);

/** Points for more than the target by far, where that was set too low. */
function overScore(weight: Points, target: number, actual: number, scheme: Pick<Scheme, 'over'>, said: string): Score | null {
  const step = [...scheme.over].sort((a, b) => b.above - a.above).find(({ above }) => actual * 100 > target * above);
  if (!step) return null;
  const points = shareOf(weight, 100 - step.deduct, 100);
  const formula = `${said}，超过指标值的${step.above}%且指标值偏低：${shortPoints(weight)} × (1 − ${step.deduct}%) = ${pointsText(points)}`;
  return { rule: 'over', points, formula };
}

/** Points of an indicator with a number, by its direction, or why there can be none. */
export function measuredScore(
  promised: Promised,
  weight: Points,
  { actual: written, lowTarget }: Outcome,
  scheme: Pick<Scheme, 'over'>,
): Score | Unscored {
  const { annual, direction } = promised;
  const actual = parseValue(written);
  const lower = annual.number;
  if (!lower) return unscored(`指标值“${annual.text}”里没有数`, '把指标值写成可衡量的数，或改为定性指标（direction: judged）');
  const upper = annual.upper ?? lower;
  const [low, high] = [comparable(annual, lower, actual), comparable(annual, upper, actual)];
  if (!low || !high)
    return unscored(
      `实际完成值“${written}”与指标值“${annual.text}”不能比较`,
      `写成带同样单位的数，如 ${bare(annual, lower)}${annual.unit}`,
    );
  const [least, reached] = low;
  const [most] = high;
  const shown = (bound: Decimal): readonly [string, string] => [bare(actual, actual.number), bare(annual, bound)];
  if (direction === 'down' || (direction === 'exact' && reached > most)) {
    if (reached <= most) return full(weight, `实际${actual.text}未超过指标值${annual.text}`);
    const [part, whole] = shown(upper);
    return inProportion('inverse', weight, Math.max(0, most), reached, [whole, part]);
  }
  if (reached >= least) {
    const said = `实际${actual.text}达到指标值${annual.text}`;
    const over = lowTarget && direction === 'up' && least > 0 ? overScore(weight, least, reached, scheme, said) : null;
    return over ?? full(weight, said);
  }
  return inProportion('proportional', weight, Math.max(0, reached), least, shown(lower));
}

function judgedScore(weight: Points, { attained, share }: Outcome, scheme: Scheme): Score | Unscored {
  if (!attained) return unscored('定性指标没有写达成情况', '写 attained：reached（达成）、partly（部分达成）、missed（未达成）');
  const [from, to] = scheme.judged[attained];
  const given = share ?? to * 100;
  if (given < from * 100 || given > to * 100)
    return unscored(`“${ATTAINED[attained]}”按分值的${from}%至${to}%计分，写了${shortPoints(given)}%`, '改正达成情况，或改正 share');
  const points = shareOf(weight, given, 10_000);
  const formula = `${ATTAINED[attained]}：${shortPoints(weight)} × ${shortPoints(given)}% = ${pointsText(points)}`;
  return { rule: 'judged', points, formula };
}

/** Points of an indicator by the rules of a scheme, or why there can be none. */
export function scoreIndicator(promised: Promised, outcome: Outcome | null, scheme: Scheme): Score | Unscored {
  const { weight, direction, missing } = promised;
  if (weight === null) return unscored('没有分值', '写 weight；各项指标分值与预算执行率的分值合计应为100');
  if (missing) {
    const points = shareOf(weight, Math.round(scheme.missing * 100), 10_000);
    return { rule: 'missing', points, formula: `未设置指标：${shortPoints(weight)} × ${scheme.missing}% = ${pointsText(points)}` };
  }
  if (!outcome) return unscored('没有写完成情况', '在 results 里写这项指标的实际完成值');
  const score =
    direction === 'judged'
      ? judgedScore(weight, outcome, scheme)
      : outcome.actual === ''
        ? unscored('没有写实际完成值', '写 actual，如 6个')
        : measuredScore(promised, weight, outcome, scheme);
  if (isScore(score) || outcome.taken === null || outcome.taken === undefined) return score;
  return { rule: 'taken', points: outcome.taken, formula: `没有可比较的完成值，按所写得分${pointsText(outcome.taken)}` };
}

/** Points for execution: its weight × executed ÷ the year's budget, at most the weight; none where nothing was budgeted. Amounts in 分. */
export function scoreExecution(budget: number, executed: number, scheme: Scheme): Score {
  const weight = scheme.execution;
  if (budget <= 0) return { rule: 'execution', points: 0, formula: '全年预算为0，不得分' };
  const points = Math.min(weight, shareOf(weight, Math.max(0, executed), budget));
  const formula = `${shortPoints(weight)} × ${exactWan(executed)} ÷ ${exactWan(budget)} = ${pointsText(points)}`;
  return {
    rule: 'execution',
    points,
    formula: executed > budget ? `${formula.replace(/ = .*/, '')}，以${shortPoints(weight)}为限` : formula,
  };
}
