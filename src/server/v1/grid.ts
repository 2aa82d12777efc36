import { z } from 'zod';
import { StoreError } from '../../store/error.ts';
import { loadTree } from '../../store/query/organisation.ts';
import { planValue } from '../../store/query/plan.ts';
import { planState } from '../../store/query/plan-state.ts';
import { mayPaper } from '../../store/rights/allowed.ts';
import { createPaper } from '../../store/work/paper.ts';
import { openPlan, paperView } from '../../store/work/read.ts';
import { type Call, type Endpoint, endpoint } from './endpoint.ts';
import { made } from './plans.ts';
import { id } from './schemas.ts';

/** The plan of a paper, by those who may open it. */
const stateOf = async ({ db, actor, params }: Pick<Call, 'db' | 'actor' | 'params'>) =>
  planState(db, (await openPlan(db, actor, params.id!)).plan);

const form = z.string().min(1).max(100);
const known = z.strictObject({ known: z.coerce.number().int().min(0).optional() });
const start = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('nothing'), form, year: z.int().min(2000).max(2100), scope: z.enum(['unit', 'department']) }),
  // without a form set: last year's own
  z.strictObject({ from: z.literal('last'), form: form.nullable(), paper: id, amounts: z.boolean() }),
]);

/** The organisation and, for a department, the units below it, as the first units of a plan. */
async function headOf({ db, params }: Pick<Call, 'db' | 'params'>, scope: 'unit' | 'department') {
  const all = await db.selectFrom('organisation').select(['id', 'parent', 'code', 'name', 'closed']).orderBy('code').execute();
  const own = all.find((one) => one.id === params.id);
  if (!own) throw new StoreError('unknown', '没有这个单位。');
  const below = (above: string): typeof all =>
    all.filter(({ parent, closed }) => parent === above && !closed).flatMap((one) => [one, ...below(one.id)]);
  return { organisation: own.name, units: scope === 'unit' ? [own] : [own, ...below(own.id)] };
}

/** Editing a plan in grids: what the page needs to know, what others changed, what is wrong; and new papers that begin on the page. */
export const gridEndpoints: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/papers/{id}/grid',
    summary: '编制内容的各张表：列、可选的科目和各条记录',
    access: 'session',
    async handle(call) {
      const state = await stateOf(call);
      return { ...state, form: await call.plans.grid(state.form, state.records) };
    },
  }),
  endpoint({
    method: 'get',
    path: '/papers/{id}/grid/records',
    summary: '编制内容现在的版本；与已知的版本不同时，连同各条记录',
    access: 'session',
    query: known,
    async handle(call) {
      const { version, records } = await stateOf(call);
      return { version, records: version === call.query.known ? null : records };
    },
  }),
  endpoint({
    method: 'get',
    path: '/papers/{id}/grid/problems',
    summary: '编制内容有什么问题，在哪一格；连同它是哪个版本的',
    access: 'session',
    async handle(call) {
      const { form: set, version, records } = await stateOf(call);
      return { version, problems: await call.plans.problems(set, records) };
    },
  }),
  endpoint({
    method: 'get',
    path: '/papers/{id}/findings/{finding}/origin',
    summary: '一个问题所说的内容是在哪几格填的',
    access: 'session',
    async handle(call) {
      const { db, actor, params, plans } = call;
      const { form: set, version, records } = await stateOf(call);
      const { editions, findings } = await paperView(db, actor, params.id!);
      const found = findings.find(({ id: own }) => own === params.finding);
      if (!found) throw new StoreError('unknown', '没有这个问题，可能已经改正。');
      if (editions[0]?.checked !== version) throw new StoreError('conflict', '内容改过以后还没有校验，请先校验。', { unchecked: true });
      return { version, cells: await plans.origin(set, records, found.finding) };
    },
  }),
  endpoint({
    method: 'post',
    path: '/organisations/{id}/papers',
    summary: '新建一份文本：从空白开始，或从上年的文本开始',
    access: 'session',
    body: start,
    async handle(call) {
      const { db, actor, params, body, plans } = call;
      if (!mayPaper(await loadTree(db), actor, 'create', params.id!, 'draft'))
        throw new StoreError('forbidden', '你不是这个单位的编制人，不能为它编制文本。');
      const last = body.from === 'last' ? await lastPlan(call, body.paper) : null;
      const set = body.form ?? last?.form ?? '';
      const answer =
        body.from === 'last'
          ? await plans.next(set, last!, body.amounts)
          : await plans.empty(set, { year: body.year, scope: body.scope, ...(await headOf(call, body.scope)) });
      const { value, ...head } = made(answer);
      return { id: await createPaper(db, actor, { organisation: params.id!, form: set, ...head, plan: value }) };
    },
  }),
];

/** Last year's plan, of the same organisation, by those who may open it. */
async function lastPlan({ db, actor, params }: Pick<Call, 'db' | 'actor' | 'params'>, paper: string) {
  const { plan } = await openPlan(db, actor, paper);
  if ((await paperView(db, actor, paper)).paper.organisation !== params.id) throw new StoreError('invalid', '这份文本是别的单位的。');
  return planValue(db, plan);
}
