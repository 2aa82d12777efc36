import { found } from '../found.ts';
import type { Check } from './check.ts';
import { type Stretch, spotIn, stretches } from './stretch.ts';

/** A paragraph that begins with the end of another (元。从…), though the one before is complete. */
const TORN = /^(?:万?元|%|辆|人次?|个|项)[。；，]/;
const COMPLETE = /[。；！？]$/;
/** 无 alone under a heading is an answer; after a complete sentence it is left over. */
const STRAY = /^无[。；]?$/;

/** Beginnings of sentences that were lost, and a 无 that answers nothing. */
export const fragment: Check = (reading) => {
  const paragraphs = stretches(reading).filter(({ kind }) => kind === 'paragraph');
  const torn: Stretch[] = [];
  const stray: Stretch[] = [];
  for (const [i, paragraph] of paragraphs.entries()) {
    const before = paragraphs[i - 1];
    if (!before || before.heading || paragraph.heading) continue;
    if (TORN.test(paragraph.plain) && COMPLETE.test(before.plain)) torn.push(paragraph);
    if (STRAY.test(paragraph.plain) && COMPLETE.test(before.plain) && before.block + 1 === paragraph.block) stray.push(paragraph);
  }
  const one = (all: readonly Stretch[], message: string, suggestion: string) =>
    all.length === 0
      ? []
      : [
          found('comply.fragment', {
            severity: 'info',
            message: `${message}，共${all.length}处。`,
            stated: all[0]?.plain.slice(0, 12) ?? '',
            suggestion,
            places: all.map((s) => spotIn(s)),
          }),
        ];
  return [
    ...one(torn, '段落以残句开头，前一句已经完整', '删去残留的字，或补全句子'),
    ...one(stray, '完整的段落之后孤立一个“无”字，是模板残留', '删去'),
  ];
};
