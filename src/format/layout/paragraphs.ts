import type { Words } from '../../document/document.ts';
import { isLabel, isOrdinal } from '../txt/phrases.ts';
import { joinLines, type LineItem, type PageItems } from './items.ts';

/** Where running text begins and ends across a page. */
export interface Margins {
  readonly left: number;
  readonly right: number;
  /** height of the font that most of the text is set in */
  readonly body: number;
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

const wideLines = ({ width, items }: PageItems): LineItem[] =>
  items.filter((item) => item.kind === 'line').filter((line) => line.right - line.x > width * WIDE && line.runs.length === 1);

function marginsFrom(lines: readonly LineItem[], body: number): Margins | null {
  const left = edge(
    lines.map(({ x }) => x),
    (a, b) => a - b,
  );
  const right = edge(
    lines.map((line) => line.right),
    (a, b) => b - a,
  );
  return left === null || right === null ? null : { left, right, body };
}

/** So many wide lines show a page's own margins; fewer, and those of all pages of its width are taken. */
const ENOUGH = 4;

/** Margins of the text of each page. */
export function marginsOf(pages: readonly PageItems[]): Margins[] {
  const sizes = new Map<number, number>();
  for (const page of pages) {
    for (const item of page.items) {
      if (item.kind === 'line') sizes.set(Math.round(item.size), (sizes.get(Math.round(item.size)) ?? 0) + item.words.text.length);
    }
  }
  const body = [...sizes].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? 12;
  const byWidth = new Map<number, LineItem[]>();
  for (const page of pages) {
    const key = Math.round(page.width);
    byWidth.set(key, [...(byWidth.get(key) ?? []), ...wideLines(page)]);
  }
  const common = new Map([...byWidth].map(([width, lines]) => [width, marginsFrom(lines, body)]));
  return pages.map((page) => {
    const lines = wideLines(page);
    const own = lines.length >= ENOUGH ? marginsFrom(lines, body) : null;
    return own ?? common.get(Math.round(page.width)) ?? { left: page.width * 0.1, right: page.width * 0.9, body };
  });
}

/** What is kept together at the beginning of a line: a figure with its unit, a bracket with its word, a sign with the character before it. */
const TOKEN = /^[（(《“‘【[〔]*(?:[\d.,，%％]+|[a-zA-Z]+|.)[）)]?[，。；：、！？）)》”’】\]〕%％]*/u;
/** A line whose end is nearer to the margin than this (font heights) is full, whatever follows. */
const FULL = 2.4;
/** A line that ends in no stop is full from this share of the text's width on. */
const MOSTLY = 0.87;
/** A title is so much larger than the text; its lines stand no further apart than LEADING font heights. */
const TITLE = 1.2;
const LEADING = 1.7;

/** Width of text in font heights: Han characters and signs are square. */
const widthOf = (text: string): number => [...text].reduce((sum, sign) => sum + (sign >= '\u2000' ? 1 : 0.5), 0);

/** Whether the first word of `next` had no room left on `line`. */
const isFull = (line: LineItem, next: LineItem, { left, right }: Margins): boolean =>
  (!TERMINAL.test(line.words.text) && line.right - left >= (right - left) * MOSTLY) ||
  line.right + Math.max(FULL, widthOf(TOKEN.exec(next.words.text)?.[0] ?? '') - 0.3) * line.size >= right;
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
  if (!isFull(line, next, margins) || isLabel(text)) return false;
  if (size >= margins.body * TITLE) return next.page === line.page && next.baseline - line.baseline <= size * LEADING && !isOrdinal(text);
  const ended = TERMINAL.test(line.words.text);
  // where paragraphs are indented, one that is not goes on; where this one hangs, its next lines stand where its second did
  const indented = next.x > margins.left + size * INDENT && next.x > (line === first ? first.x - size * INDENT : line.x + size * INDENT);
  if (indented && !(line !== first && Math.abs(next.x - line.x) < size * 0.6 && !ended)) return false;
  if (indented && ended) return false;
  return !(ended && isOrdinal(text));
}

/** Lines joined. */
export const paragraphWords = (lines: readonly LineItem[]): Words => joinLines(lines.map(({ words }) => words));
