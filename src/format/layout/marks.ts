import type { Mark } from '../../document/document.ts';
import { contentLines } from '../txt/contents.ts';
import type { LineKind } from '../txt/lines.ts';
import { markLines } from '../txt/marks.ts';
import type { LineItem, PageItems } from './items.ts';

export type MarkKind = Mark['mark'];

/** Shares of a page's height that a running header and footer keep to. */
const HEAD = 0.12;
const FOOT = 0.86;
/** What stands at one place of so many pages, and of this share of them, runs through the paper. */
const PAGES = 3;
const SHARE = 0.4;
/** Places of one running line differ by less than this (points). */
const SAME_PLACE = 4;
/** Grey from which on what repeats over pages is a watermark. */
const LIGHT = 120;

const PAGE_NUMBER =
  /^(?:[-—–－·•]*\s*\d{1,4}\s*[-—–－·•]*|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*\/\s*\d{1,4}|[ivxIVX]{1,6})$/;
/** Lines above a table stand at one place of many pages and are no running header. */
const CAPTION = /单位[:：]|部门[:：]|表$|^注/;

const squeezed = (text: string): string => text.replace(/\s+/g, '').replace(/\d+/g, '#');

const CONTENTS = /^目[录次]$/;
const ENTRY = 80;

const ordinalOf = (text: string): string =>
  /^(?:第[一二三四五六七八九十\d]+(?:部分|章|篇)|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、])/.exec(text)?.[0] ?? '';

/** Marks the entries under 目录: to the end of its page, and numbered ones on the next, up to running text or where the first recurs. */
function contentsOf(pages: readonly PageItems[], marks: Map<LineItem, MarkKind>): void {
  const lines = pages.flatMap(({ items }) => items.filter((item) => item.kind === 'line')).filter((line) => !marks.has(line));
  const start = lines.findIndex(({ words }) => CONTENTS.test(words.text.replace(/\s+/g, '')));
  const heading = lines[start];
  if (!heading) return;
  const seen = new Set<string>();
  const entries: LineItem[] = [];
  let first = '';
  for (const line of lines.slice(start + 1)) {
    const text = line.words.text.replace(/\s+/g, '');
    const title = text.replace(/[.·．…]{2,}.*$|[-—]?\d{1,4}[-—]?$/, '');
    const ordinal = ordinalOf(text);
    if (text.length > ENTRY * 2 || /[。；]$/.test(text) || seen.has(title)) break;
    if (line.page !== heading.page && (ordinal === '' || ordinal === first)) break;
    if (entries.length === 0) first = ordinal;
    seen.add(title);
    entries.push(line);
  }
  if (entries.length >= 3) for (const line of [heading, ...entries]) marks.set(line, 'contents');
}

interface Candidate {
  readonly line: LineItem;
  readonly key: string;
  readonly edge: 'head' | 'foot' | null;
}

/** Lines that are no part of the running text, with what they are. */
export function markedLines(pages: readonly PageItems[]): Map<LineItem, MarkKind> {
  const marks = new Map<LineItem, MarkKind>();
  const candidates = pages.flatMap(({ items, height }) => {
    const lines = items.filter((item) => item.kind === 'line');
    return lines.map((line): Candidate => {
      const first = items.indexOf(line) <= 1;
      const last = items.indexOf(line) >= items.length - 2;
      const edge = line.baseline < height * HEAD && first ? 'head' : line.baseline > height * FOOT && last ? 'foot' : null;
      return { line, key: squeezed(line.words.text), edge };
    });
  });
  const groups = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const group = groups.get(candidate.key);
    if (group) group.push(candidate);
    else groups.set(candidate.key, [candidate]);
  }
  for (const group of groups.values()) {
    for (const { line, edge } of group) {
      const text = line.words.text.trim();
      const twins = group.filter(
        (other) => Math.abs(other.line.baseline - line.baseline) < SAME_PLACE && Math.abs(other.line.x - line.x) < 40,
      );
      const running = twins.length >= PAGES && twins.length >= pages.length * SHARE;
      const light = line.runs.every(({ grey }) => grey >= LIGHT);
      if (edge && PAGE_NUMBER.test(text) && (twins.length >= 2 || pages.length === 1 || /\D/.test(text))) marks.set(line, 'page-number');
      else if (edge && running && !CAPTION.test(text)) marks.set(line, edge === 'head' ? 'header' : 'footer');
      else if (light && twins.length >= PAGES) marks.set(line, 'watermark');
    }
  }
  contentsOf(pages, marks);
  const rest = candidates.map(({ line }) => line).filter((line) => !marks.has(line));
  const kinds = contentLines(markLines(rest.map((line, i) => ({ number: i + 1, text: line.words.text, kind: 'text' as LineKind }))));
  for (const [i, { kind }] of kinds.entries()) {
    const line = rest[i];
    if (!line) continue;
    if (kind === 'contents' || kind === 'watermark') marks.set(line, kind);
  }
  return marks;
}
