import type { Block, Damage, Document } from '../../document/document.ts';
import { textPlace } from '../../fact/place.ts';
import { append } from '../lists.ts';
import { contentLines } from './contents.ts';
import { decodeText } from './decode.ts';
import { endOfRows, gridBlocks, markOf } from './grids.ts';
import { beginsTable, htmlTable, residueLines } from './html.ts';
import { type Line, splitLines } from './lines.ts';
import { markLines } from './marks.ts';
import { knownTexts, paragraphAt } from './paragraphs.ts';

function blocksOf(lines: readonly Line[]): Block[] {
  const known = knownTexts(lines);
  const blocks: Block[] = [];
  let i = 0;
  while (i < lines.length) {
    const line = lines[i];
    if (!line) break;
    const mark = markOf(line);
    if (mark) blocks.push(mark);
    const table = beginsTable(line) ? htmlTable(lines, i) : null;
    if (table) {
      blocks.push(table.grid);
      i = table.end;
    } else if (line.kind === 'row') {
      const end = endOfRows(lines, i);
      append(blocks, gridBlocks(lines.slice(i, end)));
      i = end;
    } else if (line.kind === 'text') {
      const paragraph = paragraphAt(lines, i, known);
      append(blocks, paragraph.blocks);
      i = paragraph.end;
    } else i++;
  }
  return blocks;
}

/** Characters that could not be decoded, and code of a web page in place of a table. */
function damageOf(lines: readonly Line[]): Damage[] {
  const lost = lines.flatMap(({ number, text }) =>
    text.includes('\ufffd')
      ? [...text.matchAll(/\ufffd+/g)].map(({ index, 0: signs }) => textPlace(number, index, index + signs.length))
      : [],
  );
  const code = lines.flatMap(({ kind, number, text }) => (kind === 'residue' ? [textPlace(number, 0, text.length)] : []));
  return [
    ...(lost.length ? [{ reason: '有无法辨认的字符，可能在转换或复制时损坏', places: lost }] : []),
    ...(code.length ? [{ reason: '提取时留下了网页代码，原处的表格行可能缺失或移位', places: code }] : []),
  ];
}

/**
 * Reads a text file: text extracted from PDF (cells between tabs, a line is a row) or pasted from Word (one cell per line).
 * Places are lines and offsets of the decoded text. Throws FormatError where the bytes are not text.
 */
export function readText(bytes: Uint8Array): Document {
  const lines = residueLines(contentLines(markLines(splitLines(decodeText(bytes)))));
  return { format: 'txt', blocks: blocksOf(lines), damage: damageOf(lines) };
}
