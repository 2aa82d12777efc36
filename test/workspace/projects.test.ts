import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { load } from 'js-yaml';
import { sql } from 'kysely';
import { loadForms } from '../../src/forms.ts';
import type { ImportView } from '../../src/server/v1/performance.ts';
import type { PlanWorkers } from '../../src/server/v1/plans.ts';
import type { ProjectEntry, ProjectPage } from '../../src/server/v1/projects.ts';
import { RecordJobs, type RecordTask } from '../../src/server/v1/record-tasks.ts';
import type { TakeView } from '../../src/server/v1/take.ts';
import { verifyLog } from '../../src/store/log/verify.ts';
import { migrate } from '../../src/store/migrations/index.ts';
import { insertPlan, planRecords } from '../../src/store/query/plan.ts';
import { openStore } from '../../src/store/store.ts';
import { SAMPLE } from '../performance/sample.ts';
import { onBothEngines } from '../store/engines.ts';
import { type County, county } from '../store/people.ts';
import { type Answer, apiOver, Client, NO_PLANS, paperIn } from './client.ts';

type Fields = Record<string, unknown>;
const [market, trade] = (load(SAMPLE) as { projects: Fields[] }).projects as [Fields, Fields];
const jobs = new RecordJobs(loadForms());
/** Records are made here, in the test's own process. */
const PLANS = { ...NO_PLANS, record: (task: RecordTask) => jobs.answer(task) } as unknown as PlanWorkers;
const as = <T>({ body }: Answer): T => body as unknown as T;

await onBothEngines((engine) => {
  let people: County;
  let preparer: Client;
  let department: Client;
  let school: string;

  before(async () => {
    people = await county(engine.store.db);
    const api = apiOver(() => engine.store, PLANS);
    preparer = await Client.entered(api, 'preparer');
    department = await Client.entered(api, 'department');
    school = people.organisation.一中!;
  });

  const create = (data: object) => preparer.send('post', `/organisations/${school}/projects`, { data });
  const listed = async (client = preparer): Promise<ProjectEntry[]> => as(await client.send('get', `/organisations/${school}/projects`));

  test('made unfinished, listed with what is wrong, saved, overtaken, taken out', async () => {
    const { status, body } = await create({
      name: '食堂改造',
      nature: 'specific',
      indicators: [{ name: '餐位' }],
      years: [{ year: 2024 }],
    });
    assert.equal(status, 200);
    assert.deepEqual(
      (body.problems as { at: string }[]).map(({ at }) => at),
      ['indicators[0].value'],
    );
    const id = String(body.id);
    assert.equal((await create({ name: ' 食堂改造 ' })).status, 409);
    assert.equal((await create({ name: '' })).status, 422);
    assert.equal((await listed())[0]?.problems, 1);

    const page = as<ProjectPage>(await preparer.send('get', `/projects/${id}`));
    assert.deepEqual([page.version, page.writable, page.owner, page.forms], [1, true, '一中', { 2024: 'shanxi/budget/2025' }]);
    const data = { ...(page.data as Fields), indicators: [{ name: '餐位', value: '≥200个', weight: 90 }] };
    assert.deepEqual(as(await preparer.send('put', `/projects/${id}`, { version: 1, data })), { id, version: 2, problems: [] });
    const late = await preparer.send('put', `/projects/${id}`, { version: 1, data });
    assert.equal(late.status, 409);
    assert.match(String(late.body.error), /甲preparer刚改过这个项目/);
    assert.equal(late.body.detail?.version, 2);
    assert.equal(as<ProjectPage>(await department.send('get', `/projects/${id}`)).writable, false);
    assert.equal((await department.send('put', `/projects/${id}`, { version: 2, data })).status, 403);
    assert.equal((await preparer.send('delete', `/projects/${id}?version=1`)).status, 409);
    assert.equal((await preparer.send('delete', `/projects/${id}?version=2`)).status, 204);
    assert.equal((await preparer.send('get', `/projects/${id}`)).status, 404);
  });

  test('scored in the list, by the scheme that the organisation chose', async () => {
    await create(market);
    const scored = async () => (await listed(department)).find(({ name }) => name === market.name)?.years[0];
    const year = await scored();
    assert.deepEqual([year?.adjusted, year?.executed, year?.rate, year?.grade, year?.warnings], ['200.00', '150.00', '75.00', '良', 6]);
    const chosen = await preparer.send('put', `/organisations/${school}/performance`, { year: 2024, scheme: 'shanghai', version: 0 });
    assert.deepEqual(as(chosen), { version: 1 });
    assert.equal(
      (await preparer.send('put', `/organisations/${school}/performance`, { year: 2024, scheme: 'cn', version: 0 })).status,
      409,
    );
    assert.equal(
      (await preparer.send('put', `/organisations/${school}/performance`, { year: 2024, scheme: 'none', version: 1 })).status,
      422,
    );
    assert.deepEqual(as(await preparer.send('get', `/organisations/${school}/performance`)), [
      { year: 2024, version: 1, scheme: 'shanghai' },
    ]);
    assert.equal((await scored())?.score, year?.score);
  });

  test('out as a workbook and records, and back: what is replaced is told, and only that is replaced', async () => {
    await create({ name: '留着的', nature: 'operating', years: [{ year: 2024 }] });
    const upload = (yaml: string, seen = '') =>
      preparer.send('put', `/organisations/${school}/performance/workbook?file=a.yaml&seen=${seen}`, new TextEncoder().encode(yaml));
    const yaml = SAMPLE.replaceAll('青禾市商务局', '一中').replace('改造完成3个街区', '改造了3个街区');
    assert.equal((await upload(SAMPLE)).status, 422);
    const view = as<ImportView>(await upload(yaml));
    assert.deepEqual(
      [view.projects, view.left, view.done],
      [
        [
          { name: '夜市街区改造', what: 'replaced' },
          { name: '外贸展位补贴', what: 'new' },
        ],
        ['留着的'],
        false,
      ],
    );
    assert.equal((await listed()).length, 2);
    assert.equal((await upload(yaml, 'f'.repeat(16))).status, 409);
    assert.equal(as<ImportView>(await upload(yaml, view.seen)).done, true);
    assert.deepEqual((await listed()).map(({ name }) => name).sort(), ['外贸展位补贴', '夜市街区改造', '留着的'].sort());
    // the same may not be taken in twice unseen
    assert.equal((await upload(yaml, view.seen)).status, 409);
    const { status } = await preparer.send('get', `/organisations/${school}/performance/workbook?year=2024&purpose=evaluation`);
    assert.equal(status, 200);
  });

  test('printed: the target form, the self-evaluation table, or what is still missing', async () => {
    const [own] = (await listed()).filter(({ name }) => name === market.name);
    for (const kind of ['target', 'evaluation']) {
      const { status, headers } = await department.send('get', `/projects/${own!.id}/${kind}?year=2024`);
      assert.deepEqual([status, /^text\/html/.test(headers.get('content-type') ?? '')], [200, true], kind);
    }
    const none = await preparer.send('get', `/projects/${own!.id}/evaluation?year=2023`);
    assert.deepEqual([none.status, /没有2023年/.test(String(none.body.error))], [422, true]);
  });

  test('taken into a paper: told before, lines kept, and not twice', async () => {
    const lines = [{ function: '2050201', economic: '30201', government: '50201', yuan: 2_100_000 }];
    const id = await paperIn(engine.store.db, school, 2024, 'draft');
    const plan = await engine.store.db.transaction().execute((tx) =>
      insertPlan(
        tx,
        school,
        'shanxi/budget/2025',
        {
          projects: [
            { name: '夜市街区改造', nature: 'specific', lines },
            { name: '旧项目', nature: 'specific' },
          ],
        },
        null,
      ),
    );
    await engine.store.db.updateTable('paper').set({ plan }).where('id', '=', id).execute();
    const look = async () => as<TakeView>(await preparer.send('get', `/papers/${id}/projects`));
    const view = await look();
    const told = new Map(view.projects.map((one) => [one.name, one]));
    assert.deepEqual(Object.fromEntries([...told].map(([name, { what }]) => [name, what])), {
      夜市街区改造: 'changed',
      外贸展位补贴: 'new',
      留着的: 'new',
      旧项目: 'left',
    });
    assert.match(told.get('夜市街区改造')!.notes.join(), /明细合计210.00万元，项目库里是200.00万元/);
    assert.match(told.get('外贸展位补贴')!.notes.join(), /还没有按科目的支出明细/);
    assert.equal((await preparer.send('post', `/papers/${id}/projects`, { seen: 'other' })).status, 409);
    assert.equal((await preparer.send('post', `/papers/${id}/projects`, { seen: view.seen })).status, 200);
    const kept = (await planRecords(engine.store.db, plan)).map(({ data }) => data as Fields);
    assert.deepEqual(kept.find(({ name }) => name === '夜市街区改造')?.lines, lines);
    const indicatorsOf = (own: unknown): Fields[] => (kept.find(({ name }) => name === own)?.indicators ?? []) as Fields[];
    assert.equal(indicatorsOf('夜市街区改造').length, 5);
    assert.equal(indicatorsOf(trade.name)[0]?.value, '≥20家');
    assert.deepEqual(
      (await look()).projects.filter(({ what }) => what !== 'same' && what !== 'left'),
      [],
    );
    assert.equal((await preparer.send('post', `/papers/${id}/projects`, { seen: (await look()).seen })).status, 422);
  });

  test('last year is told beside the projects of the next budget', async () => {
    const rows = await listed();
    const page = as<ProjectPage>(await preparer.send('get', `/projects/${rows.find(({ name }) => name === market.name)!.id}`));
    const data = page.data as { years: Fields[] };
    await preparer.send('put', `/projects/${page.id}`, {
      version: page.version,
      data: { ...data, years: [...data.years, { year: 2025 }] },
    });
    const id = await paperIn(engine.store.db, school, 2025, 'draft');
    const { projects, seen } = as<TakeView>(await preparer.send('get', `/papers/${id}/projects`));
    assert.deepEqual(
      projects.map(({ name, what }) => [name, what]),
      [[market.name, 'new']],
    );
    await preparer.send('post', `/papers/${id}/projects`, { seen });
    const paper = await engine.store.db.selectFrom('paper').select('plan').where('id', '=', id).executeTakeFirstOrThrow();
    const taken = (await planRecords(engine.store.db, paper.plan!)).find(({ kind }) => kind === 'projects')!.data as { last: Fields };
    assert.equal(taken.last.year, '2024');
    assert.match(String(taken.last.unmet), /改造街区数量：指标值≥4个，完成3个/);
    assert.equal((await verifyLog(engine.store.db)).broken, null);
  });

  // the other engine's empty places are copies of a new one; the statements are the same
  if (engine.name === 'pglite') return;
  test('what was kept before a project was one record is kept', async () => {
    const store = await openStore(await engine.emptyPlace(), '0003-log');
    const { organisation } = await county(store.db);
    const run = (statement: string) => sql.raw(statement).execute(store.db);
    const own = organisation.一中!;
    const ids = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];
    for (const [i, year] of [2023, 2024].entries())
      await run(
        `insert into project (id, organisation, year, code, name, data) values ('${ids[i]}', '${own}', ${year}, '', '食堂', '{"目标": "${year}"}')`,
      );
    await run(`insert into evaluation (id, project, kind, data) values ('${own}', '${ids[0]}', 'self', '{"得分": 9}')`);
    await migrate(store.db);
    const rows = await store.db.selectFrom('project').select(['name', 'data']).orderBy('name').execute();
    assert.deepEqual(rows, [
      { name: '食堂', data: { 目标: '2024' } },
      { name: '食堂（2023年）', data: { 目标: '2023', self: { 得分: 9 } } },
    ]);
    await store.close();
  });
});
