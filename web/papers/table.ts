import type { PaperSummary } from '../../src/server/library.ts';
import { ApiError, deletePaper } from '../shared/api.ts';
import { el } from '../shared/dom.ts';
import { kindWords, SEVERITIES, SEVERITY_NAMES } from '../shared/words.ts';

/** 98.6% of numbers are facts or explained: tenths, rounded down, so that 100% means all. */
function explained({ total, unexplained }: PaperSummary['numbers']): string {
  if (total === 0) return '—';
  const tenths = Math.floor(((total - unexplained) * 1000) / total);
  return `${Math.floor(tenths / 10)}.${tenths % 10}%`;
}

function removeButton(paper: PaperSummary, refresh: () => Promise<void>): HTMLButtonElement {
  const button = el('button', { type: 'button', class: 'link', 'aria-label': `删除 ${paper.file}` }, '删除');
  button.addEventListener('click', async () => {
    button.disabled = true;
    try {
      await deletePaper(paper.id);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      button.title = error.message;
    }
    await refresh();
  });
  return button;
}

function row(paper: PaperSummary, refresh: () => Promise<void>): HTMLTableRowElement {
  const actions = paper.origin === 'upload' ? removeButton(paper, refresh) : '';
  if (paper.error !== null) {
    return el(
      'tr',
      { class: 'failed' },
      el('th', { scope: 'row' }, el('span', { class: 'name' }, paper.file), el('span', { class: 'bad' }, paper.error)),
      el('td', { colspan: '6' }, '未能校验'),
      el('td', { class: 'actions' }, actions),
    );
  }
  const link = el('a', { class: 'name', href: `/papers/${paper.id}` }, paper.organisation ?? '（未能识别单位）');
  const counts = SEVERITIES.map((severity) => {
    const count = paper.counts[severity];
    return el(
      'td',
      { class: 'count', 'data-name': SEVERITY_NAMES[severity] },
      el('span', { class: count > 0 ? `pill ${severity}` : 'pill none' }, String(count)),
    );
  });
  return el(
    'tr',
    {},
    el('th', { scope: 'row' }, link, el('span', { class: 'file' }, paper.file)),
    el('td', { 'data-name': '种类' }, kindWords(paper)),
    el('td', { 'data-name': '年度' }, paper.year === null ? '—' : String(paper.year)),
    ...counts,
    el(
      'td',
      { class: 'count', 'data-name': '数字已读懂', title: `${paper.numbers.total} 个数字，${paper.numbers.unexplained} 个未能解释` },
      explained(paper.numbers),
    ),
    el('td', { class: 'actions' }, actions),
  );
}

const HEADS = ['单位和文件', '种类', '年度', '错误', '疑点', '提示', '数字已读懂', ''];

function table(title: string, papers: readonly PaperSummary[], refresh: () => Promise<void>): HTMLElement {
  const head = el(
    'thead',
    {},
    el('tr', {}, ...HEADS.map((name) => el('th', { scope: 'col' }, name || el('span', { class: 'visually-hidden' }, '操作')))),
  );
  return el(
    'table',
    { class: 'papers' },
    el('caption', {}, `${title}（${papers.length}）`),
    head,
    el('tbody', {}, ...papers.map((paper) => row(paper, refresh))),
  );
}

/** The list of papers: uploads above, examples below. */
export function paperTable(papers: readonly PaperSummary[], refresh: () => Promise<void>): HTMLElement[] {
  const uploads = papers.filter(({ origin }) => origin === 'upload');
  const examples = papers.filter(({ origin }) => origin === 'example');
  if (papers.length === 0) return [el('p', { class: 'state' }, '还没有文本。把文件拖到上面的框里，或者点“选择文件”。')];
  return [
    ...(uploads.length ? [table('我上传的', uploads, refresh)] : []),
    ...(examples.length ? [table('示例（虚构的单位和数字）', examples, refresh)] : []),
  ];
}
