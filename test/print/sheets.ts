import type { Block, Document, Grid } from '../../src/document/document.ts';
import type { Drawing, Sheet } from '../format/pdf/paper.ts';

const MARGIN = 60;
const HEIGHT = 842;
const WIDTH = 595;
const SIZE = 10;
const LEAD = 16;
const PAD = 3;
/** Widest column of a table before its words are broken over lines. */
const COLUMN = 110;

const wide = (text: string): number => [...text].reduce((sum, sign) => sum + (sign >= '\u2000' ? SIZE : SIZE / 2), 0);
/** What is never broken over lines: figures, codes, Latin words. */
const tokens = (text: string): string[] => text.match(/[\w.,%+/-]+|./gsu) ?? [];

/** Text broken into lines no wider than `room`, the first shorter by `indent`. */
function broken(text: string, room: number, indent = 0): string[] {
  const lines = [''];
  let left = room - indent;
  for (const token of tokens(text)) {
    const width = wide(token);
    if (width > left && lines.at(-1) !== '') {
      lines.push('');
      left = room;
    }
    lines.push((lines.pop() ?? '') + token);
    left -= width;
  }
  return lines;
}

/** `from`, and what each further value adds up to. */
function summed(from: number, values: readonly number[]): number[] {
  const out = [from];
  for (const value of values) out.push((out.at(-1) ?? 0) + value);
  return out;
}

const FIGURE = /^-?[\d,]+(?:\.\d+)?%?$/;

interface Table {
  readonly grid: Grid;
  readonly xs: readonly number[];
  readonly heights: readonly number[];
  readonly lines: ReadonlyMap<object, readonly string[]>;
}

function measured(grid: Grid): Table {
  const cells = grid.rows.flat();
  const widths = Array.from({ length: grid.columns }, (_, c) => {
    const own = cells.filter(({ column, columnSpan }) => column === c && columnSpan === 1).map(({ words }) => words.text);
    const longest = Math.max(20, ...own.flatMap((text) => tokens(text).map(wide)));
    return Math.max(longest, Math.min(COLUMN, Math.max(0, ...own.map(wide)))) + PAD * 2 + SIZE;
  });
  const xs = summed(MARGIN, widths);
  const lines = new Map(
    cells.map((cell) => {
      const room = (xs[cell.column + cell.columnSpan] ?? 0) - (xs[cell.column] ?? 0) - PAD * 2 - 1;
      return [cell, cell.words.text === '' ? [] : broken(cell.words.text, room)];
    }),
  );
  const heights = grid.rows.map((row) => Math.max(1, ...row.map((cell) => (lines.get(cell)?.length ?? 0) / cell.rowSpan)) * (SIZE + 3) + 8);
  return { grid, xs, heights, lines };
}

/** A printer of pages: text from the top, tables with lines around each cell, broken between rows where a page ends. */
class Printer {
  readonly sheets: { width: number; height: number; draw: Drawing[] }[] = [];
  private y = HEIGHT;

  /** Where to draw so much: on a new page where this one is full, or of another width. */
  private room(height: number, width = WIDTH): Drawing[] {
    const page = this.sheets.at(-1);
    if (!page || this.y + height > HEIGHT - MARGIN || page.width !== width) {
      this.sheets.push({ width, height: HEIGHT, draw: [] });
      this.y = MARGIN;
    }
    return this.sheets.at(-1)?.draw ?? [];
  }

  paragraph(text: string, indent: number): void {
    for (const [i, line] of broken(text, WIDTH - MARGIN * 2, indent).entries()) {
      const draw = this.room(LEAD);
      draw.push({ text: line, x: MARGIN + (i === 0 ? indent : 0), y: this.y + SIZE, size: SIZE });
      this.y += LEAD;
    }
    this.y += LEAD / 2;
  }

  table(grid: Grid): void {
    const { xs, heights, lines } = measured(grid);
    const width = Math.max(WIDTH, (xs.at(-1) ?? 0) + MARGIN);
    const crossed = (r: number): boolean => grid.rows.some((row, i) => i < r && row.some((cell) => i + cell.rowSpan > r));
    for (let from = 0; from < heights.length; ) {
      let to = from + 1;
      while (to < heights.length && crossed(to)) to++;
      const draw = this.room(
        heights.slice(from, to).reduce((sum, height) => sum + height, 0),
        width,
      );
      const ys = summed(this.y, heights.slice(from, to));
      for (const cell of grid.rows.slice(from, to).flat()) {
        const [left = 0, right = 0] = [xs[cell.column], xs[cell.column + cell.columnSpan]];
        const [top = 0, bottom = 0] = [ys[cell.row - from], ys[Math.min(to, cell.row + cell.rowSpan) - from]];
        const sides = [
          [left, top, right, top],
          [left, bottom, right, bottom],
          [left, top, left, bottom],
          [right, top, right, bottom],
        ] as const;
        draw.push(...sides.map((line) => ({ line })));
        for (const [i, text] of (lines.get(cell) ?? []).entries()) {
          const x = FIGURE.test(text) ? right - PAD - wide(text) : left + PAD;
          draw.push({ text, x, y: top + 4 + SIZE + i * (SIZE + 3), size: SIZE });
        }
      }
      this.y = ys.at(-1) ?? this.y;
      from = to;
    }
    this.y += LEAD;
  }

  block(block: Block): void {
    if (block.kind === 'grid') {
      if (block.rows.some((row) => row.length > 0)) this.table(block);
    } else if (block.kind === 'mark') {
      if (block.mark === 'contents') this.paragraph(block.words.text, 0);
    } else {
      const { text } = block.words;
      const centred = /表$/.test(text) && wide(text) < WIDTH / 2;
      this.paragraph(text, centred ? (WIDTH - wide(text)) / 2 - MARGIN : block.level === null ? SIZE * 2 : 0);
    }
  }
}

/** A document laid out on pages, page numbers below; each watermark slanted over a page of its own. */
export function sheetsOf({ blocks }: Document): Sheet[] {
  const printer = new Printer();
  for (const block of blocks) printer.block(block);
  const stamps = [...new Set(blocks.flatMap((block) => (block.kind === 'mark' && block.mark === 'watermark' ? [block.words.text] : [])))];
  return printer.sheets.map((sheet, i) => {
    const number: Drawing = { text: `— ${i + 1} —`, x: sheet.width / 2 - 15, y: HEIGHT - 30, size: 9 };
    const stamp = stamps[i];
    const slanted: Drawing[] = stamp === undefined ? [] : [{ text: stamp, x: 100, y: 700, size: 40, angle: 45, grey: 0.8 }];
    return { ...sheet, draw: [...slanted, ...sheet.draw, number] };
  });
}
