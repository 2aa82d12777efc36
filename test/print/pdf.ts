import type { Block, Document } from '../../src/document/document.ts';
import { type Drawing, filled, pdf, ruled, type Sheet } from '../format/pdf/paper.ts';

const LEFT = 60;
const RIGHT = 535;
const TOP = 80;
const BOTTOM = 780;
const LINE = 20;
const SIZE = 10;

/** A document printed as a PDF: lines of text, tables with ruling lines, a new page where one is full. Cells that span are printed in their first place. */
export function printPdf({ blocks }: Document): Uint8Array {
  const sheets: Drawing[][] = [[]];
  let y = TOP;
  const room = (height: number): Drawing[] => {
    if (y + height > BOTTOM) {
      sheets.push([]);
      y = TOP;
    }
    return sheets.at(-1) ?? [];
  };
  const text = (words: string): void => {
    const most = Math.floor((RIGHT - LEFT) / SIZE);
    for (let at = 0; at < words.length; at += most) {
      room(LINE).push({ text: words.slice(at, at + most), x: LEFT, y: y + SIZE, size: SIZE });
      y += LINE;
    }
  };
  const table = ({ rows, columns }: Extract<Block, { kind: 'grid' }>): void => {
    const xs = Array.from({ length: columns + 1 }, (_, i) => LEFT + ((RIGHT - LEFT) * i) / columns);
    for (const row of rows) {
      const texts = xs.slice(1).map((_, column) => row.find((cell) => cell.column === column)?.words.text.slice(0, 24) ?? '');
      const page = room(LINE);
      page.push(...ruled(xs, [y, y + LINE]), ...filled(xs, [y], [texts], 4));
      y += LINE;
    }
    y += LINE;
  };
  for (const block of blocks) {
    if (block.kind === 'grid') table(block);
    else if (block.kind === 'paragraph' || block.mark === 'contents') text(block.words.text);
  }
  return pdf(sheets.map((draw): Sheet => ({ draw })));
}
