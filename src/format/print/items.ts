import type { Grid } from '../../document/document.ts';
import type { BlockLayout, Chart, Printable, Role } from '../../document/layout.ts';

/** A paragraph as it is printed. */
export interface Line {
  readonly role: Role;
  readonly text: string;
  /** of a heading, 1 highest; null where it is none */
  readonly level: number | null;
}

/** A table with the lines that belong to it, which stay on its page. */
export interface TableItem {
  readonly kind: 'table';
  /** drawn above its caption, which is the last line of the head; the table holds its figures */
  readonly chart: Chart | null;
  /** form number, title, captions, in their order */
  readonly head: readonly Line[];
  readonly grid: Grid;
  readonly layout: BlockLayout;
  readonly notes: readonly Line[];
}

export interface LineItem extends Line {
  readonly kind: 'line';
}

export type Item = LineItem | TableItem;

/** An entry of the table of contents. */
export interface Entry {
  readonly text: string;
  readonly level: number;
  /** the line of the paper that it names; null where there is none */
  readonly target: Line | null;
}

/** A paper in the order in which it is printed. */
export interface Items {
  readonly cover: readonly string[];
  /** null where the paper has no contents */
  readonly contents: { readonly heading: string; readonly entries: readonly Entry[] } | null;
  readonly body: readonly Item[];
}

const BEFORE: ReadonlySet<Role> = new Set(['form-number', 'table-title', 'caption', 'chart']);

/** Signs that steer machines and have no shape; no file may hold them. */
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g;
export const printed = (text: string): string => text.replace(UNPRINTABLE, '');

/** The lines above and below each table are joined to it; those that stand without one remain lines. */
function bodyOf({ document, layout }: Printable): Item[] {
  const items: Item[] = [];
  let head: Line[] = [];
  const flush = (): void => {
    items.push(...head.map((line): LineItem => ({ kind: 'line', ...line })));
    head = [];
  };
  document.blocks.forEach((block, i) => {
    const form = layout[i];
    if (!form || block.kind === 'mark' || form.role === 'title') return;
    if (block.kind === 'grid') {
      items.push({ kind: 'table', chart: layout[i - 1]?.chart ?? null, head, grid: block, layout: form, notes: [] });
      head = [];
      return;
    }
    const line: Line = { role: form.role, text: printed(block.words.text), level: block.level };
    const last = items.at(-1);
    if (BEFORE.has(line.role)) head.push(line);
    else if (line.role === 'note' && last?.kind === 'table' && head.length === 0) {
      items[items.length - 1] = { ...last, notes: [...last.notes, line] };
    } else {
      flush();
      items.push({ kind: 'line', ...line });
    }
  });
  flush();
  return items;
}

const linesOf = (items: readonly Item[]): Line[] =>
  items.flatMap((item) => (item.kind === 'table' ? [...item.head, ...item.notes] : [item]));

const TITLES: ReadonlySet<Role> = new Set(['part', 'heading', 'table-title']);
const bare = (text: string): string => text.replace(/^[一二三四五六七八九十]+、/, '').replace(/\s/g, '');

/** Finds what each entry names, in reading order: the same words, with or without an ordinal. */
function entriesOf(texts: readonly string[], items: readonly Item[]): Entry[] {
  const titles = linesOf(items).filter(({ role }) => TITLES.has(role));
  let from = 0;
  return texts.map((text) => {
    const at = titles.findIndex((line, i) => i >= from && bare(line.text) === bare(text));
    const target = titles[at] ?? null;
    if (target) from = at + 1;
    return { text, level: target?.level ?? 2, target };
  });
}

/** A paper as its printer sees it. */
export function itemsOf(printable: Printable): Items {
  const { document, layout } = printable;
  const texts = (role: Role): string[] =>
    document.blocks.flatMap((block, i) => (layout[i]?.role === role && block.kind !== 'grid' ? printed(block.words.text) : []));
  const body = bodyOf(printable);
  const [heading, ...entries] = texts('contents');
  return {
    cover: texts('title'),
    contents: heading === undefined ? null : { heading, entries: entriesOf(entries, body) },
    body,
  };
}

/** The charts of a paper, in their order. */
export const chartsOf = ({ body }: Items): Chart[] => body.flatMap((item) => (item.kind === 'table' && item.chart ? item.chart : []));
