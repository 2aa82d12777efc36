import type { Block, Cell, Document, Grid } from '../../src/document/document.ts';
import { wordsAt } from '../../src/document/words.ts';
import { type Place, textPlace } from '../../src/fact/place.ts';
import { placed } from '../../src/form/sketch.ts';

/** Where words stand in a document: a paragraph, or a cell of a grid (`at` is its place in the row's list). */
export interface Spot {
  readonly block: number;
  readonly row: number | null;
  readonly at: number;
}

/** A spot with its words. */
export interface Told {
  readonly spot: Spot;
  readonly text: string;
  readonly place: Place | undefined;
}

const retold = <T extends { readonly words: Cell['words'] }>(item: T, text: string): T => ({
  ...item,
  words: wordsAt(text, textPlace(0, 0, text.length)),
});

/** All spots with words, with their text and place. */
export function spotsOf({ blocks }: Document): Told[] {
  return blocks.flatMap((block, b): Told[] =>
    block.kind === 'grid'
      ? block.rows.flatMap((row, r) =>
          row.map(({ words }, at) => ({ spot: { block: b, row: r, at }, text: words.text, place: words.pieces[0]?.place })),
        )
      : [{ spot: { block: b, row: null, at: 0 }, text: block.words.text, place: block.words.pieces[0]?.place }],
  );
}

export function textAt({ blocks }: Document, { block, row, at }: Spot): string {
  const found = blocks[block];
  if (!found) return '';
  return found.kind === 'grid' ? (found.rows[row ?? 0]?.[at]?.words.text ?? '') : found.words.text;
}

/** The place of some characters of a spot; without them all of it. */
export function placeAt({ blocks }: Document, { block, row, at }: Spot, from?: number, to?: number): Place | null {
  const found = blocks[block];
  const words = found?.kind === 'grid' ? found.rows[row ?? 0]?.[at]?.words : found?.words;
  const place = words?.pieces[0]?.place;
  return place ? { ...place, from: place.from + (from ?? 0), to: to === undefined ? place.to : place.from + to } : null;
}

const replaced = (document: Document, blocks: readonly Block[]): Document => ({ ...document, blocks: placed(blocks) });

/** A document with other words at some spots. */
export function withTexts(document: Document, changes: readonly { readonly spot: Spot; readonly text: string }[]): Document {
  return replaced(
    document,
    document.blocks.map((block, b) => {
      const own = changes.filter(({ spot }) => spot.block === b);
      const [first] = own;
      if (!first) return block;
      if (block.kind !== 'grid') return retold(block, first.text);
      const textOf = (r: number, at: number) => own.find(({ spot }) => spot.row === r && spot.at === at)?.text;
      return { ...block, rows: block.rows.map((row, r) => row.map((cell, at) => retold(cell, textOf(r, at) ?? cell.words.text))) };
    }),
  );
}

/** A document without the blocks from … to-1. */
export const withoutBlocks = (document: Document, from: number, to: number): Document =>
  replaced(document, [...document.blocks.slice(0, from), ...document.blocks.slice(to)]);

/** A document with a paragraph more, before block `at`. */
export function withParagraph(document: Document, at: number, text: string): Document {
  const paragraph = retold({ kind: 'paragraph', level: null, words: wordsAt('', textPlace(0, 0, 0)) } as const, text);
  return replaced(document, [...document.blocks.slice(0, at), paragraph, ...document.blocks.slice(at)]);
}

/** A document whose grid has lost a row; a cell that reached over it is one lower. */
export function withoutRow(document: Document, block: number, row: number): Document {
  const lost = (grid: Grid): Grid => ({
    ...grid,
    rows: grid.rows
      .filter((_, r) => r !== row)
      .map((cells, r) =>
        cells.map((cell) => ({
          ...cell,
          row: r,
          rowSpan: cell.row < row && cell.row + cell.rowSpan > row ? cell.rowSpan - 1 : cell.rowSpan,
        })),
      ),
  });
  return replaced(
    document,
    document.blocks.map((own, b) => (b === block && own.kind === 'grid' ? lost(own) : own)),
  );
}

/** The lines that a block takes. */
export function linesOf({ blocks }: Document, block: number): { readonly first: number; readonly last: number } {
  const words = (own: Block | undefined): Cell['words'][] =>
    !own ? [] : own.kind === 'grid' ? own.rows.flat().map((cell) => cell.words) : [own.words];
  const lines = words(blocks[block]).flatMap(({ pieces }) => pieces.flatMap(({ place }) => place.line ?? []));
  return { first: Math.min(...lines), last: Math.max(...lines) };
}
