import type { Words } from '../../document/document.ts';
import { isLabel, isOrdinal } from '../txt/phrases.ts';
import { joinLines, type LineItem, type PageItems } from './items.ts';

/** Where running text begins and ends across a page. */
export interface Margins {
  readonly left: number;
  readonly right: number;
}

/** Lines wider than this share of the page show its margins. */
const WIDE = 0.55;
/** A margin is where this share of the wide lines ends. */
const SHARE = 0.12;
const BIN = 3;

/** The outermost value that enough others share. */
function edge(values: readonly number[], outermost: (a: number, b: number) => number): number | null {
  const sorted = values.toSorted(outermost);
  const enough = Math.max(1, values.length * SHARE);
  return sorted.find((value) => values.filter((other) => Math.abs(other - value) <= BIN).length >= enough) ?? sorted[0] ?? null;
}

/** Margins of the text of pages of each width. */
export function marginsOf(pages: readonly PageItems[]): Map<number, Margins> {
  const byWidth = new Map<number, LineItem[]>();
  for (const { width, items } of pages) {
    const key = Math.round(width);
    const lines = byWidth.get(key) ?? [];
    lines.push(...items.filter((item) => item.kind === 'line').filter((line) => line.right - line.x > width * WIDE && line.runs.length === 1));
    byWidth.set(key, lines);
  }
  const out = new Map<number, Margins>();
  for (const [width, lines] of byWidth) {
    const left = edge(lines.map(({ x }) => x), (a, b) => a - b);
    const right = edge(lines.map((line) => line.right), (a, b) => b - a);
    out.set(width, { left: left ?? width * 0.1, right: right ?? width * 0.9 });
  }
  return out;
}

/** A line that ends within so many font heights of the margin is full. */
const FULL = 2.4;
/** A line that begins further in than this is indented: a new paragraph. */
const INDENT = 1.2;
const TERMINAL = /[。！？!?；;：:]$/;

/** Whether `next` goes on the paragraph whose last line is `line` and first is `first`. */
export function continues(first: LineItem, line: LineItem, next: LineItem, margins: Margins): boolean {
  if (line.runs.length > 1 || next.runs.length > 1) return false;
  const { size } = line;
  if (Math.max(size, next.size) > Math.min(size, next.size) * 1.2) return false;
  if (line.page === next.page && next.baseline - line.baseline > size * 3.2) return false;
  const text = next.words.text;
  const full = line.right >= margins.right - size * FULL;
  if (!full || isLabel(text)) return false;
  const ended = TERMINAL.test(line.words.text);
  // where paragraphs are indented, one that is not goes on; where this one hangs, its next lines stand where its second did
  const indented = next.x > margins.left + size * INDENT && next.x > (line === first ? first.x - size * INDENT : line.x + size * INDENT);
  if (indented && !(line !== first && Math.abs(next.x - line.x) < size * 0.6 && !ended)) return false;
  if (indented && ended) return false;
  return !(ended && isOrdinal(text));
}

/** Lines joined. */
export const paragraphWords = (lines: readonly LineItem[]): Words => joinLines(lines.map(({ words }) => words));
