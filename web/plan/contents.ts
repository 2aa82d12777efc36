import type { EditionEntry } from '../../src/format/html/index.ts';
import { byId, el } from '../shared/dom.ts';

const KINDS: Partial<Record<EditionEntry['role'], string>> = { 'table-title': '表', chart: '图' };
const level = ({ role }: EditionEntry): number => (role === 'part' ? 0 : 1);

/** The contents beside the paper and, where there is no room for that, in the bar: parts, sections, tables and charts to jump to. */
export function showContents(entries: readonly EditionEntry[], goTo: (id: string) => void): void {
  const list = byId('contents');
  const select = byId('outline') as HTMLSelectElement;
  list.hidden = select.hidden = entries.length === 0;
  list.replaceChildren(
    el('h2', {}, '目录'),
    el(
      'ul',
      {},
      ...entries.map((entry) => {
        const kind = KINDS[entry.role];
        return el(
          'li',
          {},
          el(
            'button',
            { type: 'button', class: `jump ${entry.role}`, onclick: () => goTo(entry.id) },
            kind ? el('span', { class: 'jump-kind' }, kind) : '',
            entry.text,
          ),
        );
      }),
    ),
  );
  select.replaceChildren(
    el('option', { value: '' }, '目录'),
    ...entries.map((entry) => el('option', { value: entry.id }, '　'.repeat(level(entry)) + entry.text)),
  );
  select.onchange = () => {
    if (select.value) goTo(select.value);
    select.value = '';
  };
}
