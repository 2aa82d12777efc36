import { most } from '../lists.ts';
import type { Glyph } from './page.ts';

/** Characters side by side on one line, without a wide gap. */
export interface Run {
  readonly text: string;
  readonly x: number;
  readonly right: number;
  readonly baseline: number;
  readonly size: number;
  readonly grey: number;
}

/** Runs on one line, left to right. */
export interface TextLine {
  readonly runs: readonly Run[];
  readonly x: number;
  readonly right: number;
  readonly baseline: number;
  readonly size: number;
}

/** Baselines nearer than this share of the font's height are one line. */
const SAME_LINE = 0.45;
/** Lines this far back may still take a character: a small one may stand between two large ones. */
const RECENT = 3;
/** A gap between words, in shares of the font's height. */
const WORD = 0.3;
/** A blank between Han characters of running text; less is spread by justification. */
const BLANK = 0.45;

const isWide = (sign: string): boolean => sign >= '\u2e80';

/** Characters as lines from the top down. Overprinted twins (a bold made by printing twice) count once. */
export function glyphLines(glyphs: readonly Glyph[]): Glyph[][] {
  const lines: { baseline: number; glyphs: Glyph[] }[] = [];
  for (const glyph of glyphs.toSorted((a, b) => a.baseline - b.baseline)) {
    const line = lines
      .slice(-RECENT)
      .findLast((other) => Math.abs(other.baseline - glyph.baseline) <= Math.min(glyph.size, other.glyphs[0]?.size ?? 0) * SAME_LINE);
    if (line) line.glyphs.push(glyph);
    else lines.push({ baseline: glyph.baseline, glyphs: [glyph] });
  }
  return lines.map((line) => {
    const sorted = line.glyphs.sort((a, b) => a.x - b.x);
    return sorted.filter((glyph, i) => {
      const before = sorted[i - 1];
      return (
        !before ||
        before.text !== glyph.text ||
        Math.abs(before.x - glyph.x) > glyph.size * 0.2 ||
        Math.abs(before.baseline - glyph.baseline) > glyph.size * 0.2
      );
    });
  });
}

const NUMERIC = /[\d.,，．%％+\-－]/;

/** A space where there is one to see: between words, never between Han characters of a spread-out word nor inside a number. */
function glue(before: Glyph, after: Glyph, tight: boolean): string {
  const gap = after.x - before.right;
  const size = Math.max(before.size, after.size);
  if (gap < size * WORD) return '';
  if (isWide(before.text) && isWide(after.text)) return !tight && gap > size * BLANK ? ' ' : '';
  if (NUMERIC.test(before.text) && NUMERIC.test(after.text) && gap < size * (tight ? 1.2 : 0.45)) return '';
  return ' ';
}

/** Characters of one line as runs, cut at gaps wider than `cut` font heights. `tight`: inside a cell, where spread-out words are one. */
export function runsOf(line: readonly Glyph[], cut: number, tight: boolean): Run[] {
  const runs: Run[] = [];
  let open: { text: string; x: number; right: number; baseline: number; size: number; grey: number } | null = null;
  let last: Glyph | null = null;
  for (const glyph of line) {
    if (open && last && glyph.x - last.right <= Math.max(glyph.size, last.size) * cut) {
      open.text += glue(last, glyph, tight) + glyph.text;
      open.right = Math.max(open.right, glyph.right);
      open.size = Math.max(open.size, glyph.size);
    } else {
      if (open) runs.push(open);
      open = { text: glyph.text, x: glyph.x, right: glyph.right, baseline: glyph.baseline, size: glyph.size, grey: glyph.grey };
    }
    last = glyph;
  }
  if (open) runs.push(open);
  return runs;
}

/** A gap this wide (font heights) parts what stands on one line: a unit beside a name, columns without rules. */
const PARTING = 1.6;

/** Characters as lines of runs, from the top down. */
export const textLines = (glyphs: readonly Glyph[]): TextLine[] =>
  glyphLines(glyphs).map((line) => {
    const runs = runsOf(line, PARTING, false);
    return {
      runs,
      x: runs[0]?.x ?? 0,
      right: runs.at(-1)?.right ?? 0,
      baseline: line[0]?.baseline ?? 0,
      size: most(runs.map(({ size }) => size)),
    };
  });
