import type { Block } from '../../document/document.ts';
import type { Pdfium } from './engine.ts';

/** An entry of a PDF's outline. */
export interface Bookmark {
  readonly title: string;
  /** 1 highest */
  readonly level: number;
  /** 1-based; null where it leads to no page */
  readonly page: number | null;
}

/** An outline has at most so many entries and levels; more are a cycle or a trap. */
const MOST = 2000;
const DEEPEST = 9;
const LONGEST = 400;

/** The title of a bookmark, which the engine writes in UTF-16LE with a zero at its end. */
function titleOf(engine: Pdfium, bookmark: number): string {
  const size = engine._FPDFBookmark_GetTitle(bookmark, 0, 0);
  if (size <= 2 || size > LONGEST) return '';
  const at = engine.wasmExports.malloc(size);
  try {
    engine._FPDFBookmark_GetTitle(bookmark, at, size);
    return new TextDecoder('utf-16le').decode(engine.HEAPU8.slice(at, at + size - 2));
  } finally {
    engine.wasmExports.free(at);
  }
}

/** The outline of an open document, in its order. */
export function readBookmarks(engine: Pdfium, document: number): Bookmark[] {
  const found: Bookmark[] = [];
  const seen = new Set<number>();
  const visit = (parent: number, level: number): void => {
    for (let own = engine._FPDFBookmark_GetFirstChild(document, parent); own; own = engine._FPDFBookmark_GetNextSibling(document, own)) {
      if (seen.has(own) || seen.size >= MOST) return;
      seen.add(own);
      const target = engine._FPDFBookmark_GetDest(document, own);
      const page = target ? engine._FPDFDest_GetDestPageIndex(document, target) : -1;
      found.push({ title: titleOf(engine, own), level, page: page < 0 ? null : page + 1 });
      if (level < DEEPEST) visit(own, level + 1);
    }
  };
  visit(0, 1);
  return found;
}

const squeezed = (text: string): string => text.replace(/\s+/g, '');

/** Blocks with the paragraphs that a bookmark names, on the page that it leads to, as headings of its level. */
export function withHeadings(blocks: readonly Block[], bookmarks: readonly Bookmark[]): Block[] {
  const levels = new Map(bookmarks.map(({ title, level, page }) => [`${page}|${squeezed(title)}`, level]));
  return blocks.map((block) => {
    if (block.kind !== 'paragraph') return block;
    const page = block.words.pieces[0]?.place.page ?? null;
    const level = levels.get(`${page}|${squeezed(block.words.text)}`) ?? levels.get(`null|${squeezed(block.words.text)}`);
    return level === undefined ? block : { ...block, level };
  });
}
