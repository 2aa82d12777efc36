import type { Block } from '../../document/document.ts';
import { contentLines } from '../txt/contents.ts';
import type { Line } from '../txt/lines.ts';
import { isStamp } from '../txt/marks.ts';

const lineOf = (block: Block, index: number): Line => {
  if (block.kind === 'paragraph') return { number: index, text: block.words.text, kind: block.words.text.trim() ? 'text' : 'blank' };
  // a grid ends a table of contents, a mark passes
  return { number: index, text: '', kind: block.kind === 'grid' ? 'rule' : 'blank' };
};

/** Marks the entries of a table of contents that was typed by hand, by the same signs as in text files, and words stamped over a draft. */
export function markContents(blocks: readonly Block[]): Block[] {
  const lines = contentLines(blocks.map(lineOf));
  return blocks.map((block, index) => {
    if (block.kind !== 'paragraph') return block;
    if (lines[index]?.kind === 'contents') return { kind: 'mark', mark: 'contents', words: block.words };
    return isStamp(block.words.text) ? { kind: 'mark', mark: 'watermark', words: block.words } : block;
  });
}
