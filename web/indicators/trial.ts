import type { Framework } from '../../src/performance/library.ts';
import type { Advice } from '../../src/performance/measurable.ts';
import type { IndicatorView } from '../../src/server/indicators.ts';
import { ApiError, measureIndicator } from '../shared/api.ts';
import { byId, el } from '../shared/dom.ts';
import { SEVERITY_NAMES } from '../shared/words.ts';

const FIELDS = ['level', 'name', 'value', 'evidence', 'grades', 'budget'] as const;
type Field = (typeof FIELDS)[number];
const PAUSE = 250;

const input = (field: Field): HTMLInputElement | HTMLSelectElement => byId(`draft-${field}`) as HTMLInputElement | HTMLSelectElement;
const verdict = byId('verdict');

const adviceItem = ({ severity, message, mend }: Advice): HTMLElement =>
  el('li', {}, el('span', { class: `tag ${severity}` }, SEVERITY_NAMES[severity]), message, el('span', { class: 'mend' }, `改法：${mend}`));

/** Marks the fields that advice speaks of. */
function mark(advice: readonly Advice[]): void {
  for (const field of FIELDS) {
    const wrong = advice.some((one) => one.field === field && one.severity !== 'info');
    if (wrong) input(field).setAttribute('aria-invalid', 'true');
    else input(field).removeAttribute('aria-invalid');
  }
}

let asked = 0;

/** Asks whether what stands in the fields can be measured, and shows the answer if nothing was typed meanwhile. */
async function judge(): Promise<void> {
  const turn = ++asked;
  if (!input('name').value.trim() && !input('value').value.trim()) {
    mark([]);
    verdict.replaceChildren(el('p', { class: 'hint' }, '写上名称和指标值，这里马上说明能不能衡量、怎样改。'));
    return;
  }
  try {
    const { measurable, advice } = await measureIndicator(Object.fromEntries(FIELDS.map((field) => [field, input(field).value])));
    if (turn !== asked) return;
    mark(advice);
    verdict.replaceChildren(
      el(
        'p',
        { class: measurable ? 'good' : 'not-yet' },
        measurable ? (advice.length ? '可以衡量，还可以更好：' : '可以衡量。') : '还不能衡量：',
      ),
      ...(advice.length ? [el('ul', {}, ...advice.map(adviceItem))] : []),
    );
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (turn !== asked) return;
    verdict.replaceChildren(el('p', { class: 'bad', role: 'alert' }, error.message));
  }
}

/** The second levels of a shape, keeping what is chosen where it is there too. */
export function offerLevels(levels: readonly string[]): void {
  const select = input('level');
  const chosen = select.value;
  select.replaceChildren(el('option', { value: '' }, '请选择'), ...levels.map((level) => el('option', { value: level }, level)));
  select.value = levels.includes(chosen) ? chosen : '';
}

/** Puts an indicator of the library into the fields, to be changed. */
export function take({ levels, name, value, evidence, grades }: IndicatorView, framework: Framework): void {
  input('level').value = levels[framework].level2;
  input('name').value = name;
  input('value').value = value;
  input('evidence').value = evidence;
  input('grades').value = grades.join('；');
  (byId('trial') as HTMLDetailsElement).open = true;
  byId('trial').scrollIntoView({ block: 'nearest' });
  input('value').focus();
  void judge();
}

/** Judges while typing, a moment after the last key. */
export function watchTrial(): void {
  let timer = 0;
  byId('draft').addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void judge(), PAUSE);
  });
  byId('draft').addEventListener('submit', (event) => event.preventDefault());
  if (matchMedia('(max-width: 860px)').matches) (byId('trial') as HTMLDetailsElement).open = false;
  void judge();
}
