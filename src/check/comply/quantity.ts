import { type Decimal, decimalText, parseDecimal, powerOfTen } from '../../fact/decimal.ts';
import { found } from '../found.ts';
import { type Check, wordList } from './check.ts';
import { type Stretch, spotIn, stretches } from './stretch.ts';

/** A counted or measured thing in running text; `plain.slice(from, to)` is the number with its unit. */
interface Quantity {
  readonly label: string;
  readonly value: Decimal;
  readonly unit: string;
  /** 约: no equation can be held against it */
  readonly rough: boolean;
  readonly from: number;
  readonly to: number;
}

/** A whole and two parts that leave nothing out: 地上 and 地下, 计容 and 不计容. */
interface Split {
  readonly stretch: Stretch;
  readonly whole: Quantity;
  readonly parts: readonly [Quantity, Quantity];
}

interface Complements {
  readonly negations: readonly string[];
  readonly opposites: readonly (readonly [string, string])[];
}

const QUANTITY = /([\u4e00-\u9fff]{2,16})([\d,]+(?:\.\d{1,4})?)(平方米|平方公里|公里|公顷|亩|米|吨|人|名|户)/g;
const OF_WHICH = /[（，]?其中：?/y;
const HEAD = /^其中|(?:约为|为|约|共计|合计|共|有)$/g;

function quantitiesIn(plain: string): Quantity[] {
  return [...plain.matchAll(QUANTITY)].flatMap((match): Quantity[] => {
    const [whole, words = '', digits = '', unit = ''] = match;
    const value = parseDecimal(digits);
    if (!value) return [];
    const to = match.index + whole.length;
    return [{ label: words.replace(HEAD, ''), value, unit, rough: /约为?$/.test(words), from: to - unit.length - digits.length, to }];
  });
}

/** Where the words after 其中 end: at the bracket that closes them, else at the end of the sentence. */
function scopeEnd(plain: string, start: number, bracketed: boolean): number {
  let depth = 0;
  for (let i = start; i < plain.length; i++) {
    const sign = plain[i] ?? '';
    if (sign === '（') depth++;
    else if (sign === '）' && --depth < 0) return i;
    else if (!bracketed && depth === 0 && /[。；]/.test(sign)) return i;
  }
  return plain.length;
}

const depthAt = (plain: string, from: number, to: number): number =>
  [...plain.slice(from, to)].reduce((depth, sign) => depth + (sign === '（' ? 1 : sign === '）' ? -1 : 0), 0);

/** Whether two labels differ by a negation or by two opposites alone. */
function complementary(a: string, b: string, { negations, opposites }: Complements): boolean {
  let head = 0;
  while (head < Math.min(a.length, b.length) && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const [own, other] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
  return (
    head + tail > 0 &&
    ((own === '' && negations.includes(other)) ||
      (other === '' && negations.includes(own)) ||
      opposites.some(([one, two]) => (own === one && other === two) || (own === two && other === one)))
  );
}

function splitsIn(stretch: Stretch, words: Complements): Split[] {
  const { plain } = stretch;
  if (!plain.includes('其中')) return [];
  const all = quantitiesIn(plain);
  return all.flatMap((whole): Split[] => {
    OF_WHICH.lastIndex = whole.to;
    const opened = OF_WHICH.exec(plain)?.[0];
    if (opened === undefined) return [];
    const start = whole.to + opened.length;
    const end = scopeEnd(plain, start, opened.startsWith('（'));
    const parts = all.filter(
      ({ from, to, unit }) => unit === whole.unit && from >= start && to <= end && depthAt(plain, start, from) === 0,
    );
    const [first, second, ...more] = parts;
    const two = first && second && more.length === 0;
    return two && complementary(first.label, second.label, words) ? [{ stretch, whole, parts: [first, second] }] : [];
  });
}

/** whole − parts in units of the finest printed place, and the slack that rounding leaves. */
function gapOf({ whole, parts }: Split, replaced?: { readonly of: Quantity; readonly by: Decimal }): { gap: number; slack: number } {
  const printed = [whole, ...parts].map((it) => (replaced?.of === it ? replaced.by : it.value));
  const finest = Math.max(...printed.map(({ scale }) => scale));
  const scaled = printed.map(({ digits, scale }) => digits * powerOfTen(finest - scale));
  const [total = 0, ...rest] = scaled;
  return {
    gap: total - rest.reduce((sum, value) => sum + value, 0),
    slack: printed.reduce((sum, { scale }) => sum + powerOfTen(finest - scale) / 2, 0),
  };
}

const holds = (split: Split, replaced?: { readonly of: Quantity; readonly by: Decimal }): boolean => {
  const { gap, slack } = gapOf(split, replaced);
  return Math.abs(gap) <= slack;
};

const sumOf = ({ parts: [a, b] }: Split): Decimal => {
  const scale = Math.max(a.value.scale, b.value.scale);
  return { digits: a.value.digits * powerOfTen(scale - a.value.scale) + b.value.digits * powerOfTen(scale - b.value.scale), scale };
};

/** Numbers and areas told in the text with two parts that make up the whole; another equation that the same mend repairs decides which is wrong. */
export const quantityParts: Check = (reading, forms) => {
  const words = wordList<{ readonly complements: Complements }>(forms, 'comply').complements;
  const splits = stretches(reading).flatMap((stretch) => splitsIn(stretch, words));
  return splits
    .filter((split) => !split.whole.rough && !split.parts.some(({ rough }) => rough) && !holds(split))
    .map((split) => {
      const { stretch, whole, parts } = split;
      const mend = { of: whole, by: sumOf(split) };
      const proven = splits.some((other) => other.parts.includes(whole) && !holds(other) && holds(other, mend));
      const at = (it: Quantity) => spotIn(stretch, it.from, it.to);
      const printed = (it: Quantity) => `${it.label}${stretch.plain.slice(it.from, it.to)}`;
      const sum = `${decimalText(mend.by)}${whole.unit}`;
      return found('sum.quantity-parts', {
        severity: 'error',
        message: `${printed(whole)}，其中${parts.map(printed).join('，')}，两项合计${sum}。${proven ? `改为${sum}，与上文总数也相符。` : ''}`,
        stated: stretch.plain.slice(whole.from, whole.to),
        expected: proven ? sum : '',
        difference: `${decimalText({ digits: gapOf(split).gap, scale: Math.max(whole.value.scale, mend.by.scale) })}${whole.unit}`,
        culprit: proven ? 0 : null,
        suggestion: '对照原始资料核对总数和分项，改正有误的一处',
        places: [whole, ...parts].map(at),
      });
    });
};
