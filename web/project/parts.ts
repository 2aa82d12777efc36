import { el } from '../shared/dom.ts';

type Content = Node | string;

/** — where nothing is known: a blank is not a zero. */
export const known = (text: string | null, after = ''): string => (text === null || text === '' ? '—' : text + after);

/** A figure that leads to its place in the paper that it was read from; `paper`: null for records. */
export const placed = (text: string, paper: string | null, anchor: string | null | undefined): Content =>
  paper !== null && anchor
    ? el('a', { href: `/papers/${encodeURIComponent(paper)}${anchor}`, class: 'placed', title: '在公开文本里看' }, text)
    : text;

/** A table with a caption; a number column is set right. */
export function tableOf(
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly Content[])[],
  numbers: readonly number[],
  kind = '',
): HTMLElement {
  const sort = (i: number): string => (numbers.includes(i) ? 'num' : '');
  return el(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    el(
      'table',
      { class: `grid ${kind}` },
      el('caption', {}, caption),
      el('thead', {}, el('tr', {}, ...heads.map((name, i) => el('th', { scope: 'col', class: sort(i) }, name)))),
      el(
        'tbody',
        {},
        ...rows.map((cells) =>
          el(
            'tr',
            {},
            ...cells.map((cell, i) =>
              i === 0 ? el('th', { scope: 'row' }, cell) : el('td', { class: sort(i), 'data-name': heads[i] ?? '' }, cell),
            ),
          ),
        ),
      ),
    ),
  );
}

/** Terms with what they mean; those of which nothing is known are left out. */
export const facts = (pairs: readonly (readonly [string, Content | null])[]): HTMLElement =>
  el(
    'dl',
    { class: 'facts' },
    ...pairs.flatMap(([name, content]) => (content === null || content === '' ? [] : [el('dt', {}, name), el('dd', {}, content)])),
  );

export const empty = (words: string): HTMLElement => el('p', { class: 'state' }, words);

const GRADES: Readonly<Record<string, string>> = { 优: 'best', 良: 'good', 中: 'fair', 差: 'poor' };

/** A grade, coloured by how good it is. */
export const gradeMark = (grade: string | null): Content =>
  grade === null ? '—' : el('span', { class: `grade ${GRADES[grade] ?? ''}` }, grade);
