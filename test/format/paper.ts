import type { Document, Grid, Mark } from '../../src/document/document.ts';

/** Texts of a document's cells, rows by grids. */
export const grids = ({ blocks }: Document): string[][][] =>
  blocks.filter((block): block is Grid => block.kind === 'grid').map(({ rows }) => rows.map((row) => row.map(({ words }) => words.text)));

export const paragraphs = ({ blocks }: Document): string[] =>
  blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.words.text] : []));

export const marks = ({ blocks }: Document, mark: Mark['mark']): string[] =>
  blocks.flatMap((block) => (block.kind === 'mark' && block.mark === mark ? [block.words.text] : []));

/** [row, column, rowSpan, columnSpan] of cells that span. */
export const spans = ({ rows }: Grid): number[][] =>
  rows.flat().flatMap(({ row, column, rowSpan, columnSpan }) => (rowSpan * columnSpan > 1 ? [[row, column, rowSpan, columnSpan]] : []));
