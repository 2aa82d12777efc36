import { type Context, Hono } from 'hono';
import type { Finding, Severity } from '../../check/finding.ts';
import { type OutputFormat, outputFormats } from '../../compile/outputs.ts';
import type { EditionEntry } from '../../format/html/index.ts';
import type { Forms } from '../../forms.ts';
import type { RecordsSource } from '../../performance/with-records.ts';
import { attachment, XLSX } from '../download.ts';
import { type NumberMeaning, numberMeaning } from '../meaning.ts';
import { cleanName, MB, uploadedFiles, uploadLimit } from '../upload.ts';
import { VERSION } from '../version.ts';
import type { PlanSource } from './compiled.ts';
import type { FormChoice, PlanExample } from './examples.ts';
import { type ProblemChanges, problemChanges, type ShownProblem } from './problems.ts';
import type { PlanService } from './service.ts';
import type { KeptPlan } from './store.ts';
import type { PlanAnswer } from './task.ts';
import type { Why } from './why.ts';

/** A plan as the list shows it. */
export interface PlanSummary {
  readonly id: string;
  readonly file: string;
  readonly origin: 'example' | 'upload';
  /** of the paper, or the name of the file where there is none */
  readonly title: string;
  readonly form: string | null;
  readonly errors: number;
  readonly warnings: number;
  /** whether there is a paper to look at, and whether it can be published */
  readonly state: 'ready' | 'draft' | 'none';
}

/** What the list page asks for. */
export interface PlanList {
  readonly version: string;
  readonly forms: readonly FormChoice[];
  readonly examples: readonly PlanExample[];
  readonly plans: readonly PlanSummary[];
}

/** A figure that is not printed as it would be rounded by itself. */
export interface MovedFigure extends Pick<Why, 'nearest' | 'balanced'> {
  readonly number: number;
  readonly place: string;
}

/** What the page of one plan asks for. */
export interface PlanDetail extends PlanSummary {
  readonly problems: readonly ShownProblem[];
  readonly changes: ProblemChanges | null;
  readonly unmade: string | null;
  /** name of the file of records of performance that it is compiled with; null: none */
  readonly records: string | null;
  /** whether its problems have cells of a workbook as their places */
  readonly workbook: boolean;
  readonly paper: {
    readonly outline: readonly EditionEntry[];
    readonly names: Readonly<Record<OutputFormat, { readonly draft: string; readonly final: string }>>;
    /** `index`: by which the preview marks its places */
    readonly findings: readonly { readonly index: number; readonly finding: Finding }[];
    readonly gaps: number;
    /** figures that balancing moved, each with a number of the paper that prints it */
    readonly moved: readonly MovedFigure[];
    readonly relations: Readonly<Record<'total' | 'holding', number>>;
    /** of all numbers that it prints those that were not understood when it was read back */
    readonly numbers: { readonly total: number; readonly unread: readonly { readonly number: number; readonly context: string }[] };
  } | null;
}

/** What is known of a printed number. */
export interface PlanNumber {
  readonly meaning: NumberMeaning;
  /** null where it is no amount of the plan */
  readonly why: Why | null;
}

/** A file that is ready to be fetched. */
export interface MadeFile {
  readonly name: string;
  readonly size: number;
}

const MAX_BODY = 21 * MB;
/** For the page of a paper in its frame: styles of its own, no script, nothing from elsewhere. */
export const PREVIEW_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

const gone = (c: Context) => c.json({ error: '这份计划已不在内存里（服务重新启动过，或新上传的太多）。请重新上传。' }, 404);
const count = (problems: readonly ShownProblem[], severity: Severity): number =>
  problems.filter((problem) => problem.severity === severity).length;

function summary({ id, source, origin, compiled }: KeptPlan): PlanSummary {
  const { problems, paper, form } = compiled;
  return {
    id,
    file: source.file,
    origin,
    title: paper?.title ?? source.file,
    form: form?.name ?? null,
    errors: count(problems, 'error'),
    warnings: count(problems, 'warning'),
    state: paper === null ? 'none' : paper.pages.final === null ? 'draft' : 'ready',
  };
}

function movedFigures(why: ReadonlyMap<number, Why>): MovedFigure[] {
  const found = new Map<string, MovedFigure>();
  for (const [number, { moved, nearest, balanced, places }] of [...why].sort(([a], [b]) => a - b)) {
    const [place = ''] = places;
    if (moved && !found.has(place)) found.set(place, { number, place, nearest, balanced });
  }
  return [...found.values()];
}

function detail(plan: KeptPlan): PlanDetail {
  const { problems, paper, unmade } = plan.compiled;
  const relations = paper?.checked.relations ?? [];
  const numbers = paper?.checked.reading?.numbers ?? [];
  return {
    ...summary(plan),
    problems,
    changes: plan.changes,
    unmade,
    records: plan.source.records?.file ?? null,
    workbook: /\.xls[xm]$/i.test(plan.source.file),
    paper: paper && {
      outline: paper.outline,
      names: paper.names,
      findings: paper.findings.map((finding) => ({ index: paper.checked.findings.indexOf(finding), finding })),
      gaps: paper.gaps,
      moved: movedFigures(paper.why),
      relations: { total: relations.length, holding: relations.filter(({ holds }) => holds).length },
      numbers: {
        total: numbers.length,
        unread: numbers.flatMap((use, number) => (use.as === null ? [{ number, context: use.context }] : [])),
      },
    },
  };
}

/** /api/plans: examples and form sets, plans that were opened or uploaded, their papers to be looked at, all files of them. */
export function plansApi({ plans, compiler, examples }: PlanService, forms: Forms): Hono {
  const api = new Hono();
  const limit = uploadLimit(MAX_BODY);

  const refused = (c: Context, answer: PlanAnswer) => c.json({ error: answer.kind === 'refused' ? answer.error : '处理失败。' }, 422);
  /** Sends what a worker made, or says why there is nothing. */
  const send = (c: Context, answer: PlanAnswer, name: string, type: string) =>
    answer.kind === 'file'
      ? c.body(Buffer.from(answer.bytes), 200, { 'content-type': type, 'content-disposition': attachment(name) })
      : refused(c, answer);

  /** Compiles a plan and keeps it, in the place of another where one is given. */
  async function take(c: Context, source: PlanSource, origin: KeptPlan['origin'], before: KeptPlan | null) {
    const answer = await compiler.run({ kind: 'compile', source });
    if (answer.kind !== 'compiled') return refused(c, answer);
    const present = before && plans.get(before.id);
    if (before && !present) return gone(c);
    if (present !== before) return c.json({ error: '另一份刚上传的工作簿已经代替了这份计划。请刷新页面，再决定是否上传。' }, 409);
    const changes = before && problemChanges(before.compiled.problems, answer.plan.problems);
    const kept = plans.put({ source, origin, compiled: answer.plan, changes }, before?.id);
    return c.json(summary(kept), before ? 200 : 201);
  }

  async function uploaded(c: Context, what = '计划'): Promise<RecordsSource | Response> {
    const files = await uploadedFiles(c);
    if (files instanceof Response) return files;
    const [file, other] = files;
    if (!file || other) return c.json({ error: `请一次上传一份${what}。` }, 400);
    return { file: cleanName(file.name), bytes: new Uint8Array(await file.arrayBuffer()) };
  }

  /** The file of a plan in one format, made now or before. */
  async function fileOf(plan: KeptPlan, format: OutputFormat, draft: boolean): Promise<PlanAnswer> {
    const key = `${format} ${draft}`;
    const known = plan.files.get(key);
    if (known) return { kind: 'file', bytes: known };
    const answer = await compiler.run({ kind: 'write', source: plan.source, format, draft });
    if (answer.kind === 'file') plans.keepFile(plan, key, answer.bytes);
    return answer;
  }

  const nameOf = ({ compiled, source }: KeptPlan, format: OutputFormat, draft: boolean): string =>
    compiled.paper?.names[format][draft ? 'draft' : 'final'] ?? source.file;
  const isDraft = (c: Context): boolean => c.req.query('draft') === '1';

  api.get('/', (c) =>
    c.json({
      version: VERSION,
      forms: examples.forms,
      examples: examples.list,
      plans: plans.list().map(summary),
    } satisfies PlanList),
  );

  api.post('/', limit, async (c) => {
    const source = await uploaded(c);
    return source instanceof Response ? source : take(c, { ...source, records: null }, 'upload', null);
  });

  api.post('/examples', async (c) => {
    const source = examples.source(c.req.query('id') ?? '');
    return source ? take(c, source, 'example', null) : c.json({ error: '没有这个示例。' }, 404);
  });

  api.get('/workbook', async (c) => {
    const written = new Date();
    const source = examples.source(c.req.query('example') ?? '');
    if (source)
      return send(c, await compiler.run({ kind: 'workbook', source, written }), `${source.file.replace(/\.\w+$/, '')}-示例.xlsx`, XLSX);
    const form = examples.forms.find(({ id }) => id === c.req.query('form'));
    if (!form) return c.json({ error: '没有这套表样。' }, 404);
    return send(c, await compiler.run({ kind: 'empty', form: form.id, written }), `${form.name}-编制工作簿.xlsx`, XLSX);
  });

  api.get('/:id', (c) => {
    const plan = plans.get(c.req.param('id'));
    return plan ? c.json(detail(plan)) : gone(c);
  });

  api.put('/:id', limit, async (c) => {
    const before = plans.get(c.req.param('id'));
    if (!before) return gone(c);
    const source = await uploaded(c);
    return source instanceof Response ? source : take(c, { ...source, records: before.source.records }, 'upload', before);
  });

  /** The records of performance that a plan is compiled with. */
  api.put('/:id/records', limit, async (c) => {
    const before = plans.get(c.req.param('id'));
    if (!before) return gone(c);
    const records = await uploaded(c, '绩效记录');
    return records instanceof Response ? records : take(c, { ...before.source, records }, before.origin, before);
  });

  api.delete('/:id', (c) => (plans.remove(c.req.param('id')) ? c.body(null, 204) : gone(c)));

  api.get('/:id/preview', (c) => {
    const pages = plans.get(c.req.param('id'))?.compiled.paper?.pages;
    if (!pages) return gone(c);
    c.header('content-security-policy', PREVIEW_POLICY);
    c.header('x-frame-options', 'SAMEORIGIN');
    return c.html((isDraft(c) ? null : pages.final) ?? pages.draft);
  });

  api.get('/:id/numbers/:n{[0-9]{1,7}}', (c) => {
    const paper = plans.get(c.req.param('id'))?.compiled.paper;
    if (!paper) return gone(c);
    const n = Number(c.req.param('n'));
    const meaning = numberMeaning(paper.checked, n, forms);
    return meaning ? c.json({ meaning, why: paper.why.get(n) ?? null } satisfies PlanNumber) : c.json({ error: '没有这个数字。' }, 404);
  });

  api.get('/:id/workbook', async (c) => {
    const plan = plans.get(c.req.param('id'));
    if (!plan) return gone(c);
    const answer = await compiler.run({ kind: 'workbook', source: plan.source, written: new Date() });
    return send(c, answer, `${plan.compiled.paper?.title ?? plan.source.file.replace(/\.\w+$/, '')}-编制工作簿.xlsx`, XLSX);
  });

  api.get('/:id/files/all', async (c) => {
    const plan = plans.get(c.req.param('id'));
    if (!plan?.compiled.paper) return gone(c);
    const draft = isDraft(c);
    const files = new Map<string, Uint8Array>();
    for (const format of outputFormats) {
      const answer = await fileOf(plan, format, draft);
      if (answer.kind === 'file') files.set(nameOf(plan, format, draft), answer.bytes);
    }
    if (files.size === 0) return c.json({ error: '没有能下载的文件。请看各个文件后面的说明。' }, 422);
    const date = new Date().toISOString().slice(0, 10);
    const name = `${plan.compiled.paper.title}${draft ? '（草稿）' : ''}.zip`;
    return send(c, await compiler.run({ kind: 'zip', files, date }), name, 'application/zip');
  });

  const formatOf = (c: Context): OutputFormat | null => outputFormats.find((format) => format === c.req.param('format')) ?? null;
  /** Makes a file without sending it: what takes long can be told of. */
  api.post('/:id/files/:format', async (c) => {
    const plan = plans.get(c.req.param('id'));
    const format = formatOf(c);
    if (!plan || !format) return gone(c);
    const answer = await fileOf(plan, format, isDraft(c));
    if (answer.kind !== 'file') return refused(c, answer);
    return c.json({ name: nameOf(plan, format, isDraft(c)), size: answer.bytes.length } satisfies MadeFile);
  });
  api.get('/:id/files/:format', async (c) => {
    const plan = plans.get(c.req.param('id'));
    const format = formatOf(c);
    if (!plan || !format) return gone(c);
    return send(c, await fileOf(plan, format, isDraft(c)), nameOf(plan, format, isDraft(c)), 'application/octet-stream');
  });

  return api;
}
