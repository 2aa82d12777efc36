import type { RecordsSummary } from '../../src/server/projects/api.ts';
import { ApiError } from '../shared/api.ts';
import { el } from '../shared/dom.ts';
import { deleteRecords } from '../shared/project-api.ts';

const HEADS: readonly (readonly [name: string, isNumber: boolean])[] = [
  ['单位和文件', false],
  ['年度', true],
  ['项目', true],
  ['预算（万元）', true],
  ['执行率', true],
  ['平均得分', true],
  ['等级', false],
  ['', false],
];

const GROUPS: readonly (readonly [RecordsSummary['origin'], string])[] = [
  ['upload', '我上传的绩效记录'],
  ['paper', '公开文本里的项目'],
  ['example', '示例：照公开的自评报告整理的记录'],
];

function removeButton({ id, file }: RecordsSummary, refresh: () => Promise<void>): HTMLElement {
  const state = el('span', { class: 'bad', role: 'status' });
  const button = el('button', { type: 'button', class: 'link', 'aria-label': `删除 ${file}` }, '删除');
  button.addEventListener('click', async () => {
    button.disabled = true;
    try {
      await deleteRecords(id);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      state.textContent = error.message;
      button.disabled = false;
      return;
    }
    await refresh();
  });
  return el('span', {}, button, state);
}

function problemPills({ errors, warnings }: RecordsSummary): Node[] {
  return [
    ...(errors > 0 ? [el('span', { class: 'pill error' }, `错误 ${errors}`)] : []),
    ...(warnings > 0 ? [el('span', { class: 'pill warning' }, `提醒 ${warnings}`)] : []),
  ];
}

function row(records: RecordsSummary, refresh: () => Promise<void>): HTMLElement {
  const { id, file, state, error, origin, summary } = records;
  const actions = el('td', { class: 'actions' }, ...(origin === 'upload' ? [removeButton(records, refresh)] : []));
  if (!summary) {
    // what is wrong in a file its page lists; what broke a limit has no page
    const opened = state === 'unread' && records.errors > 0;
    return el(
      'tr',
      { class: state === 'unread' ? 'failed' : '' },
      el('th', { scope: 'row' }, opened ? el('a', { class: 'name', href: `/projects/${id}` }, file) : el('span', { class: 'name' }, file)),
      el(
        'td',
        { colspan: '6', class: state === 'unread' ? 'bad' : '' },
        state === 'reading' ? '正在读取……' : `没能读懂：${error ?? '点文件名看原因'}`,
      ),
      actions,
    );
  }
  const { organisation, year, projects, scored, money, average, grades } = summary;
  const given = grades.filter(({ count }) => count > 0).map(({ grade, count }) => `${grade} ${count}`);
  const cell = (name: string, text: string | null): HTMLElement => el('td', { class: 'money', 'data-name': name }, text ?? '—');
  return el(
    'tr',
    {},
    el(
      'th',
      { scope: 'row' },
      el('a', { class: 'name', href: `/projects/${id}` }, organisation || '（未能识别单位）'),
      el('span', { class: 'file' }, file),
      ...problemPills(records).flatMap((pill) => [' ', pill]),
    ),
    cell('年度', year > 0 ? String(year) : null),
    cell('项目', String(projects)),
    cell('预算（万元）', money.adjusted),
    cell('执行率', money.rate === null ? null : `${money.rate}%`),
    cell('平均得分', average),
    el('td', { class: 'grades', 'data-name': '等级' }, scored === 0 ? '还没有自评' : given.join('　')),
    actions,
  );
}

function table(title: string, records: readonly RecordsSummary[], refresh: () => Promise<void>): HTMLElement {
  return el(
    'table',
    { class: 'papers records' },
    el('caption', {}, `${title}（${records.length}）`),
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        ...HEADS.map(([name, isNumber]) =>
          el('th', { scope: 'col', class: isNumber ? 'number' : '' }, name || el('span', { class: 'visually-hidden' }, '操作')),
        ),
      ),
    ),
    el('tbody', {}, ...records.map((one) => row(one, refresh))),
  );
}

/** All that there is of projects: uploads, papers, examples. */
export function recordTables(records: readonly RecordsSummary[], refresh: () => Promise<void>): HTMLElement[] {
  if (records.length === 0) return [el('p', { class: 'state' }, '还没有项目。把绩效记录拖到上面的框里，或者点“选择文件”。')];
  return GROUPS.flatMap(([origin, title]) => {
    const own = records.filter((one) => one.origin === origin);
    return own.length > 0 ? [table(title, own, refresh)] : [];
  });
}
