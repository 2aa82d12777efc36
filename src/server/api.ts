import { type Context, Hono } from 'hono';
import type { Finding } from '../check/finding.ts';
import type { Box } from '../fact/place.ts';
import { paperHtml } from '../format/html/index.ts';
import type { Forms } from '../forms.ts';
import { attachment, XLSX } from './download.ts';
import { paperSection, reportHtml } from './html.ts';
import { type Library, MAX_PAPERS, type PaperSummary } from './library.ts';
import { numberMeaning } from './meaning.ts';
import { originalsApi, takesNotes } from './original/api.ts';
import { Originals } from './original/store.ts';
import type { CheckedPaper } from './paper.ts';
import { type DocumentReport, documentReport, fullReport } from './report.ts';
import { cleanName, MB, uploadedFiles, uploadLimit } from './upload.ts';
import { VERSION } from './version.ts';
import { paperView } from './view.ts';
import { reportWorkbook } from './worksheet.ts';

const MAX_UPLOAD = 100 * MB;

/** What the list page asks for. */
export interface PaperList {
  readonly version: string;
  readonly forms: string;
  readonly papers: readonly PaperSummary[];
  readonly across: readonly Finding[];
  /** organisations whose papers could not be held against each other: a limit was broken */
  readonly uncompared: readonly string[];
  /** ids of papers by file name, for the places of `across` */
  readonly ids: Readonly<Record<string, string>>;
}

/** What the page of one paper asks for. */
export interface PaperDetail extends DocumentReport {
  readonly id: string;
  /** its pages can be shown as they are: a PDF that is still at hand */
  readonly pictured: boolean;
  /** its file can be given back with the findings in it */
  readonly annotated: boolean;
  readonly unexplained: readonly {
    readonly number: number;
    readonly printed: string;
    readonly context: string;
    readonly line: number | null;
    readonly page: number | null;
    readonly box: Box | null;
  }[];
  /** findings between this paper and others at hand */
  readonly across: readonly Finding[];
}

/** What became of each uploaded file. */
export interface UploadResult {
  readonly papers: readonly PaperSummary[];
}

const missing = (c: Context) => c.json({ error: '没有这份文本，可能已被删除，或者服务重新启动过。' }, 404);

/** /api/papers: the list, uploads, one paper, its HTML, its numbers, its report. */
export function papersApi(library: Library, forms: Forms): Hono {
  const api = new Hono();
  const originals = new Originals();
  api.route('/', originalsApi(library, originals));

  api.get('/', (c) => {
    const papers = library.list();
    const list: PaperList = {
      version: VERSION,
      forms: forms.hash,
      papers,
      across: library.across(),
      uncompared: library.uncompared(),
      ids: Object.fromEntries(papers.map(({ file, id }) => [file, id])),
    };
    return c.json(list);
  });

  api.post('/', uploadLimit(MAX_UPLOAD), async (c) => {
    const files = await uploadedFiles(c);
    if (files instanceof Response) return files;
    const added = files.map(async (file) => {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const paper = await library.add(bytes, cleanName(file.name));
      if (paper && paper.error === null) originals.put(paper.id, bytes);
      return paper;
    });
    const papers = (await Promise.all(added)).flatMap((paper) => paper ?? []);
    if (papers.length < files.length) return c.json({ error: `已有 ${MAX_PAPERS} 份文本，请先删除一些再上传。` }, 409);
    return c.json({ papers } satisfies UploadResult, 201);
  });

  api.get('/:id', (c) => {
    const id = c.req.param('id');
    const paper = library.get(id);
    return paper ? c.json(detail(id, paper, library, originals.get(id) !== null)) : missing(c);
  });

  api.get('/:id/html', (c) => {
    const paper = library.get(c.req.param('id'));
    if (!paper) return missing(c);
    if (!paper.reading) return c.json({ error: paper.error ?? '无法读取' }, 409);
    return c.html(paperHtml(paper.reading.document, paperView(paper, { numbers: true, links: false })));
  });

  api.get('/:id/numbers/:n', (c) => {
    const paper = library.get(c.req.param('id'));
    if (!paper) return missing(c);
    const n = c.req.param('n');
    const meaning = /^\d{1,7}$/.test(n) ? numberMeaning(paper, Number(n), forms) : null;
    return meaning ? c.json(meaning) : c.json({ error: '没有这个数字。' }, 404);
  });

  api.get('/:id/report.html', (c) => {
    const paper = library.get(c.req.param('id'));
    if (!paper) return missing(c);
    c.header('content-disposition', attachment(`${paper.file}-校验报告.html`));
    c.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'");
    return c.html(reportHtml([paperSection(paper, 0)], fullReport([documentReport(paper)], [], forms.hash)));
  });

  api.get('/:id/report.json', (c) => {
    const paper = library.get(c.req.param('id'));
    if (!paper) return missing(c);
    c.header('content-disposition', attachment(`${paper.file}-校验结果.json`));
    return c.json(fullReport([documentReport(paper)], [], forms.hash));
  });

  api.get('/:id/report.xlsx', async (c) => {
    const paper = library.get(c.req.param('id'));
    if (!paper) return missing(c);
    const bytes = await reportWorkbook(fullReport([documentReport(paper)], acrossOf(paper, library), forms.hash), new Date());
    c.header('content-disposition', attachment(`${paper.file}-问题清单.xlsx`));
    return c.body(bytes.slice().buffer, 200, { 'content-type': XLSX });
  });

  api.delete('/:id', async (c) => {
    const id = c.req.param('id');
    originals.remove(id);
    if (await library.remove(id)) return c.body(null, 204);
    return library.get(id) ? c.json({ error: '示例文本不能删除。' }, 403) : missing(c);
  });

  return api;
}

/** Findings between a paper and the others at hand. */
const acrossOf = (paper: CheckedPaper, library: Library): readonly Finding[] =>
  library.across().filter((finding) => finding.places.some((place) => place.file === paper.file));

function detail(id: string, paper: CheckedPaper, library: Library, kept: boolean): PaperDetail {
  const format = paper.reading?.document.format ?? null;
  const unexplained = (paper.reading?.numbers ?? []).flatMap((use, number) =>
    use.as === null
      ? [{ number, printed: use.printed, context: use.context, line: use.place.line, page: use.place.page, box: use.place.box }]
      : [],
  );
  const across = acrossOf(paper, library);
  return { id, pictured: kept && format === 'pdf', annotated: kept && takesNotes(format), ...documentReport(paper), unexplained, across };
}
