import type { Coverage } from '../../src/check/finding.ts';
import type { PaperDetail } from '../../src/server/api.ts';
import { el } from '../shared/dom.ts';
import { placeWords } from '../shared/words.ts';
import type { PageSpot } from './pages.ts';
import type { Spot } from './sheet.ts';

const STATES: readonly { state: Coverage['state']; name: string; note: string }[] = [
  { state: 'failed', name: '未满足', note: '' },
  { state: 'not-evaluated', name: '未能核对', note: '文本里缺少核对所需的内容，是否满足需要人工查看。' },
  { state: 'met', name: '已满足', note: '' },
  { state: 'not-applicable', name: '不适用', note: '' },
];

/** Every obligation of the paper, and whether it is met. */
export function coverageView(coverage: readonly Coverage[]): HTMLElement {
  if (coverage.length === 0) return el('p', { class: 'state' }, '没有核对清单。');
  return el(
    'div',
    { class: 'ledger' },
    ...STATES.flatMap(({ state, name, note }) => {
      const entries = coverage.filter((entry) => entry.state === state);
      if (entries.length === 0) return [];
      const items = entries.map((entry) =>
        el('li', {}, entry.obligation, entry.reason ? el('span', { class: 'reason' }, entry.reason) : ''),
      );
      return [
        el(
          'section',
          { class: state },
          el('h3', {}, `${name}（${entries.length}）`),
          note ? el('p', { class: 'reason' }, note) : '',
          el('ul', {}, ...items),
        ),
      ];
    }),
  );
}

/** What was damaged on the way to us. */
export function damageView(damage: PaperDetail['damage'], show: (spot: Spot & PageSpot) => void): HTMLElement {
  if (damage.length === 0) return el('p', { class: 'state' }, '没有发现提取受损的地方。');
  return el(
    'div',
    { class: 'ledger' },
    el('p', { class: 'reason' }, '这些地方在转换成文本时受损，不算编制单位的错误；受损之处没有核对，或者核对得不全。'),
    el(
      'ul',
      { class: 'places' },
      ...damage.map(({ reason, places }) => {
        const [place] = places;
        const words = place
          ? [el('span', { class: 'place-line' }, placeWords(place)), ' ', reason, places.length > 1 ? `（${places.length} 处）` : '']
          : [reason];
        return el(
          'li',
          {},
          place ? el('button', { type: 'button', class: 'place', onclick: () => show(place) }, ...words) : el('p', {}, ...words),
        );
      }),
    ),
  );
}

/** Numbers that are neither facts nor explained. */
export function unexplainedView(paper: PaperDetail, show: (n: string) => void): HTMLElement {
  const { total, facts, explained, unexplained } = paper.numbers;
  const head = el(
    'p',
    { class: 'reason' },
    `共 ${total} 个数字：${facts} 个是事实（知道含义、可以核对），${explained} 个已解释（编码、日期、序号等），${unexplained} 个未能解释，没有核对。`,
  );
  const items = paper.unexplained.map((use) =>
    el(
      'li',
      {},
      el(
        'button',
        { type: 'button', class: 'place', onclick: () => show(String(use.number)) },
        el('span', { class: 'place-line' }, placeWords(use)),
        ' ',
        el('b', {}, use.printed),
        el('span', { class: 'place-where' }, use.context),
      ),
    ),
  );
  return el('div', { class: 'ledger' }, head, el('ul', { class: 'places' }, ...items));
}
