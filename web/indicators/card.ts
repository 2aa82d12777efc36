import type { Framework } from '../../src/performance/library.ts';
import type { IndicatorView } from '../../src/server/indicators.ts';
import { el } from '../shared/dom.ts';

const DIRECTIONS: Record<IndicatorView['direction'], string> = {
  up: '越高越好',
  down: '越低越好',
  exact: '正好等于',
  judged: '按期或按标准评判',
};

/** The cells of a target form: levels, name, value, apart by tabs, as a spreadsheet takes them. */
export const cellsOf = ({ levels, name, value }: IndicatorView, framework: Framework): string =>
  [levels[framework].level1, levels[framework].level2, name, value].join('\t');

/** A button that copies a text; it tells itself what became of it. */
export function copyButton(label: string, text: () => string): HTMLElement {
  const button = el('button', { class: 'button', type: 'button', 'aria-live': 'polite' }, label);
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text());
      button.textContent = '已复制';
    } catch {
      button.textContent = '浏览器不让复制，请选中文字复制'; // refused, or not on a safe address
    }
    setTimeout(() => {
      button.textContent = label;
    }, 2500);
  });
  return button;
}

/** What can be done with an indicator of the library. */
export interface CardActions {
  /** puts it into the field for trying */
  take(indicator: IndicatorView): void;
  /** chooses it for the project, or no longer; tells whether it is chosen now */
  choose(indicator: IndicatorView): boolean;
  chosen(indicator: IndicatorView): boolean;
}

function chooseButton(indicator: IndicatorView, { choose, chosen }: CardActions): HTMLElement {
  const button = el('button', { class: 'button choose', type: 'button', 'data-id': indicator.id }, '选用');
  button.setAttribute('aria-pressed', String(chosen(indicator)));
  button.addEventListener('click', () => button.setAttribute('aria-pressed', String(choose(indicator))));
  return button;
}

/** An indicator of the library. */
export function card(indicator: IndicatorView, framework: Framework, actions: CardActions): HTMLElement {
  const { kind, levels, name, value, weight, direction, how, evidence, avoid, grades } = indicator;
  const line = (term: string, text: string) => [el('dt', {}, term), el('dd', {}, text)];
  return el(
    'article',
    { class: 'card' },
    el('h3', {}, el('span', { class: 'card-name' }, name), ' ', el('span', { class: 'card-value' }, value)),
    el(
      'p',
      { class: 'card-levels' },
      `${levels[framework].level1} › ${levels[framework].level2} · ${kind} · ${DIRECTIONS[direction]} · 参考${weight}分`,
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
      chooseButton(indicator, actions),
      copyButton('复制', () => cellsOf(indicator, framework)),
      el('button', { class: 'button', type: 'button', onclick: () => actions.take(indicator) }, '拿来改'),
    ),
  );
}
