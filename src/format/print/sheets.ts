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

/** Splits a paper where the direction of its pages changes; headings go with the turned table that they announce. */
export function sheetsOf(items: readonly Item[]): Sheet[] {
  const sheets: Sheet[] = [{ turned: false, items: [] }];
  items.forEach((item, i) => {
    const set: SetItem = item.kind === 'table' ? { ...item, fit: fitTable(item, titlesHeight(items, i)) } : item;
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
  });
  return sheets.filter(({ items: held }) => held.length > 0);
}
