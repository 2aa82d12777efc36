import { annotate, type Note } from '../../format/annotate/index.ts';
import { FormatError, prepareFormat } from '../../format/index.ts';
import { type FontlessGlyph, fontlessGlyphs } from '../../format/pdf/fontless.ts';
import { type PageSize, pagePicture, pageSizes } from '../../format/pdf/picture.ts';

/** What is wanted of an uploaded file. Plain data: it goes to a thread. */
export type OriginalTask =
  | { readonly kind: 'sizes'; readonly bytes: Uint8Array }
  /** a page of a PDF (1-based) as a PNG so many pixels wide */
  | { readonly kind: 'picture'; readonly bytes: Uint8Array; readonly page: number; readonly width: number }
  /** what the picture of a page (1-based) lacks */
  | { readonly kind: 'fontless'; readonly bytes: Uint8Array; readonly page: number }
  /** `date`: ISO 8601 */
  | {
      readonly kind: 'annotate';
      readonly bytes: Uint8Array;
      readonly file: string;
      readonly notes: readonly Note[];
      readonly date: string;
    };

export type OriginalAnswer =
  | { readonly kind: 'sizes'; readonly sizes: readonly PageSize[] }
  | { readonly kind: 'picture'; readonly png: Uint8Array }
  | { readonly kind: 'fontless'; readonly glyphs: readonly FontlessGlyph[] }
  /** `unplaced`: how many notes found no place in the file */
  | { readonly kind: 'annotate'; readonly bytes: Uint8Array; readonly unplaced: number }
  /** why it cannot be done, in Chinese */
  | { readonly kind: 'refused'; readonly error: string };

/** Author of the notes that are put into files. */
const AUTHOR = '明账';

/** Does one task. What the file is to blame for is an answer; all else is thrown. */
export async function answerOriginal(task: OriginalTask): Promise<OriginalAnswer> {
  try {
    await prepareFormat(task.bytes);
    if (task.kind === 'annotate') {
      const { bytes, unplaced } = await annotate(task.bytes, task.file, task.notes, AUTHOR, task.date);
      return { kind: 'annotate', bytes, unplaced: unplaced.length };
    }
    if (task.kind === 'fontless') return { kind: 'fontless', glyphs: fontlessGlyphs(task.bytes, task.page) };
    const sizes = pageSizes(task.bytes);
    if (task.kind === 'sizes') return { kind: 'sizes', sizes };
    const size = sizes[task.page - 1];
    if (!size) return { kind: 'refused', error: `这份文件没有第 ${task.page} 页。` };
    return { kind: 'picture', png: pagePicture(task.bytes, task.page, task.width / Math.max(1, size.width)) };
  } catch (error) {
    if (error instanceof FormatError) return { kind: 'refused', error: error.message };
    throw error;
  }
}
