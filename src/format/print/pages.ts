import { heightOf, lineHeight } from './fit.ts';
import type { Line, LineItem, TableItem } from './items.ts';
import { PITCH, POINT, pageOf, textHeight } from './page.ts';
import type { SetItem, SetTable, Sheet } from './sheets.ts';

/** Where pages begin. */
export interface Pages {
  /** the page on which each title stands, counted from the first page of the text */
  readonly numbers: ReadonlyMap<Line, number>;
  /** tables that begin a page because the one before leaves them no room */
  readonly breaks: ReadonlySet<TableItem>;
}

/** Of a table over several pages, at least this part of a page stands on the first. */
const BEGINNING = 0.25;

/** Counts pages as the styles of the Word file break them: lines have exact heights there. */
class Counter {
  readonly numbers = new Map<Line, number>();
  readonly breaks = new Set<TableItem>();
  private page = 0;
  private used = 0;
  private height = 0;

  turn(turned: boolean): void {
    this.height = textHeight(pageOf(turned));
    this.next();
  }

  add(items: readonly SetItem[], at: number, turned: boolean): void {
    const item = items[at];
    if (item?.kind === 'table') this.addTable(item, items[at - 1]?.kind === 'table');
    else if (item) this.addLine(item, items[at + 1], turned);
  }

  private addTable(table: SetTable, afterTable: boolean): void {
    const height = heightOf(table, table.fit);
    if (!this.holds(table.fit.whole ? height : Math.min(height, this.height * BEGINNING))) {
      this.next();
      if (afterTable) this.breaks.add(table);
    }
    for (const line of table.head) this.numbers.set(line, this.page);
    this.fill(height);
  }

  private addLine(line: LineItem, next: SetItem | undefined, turned: boolean): void {
    const pitch = PITCH * POINT;
    const after = next?.kind === 'table' ? (next.fit.whole ? heightOf(next, next.fit) : this.height * BEGINNING) : pitch;
    if (line.role === 'part' ? this.used > 0 : !this.holds(line.role === 'heading' ? pitch + after : pitch)) this.next();
    this.numbers.set(line, this.page);
    this.fill(lineHeight(line, turned));
  }

  private holds(height: number): boolean {
    return this.used === 0 || this.used + height <= this.height;
  }

  private next(): void {
    this.page++;
    this.used = 0;
  }

  private fill(height: number): void {
    let left = height;
    while (this.used + left > this.height) {
      left -= this.height - this.used;
      this.next();
    }
    this.used += left;
  }
}

/** Estimates the pages of a paper. */
export function pagesOf(sheets: readonly Sheet[]): Pages {
  const counter = new Counter();
  for (const { turned, items } of sheets) {
    counter.turn(turned);
    for (let at = 0; at < items.length; at++) counter.add(items, at, turned);
  }
  return counter;
}
