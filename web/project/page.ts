import type { RecordsDetail } from '../../src/server/projects/api.ts';
import type { ProjectDetail, RecordsView } from '../../src/server/projects/view.ts';
import type { YearView } from '../../src/server/projects/year-view.ts';
import { Tabs } from '../paper/tabs.ts';
import { ApiError } from '../shared/api.ts';
import { byId, el } from '../shared/dom.ts';
import { watchOneUpload } from '../shared/one-upload.ts';
import { getRecords, recordsUpload } from '../shared/project-api.ts';
import { ProjectList, yearOf } from './list.ts';
import { overviewOf } from './overview.ts';
import { scoreTab } from './score.ts';
import { basicTab, findingsTab, moneyTab, monitoringTab, targetTab } from './tabs.ts';
import { yearsTab } from './years.ts';

const id = decodeURIComponent(location.pathname.split('/').pop() ?? '');
const pane = byId('detail');
let detail: RecordsDetail | null = null;
let list: ProjectList | null = null;
/** the tab that was looked at last stays when another project is chosen */
let tab: string | null = null;
/** the year that was chosen; null: the one reported on */
let wanted: number | null = null;

/** The project that the address names: #p3 */
const chosen = (): number | null => {
  const index = Number(/^#p(\d+)$/.exec(location.hash)?.[1] ?? Number.NaN);
  return detail?.view?.projects[index] ? index : null;
};

/** Another year of a project to look at. */
function yearChoice({ years }: ProjectDetail, shown: YearView | null): HTMLElement {
  const select = el('select', { id: 'year' }, ...years.map(({ year }) => el('option', { value: String(year) }, `${year}年`)));
  select.value = String(shown?.year);
  select.addEventListener('change', () => {
    wanted = Number(select.value);
    show(false);
    byId('year').focus();
  });
  return el('label', {}, el('span', { class: 'visually-hidden' }, '年度'), select);
}

/** One project with its tabs. */
function projectView(view: RecordsView, index: number, paper: string | null): HTMLElement {
  const project = view.projects[index]!;
  const year = project.years.find((own) => own.year === wanted) ?? yearOf(project, view.year);
  const bar = el('div', { class: 'tabs', role: 'tablist', 'aria-label': project.name });
  const views = el('div', { class: 'views' });
  const warned = year?.monitoring.reduce((sum, { warnings }) => sum + warnings.length, 0) ?? 0;
  const all = [
    { id: 'basic', name: '基本', view: basicTab(project, paper) },
    { id: 'money', name: '资金', view: moneyTab(project) },
    { id: 'targets', name: '绩效目标', view: targetTab(year, paper) },
    { id: 'monitoring', name: warned > 0 ? `监控 ${warned}` : '监控', view: monitoringTab(year) },
    { id: 'score', name: '自评', view: scoreTab(project, year, paper) },
    { id: 'years', name: '历年', view: yearsTab(project, view.organisation) },
    ...(paper === null ? [] : [{ id: 'findings', name: `问题 ${project.findings.length}`, view: findingsTab(project, paper) }]),
  ];
  const tabs = new Tabs(bar, views, all);
  tabs.select(tab ?? (year?.sheet ? 'score' : 'targets'));
  for (const event of ['click', 'keyup'])
    bar.addEventListener(event, () => {
      tab = bar.querySelector('[aria-selected="true"]')?.id.replace('tab-', '') ?? tab;
    });
  return el(
    'div',
    {},
    el('p', { class: 'back' }, el('a', { href: '#all' }, '← 全部项目')),
    el('h2', { class: 'detail-name' }, project.name || '（没有名称）'),
    el(
      'p',
      { class: 'hint' },
      [project.class, project.unit].filter((text) => text !== '').join('　'),
      '　',
      project.years.length > 1 ? yearChoice(project, year) : year && year.year > 0 ? `${year.year}年` : '',
    ),
    bar,
    views,
  );
}

function show(focus: boolean): void {
  if (!detail) return;
  const index = chosen();
  list?.select(index);
  pane.replaceChildren(detail.view && index !== null ? projectView(detail.view, index, detail.paper) : overviewOf(detail));
  pane.scrollTop = 0;
  // on a phone the project stands below the table
  if (focus && innerWidth <= 860) {
    pane.focus({ preventScroll: true });
    pane.scrollIntoView();
  }
}

function open(loaded: RecordsDetail): void {
  detail = loaded;
  const { view, file, paper, origin } = loaded;
  const name = view?.organisation || file;
  document.title = `${name} · 项目绩效 · 明账`;
  byId('title').textContent = name;
  byId('subtitle').textContent = `${view && view.year > 0 ? `${view.year}年　` : ''}${file}`;
  byId('replace').hidden = origin !== 'upload';
  list = view ? new ProjectList(view, paper) : null;
  byId('projects').replaceChildren(list?.element ?? el('p', { class: 'state' }, '改正右边所列的错误后，再上传一次。'));
  show(false);
}

async function load(): Promise<void> {
  try {
    open(await getRecords(id));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    byId('title').textContent = '无法显示';
    byId('projects').replaceChildren(
      el('p', { class: 'state bad', role: 'alert' }, error.message),
      el(
        'p',
        { class: 'state' },
        el('button', { type: 'button', class: 'button', onclick: () => void load() }, '重试'),
        '　',
        el('a', { href: '/projects' }, '回到项目列表'),
      ),
    );
  }
}

window.addEventListener('hashchange', () => show(true));
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || (event.target as Element).closest('input, select, textarea')) return;
  const step = { j: 1, k: -1 }[event.key.toLowerCase()];
  const index = step === undefined ? null : (list?.beside(step) ?? null);
  if (index !== null) location.hash = `#p${index}`;
});
watchOneUpload(
  byId('upload'),
  {
    ...recordsUpload(id),
    // an example or a paper is not written over: what is uploaded beside it stands by itself
    send: (file, progress) => recordsUpload(detail?.origin === 'upload' ? id : null).send(file, progress),
  },
  (kept) => (kept === id ? void load() : location.assign(`/projects/${kept}`)),
);
void load();
