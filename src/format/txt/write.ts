import type { Block, Document, Grid } from '../../document/document.ts';

const flat = (text: string): string => text.replace(/[\t\r\n]+/g, ' ');

/** A row per line, a tab between cells; what a span covers stays empty, a ragged row stays ragged. */
function gridText({ rows }: Grid): string {
  const widths = rows.map(() => 2);
  for (const { row, column, rowSpan, columnSpan } of rows.flat()) {
    for (let r = row; r < row + rowSpan && r < widths.length; r++) widths[r] = Math.max(widths[r] ?? 2, column + columnSpan);
  }
  return rows
    .map((row, r) => {
      const cells: string[] = Array(widths[r]).fill('');
      for (const { column, words } of row) cells[column] = flat(words.text);
      return cells.join('\t');
    })
    .join('\n');
}

function blockText(block: Block): string {
  if (block.kind === 'grid') return gridText(block);
  if (block.kind === 'mark') return block.words.text;
  return `${block.level === null ? '' : `${'#'.repeat(block.level)} `}${flat(block.words.text)}`;
}

/**
 * A document as text that readText reads back to the same blocks: headings with #, cells between tabs, a blank line after each block.
 * Residue of extraction is left out. A grid needs at least two columns; two grids with nothing between them, and a paragraph that stops in mid-sentence, would be joined when read.
 */
export const writeText = ({ blocks }: Document): string =>
  `${blocks
    .filter((block) => block.kind !== 'mark' || block.mark !== 'residue')
    .map(blockText)
    .join('\n\n')}\n`;
