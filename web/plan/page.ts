import type { PlanDetail } from '../../src/server/plans/api.ts';
import { numberView } from '../paper/number.ts';
import { phonePanel } from '../paper/phone.ts';
import { Tabs } from '../paper/tabs.ts';
import { ApiError } from '../shared/api.ts';
import { byId, el } from '../shared/dom.ts';
import { oneUpload, watchOneUpload } from '../shared/one-upload.ts';
import { getPlan, getPlanNumber, planUpload, recordsUpload } from '../shared/plan-api.ts';
import { checkView } from './check.ts';
import { showContents } from './contents.ts';
import { downloadsView } from './downloads.ts';
import { Preview } from './preview.ts';
import { problemsView } from './problems.ts';
import { whyView } from './why.ts';

const id = decodeURIComponent(location.pathname.split('/').pop() ?? '');
const panel = phonePanel(byId('panel'), byId('grip'), byId('grip-text'));
const preview = new Preview(id, (n) => void showNumber(n), keyed);
const buttons = { final: byId('view-final') as HTMLButtonElement, draft: byId('view-draft') as HTMLButtonElement };
let tabs: Tabs | null = null;
let draft = true;

const NO_NUMBER = '点预览里的任何一个数，看它原来是多少元、怎样舍入、为什么印成这样。';

async function showNumber(n: string): Promise<void> {
  panel.lower();
  preview.showNumber(n);
  let view: HTMLElement;
  try {
    const { meaning, why } = await getPlanNumber(id, n);
    const actions = { showNumber: (other: string) => void showNumber(other), showFinding: () => {} };
    view = numberView(n, meaning, [], actions, why ? whyView(meaning.printed, why) : []);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    view = el('p', { class: 'state bad', role: 'alert' }, error.message);
  }
  tabs?.put({ id: 'number', name: '数字', view });
}

/** Which of the two is looked at and downloaded. */
function showEdition(detail: PlanDetail, wanted: boolean, downloads: HTMLElement): void {
  draft = wanted || detail.state !== 'ready';
  buttons.final.setAttribute('aria-pressed', String(!draft));
  buttons.draft.setAttribute('aria-pressed', String(draft));
  buttons.final.disabled = detail.state !== 'ready';
  byId('view-note').textContent =
    detail.state === 'draft' ? '有错误，只能看草稿' : draft ? '带“仅供内部审核”水印' : '点任何一个数，看它从哪里来';
  downloads.dispatchEvent(new Event('edition'));
  preview.show(draft);
}

function showPaper(detail: PlanDetail, downloads: HTMLElement): void {
  const { paper, unmade } = detail;
  byId('view-bar').hidden = paper === null;
  showContents(paper?.outline ?? [], (entry) => {
    panel.lower();
    preview.goTo(entry);
  });
  if (!paper) {
    preview.refuse(el('h2', {}, '还排不出文本'), el('p', {}, unmade ?? ''));
    return;
  }
  for (const kind of ['final', 'draft'] as const) buttons[kind].onclick = () => showEdition(detail, kind === 'draft', downloads);
  showEdition(detail, false, downloads);
}

function show(detail: PlanDetail): void {
  const { title, form, file, errors, warnings, problems, paper } = detail;
  document.title = `${title} · 编制 · 明账`;
  byId('title').textContent = title;
  const { records } = detail;
  byId('subtitle').textContent = [
    form,
    detail.origin === 'example' ? '示例' : title === file ? '' : file,
    records && `绩效记录：${records}`,
  ]
    .filter(Boolean)
    .join('　');
  panel.name(errors > 0 ? `错误 ${errors}　提醒 ${warnings}` : warnings > 0 ? `提醒 ${warnings}` : '没有问题');
  const actions = {
    showNumber: (n: string) => void showNumber(n),
    showFinding: (finding: number) => preview.showFinding(finding),
    showGap: () => {
      panel.lower();
      preview.goToGap();
    },
  };
  const downloads = downloadsView(detail, () => draft);
  const views = [
    { id: 'problems', name: `问题 ${problems.length}`, view: problemsView(detail) },
    { id: 'check', name: paper && paper.findings.length > 0 ? `校验 ${paper.findings.length}` : '校验', view: checkView(detail, actions) },
    { id: 'number', name: '数字', view: el('p', { class: 'state' }, NO_NUMBER) },
    { id: 'download', name: '下载', view: downloads },
  ];
  byId('tabs').replaceChildren();
  byId('views').replaceChildren();
  tabs = new Tabs(byId('tabs'), byId('views'), views);
  showPaper(detail, downloads);
}

function keyed(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || (event.target as Element).closest('input, select, textarea')) return;
  const step = { n: 1, b: -1 }[event.key.toLowerCase()];
  const n = step === undefined ? null : preview.stepNumber(step);
  if (n !== null) void showNumber(n);
}

async function load(): Promise<void> {
  try {
    show(await getPlan(id));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    byId('title').textContent = '无法显示';
    byId('panel').hidden = true;
    preview.refuse(el('p', { class: 'bad', role: 'alert' }, error.message), el('p', {}, el('a', { href: '/plans' }, '回到编制列表')));
  }
}

document.addEventListener('keydown', keyed);
watchOneUpload(byId('upload'), planUpload(id), () => void load());
const records = byId('records') as HTMLInputElement;
const sendRecords = oneUpload(byId('upload'), recordsUpload(id), () => void load());
records.addEventListener('change', () => {
  sendRecords([...(records.files ?? [])], []);
  records.value = '';
});
void load();
