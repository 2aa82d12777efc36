import { chartHeight, heightOf, lineHeight, linesOf } from './fit.ts';
import type { Line, TableItem } from './items.ts';
import { PITCH, POINT, pageOf, textHeight } from './page.ts';
import { isTitle, type SetItem, type Sheet } from './sheets.ts';

/** Where pages begin. */
export interface Pages {
  /** the page on which each title stands, counted from the first page of the text */
  readonly numbers: ReadonlyMap<Line, number>;
  /** tables that begin a page because the one before leaves them no room */
  readonly breaks: ReadonlySet<TableItem>;
}

/** Of a table over several pages, at least this part of a page stands on the first. */
const BEGINNING = 0.25;

/** Paragraphs leave no line alone on a page; those of so many lines are not divided. */
const ALONE = 2;
const UNDIVIDED = 3;
const LINE = PITCH * POINT;

/** Counts pages as the styles of the Word file break them: lines have exact heights there. */
class Counter {
  readonly numbers = new Map<Line, number>();
  readonly breaks = new Set<TableItem>();
  private page = 0;
  private used = 0;
  private height = 0;
  private turned = false;

  turn(turned: boolean): void {
    this.turned = turned;
    this.height = textHeight(pageOf(turned));
    this.next();
  }

  add(items: readonly SetItem[], at: number): void {
    const item = items[at];
    if (!item) return;
    const opens = item.kind === 'line' && item.role === 'part' && this.used > 0;
    if (opens || (this.used > 0 && this.used + this.least(items, at) > this.height)) {
      this.next();
      if (item.kind === 'table' && items[at - 1]?.kind === 'table') this.breaks.add(item);
    }
    for (const line of item.kind === 'table' ? item.head : [item]) this.numbers.set(line, this.page);
    if (item.kind === 'table') this.fill(heightOf(item, item.fit));
    else if (isTitle(item)) this.used += lineHeight(item, this.turned);
    else this.fillLines(linesOf(item, this.turned));
  }

  /** What must stand on the page where an item begins, in mm: a title with the beginning of what follows, two lines of a paragraph. */
  private least(items: readonly SetItem[], at: number): number {
    const item = items[at];
    if (!item) return 0;
    if (item.kind === 'table') {
      const height = heightOf(item, item.fit);
      return item.fit.whole ? height : Math.min(height, chartHeight(item) + this.height * BEGINNING);
    }
    if (isTitle(item)) return lineHeight(item, this.turned) + this.least(items, at + 1);
    const lines = linesOf(item, this.turned);
    return (lines <= UNDIVIDED ? lines : ALONE) * LINE;
  }

  /** Sets the lines of a paragraph; two stay together at its beginning and end. */
  private fillLines(lines: number): void {
    let left = lines;
    for (let room = this.room(); left > room; room = this.room()) {
      left -= left - room < ALONE ? room - 1 : room;
      this.next();
    }
    this.used += left * LINE;
  }

  private room(): number {
    return Math.max(0, Math.floor((this.height - this.used) / LINE + 0.001));
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
    for (let at = 0; at < items.length; at++) counter.add(items, at);
  }
  return counter;
}
