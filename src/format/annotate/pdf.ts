import type { Annotate } from './note.ts';

/**
 * PDF: a highlight over each place, with the remark at the first. The bytes of the file stay as they are and the notes are appended
 * (PDF 32000-1, 7.5.6), but for a linearized file, which is written anew. Throws FormatError where the file is encrypted, signed or broken.
 */
export const annotatePdf: Annotate = async (bytes, notes, author, date) => {
  // the library takes a while to load, and most who read PDFs write none
  const { appendNotes } = await import('./pdf-append.ts');
  return appendNotes(bytes, notes, author, date);
};
