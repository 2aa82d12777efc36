import { type Context, Hono } from 'hono';
import type { FontlessGlyph } from '../../format/pdf/fontless.ts';
import type { PageSize } from '../../format/pdf/picture.ts';
import { attachment } from '../download.ts';
import type { Library } from '../library.ts';
import { notesOf } from '../notes.ts';
import type { Originals } from './store.ts';
import type { OriginalAnswer } from './task.ts';
import { OriginalThread } from './thread.ts';

/** Pixels that a page may be wide as a picture: the first for reading, the others for looking closer. */
const WIDTHS = [1400, 2100, 2800] as const;

/** What the page asks for before it shows a PDF: its pages in points. */
export interface PageList {
  readonly pages: readonly PageSize[];
}

/** What the browser draws itself over the picture of a page. */
export interface FontlessList {
  readonly glyphs: readonly FontlessGlyph[];
}

/** Formats whose files can be given back with notes in them. */
const TAKES_NOTES: readonly string[] = ['pdf', 'docx', 'xlsx'];
export const takesNotes = (format: string | null): boolean => format !== null && TAKES_NOTES.includes(format);

/** How many findings found no place in the file. */
const UNPLACED_HEADER = 'x-unplaced-notes';

const gone = (c: Context) => c.json({ error: '这份文件的原件已不在内存里，请重新上传。' }, 404);
const refused = (c: Context, answer: OriginalAnswer) => c.json({ error: answer.kind === 'refused' ? answer.error : '处理失败。' }, 422);

/** /api/papers/:id/pages, /pages/:n.png, /annotated: what needs the uploaded file itself. */
export function originalsApi(library: Library, originals: Originals): Hono {
  const api = new Hono();
  const thread = new OriginalThread();
  const pdfOf = (id: string): Uint8Array | null => (library.get(id)?.reading?.document.format === 'pdf' ? originals.get(id) : null);

  api.get('/:id/pages', async (c) => {
    const bytes = pdfOf(c.req.param('id'));
    if (!bytes) return gone(c);
    const answer = await thread.run({ kind: 'sizes', bytes });
    return answer.kind === 'sizes' ? c.json({ pages: answer.sizes } satisfies PageList) : refused(c, answer);
  });

  api.get('/:id/pages/:file{[1-9][0-9]{0,4}\\.png}', async (c) => {
    const bytes = pdfOf(c.req.param('id'));
    if (!bytes) return gone(c);
    const width = WIDTHS.find((pixels) => String(pixels) === c.req.query('width')) ?? WIDTHS[0];
    const page = Number.parseInt(c.req.param('file'), 10);
    const answer = await thread.run({ kind: 'picture', bytes, page, width }, c.req.raw.signal);
    if (answer.kind !== 'picture') return refused(c, answer);
    // an id is made of the file's bytes: its pictures never change
    return c.body(Buffer.from(answer.png), 200, { 'content-type': 'image/png', 'cache-control': 'private, max-age=86400, immutable' });
  });

  api.get('/:id/pages/:n{[1-9][0-9]{0,4}}/fontless', async (c) => {
    const bytes = pdfOf(c.req.param('id'));
    if (!bytes) return gone(c);
    const answer = await thread.run({ kind: 'fontless', bytes, page: Number(c.req.param('n')) }, c.req.raw.signal);
    return answer.kind === 'fontless' ? c.json({ glyphs: answer.glyphs } satisfies FontlessList) : refused(c, answer);
  });

  api.get('/:id/annotated', async (c) => {
    const id = c.req.param('id');
    const paper = library.get(id);
    const bytes = originals.get(id);
    if (!paper?.reading || !bytes) return gone(c);
    if (!takesNotes(paper.reading.document.format)) return c.json({ error: '这种格式的文件不能带批注，请下载报告。' }, 409);
    const date = new Date().toISOString();
    const answer = await thread.run({ kind: 'annotate', bytes, file: paper.file, notes: notesOf(paper.findings), date });
    if (answer.kind !== 'annotate') return refused(c, answer);
    return c.body(Buffer.from(answer.bytes), 200, {
      'content-type': 'application/octet-stream',
      'content-disposition': attachment(paper.file.replace(/(\.[^.]*)?$/, '（批注）$1')),
      [UNPLACED_HEADER]: String(answer.unplaced),
    });
  });

  return api;
}
