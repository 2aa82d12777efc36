import type { Lattice, Slot } from './lattice.ts';
import type { Glyph } from './page.ts';
import { glyphLines, type Run, runsOf } from './runs.ts';

/** A cell with its lines of text, top down; not yet at a place. */
export interface PageCell extends Slot {
  readonly lines: readonly Run[];
}

/** A table as it stands on one page. */
export interface PageTable {
  readonly xs: readonly number[];
  readonly top: number;
  readonly bottom: number;
  readonly height: number;
  readonly cells: readonly PageCell[];
}

const middle = (glyph: Glyph): number => glyph.baseline - glyph.size * 0.35;
const indexOf = (bounds: readonly number[], value: number): number => {
  for (let i = 1; i < bounds.length; i++) if (value < (bounds[i] ?? 0)) return value >= (bounds[0] ?? 0) ? i - 1 : -1;
  return -1;
};

/** Characters stand this far outside a table's edge and are still in it. */
const SLACK = 1.5;

/** Whether a character's middle is within a lattice. */
export function inside({ xs, ys }: Lattice, glyph: Glyph): boolean {
  const x = (glyph.x + glyph.right) / 2;
  const y = middle(glyph);
  return x >= (xs[0] ?? 0) - SLACK && x <= (xs.at(-1) ?? 0) + SLACK && y >= (ys[0] ?? 0) - SLACK && y <= (ys.at(-1) ?? 0) + SLACK;
}

const DIGITS = /^[\d.,，．%％\-－—()（）]+$/;

/**
 * The column that each character of a line belongs to. A run that an upright line passes through (the line cuts a character) overflows its
 * cell: words belong where they begin, figures where they end.
 */
function columnsOf(line: readonly Glyph[], xs: readonly number[]): number[] {
  const own = line.map(({ x, right }) => indexOf(xs, (x + right) / 2));
  let from = 0;
  for (let i = 1; i <= line.length; i++) {
    const [before, after] = [line[i - 1], line[i]];
    if (before && after && after.x - before.right < before.size * 0.25) continue;
    settle(line, own, xs, from, i);
    from = i;
  }
  return own;
}

function settle(line: readonly Glyph[], own: number[], xs: readonly number[], from: number, to: number): void {
  for (let i = from; i < to; i++) {
    const glyph = line[i];
    if (!glyph) continue;
    const width = glyph.right - glyph.x;
    const cut = xs.some((x) => x - glyph.x > width * 0.3 && glyph.right - x > width * 0.3);
    if (!cut) continue;
    const text = line
      .slice(from, to)
      .map((g) => g.text)
      .join('');
    const column = DIGITS.test(text) ? own[to - 1] : own[from];
    for (let k = from; k < to; k++) own[k] = column ?? -1;
    return;
  }
}

/** Puts the characters of a page's table into its cells. */
export function fillLattice({ xs, ys, slots }: Lattice, glyphs: readonly Glyph[]): PageTable {
  const width = xs.length - 1;
  const slotAt = new Array<number>(width * (ys.length - 1)).fill(-1);
  for (const [i, { row, column, rowSpan, columnSpan }] of slots.entries()) {
    for (let r = row; r < row + rowSpan; r++) for (let c = column; c < column + columnSpan; c++) slotAt[r * width + c] = i;
  }
  const rowOf = (glyph: Glyph): number =>
    Math.max(0, Math.min(ys.length - 2, indexOf(ys, Math.min(Math.max(middle(glyph), ys[0] ?? 0), (ys.at(-1) ?? 0) - 0.01))));
  const filled: Glyph[][] = slots.map(() => []);
  const bands: Glyph[][] = Array.from({ length: ys.length - 1 }, () => []);
  for (const glyph of glyphs) bands[rowOf(glyph)]?.push(glyph);
  for (const [r, band] of bands.entries()) {
    for (const line of glyphLines(band)) {
      // a character set outside by a hair belongs to the first or last column
      const columns = columnsOf(line, [(xs[0] ?? 0) - SLACK * 2, ...xs.slice(1, -1), (xs.at(-1) ?? 0) + SLACK * 2]);
      for (const [i, glyph] of line.entries()) {
        const slot = slotAt[r * width + Math.max(0, columns[i] ?? 0)];
        if (slot !== undefined && slot >= 0) filled[slot]?.push(glyph);
      }
    }
  }
  const cells = slots.map(
    (slot, i): PageCell => ({ ...slot, lines: glyphLines(filled[i] ?? []).flatMap((line) => runsOf(line, 99, true)) }),
  );
  return { xs, top: ys[0] ?? 0, bottom: ys.at(-1) ?? 0, height: ys.length - 1, cells };
}
