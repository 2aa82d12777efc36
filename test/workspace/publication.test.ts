import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { unzipSync } from 'fflate';
import type { Finding } from '../../src/check/finding.ts';
import { DuePublisher } from '../../src/server/v1/due.ts';
import { overviewWorkbook } from '../../src/server/v1/overview-sheet.ts';
import type { PlanWorkers } from '../../src/server/v1/plans.ts';
import { StoreError } from '../../src/store/error.ts';
import { verifyLog } from '../../src/store/log/verify.ts';
import { addComment } from '../../src/store/query/comment.ts';
import { putDuties, putExemption } from '../../src/store/query/duty.ts';
import { overview } from '../../src/store/query/overview.ts';
import { publishedPapers } from '../../src/store/query/published.ts';
import { reminders } from '../../src/store/query/reminder.ts';
import { PUBLIC } from '../../src/store/rights/actor.ts';
import { approveSeveral, returnSeveral } from '../../src/store/work/bulk.ts';
import { sidesOf } from '../../src/store/work/difference.ts';
import { failDue, schedulePaper } from '../../src/store/work/due.ts';
import type { Manifest } from '../../src/store/work/manifest.ts';
import { createPaper, handleFinding, putCheck, setApproval } from '../../src/store/work/paper.ts';
import { publishPaper } from '../../src/store/work/publish.ts';
import { editionView, paperView } from '../../src/store/work/read.ts';
import { approvePaper, correctPaper, returnPaper, submitPaper, withdrawPaper } from '../../src/store/work/steps.ts';
import { onBothEngines } from '../store/engines.ts';
import { type County, county, PLAN } from '../store/people.ts';

const NOW = new Date('2025-03-02T02:00:00Z');
const TODAY = '2025-03-02';
const any = (id: string) => ({ id, version: null });
const refused = (refusal: StoreError['refusal'], message: RegExp) => (error: unknown) =>
  error instanceof StoreError && error.refusal === refusal && message.test(error.message);
const html = (words: string) => [{ name: '文本.html', format: 'html', bytes: new TextEncoder().encode(`<!doctype html><p>${words}</p>`) }];
const ERROR = {
  code: 'sum.hierarchy',
  law: 'sum',
  severity: 'error',
  title: '不平',
  message: '不平',
  stated: '7.00',
  expected: '8.00',
  difference: '1.00',
  culprit: null,
  suggestion: '',
  basis: '',
  places: [],
} as Finding;

await onBothEngines((engine) => {
  let people: County;
  const db = () => engine.store.db;
  const who = (name: string) => people.actor[name]!;
  const preparers: Readonly<Record<string, string>> = { 一中: 'preparer', 二中: 'sibling', 种子站: 'foreign' };

  before(async () => {
    people = await county(db());
  });

  const create = (at: string, year: number) =>
    createPaper(db(), who(preparers[at]!), {
      organisation: people.organisation[at]!,
      year,
      kind: 'budget',
      scope: 'unit',
      form: PLAN.form,
      plan: PLAN,
    });
  /** Hands in as the head where there is one, since a head's organisation wants him. */
  const submitted = async (at: string, year: number, findings: readonly Finding[] = []): Promise<string> => {
    const id = await create(at, year);
    const own = who(at === '一中' ? 'head' : preparers[at]!);
    await putCheck(db(), who(preparers[at]!), id, { plan: 1, findings, facts: [] });
    for (const { id: finding } of (await paperView(db(), own, id)).findings)
      await handleFinding(db(), own, id, finding, 'waived', '上级要求');
    await submitPaper(db(), own, any(id));
    return id;
  };
  const reviewer = (at: string) => who(at === '种子站' ? 'other-bureau' : 'bureau');
  const publication = (words: string, date = TODAY) => ({ plan: 1, files: html(words), date, forms: 'x' });
  const newest = async (id: string) => (await paperView(db(), who('whole-bureau'), id)).editions[0]!;

  test('a correction tells what it changed and why, to everybody and in the manifest', async () => {
    const id = await submitted('一中', 2020);
    await approvePaper(db(), reviewer('一中'), any(id));
    await publishPaper(db(), who('head'), any(id), publication('甲'), NOW);
    await correctPaper(db(), who('preparer'), any(id), '更正第三表合计');
    await putCheck(db(), who('preparer'), id, { plan: 1, findings: [], facts: [] });
    await submitPaper(db(), who('head'), any(id));
    await returnPaper(db(), reviewer('一中'), any(id), '再核对');
    const { reason, correction } = (await paperView(db(), who('preparer'), id)).editions[0]!;
    assert.deepEqual([reason, correction], ['再核对', '更正第三表合计']);
    await submitPaper(db(), who('head'), any(id));
    await approvePaper(db(), reviewer('一中'), any(id));
    await assert.rejects(sidesOf(db(), PUBLIC, id, { with: 'version' }), refused('unknown', /没有更早的公开版本/));
    await publishPaper(db(), who('preparer'), any(id), publication('乙'), NOW);
    assert.deepEqual(
      (await paperView(db(), PUBLIC, id)).editions.map((one) => [one.number, one.correction]),
      [
        [2, '更正第三表合计'],
        [1, ''],
      ],
    );
    const manifest = JSON.parse((await editionView(db(), PUBLIC, id, 2)).manifest!) as Manifest;
    assert.equal(manifest.correction, '更正第三表合计');
    await assert.rejects(db().updateTable('edition').set({ correction: 'x' }).where('paper', '=', id).execute(), /不能改动/);
    const { before, after, years } = await sidesOf(db(), PUBLIC, id, { with: 'version' });
    assert.deepEqual([before.edition.number, after.edition.number, years], [1, 2, 0]);
    await assert.rejects(sidesOf(db(), PUBLIC, id, { with: 'year' }), refused('unknown', /没有 2019 年/));
  });

  test('last year is what one may see of it; a draft is compared only by its own people', async () => {
    const id = await create('一中', 2021);
    const { before, after } = await sidesOf(db(), who('preparer'), id, { with: 'year' });
    assert.deepEqual([before.paper.year, before.edition.number, after.edition.state], [2020, 2, 'draft']);
    assert.ok('bytes' in before.content && 'value' in after.content);
    await assert.rejects(sidesOf(db(), who('bureau'), id, { with: 'year' }), refused('unknown', /没有这份文本/));
    await withdrawPaper(db(), who('head'), any(await idOf(2020)), '涉密');
    await assert.rejects(sidesOf(db(), PUBLIC, await idOf(2020), { with: 'version' }), refused('unknown', /已撤回/));
    assert.equal((await newest(await idOf(2020))).withdrawn_on !== null, true);
  });
  const idOf = async (year: number) =>
    (
      await db()
        .selectFrom('paper')
        .select('id')
        .where('year', '=', year)
        .where('organisation', '=', people.organisation.一中!)
        .executeTakeFirstOrThrow()
    ).id;

  test('a day is set, taken back, set again; what came due while nothing ran is published at the next start, once', async () => {
    const id = await submitted('二中', 2020);
    await assert.rejects(schedulePaper(db(), who('sibling'), any(id), '2025-03-10', NOW), refused('conflict', /已报送/));
    await approvePaper(db(), reviewer('二中'), any(id));
    await assert.rejects(schedulePaper(db(), who('bureau'), any(id), '2025-03-10', NOW), refused('forbidden', /权限/));
    await assert.rejects(schedulePaper(db(), who('sibling'), any(id), TODAY, NOW), refused('invalid', /今天以后/));
    await assert.rejects(schedulePaper(db(), who('sibling'), any(id), '2027-01-01', NOW), refused('invalid', /最远一年/));
    let made = 0;
    const plans = { files: async () => ({ made: html(`第 ${++made} 次`), problems: [] }) } as unknown as PlanWorkers;
    const publisher = () => new DuePublisher(async () => engine.store, plans, 'rules');
    const on = (day: string) => new Date(`${day}T01:00:00Z`);
    await schedulePaper(db(), who('sibling'), any(id), '2025-03-10', NOW);
    await schedulePaper(db(), who('sibling'), any(id), null, NOW);
    assert.equal(await publisher().run(on('2025-03-11')), 0);
    await schedulePaper(db(), who('sibling'), any(id), '2025-03-10', NOW);
    await returnPaper(db(), reviewer('二中'), any(id), '再看');
    await putCheck(db(), who('sibling'), id, { plan: 1, findings: [], facts: [] });
    await submitPaper(db(), who('sibling'), any(id));
    await approvePaper(db(), reviewer('二中'), any(id));
    assert.equal(await publisher().run(on('2025-03-11')), 0, 'what was returned has no day any more');
    await schedulePaper(db(), who('sibling'), any(id), '2025-03-10', NOW);
    assert.equal(await publisher().run(on('2025-03-09')), 0);
    // nothing ran on the tenth
    assert.deepEqual(
      await Promise.all([publisher().run(on('2025-03-12')), publisher().run(on('2025-03-12'))]).then((done) => done.sort()),
      [0, 1],
    );
    assert.equal(await publisher().run(on('2025-03-13')), 0);
    const { state, published_on, due_on } = await newest(id);
    assert.deepEqual([state, published_on, due_on], ['published', '2025-03-12', null]);
    const { manifest } = await editionView(db(), PUBLIC, id, 1);
    assert.equal((JSON.parse(manifest!) as Manifest).published, '2025-03-12');
    const last = await db().selectFrom('event').selectAll().where('target', '=', id).orderBy('seq', 'desc').executeTakeFirstOrThrow();
    assert.deepEqual([last.actor, last.verb, JSON.parse(last.data).scheduledBy], ['系统', 'publish', 'sibling']);
  });

  test('a paper that cannot be made on its day says why, and waits for its people', async () => {
    const id = await submitted('种子站', 2020);
    await approvePaper(db(), reviewer('种子站'), any(id));
    await schedulePaper(db(), who('foreign'), any(id), '2025-03-10', NOW);
    const plans = { files: async () => ({ made: null, problems: [{}, {}] }) } as unknown as PlanWorkers;
    const day = new Date('2025-03-10T00:00:00Z');
    assert.equal(await new DuePublisher(async () => engine.store, plans, 'x').run(day), 0);
    const { state, due_on, due_problem } = await newest(id);
    assert.deepEqual([state, due_on], ['approved', null]);
    assert.match(due_problem, /有 2 处要改正/);
    assert.equal(await failDue(db(), id, 'x', day), false);
    const told = (await reminders(db(), who('foreign'), TODAY)).filter(({ paper }) => paper === id).map(({ kind }) => kind);
    assert.deepEqual(told, ['failed']);
    assert.equal(await new DuePublisher(() => null, plans, 'x').run(day), 0);
  });

  test('the overview has what is owed and not begun; only the bureau and administrators say what is owed', async () => {
    const owed = (['department', 'unit'] as const).map((kind) => ({
      kind: 'budget' as const,
      organisation_kind: kind,
      scope: kind,
      hand_in: '2025-02-28',
    }));
    await assert.rejects(putDuties(db(), who('bureau'), '140199', 2025, owed), refused('forbidden', /权限/));
    await putDuties(db(), who('whole-bureau'), '140199', 2025, owed);
    await putExemption(db(), who('root'), { organisation: people.organisation.种子站!, year: 2025, kind: 'budget', reason: '涉密单位' });
    await submitted('一中', 2025);
    await create('二中', 2025);
    const { rows, defined, years } = await overview(db(), who('whole-bureau'), undefined, TODAY);
    assert.equal(defined, true);
    assert.deepEqual(years, [2025, 2021, 2020]);
    const told = rows.map(({ name, scope, state, exempt, next, section }) => [name, scope, state, exempt, next?.left ?? null, section]);
    assert.deepEqual(
      told.sort(),
      [
        ['一中', 'unit', 'submitted', '', null, '教科文科'],
        ['二中', 'unit', 'draft', '', -2, '教科文科'],
        ['农业局', 'department', 'none', '', -2, '农业科'],
        ['教育局', 'department', 'none', '', -2, '教科文科'],
        ['种子站', 'unit', 'none', '涉密单位', null, '农业科'],
      ].sort(),
    );
    const draft = rows.find(({ name }) => name === '二中')!;
    assert.equal(draft.paper, null, 'of a draft only that there is one');
    const section = (await overview(db(), who('bureau'), 2025, TODAY)).rows.map(({ name }) => name);
    assert.deepEqual(section.sort(), ['一中', '二中', '教育局']);
    assert.deepEqual((await overview(db(), who('preparer'), 2025, TODAY)).rows, []);
    await putExemption(db(), who('root'), { organisation: people.organisation.种子站!, year: 2025, kind: 'budget', reason: ' ' });
    const sheet = unzipSync(await overviewWorkbook({ year: 2025, years, defined, rows }, [{ ...draft, name: '=cmd|x' }], NOW));
    const text = Object.values(sheet)
      .map((bytes) => new TextDecoder().decode(bytes))
      .join('');
    assert.match(text, /=cmd\|x/);
    assert.doesNotMatch(text, /<f>/);
  });

  test('several are approved or returned, each by itself; one that wants a look is told so', async () => {
    const plain = await submitted('一中', 2022);
    const waived = await submitted('二中', 2022, [ERROR]);
    const commented = await submitted('二中', 2023);
    await addComment(db(), who('bureau'), commented, { answers: null, place: {}, text: '请核对' });
    const foreign = await submitted('种子站', 2022);
    const all = [plain, waived, commented, foreign];
    const at = async (id: string) => ({
      id,
      version: (await db().selectFrom('paper').select('version').where('id', '=', id).executeTakeFirstOrThrow()).version,
    });
    const papers = await Promise.all(all.map(at));
    const stale = { ...papers[0]!, version: 1 };
    assert.match((await approveSeveral(db(), who('bureau'), [stale]))[0]!.error!, /刚被别人改过/);
    const outcomes = (await approveSeveral(db(), who('bureau'), papers)).map(({ error }) => error);
    assert.equal(outcomes[0], null);
    assert.match(outcomes[1]!, /含放行的/);
    assert.match(outcomes[2]!, /批注没有处理/);
    assert.match(outcomes[3]!, /没有这份文本/);
    const back = await returnSeveral(db(), who('bureau'), await Promise.all(all.map(at)), '请补说明');
    assert.deepEqual(
      back.map(({ error }) => error === null),
      [true, true, true, false],
    );
    assert.equal((await paperView(db(), who('preparer'), plain)).editions[0]!.reason, '请补说明');
  });

  test('everybody is reminded of what waits for him', async () => {
    const kinds = async (login: string, year: number) =>
      (await reminders(db(), who(login), TODAY)).filter((one) => one.year === year).map(({ kind, told }) => [kind, told]);
    assert.deepEqual(await kinds('bureau', 2025), [['review', '没有未处理的错误和疑点']]);
    assert.deepEqual(await kinds('sibling', 2025), [['overdue', '报送期限 2025-02-28，已超 2 天']]);
    assert.deepEqual(await kinds('foreign', 2025), [['overdue', '报送期限 2025-02-28，已超 2 天']]);
    assert.deepEqual(
      (await kinds('sibling', 2023)).map(([kind]) => kind),
      ['returned', 'comment'],
    );
    await addComment(db(), who('sibling'), await second(2023), { answers: (await comments(2023))[0]!, place: {}, text: '已核对' });
    assert.deepEqual(
      (await kinds('sibling', 2023)).map(([kind]) => kind),
      ['returned'],
    );
    assert.deepEqual(await kinds('head', 2022), [
      ['returned', '按退回原因和批注改好后再报送'],
      ['sign', '已校验，没有要改的错误'],
    ]);
    const own = await idOf(2025);
    await setApproval(db(), who('bureau'), any(own), '2025-02-15', '');
    assert.deepEqual((await kinds('preparer', 2025))[0], ['due', '公开期限 2025-03-07，还剩 5 天']);
    await approvePaper(db(), who('bureau'), any(own));
    assert.deepEqual(
      (await kinds('head', 2025)).map(([kind]) => kind),
      ['due', 'publish'],
    );
    assert.deepEqual(await reminders(db(), who('root'), TODAY), []);
  });
  const second = async (year: number) =>
    (
      await db()
        .selectFrom('paper')
        .select('id')
        .where('year', '=', year)
        .where('organisation', '=', people.organisation.二中!)
        .executeTakeFirstOrThrow()
    ).id;
  const comments = async (year: number) =>
    (
      await db()
        .selectFrom('comment')
        .innerJoin('edition', 'edition.id', 'comment.edition')
        .select('comment.id')
        .where('paper', '=', await second(year))
        .execute()
    ).map(({ id }) => id);

  test('published papers are found by parts of a name and by year', async () => {
    const find = async (words: string, year?: number) =>
      (await publishedPapers(db(), { words, year, skip: 0 })).entries.map((one) => [one.organisation, one.year, one.state]);
    assert.deepEqual(await find(''), [
      ['二中', 2020, 'published'],
      ['一中', 2020, 'withdrawn'],
    ]);
    assert.deepEqual(await find('二'), [['二中', 2020, 'published']]);
    assert.deepEqual(await find('中', 2021), []);
    assert.deepEqual(await find('%'), []);
    const { total, entries } = await publishedPapers(db(), { words: '', skip: 1 });
    assert.deepEqual([total, entries.length], [2, 1]);
    assert.equal((await verifyLog(db())).broken, null);
  });
});
