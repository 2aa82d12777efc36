import { found } from '../found.ts';
import { factPlace } from '../place.ts';
import type { Check } from './check.ts';
import { hitPlace, hits } from './stretch.ts';

const SAID = /([\u4e00-\u9fff（）“”]{4,24})(?:支出)?决算(?:数)?为?0(?:\.0+)?万元，完成(?:年初|全年|调整)?预算的0(?:\.0+)?%/g;

/** A completion rate of an item that had no budget: nothing can be divided by zero, so none may be printed (domain relation D5). */
export const zeroCompletion: Check = (reading, { lexicon }) => {
  const wrong = hits(reading, SAID).flatMap((hit) => {
    const label = (hit.match[1] ?? '').replace(/^.*其中：/, '').replace(/支出$/, '');
    const sense = lexicon.label(label);
    const budget = sense?.concept
      ? reading.facts.find(
          (f) =>
            f.where.node === 'table' &&
            f.concept === sense.concept &&
            f.dims.item === sense.dims.item &&
            f.dims.stage !== 'actual' &&
            !f.dims.measure,
        )
      : undefined;
    return budget && budget.value === 0 ? [{ hit, budget, label }] : [];
  });
  if (wrong.length === 0) return [];
  return [
    found('derive.zero-base', {
      severity: 'warning',
      message: `${wrong.map(({ label }) => `“${label}”`).join('、')}预算为0，完成率无从计算，说明却写完成预算的0%。`,
      stated: '0%',
      expected: '不写完成率',
      suggestion: '预算为0时只写决算数，不写完成率。',
      places: wrong.flatMap(({ hit, budget }) => [hitPlace(hit), factPlace(budget)]),
    }),
  ];
};
