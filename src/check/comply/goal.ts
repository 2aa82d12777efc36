import type { Reading } from '../../form/reading.ts';
import { found } from '../found.ts';
import type { Check } from './check.ts';
import { type Stretch, spotIn, stretches } from './stretch.ts';

const ORDINAL = '(?:[（第]?[一二三四五六七八九十\\d]+[）、.．部分]*)?';
const GOAL = new RegExp(`^${ORDINAL}(?:部门|单位)?(?:年度)?总体(?:绩效)?目标：?$`);
const DUTIES = new RegExp(`^${ORDINAL}[\\u4e00-\\u9fff（）]{0,10}(?:职责|职能)(?:情况)?：?$`);
/** The next part of the plan: 职责分类绩效目标, 绩效指标, 工作保障措施. */
const NEXT = /^.{0,14}(?:绩效目标|绩效指标|保障措施)：?$/;
/** Shorter paragraphs may well be the same. */
const LONG = 40;
const FEWEST = 2;
const SHOWN = 4;

const long = (all: readonly Stretch[]): Stretch[] => all.filter(({ plain }) => plain.length >= LONG);

/** The paragraphs under 总体绩效目标 and those before it from the duties on; null where the paper has not both. */
function parts(reading: Reading): { goals: Stretch[]; duties: Stretch[] } | null {
  const all = stretches(reading).filter(({ kind, record }) => kind === 'paragraph' && !record);
  const goal = all.findLastIndex(({ plain }) => GOAL.test(plain));
  const duty = all.findIndex(({ plain }) => DUTIES.test(plain));
  if (goal < 0 || duty < 0 || duty > goal) return null;
  const end = all.findIndex(({ plain }, i) => i > goal && NEXT.test(plain));
  return { goals: long(all.slice(goal + 1, end < 0 ? undefined : end)), duties: long(all.slice(duty + 1, goal)) };
}

/** Goals of a year that are the organisation's duties word for word: nothing that a year could reach or miss. */
export const goalCopied: Check = (reading) => {
  const { goals, duties } = parts(reading) ?? { goals: [], duties: [] };
  const pairs = goals.flatMap((copy) => {
    const source = duties.find(({ plain }) => plain === copy.plain);
    return source ? [{ copy, source }] : [];
  });
  if (pairs.length < FEWEST || pairs.length * 2 <= goals.length) return [];
  return [
    found('comply.goal-copied', {
      severity: 'warning',
      message: `总体绩效目标的${goals.length}段中有${pairs.length}段与部门职责一字不差，没有写出本年度要达到的结果。`,
      stated: pairs[0]?.copy.plain.slice(0, 30) ?? '',
      expected: '本年度可衡量的目标',
      suggestion: '按本年度工作安排改写总体绩效目标，写明产出和效果',
      places: pairs.slice(0, SHOWN).flatMap(({ copy, source }) => [spotIn(copy), spotIn(source)]),
    }),
  ];
};
