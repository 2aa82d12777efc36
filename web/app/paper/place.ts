import type { CommentPlace } from './Paper.tsx';

const MOST = 300;
const textOf = (element: Element | null | undefined): string => (element?.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, MOST);

/** The heading of the table that an element is in. */
const tableOf = (element: Element): string => textOf(element.closest('.sheet')?.querySelector('.table-title'));

/** What a comment at an element of the paper names; null where there are no words. */
export function placeAt(target: Element): CommentPlace | null {
  const cell = target.closest('td, th');
  if (cell) {
    const row = cell.closest('tr');
    const named = [...(row?.cells ?? [])].find((one) => /\p{Script=Han}/u.test(one.textContent ?? ''));
    return { table: tableOf(cell), row: textOf(named), column: (cell as HTMLTableCellElement).cellIndex + 1, text: textOf(cell) };
  }
  const text = textOf(target.closest('p, li, h1, h2, h3, figcaption'));
  return text === '' ? null : { text };
}

/** The element of a paper that a comment speaks of; null where the words are gone. */
export function findPlace(page: Document | null, { table, row, text }: CommentPlace): Element | null {
  if (!page || !text) return null;
  const within = [...page.querySelectorAll('td, th, p, li, h1, h2, h3, figcaption')].filter((one) => textOf(one).includes(String(text)));
  const inTable = within.filter((one) => !table || tableOf(one).includes(String(table)));
  const inRow = inTable.filter((one) => !row || textOf(one.closest('tr')).includes(String(row)));
  return inRow[0] ?? inTable[0] ?? within[0] ?? null;
}

/** A place in words; '' for the paper as a whole. */
export const placeWords = ({ table, row, column, text }: CommentPlace): string =>
  [table, row, typeof column === 'number' ? `第 ${column} 列` : column, text && `“${text}”`].filter(Boolean).join(' · ');
