import { found } from '../found.ts';
import type { Check } from './check.ts';
import { hitPlace, hits } from './stretch.ts';

/** A sentence on a functional item by its full path: 款, 项, amount, and what follows in the paragraph. */
const ITEM = /（类）([^（）]{2,24})（款）([^（）]{2,30})（项）”?[\d.,]+万元，([^\n]*)/g;
const TOLD = /(?:主要用于|主要原因是|原因是)[：:]?([^。；]{2,40})/g;
const CHANGE = /(?:经费|支出|项目)?(?:的)?(?:增加|减少)$/;
const SHORTEST = 4;

/**
 * What an item of the functional classification is used for, or why it changed, told with the name of another item of the same paper: text
 * copied from the neighbour. And a reason that says no more than the item's own name and direction.
 */
export const itemPurpose: Check = (reading) => {
  const items = hits(reading, ITEM).map((hit) => ({ hit, group: hit.match[1] ?? '', own: hit.match[2] ?? '', rest: hit.match[3] ?? '' }));
  const names = [...new Set(items.map(({ own }) => own))].filter((name) => name.length >= SHORTEST);
  const foreign: { hit: (typeof items)[number]['hit']; own: string; said: string }[] = [];
  const hollow: typeof foreign = [];
  for (const { hit, group, own, rest } of items) {
    const start = hit.to - rest.length;
    for (const match of rest.matchAll(TOLD)) {
      const said = (match[1] ?? '').replace(CHANGE, '');
      const at = start + match.index;
      const place = { ...hit, from: at, to: at + match[0].length };
      const other = names.find((name) => name !== own && said.includes(name) && !own.includes(name) && !group.includes(name));
      if (other && !said.includes(own)) foreign.push({ hit: place, own, said: match[1] ?? '' });
      else if (match[0].includes('原因') && CHANGE.test(match[1] ?? '') && (said === own || said === group + own))
        hollow.push({ hit: place, own, said: match[1] ?? '' });
    }
  }
  const [first] = foreign;
  const [empty] = hollow;
  return [
    ...(first
      ? [
          found('agree.item-purpose', {
            severity: 'warning',
            message: `“${first.own}”的用途或变动原因写成“${first.said}”，说的是另一个科目，疑由相邻科目复制后未改，共${foreign.length}处。`,
            stated: first.said,
            expected: `与“${first.own}”相符的用途和原因`,
            suggestion: '按本科目的实际内容改写用途和变动原因。',
            places: foreign.map(({ hit }) => hitPlace(hit)),
          }),
        ]
      : []),
    ...(empty
      ? [
          found('comply.circular-reason', {
            severity: 'warning',
            message: `增减原因只是把增减重说一遍：“${empty.said}”，没有说明为什么增减，共${hollow.length}处。`,
            stated: empty.said,
            expected: '说明增减变化的具体原因',
            suggestion: '写明新增或减少了哪些项目、人员、政策',
            places: hollow.map(({ hit }) => hitPlace(hit)),
          }),
        ]
      : []),
  ];
};
