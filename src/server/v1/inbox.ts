import { StoreError } from '../../store/error.ts';
import { handleReceived } from '../../store/inbox/handle.ts';
import { type InboxVersion, type InboxView, inboxFile, inboxPage, inboxPapers, inboxView } from '../../store/inbox/read.ts';
import { checkAgain, receiveFile, receiveVersion, removeReceived } from '../../store/inbox/receive.ts';
import type { Handover } from '../inbox/handover.ts';
import type { InboxReport } from '../inbox/task.ts';
import { notesOf } from '../notes.ts';
import { takesNotes } from '../original/api.ts';
import { cleanName } from '../upload.ts';
import { type Call, Download, type Endpoint, endpoint, Page, Picture } from './endpoint.ts';
import * as schemas from './schemas.ts';

/** As the API gives it: the report is what the program itself wrote. */
export interface InboxShown extends Omit<InboxView, 'versions'> {
  readonly versions: readonly (Omit<InboxVersion, 'report'> & { readonly report: InboxReport | null })[];
}

const OFFICE = 'application/vnd.openxmlformats-officedocument.';
const TYPES = { docx: `${OFFICE}wordprocessingml.document`, xlsx: `${OFFICE}spreadsheetml.sheet` } as const;

/** 预算公开.pdf → 预算公开（批注）.pdf */
const renamed = (file: string, words: string, ending?: string): string =>
  file.replace(/(\.[^.]*)?$/, (old) => `（${words}）${ending === undefined ? old : `.${ending}`}`);

/** The newest version that was checked. Throws StoreError where there is none. */
function checkedVersion({ versions }: InboxShown) {
  const version = versions.find(({ state }) => state === 'checked');
  if (!version?.report) throw new StoreError('conflict', '这份文本还没有校验完，没有可交出的报告。');
  return { ...version, report: version.report };
}

async function handoverOf({ db, actor }: Pick<Call, 'db' | 'actor'>, id: string): Promise<Handover> {
  const view = (await inboxView(db, actor, id)) as InboxShown;
  const version = checkedVersion(view);
  const { name } = await db.selectFrom('organisation').select('name').where('id', '=', view.paper.organisation).executeTakeFirstOrThrow();
  const files = new Map([...view.others, { id, file: version.file }].map((one) => [one.id, one.file]));
  return { version, report: version.report, findings: view.findings, files, organisation: name };
}

/** The bytes of a version. Throws StoreError. */
async function bytesOf({ db, actor, params, inbox }: Call<unknown, unknown>): Promise<Uint8Array> {
  const { sha256 } = await inboxFile(db, actor, params.id!, Number(params.number));
  return inbox.bytes(db, sha256);
}

export const inboxEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/inbox',
    summary: '自己单位收到的文本，新的在前',
    access: 'session',
    query: schemas.inbox,
    handle: ({ db, actor, query }) => inboxPapers(db, actor, query),
  }),
  endpoint({
    method: 'post',
    path: '/inbox',
    summary: '收下一份文本（PDF、Word、Excel、网页、文本、OFD），随后校验；同一个文件只收一份',
    access: 'session',
    query: schemas.received,
    file: true,
    async handle({ db, actor, query, file: bytes, inbox, now }) {
      const value = await receiveFile(db, actor, query.organisation, { name: cleanName(query.file), bytes }, now);
      inbox.wake();
      return value;
    },
  }),
  endpoint({
    method: 'get',
    path: '/inbox-report',
    summary: '一个单位收到的全部文本的问题清单（Excel）',
    access: 'session',
    query: schemas.handoverAll,
    async handle({ db, actor, query, inbox, now }) {
      const papers = await inboxPapers(db, actor, { organisation: query.organisation });
      const checked = papers.filter(({ state }) => state === 'checked');
      if (checked.length === 0) throw new StoreError('unknown', '还没有校验完的文本，没有可交出的清单。');
      const handovers = await Promise.all(checked.map(({ id }) => handoverOf({ db, actor }, id)));
      return new Download('问题清单.xlsx', TYPES.xlsx, await inbox.handover('xlsx', handovers, now));
    },
  }),
  endpoint({
    method: 'get',
    path: '/inbox/{id}',
    summary: '一份收到的文本：各版本、问题和处理',
    access: 'session',
    handle: ({ db, actor, params }) => inboxView(db, actor, params.id!),
  }),
  endpoint({
    method: 'delete',
    path: '/inbox/{id}',
    summary: '从收件箱删除一份文本和它的问题',
    access: 'session',
    handle: ({ db, actor, params }) => removeReceived(db, actor, params.id!),
  }),
  endpoint({
    method: 'post',
    path: '/inbox/{id}/versions',
    summary: '上传改好的新版本，随后校验，与上一版对照',
    access: 'session',
    query: schemas.receivedVersion,
    file: true,
    async handle({ db, actor, params, query, file: bytes, inbox, now }) {
      const number = await receiveVersion(db, actor, params.id!, { name: cleanName(query.file), bytes }, now);
      inbox.wake();
      return { number };
    },
  }),
  endpoint({
    method: 'post',
    path: '/inbox/{id}/check',
    summary: '再校验一次：上次没有成，或者规则改过',
    access: 'session',
    async handle({ db, actor, params, inbox }) {
      await checkAgain(db, actor, params.id!);
      inbox.wake();
    },
  }),
  endpoint({
    method: 'put',
    path: '/inbox/{id}/findings/{finding}',
    summary: '处理一个问题：确认、写明理由放行、重新打开',
    access: 'session',
    body: schemas.handling,
    handle: ({ db, actor, params, body }) => handleReceived(db, actor, params.id!, params.finding!, body.handling, body.reason),
  }),
  endpoint({
    method: 'get',
    path: '/inbox/{id}/report',
    summary: '交出去的报告（Word、Excel）：各问题的处理和理由，所校验文件的校验值',
    access: 'session',
    query: schemas.handover,
    async handle({ db, actor, params, query, inbox, now }) {
      const handover = await handoverOf({ db, actor }, params.id!);
      const bytes = await inbox.handover(query.format, [handover], now);
      return new Download(renamed(handover.version.file, '校验报告', query.format), TYPES[query.format], bytes);
    },
  }),
  endpoint({
    method: 'get',
    path: '/inbox/{id}/annotated',
    summary: '所校验的文件，要改正的问题写成批注（PDF、Word、Excel）',
    access: 'session',
    async handle({ db, actor, params, inbox, now }) {
      const { findings, versions, ...view } = (await inboxView(db, actor, params.id!)) as InboxShown;
      const { file, sha256, report } = checkedVersion({ findings, versions, ...view });
      if (!takesNotes(report.format)) throw new StoreError('conflict', '这种格式的文件不能带批注，请下载报告。');
      const told = findings.filter(({ handling, across }) => !across && (handling === 'open' || handling === 'accepted'));
      const notes = notesOf(told.map(({ finding }) => finding));
      const bytes = await inbox.bytes(db, sha256);
      const answer = await inbox.original({ kind: 'annotate', bytes, file, notes, date: now.toISOString() });
      return new Download(renamed(file, '批注'), 'application/octet-stream', answer.bytes);
    },
  }),
  endpoint({
    method: 'get',
    path: '/inbox/{id}/versions/{number}/file',
    summary: '收到的文件，一个字节不变',
    access: 'session',
    async handle({ db, actor, params, inbox }) {
      const { file, sha256 } = await inboxFile(db, actor, params.id!, Number(params.number));
      return new Download(file, 'application/octet-stream', await inbox.bytes(db, sha256));
    },
  }),
  endpoint({
    method: 'get',
    path: '/inbox/{id}/versions/{number}/text',
    summary: '一个版本读出的文本，问题标在上面',
    access: 'session',
    handle: async ({ db, actor, params }) => new Page(await inboxPage(db, actor, params.id!, Number(params.number))),
  }),
  endpoint({
    method: 'get',
    path: '/inbox/{id}/versions/{number}/pages',
    summary: '一个 PDF 版本各页的大小（磅）',
    access: 'session',
    handle: async (call) => ({ pages: (await call.inbox.original({ kind: 'sizes', bytes: await bytesOf(call) })).sizes }),
  }),
  endpoint({
    method: 'get',
    path: '/inbox/{id}/versions/{number}/pages/{page}',
    summary: '一页的图（PNG）',
    access: 'session',
    query: schemas.picture,
    async handle(call) {
      const [page, width] = [Number(call.params.page), Number(call.query.width)];
      return new Picture((await call.inbox.original({ kind: 'picture', bytes: await bytesOf(call), page, width })).png);
    },
  }),
  endpoint({
    method: 'get',
    path: '/inbox/{id}/versions/{number}/pages/{page}/fontless',
    summary: '一页的图缺的字：文件里没有带字体',
    access: 'session',
    handle: async (call) => {
      const task = { kind: 'fontless' as const, bytes: await bytesOf(call), page: Number(call.params.page) };
      return { glyphs: (await call.inbox.original(task)).glyphs };
    },
  }),
];
