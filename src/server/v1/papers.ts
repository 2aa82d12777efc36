import { StoreError } from '../../store/error.ts';
import { addComment, settleComment } from '../../store/query/comment.ts';
import { installation } from '../../store/query/installation.ts';
import { papers } from '../../store/query/paper.ts';
import { planValue } from '../../store/query/plan.ts';
import { createPaper, handleFinding, importPlan, putCheck, saveRecords, setApproval } from '../../store/work/paper.ts';
import { publishPaper } from '../../store/work/publish.ts';
import { editionFile, editionView, openPlan, paperView } from '../../store/work/read.ts';
import { approvePaper, correctPaper, returnPaper, signPaper, submitPaper, withdrawPaper } from '../../store/work/steps.ts';
import { Download, type Endpoint, endpoint, Page } from './endpoint.ts';
import { made } from './plans.ts';
import * as schemas from './schemas.ts';

/** The name in an uploaded plan is the organisation's own: figures of another do not get in by mistake. */
function sameOrganisation(named: string, name: string | undefined): void {
  if (name !== undefined && named !== name) throw new StoreError('invalid', `文件是“${named}”的，不是“${name}”的。请核对单位和文件。`);
}

const NOTHING = { findings: [], facts: [] };

const STEPS = { sign: ['签字', signPaper], submit: ['报送', submitPaper], approve: ['批准', approvePaper] } as const;
const REASONED = { return: ['退回', returnPaper], correct: ['勘误', correctPaper], withdraw: ['撤回', withdrawPaper] } as const;

export const paperEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/papers',
    summary: '看得到的文本；没有登录时是已公开的',
    access: 'public',
    query: schemas.papers,
    handle: ({ db, actor, query }) => papers(db, actor, query),
  }),
  endpoint({
    method: 'post',
    path: '/papers',
    summary: '从编制工作簿或计划文件新建一份文本',
    access: 'session',
    query: schemas.upload,
    file: true,
    async handle({ db, actor, query, file: body, plans }) {
      const { form, kind, scope, year, organisation: named, value } = made(await plans.read(body, query.file, query.form));
      const found = await db.selectFrom('organisation').select('name').where('id', '=', query.organisation).executeTakeFirst();
      sameOrganisation(named, found?.name);
      return { id: await createPaper(db, actor, { organisation: query.organisation, year, kind, scope, form, plan: value }) };
    },
  }),
  endpoint({
    method: 'get',
    path: '/papers/{id}',
    summary: '一份文本',
    access: 'public',
    handle: ({ db, actor, params }) => paperView(db, actor, params.id!),
  }),
  endpoint({
    method: 'get',
    path: '/papers/{id}/plan',
    summary: '编制内容的各条记录',
    access: 'session',
    handle: async ({ db, actor, params }) => ({ records: (await openPlan(db, actor, params.id!)).records }),
  }),
  endpoint({
    method: 'patch',
    path: '/papers/{id}/plan',
    summary: '保存改动的记录；别人先改过的会指出来',
    access: 'session',
    body: schemas.changes,
    handle: ({ db, actor, params, body }) => saveRecords(db, actor, params.id!, body.changes),
  }),
  endpoint({
    method: 'put',
    path: '/papers/{id}/plan',
    summary: '用编制工作簿或计划文件替换全部内容',
    access: 'session',
    query: schemas.replacement,
    file: true,
    async handle({ db, actor, params, query, file: body, plans }) {
      const { paper } = await paperView(db, actor, params.id!);
      const plan = made(await plans.read(body, query.file, query.form));
      const { name } = await db.selectFrom('organisation').select('name').where('id', '=', paper.organisation).executeTakeFirstOrThrow();
      sameOrganisation(plan.organisation, name);
      if (plan.year !== paper.year || plan.kind !== paper.kind || plan.scope !== paper.scope)
        throw new StoreError('invalid', '文件的年度、种类或范围与这份文本不同。');
      return importPlan(db, actor, { id: params.id!, version: query.version }, plan.form, plan.value);
    },
  }),
  endpoint({
    method: 'get',
    path: '/papers/{id}/preview',
    summary: '按现在的内容编成的文本，草稿',
    access: 'session',
    async handle({ db, actor, params, plans }) {
      const { form, value } = await planValue(db, (await openPlan(db, actor, params.id!)).plan);
      return new Page(made(await plans.page(form, value)));
    },
  }),
  endpoint({
    method: 'get',
    path: '/papers/{id}/workbook',
    summary: '现在的内容，作为编制工作簿',
    access: 'session',
    async handle({ db, actor, params, plans, now }) {
      const { form, value } = await planValue(db, (await openPlan(db, actor, params.id!)).plan);
      return new Download('编制工作簿.xlsx', 'application/octet-stream', made(await plans.workbook(form, value, now)));
    },
  }),
  endpoint({
    method: 'post',
    path: '/papers/{id}/check',
    summary: '按现在的内容编成文本并校验',
    access: 'session',
    async handle({ db, actor, params, plans }) {
      const { plan } = await openPlan(db, actor, params.id!);
      const { form, version, value } = await planValue(db, plan);
      // the paper is only made for those who may check; who may not is told so by the verb itself
      const { verbs } = await paperView(db, actor, params.id!);
      const answer = verbs.includes('check') ? await plans.check(form, value) : { made: NOTHING, problems: [] };
      await putCheck(db, actor, params.id!, { plan: version, ...made(answer) });
      return { ...(await paperView(db, actor, params.id!)), problems: answer.problems };
    },
  }),
  ...Object.entries(STEPS).map(([verb, [summary, step]]) =>
    endpoint({
      method: 'post',
      path: `/papers/{id}/${verb}`,
      summary,
      access: 'session',
      body: schemas.at,
      handle: ({ db, actor, params, body }) => step(db, actor, { id: params.id!, version: body.version }),
    }),
  ),
  ...Object.entries(REASONED).map(([verb, [summary, step]]) =>
    endpoint({
      method: 'post',
      path: `/papers/{id}/${verb}`,
      summary,
      access: 'session',
      body: schemas.reasoned,
      handle: ({ db, actor, params, body }): Promise<unknown> => step(db, actor, { id: params.id!, version: body.version }, body.reason),
    }),
  ),
  endpoint({
    method: 'post',
    path: '/papers/{id}/publish',
    summary: '公开：生成各种格式的文件，签名，从此不变',
    access: 'session',
    body: schemas.publication,
    async handle({ db, actor, params, body, plans, forms, now }) {
      const at = { id: params.id!, version: body.version };
      const { plan } = await openPlan(db, actor, at.id);
      const { form, version, value } = await planValue(db, plan);
      const { verbs } = await paperView(db, actor, at.id);
      const answer = verbs.includes('publish') ? await plans.files(form, value) : { made: [], problems: [] };
      const published = await publishPaper(db, actor, at, { plan: version, files: made(answer), date: body.date, forms }, now);
      return { ...published, problems: answer.problems };
    },
  }),
  endpoint({
    method: 'put',
    path: '/papers/{id}/approval',
    summary: '登记批复的日期和文号，公开期限由此起算',
    access: 'session',
    body: schemas.approval,
    handle: ({ db, actor, params, body: { version, approvedOn, approval } }) =>
      setApproval(db, actor, { id: params.id!, version }, approvedOn, approval),
  }),
  endpoint({
    method: 'put',
    path: '/papers/{id}/findings/{finding}',
    summary: '处理一个问题：确认、写明理由放行、重新打开',
    access: 'session',
    body: schemas.handling,
    handle: ({ db, actor, params, body }) => handleFinding(db, actor, params.id!, params.finding!, body.handling, body.reason),
  }),
  endpoint({
    method: 'post',
    path: '/papers/{id}/comments',
    summary: '在一处写批注，或答复一条批注',
    access: 'session',
    body: schemas.comment,
    handle: ({ db, actor, params, body }) => addComment(db, actor, params.id!, body),
  }),
  endpoint({
    method: 'put',
    path: '/papers/{id}/comments/{comment}',
    summary: '批注已处理，或还没有',
    access: 'session',
    body: schemas.settled,
    handle: ({ db, actor, params, body }) => settleComment(db, actor, params.id!, params.comment!, body.settled),
  }),
  endpoint({
    method: 'get',
    path: '/papers/{id}/versions/{number}',
    summary: '一个版本：清单、签名、文件',
    access: 'public',
    handle: ({ db, actor, params }) => editionView(db, actor, params.id!, Number(params.number)),
  }),
  endpoint({
    method: 'get',
    path: '/papers/{id}/versions/{number}/page',
    summary: '一个公开版本的网页',
    access: 'public',
    async handle({ db, actor, params }) {
      const number = Number(params.number);
      const { files } = await editionView(db, actor, params.id!, number);
      const html = files.find(({ format }) => format === 'html');
      if (!html) throw new StoreError('unknown', '这个版本没有网页。');
      return new Page(new TextDecoder().decode(await editionFile(db, actor, params.id!, number, html.name)));
    },
  }),
  endpoint({
    method: 'get',
    path: '/papers/{id}/versions/{number}/files/{name}',
    summary: '下载一个文件',
    access: 'public',
    handle: async ({ db, actor, params }) =>
      new Download(params.name!, 'application/octet-stream', await editionFile(db, actor, params.id!, Number(params.number), params.name!)),
  }),
  endpoint({
    method: 'get',
    path: '/installation',
    summary: '本系统的编号和验证签名用的公钥',
    access: 'public',
    async handle({ db }) {
      const { id, publicKey } = await installation(db);
      return { id, publicKey };
    },
  }),
];
