import type { Block, Mark, Words } from '../../document/document.ts';
import { append } from '../lists.ts';
import { alignedTables } from './align.ts';
import type { Item, LineItem, PageItems, TableItem } from './items.ts';
import { type MarkKind, markedLines } from './marks.ts';
import { continues, type Margins, marginsOf, paragraphWords } from './paragraphs.ts';
import { fitColumns, goesOn, gridOf, headWords, type Part, repeatedHead } from './tables.ts';

const markOf = (mark: MarkKind, words: Words): Mark => ({ kind: 'mark', mark, words });
const squeezed = ({ words }: LineItem): string => words.text.replace(/\s+/g, '');

/** A caption printed again over the next part of a table has at most so many lines. */
const CAPTION = 4;

/** The pages as one flow: paragraphs and grids joined over page breaks, marks behind what they interrupted. */
export function assemble(pages: readonly PageItems[]): Block[] {
  const marks = markedLines(pages);
  const margins = marginsOf(pages);
  const flow: { item: Item; mark: MarkKind | null; margins: Margins }[] = [];
  for (const [p, page] of pages.entries()) {
    const own = margins[p] ?? { left: 0, right: page.width, body: 12 };
    const items = alignedTables(page.items, (line) => marks.has(line));
    for (const item of items) flow.push({ item, mark: item.kind === 'line' ? (marks.get(item) ?? null) : null, margins: own });
  }
  const blocks: Block[] = [];
  let i = 0;
  /** lines just above the last table, for captions that are printed again */
  let caption: string[] = [];
  while (i < flow.length) {
    const entry = flow[i];
    if (!entry) break;
    const { item, mark } = entry;
    if (item.kind === 'line' && mark) {
      blocks.push(markOf(mark, item.words));
      i++;
    } else if (item.kind === 'line') {
      const end = paragraphEnd(flow, i);
      const lines = flow
        .slice(i, end)
        .filter((other) => other.mark === null)
        .map((other) => other.item as LineItem);
      if (lines.length === 1 && item.runs.length > 1)
        for (const run of item.runs) blocks.push({ kind: 'paragraph', words: run.words, level: null });
      else blocks.push({ kind: 'paragraph', words: paragraphWords(lines), level: null });
      for (const other of flow.slice(i, end))
        if (other.mark && other.item.kind === 'line') blocks.push(markOf(other.mark, other.item.words));
      caption = [...caption, ...lines.map(squeezed)].slice(-CAPTION);
      i = end;
    } else {
      const { parts, between, end } = partsOf(flow, i, item, caption);
      blocks.push(gridOf(parts));
      for (const part of parts.slice(1)) for (const words of headWords(part)) blocks.push(markOf('header', words));
      append(blocks, between);
      caption = [];
      i = end;
    }
  }
  return blocks;
}

type Flow = readonly { readonly item: Item; readonly mark: MarkKind | null; readonly margins: Margins }[];

/** Where the paragraph that begins at `start` ends (exclusive); marks inside are passed over. */
function paragraphEnd(flow: Flow, start: number): number {
  const first = flow[start]?.item;
  if (first?.kind !== 'line') return start + 1;
  let last = first;
  let end = start + 1;
  for (let i = start + 1; i < flow.length; i++) {
    const entry = flow[i];
    if (entry?.item.kind !== 'line') break;
    if (entry.mark === 'contents') break;
    if (entry.mark) continue;
    if (!continues(first, last, entry.item, flow[end - 1]?.margins ?? entry.margins)) break;
    last = entry.item;
    end = i + 1;
  }
  return end;
}

/** The parts of a table that goes on over pages, and the marks between them: running lines, captions printed again. */
function partsOf(flow: Flow, start: number, table: TableItem, caption: readonly string[]): { parts: Part[]; between: Mark[]; end: number } {
  const parts: Part[] = [{ table, skip: 0 }];
  const between: Mark[] = [];
  let last = table;
  let end = start + 1;
  for (let i = end; i < flow.length; i++) {
    const held: Mark[] = [];
    let repeated = 0;
    for (; i < flow.length; i++) {
      const entry = flow[i];
      if (entry?.item.kind !== 'line') break;
      if (entry.mark) held.push(markOf(entry.mark, entry.item.words));
      else if (entry.item.page > last.page && repeated < CAPTION && caption.includes(squeezed(entry.item))) {
        held.push(markOf('header', entry.item.words));
        repeated++;
      } else break;
    }
    const found = flow[i]?.item;
    const next = found?.kind === 'table' ? fitColumns(table, found) : null;
    if (!next || !goesOn(table, last, next)) break;
    const skip = repeatedHead(table, next);
    if (repeated > 0 && skip === 0) break;
    parts.push({ table: next, skip });
    append(between, held);
    last = next;
    end = i + 1;
  }
  return { parts, between, end };
}
