import { comparePlaces } from '../../fact/place.ts';
import type { FindingPlace } from '../finding.ts';
import { found } from '../found.ts';
import type { Check } from './check.ts';
import { type Stretch, spotIn, stretches } from './stretch.ts';

/** Shorter paragraphs may well be the same. */
const LONG = 30;
/** One right below the other: no two sentences of this length are meant to be the same. */
const TWIN = 12;
/** Headings and short lines that may stand between a paragraph and its copy. */
const NEAR = 3;
const QUOTE = 40;
const SENTENCE = /[^。；]*[。；]/g;
/** Shorter sentences, their stop included, may well be said twice. */
const SHORT = 10;

interface Doubled {
  readonly from: number;
  readonly text: string;
}

/** Sentences that stand twice in a row; the first may have words before it. */
function doubled(plain: string): Doubled[] {
  const out: Doubled[] = [];
  let before = '';
  for (const { 0: text, index } of plain.matchAll(SENTENCE)) {
    const again = text.length > SHORT && before.endsWith(text);
    if (again) out.push({ from: index - text.length, text });
    before = again ? '' : text;
  }
  return out;
}

const isCopy = (other: Stretch, { block, plain }: Stretch): boolean =>
  other.plain === plain && (plain.length >= LONG || (other.block === block + 1 && /[。；]$/.test(plain)));

/** The same long paragraph under two headings in a row, or the same sentence twice: pasted once too often. One finding for each text. */
export const repeatedText: Check = (reading) => {
  const all = stretches(reading).filter(({ kind, record }) => kind === 'paragraph' && !record);
  const byText = new Map<string, FindingPlace[]>();
  const add = (text: string, ...places: FindingPlace[]) => byText.set(text, [...(byText.get(text) ?? []), ...places]);
  for (const [i, stretch] of all.entries()) {
    for (const { from, text } of doubled(stretch.plain)) add(text, spotIn(stretch, from, from + 2 * text.length));
    if (stretch.plain.length < TWIN || stretch.heading) continue;
    const copy = all.slice(i + 1, i + 1 + NEAR).find((other) => isCopy(other, stretch));
    if (copy) add(stretch.plain, spotIn(stretch), spotIn(copy));
  }
  return [...byText].map(([text, places]) =>
    found('comply.repeated-text', {
      severity: 'warning',
      message: `相邻的段落或句子完全相同，疑复制后未改，共${places.length}处：“${text.length > QUOTE ? `${text.slice(0, QUOTE)}…` : text}”。`,
      stated: text.slice(0, 60),
      suggestion: '删去重复的内容，或改为应写的内容',
      places: places.toSorted(comparePlaces),
    }),
  );
};
