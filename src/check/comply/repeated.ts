import type { FindingPlace } from '../finding.ts';
import { found } from '../found.ts';
import type { Check } from './check.ts';
import { spotIn, stretches } from './stretch.ts';

/** Shorter paragraphs may well be the same. */
const LONG = 30;
/** Headings and short lines that may stand between a paragraph and its copy. */
const NEAR = 3;
const SENTENCE = /([^。；]{10,}[。；])\1/g;

/** The same long paragraph under two headings in a row, or the same sentence twice: pasted once too often. */
export const repeatedText: Check = (reading) => {
  const all = stretches(reading).filter(({ kind, record }) => kind === 'paragraph' && !record);
  const places: FindingPlace[] = [];
  for (const [i, stretch] of all.entries()) {
    for (const match of stretch.plain.matchAll(SENTENCE)) places.push(spotIn(stretch, match.index, match.index + match[0].length));
    if (stretch.plain.length < LONG || stretch.heading) continue;
    const copy = all.slice(i + 1, i + 1 + NEAR).find(({ plain }) => plain === stretch.plain);
    if (copy) places.push(spotIn(copy), spotIn(stretch));
  }
  if (places.length === 0) return [];
  return [
    found('comply.repeated-text', {
      severity: 'warning',
      message: `相邻的段落或句子完全相同，疑复制后未改，共${places.length}处：“${places[0]?.text.slice(0, 30)}…”。`,
      stated: places[0]?.text ?? '',
      suggestion: '删去重复的内容，或改为应写的内容',
      places,
    }),
  ];
};
