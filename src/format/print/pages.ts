import { heightOf, lineHeight } from './fit.ts';
import type { Line } from './items.ts';
import { PITCH, POINT, pageOf, textHeight } from './page.ts';
import type { SetItem, Sheet } from './sheets.ts';

/** The page on which each title stands, counted from the first page of the text. */
export type PageNumbers = ReadonlyMap<Line, number>;

/** Counts pages as the styles of the Word file break them: lines have exact heights there. */
class Counter {
  private page = 0;
  private used = Number.POSITIVE_INFINITY;
  private height = 0;
  readonly numbers = new Map<Line, number>();

  turn(turned: boolean): void {
    this.height = textHeight(pageOf(turned));
    this.next();
  }

  private next(): void {
    this.page++;
    this.used = 0;
  }

  /** Places what may be broken after `first` mm. */
  add(item: SetItem, next: SetItem | undefined, turned: boolean): void {
    if (item.kind === 'table') {
      const height = heightOf(item, item.fit);
      if (this.used > 0 && this.used + (item.fit.whole ? height : Math.min(height, this.height / 4)) > this.height) this.next();
      for (const line of item.head) this.numbers.set(line, this.page);
      this.fill(height);
      return;
    }
    const height = lineHeight(item, turned);
    const stays =
      item.role === 'heading' && next ? (next.kind === 'table' ? (next.fit.whole ? heightOf(next, next.fit) : 0) : PITCH * POINT) : 0;
    if (this.used > 0 && (item.role === 'part' || this.used + Math.min(height, PITCH * POINT) + stays > this.height)) this.next();
    this.numbers.set(item, this.page);
    this.fill(height);
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

/** Estimates the pages of a paper's titles. */
export function pageNumbers(sheets: readonly Sheet[]): PageNumbers {
  const counter = new Counter();
  for (const { turned, items } of sheets) {
    counter.turn(turned);
    items.forEach((item, i) => {
      counter.add(item, items[i + 1], turned);
    });
  }
  return counter.numbers;
}
