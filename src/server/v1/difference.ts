import { type LineChange, lineChanges, linesOf } from '../../document/difference.ts';
import { type FigureChange, figureChanges } from '../../fact/difference.ts';
import { readDocument } from '../../format/index.ts';
import type { Forms } from '../../forms.ts';
import { readPaper } from '../../score/read.ts';

/** What changed between two papers: their figures by meaning, and every paragraph and row side by side. */
export interface Difference {
  readonly figures: readonly (Pick<FigureChange, 'kind' | 'unit' | 'before' | 'after' | 'difference'> & {
    /** what it is, in words: 支出 */
    readonly name: string;
    /** where it stands: 2025年预算收支总表 · 一、一般公共服务支出 · 合计 */
    readonly place: string;
  })[];
  readonly lines: readonly LineChange[];
}

function readPage(bytes: Uint8Array, forms: Forms) {
  const file = '文本.html';
  const { document, tables, facts } = readPaper(readDocument(bytes, file), file, forms);
  return { facts, lines: linesOf(document, new Map(tables.map(({ block, title }) => [block, title?.text.trim() ?? '']))) };
}

/** Holds two papers, as their pages, against each other. */
export function difference(before: Uint8Array, after: Uint8Array, years: number, forms: Forms): Difference {
  const [old, now] = [readPage(before, forms), readPage(after, forms)];
  const figures = figureChanges(old.facts, now.facts, years).map(({ concept, dims: _, where: { table, row, column }, ...rest }) => ({
    ...rest,
    name: forms.lexicon.name('concept', concept),
    place: [table, row, column].filter(Boolean).join(' · '),
  }));
  return { figures, lines: lineChanges(old.lines, now.lines, years) };
}
