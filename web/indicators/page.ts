import type { Framework } from '../../src/performance/library.ts';
import type { IndicatorList, IndicatorView } from '../../src/server/indicators.ts';
import { ApiError, listIndicators } from '../shared/api.ts';
import { byId, el } from '../shared/dom.ts';
import { card } from './card.ts';
import { isChosen, showChosen, toggle } from './chosen.ts';
import { offerLevels, take, watchTrial } from './trial.ts';

const AT_ONCE = 24;
const PAUSE = 200;

const words = byId('words') as HTMLInputElement;
const kind = byId('kind') as HTMLSelectElement;
const level = byId('level') as HTMLSelectElement;
const framework = byId('framework') as HTMLSelectElement;
const count = byId('count');
const list = byId('list');

const frameworkNow = (): Framework => (framework.value === '2015' ? '2015' : '2021');
const queryNow = () => ({ words: words.value.trim(), kind: kind.value, level: level.value });

/** Takes what is asked from the address, so that a search can be passed on; an unknown kind or level is left out. */
function readAddress(): void {
  const asked = new URLSearchParams(location.search);
  words.value = asked.get('words') ?? '';
  for (const select of [kind, level, framework]) {
    const value = asked.get(select.id) ?? '';
    if ([...select.options].some((option) => option.value === value)) select.value = value;
  }
}

function writeAddress(): void {
  const said = Object.entries({ ...queryNow(), framework: frameworkNow() === '2021' ? '' : frameworkNow() }).filter(([, value]) => value);
  const query = new URLSearchParams(said).toString();
  history.replaceState(null, '', query ? `?${query}` : location.pathname);
}

function fillChoices({ kinds, levels }: IndicatorList): void {
  if (kind.options.length > 1) return;
  kind.append(...kinds.map(({ id, name, count: of }) => el('option', { value: id }, `${name}（${of}）`)));
  level.append(...levels.map((name) => el('option', { value: name }, name)));
}

/** Cards up to a number, and a button for more. */
function showCards(found: readonly IndicatorView[], most: number): void {
  const actions = {
    take: (taken: IndicatorView) => take(taken, frameworkNow()),
    choose: (one: IndicatorView) => toggle(one, frameworkNow()),
    chosen: isChosen,
  };
  const shown = found.slice(0, most).map((indicator) => card(indicator, frameworkNow(), actions));
  const rest = found.length - shown.length;
  const more = el('button', { class: 'button more', type: 'button' }, `再显示${Math.min(rest, AT_ONCE)}个（还有${rest}个）`);
  more.addEventListener('click', () => {
    showCards(found, most + AT_ONCE);
    list.querySelectorAll<HTMLElement>('.choose')[most]?.focus();
  });
  list.replaceChildren(...shown, ...(rest > 0 ? [more] : []));
}

let turn = 0;

async function search(): Promise<void> {
  const mine = ++turn;
  try {
    const answer = await listIndicators(queryNow());
    if (mine !== turn) return;
    const found = answer.indicators;
    count.textContent = found.length === answer.total ? `共 ${found.length} 个指标` : `查到 ${found.length} 个，共 ${answer.total} 个`;
    if (found.length > 0) showCards(found, AT_ONCE);
    else list.replaceChildren(el('p', { class: 'state' }, '没有找到。换几个词，或者把类别、二级指标改为全部。'));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (mine !== turn) return;
    count.textContent = '';
    list.replaceChildren(
      el('p', { class: 'state bad', role: 'alert' }, error.message),
      el('button', { class: 'button', type: 'button', onclick: () => void search() }, '重试'),
    );
  }
}

/** The second levels that the shape has, from the library itself. */
async function start(): Promise<void> {
  try {
    const all = await listIndicators({ words: '', kind: '', level: '' });
    fillChoices(all);
    readAddress();
    const offer = () => offerLevels([...new Set(all.indicators.map(({ levels }) => levels[frameworkNow()].level2))]);
    offer();
    framework.addEventListener('change', () => {
      offer();
      void showChosen(frameworkNow());
    });
    void showChosen(frameworkNow());
    watchTrial();
    await search();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    count.textContent = '';
    list.replaceChildren(
      el('p', { class: 'state bad', role: 'alert' }, error.message),
      el('button', { class: 'button', type: 'button', onclick: () => void start() }, '重试'),
    );
  }
}

let timer = 0;
byId('search').addEventListener('input', () => {
  clearTimeout(timer);
  timer = window.setTimeout(() => {
    writeAddress();
    void search();
  }, PAUSE);
});
byId('search').addEventListener('submit', (event) => event.preventDefault());
void start();
