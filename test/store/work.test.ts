import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import type { Finding } from '../../src/check/finding.ts';
import type { Fact } from '../../src/fact/fact.ts';
import { StoreError } from '../../src/store/error.ts';
import { verifyLog } from '../../src/store/log/verify.ts';
import { addComment, commentsOf, settleComment } from '../../src/store/query/comment.ts';
import { fileBytes, filesOf } from '../../src/store/query/file.ts';
import { findingsOf } from '../../src/store/query/finding.ts';
import { installation, signatureHolds } from '../../src/store/query/installation.ts';
import { papers } from '../../src/store/query/paper.ts';
import { planRecords, planValue } from '../../src/store/query/plan.ts';
import { PUBLIC } from '../../src/store/rights/actor.ts';
import { seen } from '../../src/store/work/case.ts';
import { verifyEditions } from '../../src/store/work/manifest.ts';
import { createPaper, handleFinding, importPlan, putCheck, saveRecords, setApproval } from '../../src/store/work/paper.ts';
import { publishPaper } from '../../src/store/work/publish.ts';
import { approvePaper, correctPaper, returnPaper, signPaper, submitPaper, withdrawPaper } from '../../src/store/work/steps.ts';
import { onBothEngines } from './engines.ts';
import { type County, county, nobody, PLAN } from './people.ts';

const refused = (refusal: StoreError['refusal'], message: RegExp) => (error: unknown) =>
  error instanceof StoreError && error.refusal === refusal && message.test(error.message);

const place = { line: 3, page: null, sheet: null, cell: null, from: 0, to: 4, box: null, table: '表一', column: '合计', text: '7.00' };
const finding = (row: string, severity: Finding['severity'], message = `${row}不平`): Finding => ({
  code: 'sum.hierarchy',
  law: 'sum',
  severity,
  title: '不平',
  message,
  stated: '7.00',
  expected: '8.00',
  difference: '1.00',
  culprit: 0,
  suggestion: '改成 8.00',
  basis: '',
  places: [{ ...place, row } as unknown as Finding['places'][number]],
});
const FACTS = [
  {
    id: 0,
    concept: 'expenditure',
    dims: { year: '2025' },
    kind: 'money',
    value: 700_000_000_000,
    scale: 0,
    half: 0,
    printed: '7.00',
    unit: '万元',
    place,
    where: {},
  },
] as unknown as Fact[];

const NOW = new Date('2025-03-02T02:00:00Z');
const FILE = { name: '一中2025年度预算公开.txt', format: 'txt', bytes: new Uint8Array([0, 1, 2, 255]) };
const any = (id: string) => ({ id, version: null });

await onBothEngines((engine) => {
  let people: County;
  let id: string;
  const db = () => engine.store.db;
  const who = (name: string) => people.actor[name]!;
  const version = async () => (await seen(db(), who('preparer'), id)).paper.version;
  const edition = async () => (await seen(db(), who('preparer'), id)).editions[0]!;
  const plan = async () => (await planValue(db(), (await seen(db(), who('preparer'), id)).paper.plan!)).version;
  const check = async (...findings: Finding[]) => putCheck(db(), who('preparer'), id, { plan: await plan(), findings, facts: FACTS });

  before(async () => {
    people = await county(db());
    const given = {
      organisation: people.organisation.一中!,
      year: 2025,
      kind: 'budget',
      scope: 'unit',
      form: PLAN.form,
      plan: PLAN,
    } as const;
    id = await createPaper(db(), who('preparer'), given);
    await assert.rejects(createPaper(db(), who('preparer'), given), refused('conflict', /已有这一年度/));
    await assert.rejects(createPaper(db(), who('sibling'), given), refused('forbidden', /不是这个单位的编制人/));
  });

  test('a plan comes back as it went in; records are saved by one of two who edit them, the other is told', async () => {
    const own = (await seen(db(), who('preparer'), id)).paper.plan!;
    const stored = await planValue(db(), own);
    assert.deepEqual(stored.value, PLAN);
    const lines = (await planRecords(db(), own)).filter(({ kind }) => kind === 'lines');
    const edit = (line: (typeof lines)[number], yuan: number) => ({ ...line, data: { ...(line.data as object), yuan } });
    await Promise.all([
      saveRecords(db(), who('preparer'), id, [edit(lines[0]!, 1)]),
      saveRecords(db(), who('preparer'), id, [edit(lines[1]!, 2)]),
    ]);
    const late = saveRecords(db(), who('preparer'), id, [
      edit(lines[0]!, 3),
      { id: null, kind: 'lines', position: 2, data: { yuan: 4 }, version: 0 },
    ]);
    await assert.rejects(late, (error: StoreError) => {
      const { conflicts } = error.detail as { conflicts: { id: string; now: { data: { yuan: number } } }[] };
      return error.refusal === 'conflict' && conflicts.length === 1 && conflicts[0]!.now.data.yuan === 1;
    });
    assert.deepEqual(
      ((await planValue(db(), own)).value.lines as { yuan: number }[]).map(({ yuan }) => yuan),
      [1, 2],
    );
    const again = (await planRecords(db(), own)).filter(({ kind }) => kind === 'lines');
    await saveRecords(db(), who('preparer'), id, [{ ...again[0]!, data: null }]);
    await assert.rejects(saveRecords(db(), who('preparer'), id, [edit(again[0]!, 5)]), refused('conflict', /刚被别人改过/));
    await importPlan(db(), who('preparer'), { id, version: await version() }, PLAN.form, PLAN);
    assert.deepEqual((await planValue(db(), own)).value, PLAN);
  });

  test('an error blocks until it is mended or waived with a reason; a check that came late does not count', async () => {
    await assert.rejects(submitPaper(db(), who('head'), any(id)), refused('conflict', /还没有校验/));
    await check(finding('甲', 'error'), finding('乙', 'error'), finding('丙', 'warning'));
    await assert.rejects(submitPaper(db(), who('head'), any(id)), refused('conflict', /还有 2 个错误/));
    const [first] = (await findingsOf(db(), (await edition()).id)).filter(({ finding: { message } }) => message === '甲不平');
    await assert.rejects(handleFinding(db(), who('preparer'), id, first!.id, 'waived', ' '), refused('invalid', /写明理由/));
    await assert.rejects(handleFinding(db(), who('preparer'), id, nobody, 'waived', '因为'), refused('unknown', /没有这个问题/));
    await handleFinding(db(), who('preparer'), id, first!.id, 'waived', '上级要求如此');
    await assert.rejects(submitPaper(db(), who('head'), any(id)), refused('conflict', /还有 1 个错误/));

    await check(finding('甲', 'error'), finding('丙', 'warning'));
    const handled = new Map((await findingsOf(db(), (await edition()).id)).map((one) => [one.finding.message, one.handling]));
    assert.deepEqual(
      [...handled].sort(),
      [
        ['丙不平', 'open'],
        ['乙不平', 'mended'],
        ['甲不平', 'waived'],
      ].sort(),
    );
    // the waived figure is now wrong in another way
    await check(finding('甲', 'error', '甲差得更多'));
    await assert.rejects(submitPaper(db(), who('head'), any(id)), refused('conflict', /还有 1 个错误/));
    await check();
    const stale = { plan: (await plan()) - 1, findings: [], facts: [] };
    await assert.rejects(putCheck(db(), who('preparer'), id, stale), refused('conflict', /又改过/));
    const facts = await db()
      .selectFrom('fact')
      .select(['fen', 'concept'])
      .where('edition', '=', (await edition()).id)
      .execute();
    assert.deepEqual(facts, [{ fen: 700_000_000_000, concept: 'expenditure' }]);
  });

  test('the head signs before a preparer submits; a change takes the signature off', async () => {
    await assert.rejects(submitPaper(db(), who('preparer'), any(id)), refused('conflict', /没有签字/));
    await signPaper(db(), who('head'), any(id));
    await saveRecords(db(), who('preparer'), id, [{ id: null, kind: 'lines', position: 9, data: { yuan: 9 }, version: 0 }]);
    assert.equal((await edition()).signed_by, null);
    await check();
    await signPaper(db(), who('head'), any(id));
    const stale = { id, version: (await version()) - 1 };
    await assert.rejects(submitPaper(db(), who('preparer'), stale), refused('conflict', /刚被别人改过/));
    assert.equal((await papers(db(), who('bureau'), {})).length, 0);
    await submitPaper(db(), who('preparer'), { id, version: await version() });
    await assert.rejects(saveRecords(db(), who('preparer'), id, []), refused('conflict', /现在是“已报送”/));
  });

  test('review: comments at a place, return with a reason, again, approve; two who decide at once', async () => {
    const { value: comment } = await addComment(db(), who('bureau'), id, {
      answers: null,
      place: { table: '表一', row: '甲' },
      text: '请核对',
    });
    await addComment(db(), who('preparer'), id, { answers: comment, place: {}, text: '已核对' });
    await assert.rejects(
      addComment(db(), who('other-bureau'), id, { answers: null, place: {}, text: 'x' }),
      refused('unknown', /没有这份文本/),
    );
    await settleComment(db(), who('bureau'), id, comment, true);
    const comments = await commentsOf(db(), (await edition()).id);
    assert.deepEqual(
      comments.map(({ text, settled }) => [text, settled]),
      [
        ['请核对', true],
        ['已核对', false],
      ],
    );

    await assert.rejects(returnPaper(db(), who('bureau'), any(id), ''), refused('invalid', /写明原因/));
    const both = await Promise.allSettled([
      returnPaper(db(), who('bureau'), { id, version: await version() }, '缺表'),
      approvePaper(db(), who('department'), { id, version: await version() }),
    ]);
    assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1);
    if ((await edition()).state === 'approved') await returnPaper(db(), who('bureau'), any(id), '缺表');
    assert.deepEqual([(await edition()).state, (await edition()).reason], ['returned', '缺表']);
    await assert.rejects(approvePaper(db(), who('bureau'), any(id)), refused('unknown', /没有这份文本/));
    await submitPaper(db(), who('head'), any(id));
    await assert.rejects(approvePaper(db(), who('preparer'), any(id)), refused('forbidden', /权限/));
    await setApproval(db(), who('bureau'), any(id), '2025-02-20', '云财〔2025〕1号');
    await approvePaper(db(), who('bureau'), any(id));
    const [entry] = await papers(db(), who('department'), { year: 2025 });
    assert.deepEqual([entry?.state, entry?.deadline, entry?.comments, entry?.open.error], ['approved', '2025-03-12', 1, 0]);
    assert.deepEqual(await papers(db(), PUBLIC, {}), []);
  });

  const publication = async () => ({ plan: await plan(), files: [FILE], date: '2025-03-02', forms: 'abc' });

  test('published: files with checksums, a signed manifest, read by anybody, changed by nobody', async () => {
    await assert.rejects(
      publishPaper(db(), who('head'), any(id), { ...(await publication()), date: '2025-03-03' }, NOW),
      refused('invalid', /不能晚于今天/),
    );
    const { value: manifest } = await publishPaper(db(), who('head'), any(id), await publication(), NOW);
    assert.equal(manifest.files[0]?.sha256, createHash('sha256').update(FILE.bytes).digest('hex'));
    const { editions } = await seen(db(), PUBLIC, id);
    assert.deepEqual(
      editions.map(({ number, state }) => [number, state]),
      [[1, 'published']],
    );
    assert.deepEqual(await filesOf(db(), editions[0]!.id), manifest.files);
    assert.deepEqual(new Uint8Array((await fileBytes(db(), editions[0]!.id, FILE.name))!), FILE.bytes);
    const row = await db()
      .selectFrom('edition')
      .select(['manifest', 'signature'])
      .where('id', '=', editions[0]!.id)
      .executeTakeFirstOrThrow();
    const { publicKey } = await installation(db());
    assert.ok(signatureHolds(row.manifest!, row.signature!, publicKey));
    assert.ok(!signatureHolds(`${row.manifest} `, row.signature!, publicKey));

    const own = editions[0]!.id;
    const kept = /已公开的版本不能改动/;
    await assert.rejects(db().updateTable('edition').set({ manifest: '{}' }).where('id', '=', own).execute(), kept);
    await assert.rejects(db().updateTable('edition').set({ state: 'draft' }).where('id', '=', own).execute(), kept);
    await assert.rejects(db().deleteFrom('file').where('edition', '=', own).execute(), kept);
    await assert.rejects(db().deleteFrom('fact').where('edition', '=', own).execute(), kept);
    await assert.rejects(db().updateTable('blob').set({ size: 1 }).execute(), /不能改动/);
    await assert.rejects(sql`truncate blob cascade`.execute(db()), /日志只能追加/);
  });

  test('勘误 makes the next version while the first stays; 撤回 leaves a trace', async () => {
    await assert.rejects(correctPaper(db(), who('bureau'), any(id), '改'), refused('forbidden', /权限/));
    await correctPaper(db(), who('preparer'), any(id), '第三表合计');
    await saveRecords(db(), who('preparer'), id, [{ id: null, kind: 'lines', position: 10, data: { yuan: 10 }, version: 0 }]);
    await check();
    assert.deepEqual(
      (await seen(db(), PUBLIC, id)).editions.map(({ number, state }) => [number, state]),
      [[1, 'published']],
    );
    await submitPaper(db(), who('head'), any(id));
    await approvePaper(db(), who('bureau'), any(id));
    await publishPaper(db(), who('preparer'), any(id), await publication(), NOW);
    await withdrawPaper(db(), who('head'), any(id), '涉密');
    assert.deepEqual(
      (await seen(db(), PUBLIC, id)).editions.map(({ number, state, reason }) => [number, state, reason]),
      [
        [2, 'withdrawn', '涉密'],
        [1, 'corrected', ''],
      ],
    );
    await assert.rejects(withdrawPaper(db(), who('head'), any(id), 'x'), refused('conflict', /现在是“已撤回”/));
    assert.deepEqual(await verifyEditions(db()), { editions: 2, faults: [] });
    const { broken, entries } = await verifyLog(db());
    assert.equal(broken, null);
    const verbs = (await db().selectFrom('event').select('verb').where('target', '=', id).orderBy('seq').execute()).map(({ verb }) => verb);
    assert.ok(entries > verbs.length && verbs.length > 20);
    assert.deepEqual(verbs.slice(-2), ['publish', 'withdraw']);
  });

  test('a blob that was exchanged behind the program is noticed', async () => {
    await db()
      .transaction()
      .execute(async (tx) => {
        await sql`alter table blob disable trigger all`.execute(tx);
        await tx
          .updateTable('blob')
          .set({ bytes: Buffer.from('x') })
          .execute();
        await sql`alter table blob enable trigger all`.execute(tx);
      });
    assert.match((await verifyEditions(db())).faults[0] ?? '', /一中 2025年第 1 版：文件“一中2025年度预算公开.txt”与校验值不符/);
  });
});
