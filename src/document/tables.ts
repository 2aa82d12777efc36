import type { BlockLayout, Printable, Role } from './layout.ts';

/** A table of a printed paper with what stands above and below it, by index of block. */
export interface PrintedTable {
  readonly kind: 'table';
  /** form number, title, captions */
  readonly above: readonly number[];
  readonly grid: number;
  readonly notes: readonly number[];
}

/** A chart of a printed paper: its caption, and the table of its figures. */
export interface PrintedChart {
  readonly kind: 'chart';
  readonly caption: number;
  readonly grid: number;
}

/** A block of a printed paper that belongs to no table. */
export interface PrintedBlock {
  readonly kind: 'block';
  readonly index: number;
}

const ABOVE: readonly Role[] = ['form-number', 'table-title', 'caption'];

/** The blocks of a paper in their order, each table together with its number, title, captions and notes, each chart with its figures. */
export function printedParts({ document, layout }: Pick<Printable, 'document' | 'layout'>): (PrintedTable | PrintedChart | PrintedBlock)[] {
  const roleAt = (index: number): BlockLayout['role'] | undefined => layout[index]?.role;
  const isAbove = (index: number): boolean => ABOVE.includes(roleAt(index) ?? 'body');
  const out: (PrintedTable | PrintedChart | PrintedBlock)[] = [];
  for (let i = 0; i < document.blocks.length; i++) {
    if (roleAt(i) === 'chart') {
      out.push({ kind: 'chart', caption: i, grid: ++i });
      continue;
    }
    const above: number[] = [];
    for (; isAbove(i); i++) above.push(i);
    if (document.blocks[i]?.kind !== 'grid') {
      const rest = i < document.blocks.length ? [...above, i] : above;
      out.push(...rest.map((index): PrintedBlock => ({ kind: 'block', index })));
      continue;
    }
    const grid = i;
    const notes: number[] = [];
    while (roleAt(i + 1) === 'note') notes.push(++i);
    out.push({ kind: 'table', above, grid, notes });
  }
  return out;
}

/** What a block says, '' for a grid. */
export const blockText = ({ document }: Pick<Printable, 'document'>, index: number): string => {
  const block = document.blocks[index];
  return block === undefined || block.kind === 'grid' ? '' : block.words.text;
};
