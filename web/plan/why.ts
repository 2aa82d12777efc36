import type { Why } from '../../src/server/plans/why.ts';
import { el } from '../shared/dom.ts';

/** How many places are shown before the rest is folded. */
const SHOWN = 4;

/** Why a figure is printed as it is: 元, rounding, what it gave way to, and where else it stands. */
export function whyView(printed: string, { exact, nearest, balanced, moved, reason, sums, lines, places }: Why): HTMLElement[] {
  const items = places.map((place) => el('li', {}, place));
  return [
    el('h3', {}, `为什么是 ${printed}`),
    el(
      'dl',
      { class: 'why' },
      el('dt', {}, '原数'),
      el('dd', {}, exact),
      el('dt', {}, '四舍五入'),
      el('dd', {}, nearest),
      el('dt', {}, '印出'),
      el('dd', {}, el('b', {}, balanced), moved ? '（经舍位平衡）' : ''),
    ),
    el('p', { class: `next ${moved ? 'moved' : ''}` }, reason),
    ...(sums.length > 0
      ? [
          el('h3', {}, lines > 1 ? `由计划里 ${lines} 笔相加${lines > sums.length ? `，最大的 ${sums.length} 笔` : ''}` : '来自计划'),
          el(
            'ul',
            { class: 'sums' },
            ...sums.map(({ place, amount }) => el('li', {}, el('span', {}, place), el('span', { class: 'sum' }, amount))),
          ),
        ]
      : []),
    el('h3', {}, `印在 ${places.length} 处，处处相同`),
    el('ul', { class: 'stated' }, ...items.slice(0, SHOWN)),
    ...(items.length > SHOWN
      ? [el('details', {}, el('summary', {}, `其余 ${items.length - SHOWN} 处`), el('ul', { class: 'stated' }, ...items.slice(SHOWN)))]
      : []),
    el('h3', {}, '这个数的含义'),
  ];
}
