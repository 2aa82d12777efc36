import type { PaperDetail } from '../../src/server/api.ts';
import { ApiError, getAnnotated, reportAddress } from '../shared/api.ts';
import { el } from '../shared/dom.ts';
import { save } from '../shared/files.ts';

/** 预算.pdf as 预算（批注）.pdf */
const annotatedName = (file: string): string => file.replace(/(\.[^.]*)?$/, '（批注）$1');

function annotatedButton({ id, file }: PaperDetail): HTMLElement[] {
  const state = el('p', { class: 'download-state', role: 'status' });
  const button = el('button', { type: 'button' }, '带批注的原文件', el('small', {}, '问题写在原文的位置上'));
  button.addEventListener('click', async () => {
    button.disabled = true;
    state.textContent = '正在写入批注……';
    try {
      const annotated = await getAnnotated(id);
      save(annotated.file, annotatedName(file));
      state.textContent = annotated.unplaced > 0 ? `已下载。有 ${annotated.unplaced} 个问题在原文里找不到位置，请看报告。` : '已下载。';
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      state.textContent = error.message;
    }
    button.disabled = false;
  });
  return [button, state];
}

/** The menu of what can be taken away from a paper. */
export function downloads(paper: PaperDetail): HTMLElement {
  const menu = el(
    'details',
    { class: 'downloads' },
    el('summary', { class: 'bar-link' }, '下载'),
    el(
      'div',
      { class: 'download-menu' },
      el('a', { href: reportAddress(paper.id) }, '校验报告', el('small', {}, '网页文件，可以单独保存和转发')),
      el(
        'a',
        { href: `/api/papers/${encodeURIComponent(paper.id)}/report.xlsx` },
        '问题清单',
        el('small', {}, 'Excel，可以逐条填写处理结果'),
      ),
      ...(paper.annotated ? annotatedButton(paper) : []),
    ),
  );
  document.addEventListener('click', (event) => {
    if (!menu.contains(event.target as Node)) menu.open = false;
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return;
    menu.open = false;
    menu.querySelector('summary')?.focus();
  });
  return menu;
}
