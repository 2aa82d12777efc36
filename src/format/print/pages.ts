import { chartHeight, heightOf, lineHeight, linesOf } from './fit.ts';
import type { Line, TableItem } from './items.ts';
import { PITCH, POINT, pageOf, textHeight } from './page.ts';
import { closePitches } from './parts.ts';
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

/** Counts pages as the styles of the Word file break them: lines have exact heights there. */
class Counter {
  readonly numbers = new Map<Line, number>();
  readonly breaks = new Set<TableItem>();
  private page = 0;
  private used = 0;
  private height = 0;
  private turned = false;
  private pitches: ReadonlyMap<Line, number> = new Map();

  turn({ turned, items }: Sheet): void {
    this.turned = turned;
    this.pitches = closePitches(items);
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
    else if (isTitle(item)) this.used += this.titleHeight(item);
    else this.fillLines(linesOf(item, this.turned), this.pitch(item));
  }

  /** What must stand on the page where an item begins, in mm: a title with the beginning of what follows, two lines of a paragraph. */
  private least(items: readonly SetItem[], at: number): number {
    const item = items[at];
    if (!item) return 0;
    if (item.kind === 'table') {
      const height = heightOf(item, item.fit);
      return item.fit.whole ? height : Math.min(height, chartHeight(item) + this.height * BEGINNING);
    }
    if (isTitle(item)) return this.titleHeight(item) + this.least(items, at + 1);
    const lines = linesOf(item, this.turned);
    return (lines <= UNDIVIDED ? lines : ALONE) * this.pitch(item);
  }

  /** Of the lines of a paragraph or title, in mm. */
  private pitch(line: Line): number {
    return (this.pitches.get(line) ?? PITCH) * POINT;
  }

  private titleHeight(line: Line): number {
    return this.pitches.has(line) ? linesOf(line, this.turned) * this.pitch(line) : lineHeight(line, this.turned);
  }

  /** Sets the lines of a paragraph; two stay together at its beginning and end. */
  private fillLines(lines: number, pitch: number): void {
    let left = lines;
    for (let room = this.room(pitch); left > room; room = this.room(pitch)) {
      left -= left - room < ALONE ? room - 1 : room;
      this.next();
    }
    this.used += left * pitch;
  }

  private room(pitch: number): number {
    return Math.max(0, Math.floor((this.height - this.used) / pitch + 0.001));
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
  for (const sheet of sheets) {
    counter.turn(sheet);
    for (let at = 0; at < sheet.items.length; at++) counter.add(sheet.items, at);
  }
  return counter;
}
