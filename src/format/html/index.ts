export { type EditionEntry, editionOutline, writeHtml } from './edition.ts';
export { escapeHtml } from './escape.ts';
export type { GridFrame } from './grid.ts';
export type { Note } from './notes.ts';
export { type PaperView, paperHtml } from './paper.ts';
export { PAPER_CSS } from './style.ts';
