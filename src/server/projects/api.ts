import { type Context, Hono } from 'hono';
import { type OutputFormat, outputFormats } from '../../compile/outputs.ts';
import { attachment, XLSX } from '../download.ts';
import type { Library } from '../library.ts';
import { cleanName, MB, uploadedFiles, uploadLimit } from '../upload.ts';
import { VERSION } from '../version.ts';
import type { Refused } from '../workers/workshop.ts';
import type { KeptRecords, ProjectService } from './service.ts';
import type { ReadRecords, RecordAnswer, RecordSource } from './task.ts';
import type { RecordsView } from './view.ts';

/** Projects of one organisation as the list shows them. */
export interface RecordsSummary {
  readonly id: string;
  readonly origin: 'example' | 'upload' | 'paper';
  readonly file: string;
  /** reading: ask again in a moment; unread: `error` or the problems of the page say why */
  readonly state: 'ready' | 'reading' | 'unread';
  readonly error: string | null;
  readonly errors: number;
  readonly warnings: number;
  readonly summary:
    | (Pick<RecordsView, 'organisation' | 'year' | 'money' | 'scored' | 'grades'> & {
        readonly projects: number;
        readonly average: string | null;
      })
    | null;
}

/** What the list page asks for. */
export interface RecordsList {
  readonly version: string;
  readonly records: readonly RecordsSummary[];
}

/** What the page of one organisation's projects asks for. */
export interface RecordsDetail extends Omit<ReadRecords, 'kind'> {
  readonly id: string;
  readonly origin: RecordsSummary['origin'];
  readonly file: string;
  /** id of the paper that they are read from; null: a file of records */
  readonly paper: string | null;
}

/** A report that is ready to be fetched. */
export interface MadeReport {
  readonly name: string;
  readonly size: number;
}

const MAX_BODY = 21 * MB;
const PAPER = 'paper-';
const MIME: Readonly<Record<OutputFormat, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  html: 'text/html; charset=utf-8',
  xlsx: XLSX,
  json: 'application/zip',
};

const gone = (c: Context) => c.json({ error: '这份绩效记录已不在内存里（服务重新启动过、已被删除，或新上传的太多）。请重新上传。' }, 404);
const failed = (c: Context, error: string) => c.json({ error }, 422);

type Known = { readonly id: string; readonly origin: RecordsSummary['origin']; readonly file: string };

const reading = (known: Known): RecordsSummary => ({ ...known, state: 'reading', error: null, errors: 0, warnings: 0, summary: null });

function summary(known: Known, read: ReadRecords | Refused): RecordsSummary {
  if (read.kind === 'refused') return { ...reading(known), state: 'unread', error: read.error };
  const { view, problems } = read;
  const count = (severity: 'error' | 'warning'): number => problems.filter((problem) => problem.severity === severity).length;
  return {
    ...known,
    state: view ? 'ready' : 'unread',
    error: view ? null : (problems[0]?.message ?? null),
    errors: count('error'),
    warnings: count('warning'),
    summary: view && {
      organisation: view.organisation,
      year: view.year,
      money: view.money,
      scored: view.scored,
      grades: view.grades,
      projects: view.projects.length,
      average: view.average.plain,
    },
  };
}

const summaryOf = ({ id, origin, source, read }: KeptRecords): RecordsSummary => summary({ id, origin, file: source.file }, read);

/** /api/projects: what there is of projects, uploads of records, the projects of one organisation, its report as files. */
export function projectsApi(projects: ProjectService, library: Library): Hono {
  const api = new Hono();
  const limit = uploadLimit(MAX_BODY);

  /** A file of records: an upload, or an example. */
  async function recordsOf(id: string): Promise<KeptRecords | Refused | null> {
    return projects.uploads.get(id) ?? (await projects.example(id)?.whole()) ?? null;
  }

  function examples(): RecordsSummary[] {
    return projects.exampleIds().map((id) => {
      const known: Known = { id, origin: 'example', file: `${id}.yaml` };
      const own = projects.example(id)?.known;
      return !own ? reading(known) : 'kind' in own ? summary(known, own) : summaryOf(own);
    });
  }

  const checked = () => library.list().flatMap(({ id }) => library.get(id) ?? []);

  function papers(): RecordsSummary[] {
    const all = checked();
    return library.list().flatMap(({ id, file }) => {
      const paper = library.get(id);
      const own = paper && projects.paper(paper, all);
      if (!own) return [];
      const known: Known = { id: PAPER + id, origin: 'paper', file };
      if (!own.known) return [reading(known)];
      // its projects are only named, or all of them could be read
      return own.known.kind === 'records' && own.known.view?.projects.length === 0 ? [] : [summary(known, own.known)];
    });
  }

  /** Reads a file and keeps it, in the place of another where one is given. */
  async function take(c: Context, source: RecordSource, before: string | undefined) {
    const read = await projects.read({ kind: 'read', source });
    if (read.kind === 'refused') return failed(c, read.error);
    return c.json(summaryOf(projects.uploads.put({ source, origin: 'upload', read }, before)), before ? 200 : 201);
  }

  async function uploaded(c: Context): Promise<RecordSource | Response> {
    const files = await uploadedFiles(c);
    if (files instanceof Response) return files;
    const [file, other] = files;
    if (!file || other) return c.json({ error: '请一次上传一份绩效记录。' }, 400);
    if (!/\.(?:ya?ml|json)$/i.test(file.name))
      return c.json({ error: '绩效记录是 .yaml 或 .json 文件。公开文本（Word、PDF）请到“校验”上传，其中的项目会列在这里。' }, 415);
    return { file: cleanName(file.name), bytes: new Uint8Array(await file.arrayBuffer()) };
  }

  /** The report in one format, made now or before. */
  async function fileOf(records: KeptRecords, format: OutputFormat, draft: boolean): Promise<RecordAnswer> {
    const key = `${format} ${draft}`;
    const known = records.files.get(key);
    if (known) return { kind: 'file', bytes: known };
    const answer = await projects.workers.run({ kind: 'write', source: records.source, format, draft });
    if (answer.kind === 'file' && records.origin === 'upload') projects.uploads.keepFile(records, key, answer.bytes);
    else if (answer.kind === 'file') records.files.set(key, answer.bytes);
    return answer;
  }

  api.get('/', (c) => {
    const own = projects.uploads.list().map(summaryOf);
    return c.json({ version: VERSION, records: [...own, ...papers(), ...examples()] } satisfies RecordsList);
  });

  api.post('/', limit, async (c) => {
    const source = await uploaded(c);
    return source instanceof Response ? source : take(c, source, undefined);
  });

  api.put('/:id', limit, async (c) => {
    const before = projects.uploads.get(c.req.param('id'));
    if (!before) return gone(c);
    const source = await uploaded(c);
    return source instanceof Response ? source : take(c, source, before.id);
  });

  api.delete('/:id', (c) => (projects.uploads.remove(c.req.param('id')) ? c.body(null, 204) : gone(c)));

  api.get('/:id', async (c) => {
    const id = c.req.param('id');
    if (id.startsWith(PAPER)) {
      const paper = library.get(id.slice(PAPER.length));
      const read = paper && (await projects.paper(paper, checked())?.whole());
      if (!paper || !read) return gone(c);
      if (read.kind === 'refused') return failed(c, read.error);
      const { view, problems, report } = read;
      return c.json({
        id,
        origin: 'paper',
        file: paper.file,
        paper: id.slice(PAPER.length),
        view,
        problems,
        report,
      } satisfies RecordsDetail);
    }
    const records = await recordsOf(id);
    if (!records) return gone(c);
    if ('kind' in records) return failed(c, records.error);
    const { view, problems, report } = records.read;
    return c.json({
      id,
      origin: records.origin,
      file: records.source.file,
      paper: null,
      view,
      problems,
      report,
    } satisfies RecordsDetail);
  });

  /** The report of a request in the format it asks for, or the answer that says why there is none. */
  async function wanted(
    c: Context,
  ): Promise<{ readonly bytes: Uint8Array; readonly name: string; readonly format: OutputFormat } | Response> {
    const records = await recordsOf(c.req.param('id') ?? '');
    const format = outputFormats.find((one) => one === c.req.param('format'));
    if (!records || !format) return gone(c);
    if ('kind' in records) return failed(c, records.error);
    const draft = c.req.query('draft') === '1';
    const answer = await fileOf(records, format, draft);
    if (answer.kind !== 'file') return failed(c, answer.kind === 'refused' ? answer.error : '处理失败。');
    const name = records.read.report?.names[format] ?? records.source.file;
    return { bytes: answer.bytes, format, name: draft ? name.replace(/(?=(?:-数据包)?\.\w+$)/, '（草稿）') : name };
  }

  /** Makes a file without sending it: what takes long can be told of. */
  api.post('/:id/files/:format', async (c) => {
    const made = await wanted(c);
    return made instanceof Response ? made : c.json({ name: made.name, size: made.bytes.length } satisfies MadeReport);
  });
  api.get('/:id/files/:format', async (c) => {
    const made = await wanted(c);
    if (made instanceof Response) return made;
    const headers = { 'content-type': MIME[made.format], 'content-disposition': attachment(made.name) };
    return c.body(Buffer.from(made.bytes), 200, headers);
  });

  return api;
}
