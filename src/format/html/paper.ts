import type { Block, Document, Mark } from '../../document/document.ts';
import { type GridFrame, gridHtml, lineAnchor, PLAIN_FRAME } from './grid.ts';
import { type Note, Notes } from './notes.ts';
import { WordsWriter } from './words.ts';

/** What a reader of the document has understood of it, by index of block. All of it may be left out. */
export interface PaperView {
  readonly notes?: readonly Note[];
  /** level of the heading that a paragraph is, 1 highest */
  readonly headings?: ReadonlyMap<number, number>;
  readonly tables?: ReadonlyMap<number, GridFrame>;
}

const MARK_NAMES: Record<Mark['mark'], string> = {
  watermark: '水印',
  header: '页眉',
  footer: '页脚',
  'page-number': '页码',
  residue: '提取残留',
  contents: '目录',
};

/**
 * A paper's HTML: one <article> with headings, paragraphs and tables as they stand in the document. Each number note becomes
 * `<span class="n KIND" data-n=ID>`, each mark note `<mark class=KIND data-notes="ID …">` after an anchor `<a id=ID>`; blocks and rows
 * carry `data-line` (L + line, or P + page). Everything that comes from the paper is escaped.
 */
export function paperHtml(document: Document, view: PaperView = {}): string {
  const writer = new WordsWriter(new Notes(view.notes ?? []));
  return `<article class="paper" lang="zh-CN">${document.blocks.map((block, index) => blockHtml(block, index, view, writer)).join('\n')}</article>`;
}

function blockHtml(block: Block, index: number, view: PaperView, writer: WordsWriter): string {
  if (block.kind === 'grid') return gridHtml(block, view.tables?.get(index) ?? PLAIN_FRAME, writer);
  const place = block.words.pieces[0]?.place;
  const id = place ? lineAnchor(place.line, place.page) : '';
  const line = id ? ` data-line="${id}"` : '';
  const inner = writer.html(block.words);
  if (block.kind === 'mark') {
    return `<p class="aside ${block.mark}"${line}><span class="aside-name">${MARK_NAMES[block.mark]}</span> ${inner}</p>`;
  }
  const level = view.headings?.get(index) ?? block.level;
  if (level === null) return `<p${line}>${inner}</p>`;
  const tag = `h${Math.min(level + 1, 6)}`;
  return `<${tag}${line}>${inner}</${tag}>`;
}
