import type { Words } from '../../document/document.ts';
import { joinWords, wordsAt } from '../../document/words.ts';
import type { Box, Place } from '../../fact/place.ts';
import { fillLattice, inside } from './cells.ts';
import { latticesOf, type Slot } from './lattice.ts';
import type { PageContent } from './page.ts';
import { boxOf } from './rules.ts';
import { type Run, type TextLine, textLines } from './runs.ts';
import { splitRows } from './split.ts';

/** A run with its place. */
export interface PlacedRun extends Run {
  readonly words: Words;
}

/** A line of running text. */
export interface LineItem extends Omit<TextLine, 'runs'> {
  readonly kind: 'line';
  readonly page: number;
  readonly runs: readonly PlacedRun[];
  readonly words: Words;
}

export interface TableCell extends Slot {
  readonly words: Words;
  /** share of the cell's width that its last line fills */
  readonly fill: number;
}

/** A table, or the part of one that stands on a page. */
export interface TableItem {
  readonly kind: 'table';
  readonly page: number;
  readonly xs: readonly number[];
  readonly top: number;
  readonly bottom: number;
  readonly height: number;
  readonly cells: readonly TableCell[];
}

export type Item = LineItem | TableItem;

/** What a page holds, in reading order. */
export interface PageItems {
  /** 1-based */
  readonly page: number;
  readonly width: number;
  readonly height: number;
  readonly items: readonly Item[];
  /** slanted writing */
  readonly stamps: readonly Words[];
  readonly pictured: number;
}

/** A box of the page as it is read, where a viewer shows it. */
function shownBox({ x, y, width, height }: Box, page: PageContent): Box {
  const turned: readonly [number, number, number, number] =
    page.turned === 1
      ? [y, page.width - x - width, height, width]
      : page.turned === 2
        ? [page.width - x - width, page.height - y - height, width, height]
        : page.turned === 3
          ? [page.height - y - height, x, height, width]
          : [x, y, width, height];
  const [left, top, wide, tall] = turned.map((value) => Math.round(value * 100) / 100);
  const box = { x: left ?? 0, y: top ?? 0, width: wide ?? 0, height: tall ?? 0 };
  return page.turned === 0 ? box : { ...box, turned: page.turned };
}

/** Gives runs their offsets in the page's text: lines end with one sign, what stands side by side is parted by one. */
class Placer {
  private readonly page: number;
  private readonly content: PageContent;
  private at = 0;

  constructor(page: number, content: PageContent) {
    this.page = page;
    this.content = content;
  }

  place({ text, x, right, baseline, size }: Run): Words {
    const from = this.at;
    this.at += text.length;
    const box = shownBox({ x, y: baseline - size * 0.88, width: right - x, height: size * 1.1 }, this.content);
    const place: Place = { line: null, page: this.page, box, sheet: null, cell: null, from, to: this.at };
    return wordsAt(text, place);
  }

  skip(count = 1): void {
    this.at += count;
  }
}

/** Latin words broken over lines want a space; a figure does not. */
const lineGlue = (before: string, after: string): string => (/[a-zA-Z]$/.test(before) && /^[a-zA-Z]/.test(after) ? ' ' : '');

export function joinLines(parts: readonly Words[]): Words {
  let joined: Words | null = null;
  for (const part of parts) joined = joined ? joinWords([joined, part], lineGlue(joined.text, part.text)) : part;
  return joined ?? { text: '', pieces: [] };
}

/** Tables and lines of a page, in reading order, each character with its place. */
export function pageItems(content: PageContent, page: number): PageItems {
  const lattices = latticesOf(content.rules);
  const within = content.glyphs.map((glyph) => lattices.findIndex((lattice) => inside(lattice, glyph)));
  const tables = lattices
    .map((lattice, i) => {
      const own = content.glyphs.filter((_, g) => within[g] === i);
      const table = fillLattice(lattice, own);
      const split = splitRows(lattice, table);
      return split ? fillLattice(split, own) : table;
    })
    .filter(({ cells }) => cells.some(({ lines }) => lines.length > 0));
  const lines = textLines(content.glyphs.filter((_, g) => within[g] === -1));
  const ordered = [...tables, ...lines].sort((a, b) => topOf(a) - topOf(b));
  const placer = new Placer(page, content);
  const items = ordered.map((item): Item => {
    if (!('cells' in item)) {
      const runs = item.runs.map((run, i): PlacedRun => {
        if (i > 0) placer.skip();
        return { ...run, words: placer.place(run) };
      });
      placer.skip();
      return {
        ...item,
        kind: 'line',
        page,
        runs,
        words: joinWords(
          runs.map(({ words }) => words),
          ' ',
        ),
      };
    }
    const cells: TableCell[] = [];
    for (let row = 0; row < item.height; row++) {
      let column = 0;
      for (const cell of item.cells.filter((own) => own.row === row)) {
        placer.skip(Math.max(0, cell.column - column));
        column = cell.column;
        const last = cell.lines.at(-1);
        const room = (item.xs[cell.column + cell.columnSpan] ?? 0) - (item.xs[cell.column] ?? 0);
        const { lines: own, ...slot } = cell;
        cells.push({
          ...slot,
          words: joinLines(own.map((run) => placer.place(run))),
          fill: last && room > 0 ? (last.right - last.x + last.size) / room : 0,
        });
      }
      placer.skip(item.xs.length);
    }
    return { kind: 'table', page, xs: item.xs, top: item.top, bottom: item.bottom, height: item.height, cells };
  });
  const stamps = content.slanted.length > 0 ? slantedWords(content, placer) : [];
  return { page, width: content.width, height: content.height, items, stamps, pictured: content.pictured };
}

const topOf = (item: { readonly top: number } | TextLine): number => ('top' in item ? item.top : item.baseline - item.size * 0.5);

/** Slanted characters in the order in which they are drawn, as one stretch. */
function slantedWords({ slanted }: PageContent, placer: Placer): Words[] {
  const first = slanted[0];
  if (!first) return [];
  const { x, y, width, height } = boxOf(
    slanted.flatMap(({ x, right, baseline }) => [
      { x, y: baseline },
      { x: right, y: baseline },
    ]),
  );
  placer.skip();
  return [
    placer.place({
      text: slanted.map(({ text }) => text).join(''),
      x,
      right: x + width,
      baseline: y + height,
      size: first.size,
      grey: first.grey,
    }),
  ];
}
