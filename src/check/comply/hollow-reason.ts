import { comparePlaces } from '../../fact/place.ts';
import { found } from '../found.ts';
import type { Check } from './check.ts';
import { type Hit, hitPlace, hits, spotIn } from './stretch.ts';

const UP = '增加|增长|上升|提高';
const DOWN = '减少|下降|降低';
const BECAUSE = '(?:主要)?(?:原因)?(?:是|为|系)?(?:由于|因为|因)?：?';

/** 项目支出增长134万元，主要是由于增加了项目支出: groups are item, direction, and reason. */
const CIRCLE = new RegExp(
  `([\\u4e00-\\u9fff“”]{2,16}?)(?:[比较][^，。；\\n]{0,14})?(${UP}|${DOWN})(?:了)?\\d[^。；\\n]{0,40}?[，：](?=主要|原因|是|由于|因)${BECAUSE}([\\u4e00-\\u9fff“”]{3,24})(?=[。；）]|$)`,
  'gm',
);
/** Words that tell no more than the item and its direction do. */
const EMPTY = /了|的|有所|本年度?|今年|当年|我?[局委部门单位]+|安排|预算|经费|支出|资金|金额|数|所致|导致|造成|引起/g;
const core = (text: string): string =>
  text
    .replace(/^.*(?:其中|是|为|年)/, '')
    .replace(new RegExp(`${UP}|${DOWN}`, 'g'), '')
    .replace(EMPTY, '');

/** The reason tells of nothing but the item itself and its direction. */
function isCircle({ match: [, item = '', direction = '', reason = ''] }: Hit): boolean {
  const same = new RegExp(new RegExp(UP).test(direction) ? UP : DOWN);
  const rest = core(reason);
  return same.test(reason) && /支出|收入|经费|预算|拨款|费|资金/.test(reason) && (rest === '' || core(item).endsWith(rest));
}

/** Reasons that only say the change again. */
export const circularReason: Check = (reading) => {
  const all = hits(reading, CIRCLE).filter((hit) => !hit.stretch.record && hit.stretch.kind === 'paragraph' && isCircle(hit));
  if (all.length === 0) return [];
  return [
    found('comply.circular-reason', {
      severity: 'warning',
      message: `增减原因只是把增减重说一遍：“${all[0]?.match[3]}”，没有说明为什么增减，共${all.length}处。`,
      stated: all[0]?.match[3] ?? '',
      expected: '说明增减变化的具体原因',
      suggestion: '写明新增或减少了哪些项目、人员、政策',
      places: all.map((hit) => hitPlace(hit)),
    }),
  ];
};

/** So much of the end of such a sentence is shown. */
const SHOWN = 60;
/** A sentence with a change of nothing and a reason. */
const ZERO = new RegExp(
  `[^。；\\n]*?(?:${UP}|${DOWN})(?:了)?0(?:\\.0+)?(?:万元|元|%)[^。；\\n]*?(?:原因(?:是|为|系)?|主要是|由于|因为)[：为是]*([^。；\\n]{2,60})`,
  'gm',
);
const CHANGED = new RegExp(`(?:${UP}|${DOWN})(?:了)?(?!0(?:\\.0+)?(?:万元|元|%))\\d`);
const CAUSE = new RegExp(`报废|新增|购置了|更新|退休|调入|调出|人员变动|取消|压减|压缩|处置|上涨|合并|划转|${UP}|${DOWN}`);
const UNCHANGED = /无|未|没|不|相同|持平|一致|保持|继续|严格|严控|控制|厉行|节约|过紧日子|抵[消销]|相抵/;

/** 减少0万元，原因为公务用车报废: either the figure or the reason is wrong. */
export const zeroChangeReason: Check = (reading) => {
  const all = hits(reading, ZERO).filter(
    ({ stretch, match }) =>
      !stretch.record &&
      !CHANGED.test(match[0].replace(match[1] ?? '', '')) &&
      CAUSE.test(match[1] ?? '') &&
      !UNCHANGED.test(match[1] ?? ''),
  );
  if (all.length === 0) return [];
  return [
    found('comply.zero-change-reason', {
      severity: 'warning',
      message: `写明增减为0，却又说明增减的原因“${all[0]?.match[1]}”：数或原因必有一误，共${all.length}处。`,
      stated: all[0]?.match[1] ?? '',
      expected: '与上年相同，不写增减原因；或改正增减数',
      suggestion: '核对增减数；没有增减的写“与上年相同”',
      places: all.map(({ stretch, from, to }) => spotIn(stretch, Math.max(from, to - SHOWN), to)).toSorted(comparePlaces),
    }),
  ];
};
