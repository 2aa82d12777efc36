import type { PaperList } from '../../src/server/api.ts';
import { ApiError, listPapers } from '../shared/api.ts';
import { byId, el } from '../shared/dom.ts';
import { placeWords, SEVERITY_NAMES } from '../shared/words.ts';
import { paperTable } from './table.ts';
import { watchUploads } from './upload.ts';

const list = byId('list');

function showAcross({ across, uncompared, ids }: PaperList): void {
  const box = byId('across');
  box.hidden = across.length + uncompared.length === 0;
  box.replaceChildren(
    el('h2', {}, `各份文本之间 ${across.length} 个问题`),
    ...uncompared.map((name) => el('p', { class: 'state bad' }, `${name}的几份文本之间未能核对：文本过大或结构异常。`)),
    ...across.map((finding) =>
      el(
        'details',
        { class: `across-finding ${finding.severity}` },
        el('summary', {}, el('span', { class: `tag ${finding.severity}` }, SEVERITY_NAMES[finding.severity]), finding.title),
        el('p', {}, finding.message),
        finding.suggestion ? el('p', {}, `建议：${finding.suggestion}`) : '',
        el(
          'ul',
          {},
          ...finding.places.map((place) => {
            const id = ids[place.file ?? ''];
            const words = `${place.file ?? ''} ${placeWords(place)}：${place.text}`;
            return el(
              'li',
              {},
              id ? el('a', { href: `/papers/${id}#${place.page === null ? `L${place.line ?? ''}` : `P${place.page}`}` }, words) : words,
            );
          }),
        ),
      ),
    ),
  );
}

async function refresh(): Promise<void> {
  try {
    const papers = await listPapers();
    byId('version').textContent = `版本 ${papers.version}`;
    byId('rules').textContent = `表样与规则版本 ${papers.forms}`;
    list.replaceChildren(...paperTable(papers.papers, refresh));
    showAcross(papers);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    list.replaceChildren(
      el('p', { class: 'state bad', role: 'alert' }, error.message),
      el('button', { class: 'button', type: 'button', onclick: () => void refresh() }, '重试'),
    );
  }
}

watchUploads(refresh);
void refresh();
