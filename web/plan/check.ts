import type { PlanDetail } from '../../src/server/plans/api.ts';
import { el } from '../shared/dom.ts';
import { SEVERITY_NAMES } from '../shared/words.ts';

export interface CheckActions {
  showNumber(n: string): void;
  showFinding(finding: number): void;
  showGap(): void;
}

/** How the paper stands against the rules that published papers are held to, and which figures balancing moved. */
export function checkView({ paper, state }: PlanDetail, actions: CheckActions): HTMLElement {
  if (!paper) return el('p', { class: 'state' }, '还没有文本可以校验。');
  const { relations, findings, gaps, moved, numbers } = paper;
  const held = relations.holding === relations.total ? '全部成立' : `中 ${relations.total - relations.holding} 条不成立`;
  const passed = findings.length === 0 && relations.holding === relations.total;
  return el(
    'div',
    {},
    el(
      'p',
      { class: `next ${passed ? 'go' : 'stop'}` },
      passed
        ? `校验通过：${relations.total} 条关系全部成立。`
        : `校验发现 ${findings.length} 个问题；${relations.total} 条关系${held}。${state === 'draft' ? '这些多由计划里的错误引起，先改正那些错误。' : ''}`,
    ),
    el(
      'p',
      {},
      `编出的文本按校验公开文本的同一套规则重新读了一遍：${numbers.total} 个数字${numbers.unread.length === 0 ? '全部读懂' : `，${numbers.unread.length} 个没有读懂，没有参与校验`}。`,
    ),
    el(
      'ul',
      { class: 'places' },
      ...numbers.unread.map(({ number, context }) =>
        el('li', {}, el('button', { type: 'button', class: 'place', onclick: () => actions.showNumber(String(number)) }, `…${context}…`)),
      ),
    ),
    gaps > 0
      ? el('p', {}, `${gaps} 处文字待填写。`, el('button', { type: 'button', class: 'link', onclick: () => actions.showGap() }, '看第一处'))
      : '',
    el(
      'ul',
      {},
      ...findings.map(({ finding, index }) =>
        el(
          'li',
          { class: `finding ${finding.severity}` },
          el(
            'button',
            { type: 'button', class: 'finding-head', onclick: () => actions.showFinding(index) },
            el(
              'span',
              { class: 'finding-title' },
              el('span', { class: `tag ${finding.severity}` }, SEVERITY_NAMES[finding.severity]),
              finding.title,
            ),
            el('span', { class: 'finding-where' }, finding.message),
          ),
        ),
      ),
    ),
    el('h3', {}, moved.length > 0 ? `舍位平衡调整了 ${moved.length} 个数` : '舍位平衡'),
    el(
      'p',
      { class: 'reason' },
      moved.length > 0
        ? '元换算成万元后，各自四舍五入再相加会与合计差一两个 0.01。为使每张表、每句话都加得起来，这些数进或舍了一位，预览里带点线。'
        : '元换算成万元后，各数四舍五入正好加得起来，没有调整任何数。',
    ),
    el(
      'ul',
      { class: 'places' },
      ...moved.map(({ number, place, nearest, balanced }) =>
        el(
          'li',
          {},
          el(
            'button',
            { type: 'button', class: 'place', onclick: () => actions.showNumber(String(number)) },
            el('b', {}, `${nearest} → ${balanced}`),
            el('span', { class: 'place-where' }, place),
          ),
        ),
      ),
    ),
  );
}
