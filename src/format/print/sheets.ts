import { type Fit, fitTable, lineHeight } from './fit.ts';
import type { Item, LineItem, TableItem } from './items.ts';

/** A table ready to be set. */
export interface SetTable extends TableItem {
  readonly fit: Fit;
}

export type SetItem = LineItem | SetTable;

/** What is printed on pages of one direction, one after the other. */
export interface Sheet {
  readonly turned: boolean;
  readonly items: SetItem[];
}

/** A part's title or a heading: it stays with what follows. */
export const isTitle = (item: Item | undefined): boolean => item?.kind === 'line' && (item.role === 'part' || item.role === 'heading');

/** Height of the headings right above an item, in mm. */
function titlesHeight(items: readonly Item[], at: number): number {
  const item = items[at - 1];
  if (item?.kind !== 'line' || !isTitle(item)) return 0;
  return lineHeight(item, false) + titlesHeight(items, at - 1);
}

/** The name of a form that is filled in, one for each project; null for a table with a header. */
const formOf = ({ head, layout }: TableItem): string | null =>
  layout.headRows > 0 ? null : (head.find(({ role }) => role === 'table-title')?.text ?? null);

/** Every table as it is set. Forms of one name lie the same way: where one must be turned, all are that still stand on one page. */
function fitsOf(items: readonly Item[]): SetItem[] {
  const set = items.map((item, i): SetItem => (item.kind === 'table' ? { ...item, fit: fitTable(item, titlesHeight(items, i)) } : item));
  const turned = new Set(set.flatMap((item) => (item.kind === 'table' && item.fit.turned ? (formOf(item) ?? []) : [])));
  return set.map((item, i) => {
    if (item.kind !== 'table' || item.fit.turned || !turned.has(formOf(item) ?? '')) return item;
    const fit = fitTable(item, titlesHeight(items, i), true);
    return fit.whole ? { ...item, fit } : item;
  });
}

/** Splits a paper where the direction of its pages changes; headings go with the turned table that they announce. */
export function sheetsOf(items: readonly Item[]): Sheet[] {
  const sheets: Sheet[] = [{ turned: false, items: [] }];
  for (const set of fitsOf(items)) {
    let sheet = sheets.at(-1) as Sheet;
    const turned = set.kind === 'table' && set.fit.turned;
    if (turned !== sheet.turned) {
      const next: Sheet = { turned, items: [] };
      while (turned && isTitle(sheet.items.at(-1))) next.items.unshift(sheet.items.pop() as SetItem);
      if (sheet.items.length === 0) sheets.pop();
      sheets.push(next);
      sheet = next;
    }
    sheet.items.push(set);
  }
  return sheets.filter(({ items: held }) => held.length > 0);
}
