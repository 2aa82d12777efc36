import type { Scheme } from '../../src/performance/library.ts';
import type { IndicatorView } from '../../src/server/indicators.ts';
import { el } from '../shared/dom.ts';

const DIRECTIONS: Record<IndicatorView['direction'], string> = {
  up: '越高越好',
  down: '越低越好',
  exact: '正好等于',
  judged: '按期或按标准评判',
};

/** The cells of a target form: levels, name, value, apart by tabs, as a spreadsheet takes them. */
const cellsOf = ({ levels, name, value }: IndicatorView, scheme: Scheme): string =>
  [levels[scheme].level1, levels[scheme].level2, name, value].join('\t');

/** Copies an indicator; the button itself tells what became of it. */
function copyButton(indicator: IndicatorView, scheme: Scheme): HTMLElement {
  const button = el('button', { class: 'button', type: 'button', 'aria-live': 'polite' }, '复制');
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(cellsOf(indicator, scheme));
      button.textContent = '已复制';
    } catch {
      button.textContent = '浏览器不让复制，请选中文字复制'; // refused, or not on a safe address
    }
    setTimeout(() => {
      button.textContent = '复制';
    }, 2500);
  });
  return button;
}

/** An indicator of the library. `take`: puts it into the field for trying. */
export function card(indicator: IndicatorView, scheme: Scheme, take: (indicator: IndicatorView) => void): HTMLElement {
  const { kind, levels, name, value, weight, direction, how, evidence, avoid, grades } = indicator;
  const line = (term: string, text: string) => [el('dt', {}, term), el('dd', {}, text)];
  return el(
    'article',
    { class: 'card' },
    el('h3', {}, el('span', { class: 'card-name' }, name), ' ', el('span', { class: 'card-value' }, value)),
    el(
      'p',
      { class: 'card-levels' },
      `${levels[scheme].level1} › ${levels[scheme].level2} · ${kind} · ${DIRECTIONS[direction]} · 参考${weight}分`,
    ),
    el(
      'dl',
      {},
      ...line('怎样算', how),
      ...line('数据来源', evidence),
      ...(grades.length ? line('三级标准', grades.join('；')) : []),
      ...line('常见毛病', avoid),
    ),
    el(
      'div',
      { class: 'card-actions' },
      copyButton(indicator, scheme),
      el('button', { class: 'button', type: 'button', onclick: () => take(indicator) }, '拿来改'),
    ),
  );
}
