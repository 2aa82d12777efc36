import type { PlanList, PlanSummary } from '../../src/server/plans/api.ts';
import type { PlanExample } from '../../src/server/plans/examples.ts';
import { ApiError } from '../shared/api.ts';
import { el } from '../shared/dom.ts';
import { deletePlan, openExample, workbookAddress } from '../shared/plan-api.ts';

const STATES: Record<PlanSummary['state'], string> = { ready: '可以下载正式文本', draft: '只能看草稿', none: '还排不出文本' };

const head = (names: readonly string[]): HTMLElement =>
  el(
    'thead',
    {},
    el('tr', {}, ...names.map((name) => el('th', { scope: 'col' }, name || el('span', { class: 'visually-hidden' }, '操作')))),
  );

function planRow(plan: PlanSummary, refresh: () => Promise<void>): HTMLTableRowElement {
  const remove = el('button', { type: 'button', class: 'link', 'aria-label': `删除 ${plan.title}` }, '删除');
  remove.addEventListener('click', async () => {
    remove.disabled = true;
    try {
      await deletePlan(plan.id);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      remove.title = error.message;
    }
    await refresh();
  });
  const count = (name: string, kind: string, value: number): HTMLElement =>
    el('td', { class: 'count', 'data-name': name }, el('span', { class: value > 0 ? `pill ${kind}` : 'pill none' }, String(value)));
  return el(
    'tr',
    {},
    el(
      'th',
      { scope: 'row' },
      el('a', { class: 'name', href: `/plans/${plan.id}` }, plan.title),
      el('span', { class: 'file' }, plan.origin === 'example' ? '打开的示例' : plan.file),
    ),
    el('td', { class: 'wide' }, plan.form ?? '—'),
    count('错误', 'error', plan.errors),
    count('提醒', 'warning', plan.warnings),
    el('td', { class: `wide ${plan.state === 'ready' ? 'good' : ''}` }, STATES[plan.state]),
    el('td', { class: 'actions' }, remove),
  );
}

function exampleRow(example: PlanExample, formName: string): HTMLTableRowElement {
  const { id, organisation, year, scope } = example;
  const state = el('span', { class: 'file', role: 'status' });
  const open = el('button', { type: 'button', class: 'button', 'aria-label': `打开：${organisation}${year}年` }, '打开');
  open.addEventListener('click', async () => {
    open.disabled = true;
    state.textContent = '正在编制……';
    try {
      location.assign(`/plans/${(await openExample(id)).id}`);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      state.textContent = error.message;
    }
    open.disabled = false;
  });
  return el(
    'tr',
    {},
    el('th', { scope: 'row' }, el('span', { class: 'name' }, organisation), state),
    el('td', { class: 'wide' }, `${formName}（${scope === 'unit' ? '单位' : '部门'}）`),
    el(
      'td',
      { class: 'actions' },
      open,
      ' ',
      el(
        'a',
        { class: 'button', href: workbookAddress({ example: id }), 'aria-label': `下载工作簿：${organisation}${year}年` },
        '下载工作簿',
      ),
    ),
  );
}

function exampleTable(title: string, examples: readonly PlanExample[], nameOf: (form: string) => string): HTMLElement {
  return el(
    'table',
    { class: 'papers plans examples' },
    el('caption', {}, title),
    head(['单位', '表样', '']),
    el('tbody', {}, ...examples.map((example) => exampleRow(example, nameOf(example.form)))),
  );
}

/** The plans at hand, then the examples. */
export function planTables({ plans, examples, forms }: PlanList, refresh: () => Promise<void>): HTMLElement[] {
  const nameOf = (form: string): string => forms.find(({ id }) => id === form)?.name ?? form;
  const own = examples.filter(({ invented }) => !invented);
  const invented = examples.filter((example) => example.invented);
  return [
    ...(plans.length > 0
      ? [
          el(
            'table',
            { class: 'papers plans' },
            el('caption', {}, `编制中的文本（${plans.length}）`),
            head(['名称', '表样', '错误', '提醒', '状态', '']),
            el('tbody', {}, ...plans.map((plan) => planRow(plan, refresh))),
          ),
        ]
      : [el('p', { class: 'state' }, '还没有编制中的文本。可以先打开一个示例看看编出来是什么样子。')]),
    ...(own.length > 0 ? [exampleTable(`示例：照公开文本整理的计划（${own.length}）`, own, nameOf)] : []),
    ...(invented.length > 0 ? [exampleTable(`示例：每套表样一份，虚构的单位和数字（${invented.length}）`, invented, nameOf)] : []),
  ];
}
