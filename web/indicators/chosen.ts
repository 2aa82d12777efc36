import type { Framework } from '../../src/performance/library.ts';
import type { ChosenList, IndicatorView } from '../../src/server/indicators.ts';
import { ApiError, chosenIndicators } from '../shared/api.ts';
import { byId, el } from '../shared/dom.ts';
import { cellsOf, copyButton } from './card.ts';

const box = byId('chosen');
const ids = new Set<string>();
let turn = 0;

export const isChosen = ({ id }: IndicatorView): boolean => ids.has(id);

/** Chooses an indicator for the project, or no longer; tells whether it is chosen now. */
export function toggle({ id }: IndicatorView, framework: Framework): boolean {
  if (!ids.delete(id)) ids.add(id);
  void showChosen(framework);
  return ids.has(id);
}

/** No longer chooses one, or all. */
function drop(id: string | null, framework: Framework): void {
  for (const one of id === null ? [...ids] : [id]) {
    ids.delete(one);
    for (const button of document.querySelectorAll<HTMLElement>('.choose'))
      if (button.dataset.id === one) button.setAttribute('aria-pressed', 'false');
  }
  byId('chosen-title').focus();
  void showChosen(framework);
}

const row = (indicator: ChosenList['indicators'][number], framework: Framework): HTMLElement =>
  el(
    'li',
    {},
    el('span', { class: 'chosen-name' }, `${indicator.name} ${indicator.value}`),
    el('span', { class: 'chosen-points' }, `${indicator.points}分`),
    el(
      'button',
      { class: 'link', type: 'button', 'aria-label': `不选${indicator.name}`, onclick: () => drop(indicator.id, framework) },
      '去掉',
    ),
  );

/** The indicators chosen, their points in the shape, and what they lack together. */
export async function showChosen(framework: Framework): Promise<void> {
  const mine = ++turn;
  if (ids.size === 0) {
    box.replaceChildren(el('p', { class: 'hint' }, '在左边点“选用”，这里分配好分值，可以整批复制到目标表里。'));
    return;
  }
  try {
    const { indicators, total, advice } = await chosenIndicators([...ids], framework);
    if (mine !== turn) return;
    box.replaceChildren(
      el('p', { class: 'count', role: 'status' }, `${indicators.length} 个，分值合计 ${total} 分（预算执行率另占 10 分）`),
      el('ul', {}, ...indicators.map((one) => row(one, framework))),
      ...advice.map(({ message, mend }) => el('p', { class: 'not-yet' }, `${message}${mend}`)),
      el(
        'div',
        { class: 'card-actions' },
        copyButton('复制全部', () => indicators.map((one) => `${cellsOf(one, framework)}\t${one.points}`).join('\n')),
        el('button', { class: 'button', type: 'button', onclick: () => drop(null, framework) }, '清空'),
      ),
    );
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (mine === turn) box.replaceChildren(el('p', { class: 'bad', role: 'alert' }, error.message));
  }
}
