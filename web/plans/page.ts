import type { PlanList } from '../../src/server/plans/api.ts';
import { ApiError } from '../shared/api.ts';
import { byId, el } from '../shared/dom.ts';
import { save } from '../shared/files.ts';
import { watchOneUpload } from '../shared/one-upload.ts';
import { fetchNamed, listPlans, planUpload, workbookAddress } from '../shared/plan-api.ts';
import { planTables } from './table.ts';

const list = byId('list');
const form = byId('form') as HTMLSelectElement;
const empty = byId('empty') as HTMLButtonElement;
const filled = byId('filled') as HTMLButtonElement;
const workbookState = byId('workbook-state');

/** Downloads a workbook, saying how it goes; the buttons wait. */
async function download(address: string): Promise<void> {
  empty.disabled = filled.disabled = true;
  workbookState.textContent = '正在准备工作簿……';
  workbookState.classList.remove('bad');
  try {
    const { file, name } = await fetchNamed(address);
    save(file, name);
    workbookState.textContent = `已下载：${name}`;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    workbookState.textContent = error.message;
    workbookState.classList.add('bad');
  }
  choose();
}

/** The example of the form set that is chosen, by its form. */
let exampleOf = new Map<string, string>();

function choose(): void {
  empty.disabled = form.value === '';
  filled.disabled = !exampleOf.has(form.value);
}

function showForms({ forms, examples }: PlanList): void {
  const chosen = form.value;
  exampleOf = new Map(examples.filter(({ invented }) => invented).map((example) => [example.form, example.id]));
  form.replaceChildren(...forms.map(({ id, name }) => el('option', { value: id }, name)));
  if (forms.some(({ id }) => id === chosen)) form.value = chosen;
  form.disabled = forms.length === 0;
  choose();
}

async function refresh(): Promise<void> {
  try {
    const plans = await listPlans();
    byId('version').textContent = `版本 ${plans.version}`;
    showForms(plans);
    list.replaceChildren(...planTables(plans, refresh));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    list.replaceChildren(
      el('p', { class: 'state bad', role: 'alert' }, error.message),
      el('button', { class: 'button', type: 'button', onclick: () => void refresh() }, '重试'),
    );
  }
}

form.addEventListener('change', choose);
empty.addEventListener('click', () => void download(workbookAddress({ form: form.value })));
filled.addEventListener('click', () => void download(workbookAddress({ example: exampleOf.get(form.value) ?? '' })));
watchOneUpload(byId('upload'), planUpload(null), (id) => location.assign(`/plans/${id}`));
// coming back by the browser's button, the list is that of now
window.addEventListener('pageshow', () => void refresh());
