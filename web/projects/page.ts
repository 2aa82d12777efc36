import { ApiError } from '../shared/api.ts';
import { byId, el } from '../shared/dom.ts';
import { watchOneUpload } from '../shared/one-upload.ts';
import { listRecords, recordsUpload } from '../shared/project-api.ts';
import { recordTables } from './table.ts';

const list = byId('list');
/** Milliseconds until papers that are still being read are asked for again. */
const AGAIN = 1000;
let waiting: number | undefined;

async function refresh(): Promise<void> {
  clearTimeout(waiting);
  try {
    const { version, records } = await listRecords();
    byId('version').textContent = `版本 ${version}`;
    list.replaceChildren(...recordTables(records, refresh));
    if (records.some(({ state }) => state === 'reading')) waiting = window.setTimeout(() => void refresh(), AGAIN);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    list.replaceChildren(
      el('p', { class: 'state bad', role: 'alert' }, error.message),
      el('button', { class: 'button', type: 'button', onclick: () => void refresh() }, '重试'),
    );
  }
}

watchOneUpload(byId('upload'), recordsUpload(null), (id) => location.assign(`/projects/${id}`));
// coming back by the browser's button, the list is that of now
window.addEventListener('pageshow', () => void refresh());
