import { type Amount, amountOf, isMoneyUnit } from '../fact/amount.ts';
import { type Decimal, parseDecimal } from '../fact/decimal.ts';

export type Comparator = '≥' | '>' | '≤' | '<' | '=';

/**
 * What the value of an indicator is. percent: %; money: a sum of money; price: money per something (60元/人·天); date: a day or month;
 * span: a length of time; frequency: times per time or time per time (3个月/次); count: any other number; text: words.
 */
export type ValueKind = 'percent' | 'money' | 'price' | 'date' | 'span' | 'frequency' | 'count' | 'text';

/** The value of an indicator as typed. */
export interface TargetValue {
  /** as printed, white space taken out */
  readonly text: string;
  readonly kind: ValueKind;
  readonly comparator: Comparator | null;
  /** the number; the lower one of a range; null for dates and words */
  readonly number: Decimal | null;
  /** the upper number of a range */
  readonly upper: Decimal | null;
  /** unit as printed, '' where there is none */
  readonly unit: string;
  /** money: the amount */
  readonly amount: Amount | null;
  /** oddities of the print: percent-word (百分比 for %), bare-wan (万 for 万元) */
  readonly flags: readonly ('percent-word' | 'bare-wan')[];
}

const SIGNS: readonly (readonly [RegExp, Comparator])[] = [
  [/^(?:≥|≧|>=|＞=|大于等于|大于或等于|不低于|不少于|不小于|至少)/, '≥'],
  [/^(?:≤|≦|<=|＜=|小于等于|小于或等于|不超过|不高于|不大于|不多于|至多|控制在(?=\d))/, '≤'],
  [/^(?:>|＞|大于|高于|超过)/, '>'],
  [/^(?:<|＜|小于|低于|少于)/, '<'],
  [/^(?:=|＝|等于)/, '='],
];
const TAILS: readonly (readonly [RegExp, Comparator])[] = [
  [/(?:以上|及以上|（含）以上)$/, '≥'],
  [/(?:以内|以下|及以下|之内|（含）以内)$/, '≤'],
];
const TIMES = '(?:年|个月|月|季度|季|周|星期|天|日|个工作日|工作日|小时|分钟|学年|学期)';
const DATE = /^(?:(?:\d{4}|本|当|每)年)?(?:\d{1,2}月份?)?(?:每月)?(?:\d{1,2}[日号])?(?:[年月]?底|末|前|之前|以前|内)*$/;

function takeSign(text: string): { readonly comparator: Comparator | null; readonly rest: string } {
  for (const [pattern, comparator] of SIGNS) if (pattern.test(text)) return { comparator, rest: text.replace(pattern, '') };
  for (const [pattern, comparator] of TAILS)
    if (/\d/.test(text) && pattern.test(text)) return { comparator, rest: text.replace(pattern, '') };
  return { comparator: null, rest: text };
}

const isDate = (text: string): boolean =>
  DATE.test(text) && /\d/.test(text) && /[月日号]|\d{4}年/.test(text) && !/^\d{1,3}(?:年|个?月|日)(?:内)?$/.test(text);

function kindOf(unit: string): ValueKind {
  if (/^(?:%|％|‰|百分比|百分点|个百分点)$/.test(unit)) return 'percent';
  if (isMoneyUnit(unit)) return 'money';
  if (/^(?:百|千|万|百万|亿)?元/.test(unit)) return 'price';
  if (new RegExp(`^${TIMES}$`).test(unit)) return 'span';
  if (new RegExp(`^(?:[次期]/${TIMES}|${TIMES}/[次期]|${TIMES}[一1]?[次期])$`).test(unit)) return 'frequency';
  return 'count';
}

/** A unit in brackets behind a number: 6.00(次), 80(%). */
const unbracket = (text: string): string => text.replace(/(\d)[（(]([^（()）\d]{1,6})[)）]$/, '$1$2');

/** What is said before a lone sign and number: “满意度不低于80%” → “不低于80%”; null where more than a number follows. */
const SIGNED =
  /^[^\d，。；,;、]{2,20}?((?:[≥≧≤≦>＞<＜=＝]|不低于|不少于|不小于|不超过|不高于|不大于|大于等于|小于等于)\d[\d.]*[^\d，。；,;、]{0,3})$/;

/** Reads the value of an indicator: sign, number or range, unit. Words that hold no leading number are text. */
export function parseValue(printed: string): TargetValue {
  const text = printed.replace(/\s+/g, '');
  const said = unbracket(text);
  const { comparator, rest } = takeSign(SIGNED.exec(said)?.[1] ?? said);
  const base = { text, comparator, number: null, upper: null, unit: '', amount: null, flags: [] } as const;
  if (isDate(rest)) return { ...base, kind: 'date' };
  const share = /^百分之(\d+(?:\.\d+)?)$/.exec(rest);
  const match = share
    ? null
    : /^(\d[\d,，]*(?:[.．]\d+)?)([^\d\-—~～至.．,，]{0,3})(?:[-—~～至]{1,2}(\d[\d,，]*(?:[.．]\d+)?))?(.*)$/.exec(rest);
  const number = parseDecimal(share?.[1] ?? match?.[1] ?? '');
  if (!number) return { ...base, kind: 'text' };
  const upper = match?.[3] ? parseDecimal(match[3]) : null;
  const unit = share ? '百分之' : upper ? (match?.[4] ?? '') : `${match?.[2] ?? ''}${match?.[4] ?? ''}`;
  if (/[\d，。；,;]/.test(unit) && unit.length > 12) return { ...base, kind: 'text' };
  const kind = share ? 'percent' : kindOf(unit);
  const flags: TargetValue['flags'] = share || unit === '百分比' ? ['percent-word'] : unit === '万' ? ['bare-wan'] : [];
  return {
    text,
    kind,
    comparator,
    number,
    upper,
    unit,
    amount: kind === 'money' && isMoneyUnit(unit) ? amountOf(upper ?? number, unit) : null,
    flags,
  };
}

/** The number as a double, for comparisons with round limits such as 100 %. */
export const numberOf = ({ number }: TargetValue): number | null => (number ? number.digits / 10 ** number.scale : null);
