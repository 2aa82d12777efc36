import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, describe, test } from 'node:test';
import { unzipSync } from 'fflate';
import { outputFormats } from '../../src/compile/outputs.ts';
import { resolveSet } from '../../src/form/load.ts';
import { loadForms } from '../../src/forms.ts';
import { loadPlan } from '../../src/plan/load.ts';
import { createApp } from '../../src/server/app.ts';
import { loadAssets } from '../../src/server/assets.ts';
import { Checker } from '../../src/server/checker.ts';
import { Library } from '../../src/server/library.ts';
import type { MadeFile, PlanDetail, PlanList, PlanNumber, PlanSummary } from '../../src/server/plans/api.ts';
import type { CompiledPlan } from '../../src/server/plans/compiled.ts';
import { PlanCompiler } from '../../src/server/plans/compiler.ts';
import { problemChanges, type ShownProblem } from '../../src/server/plans/problems.ts';
import { planService } from '../../src/server/plans/service.ts';
import { Plans } from '../../src/server/plans/store.ts';
import { ProjectService } from '../../src/server/projects/service.ts';
import { LIMITS } from '../../src/server/workers/limits.ts';
import { edited, put } from '../plan/edited.ts';

const FORM = 'shanxi/budget/2025';
const forms = loadForms();
const plans = planService(forms);
const app = createApp({
  library: new Library(new Checker(), []),
  forms,
  plans,
  projects: new ProjectService(),
  assets: loadAssets(),
  hosts: null,
});

const ask = (path: string, init?: RequestInit) =>
  app.request(`http://localhost/api/plans${path}`, { ...init, headers: { origin: 'http://localhost' } });
const json = async <T>(path: string, init?: RequestInit): Promise<T> => (await ask(path, init)).json() as Promise<T>;
const bytesOf = async (path: string): Promise<Uint8Array> => new Uint8Array(await (await ask(path)).arrayBuffer());
const upload = (method: string, path: string, ...files: File[]) => {
  const body = new FormData();
  for (const file of files) body.append('files', file);
  return ask(path, { method, body });
};
const workbook = (bytes: Uint8Array, name = '编制.xlsx') => new File([bytes.slice().buffer], name);

describe('plans on the server', () => {
  after(() => plans.compiler.close());

  test('every form set that can be chosen has an empty workbook; every example opens, invented ones without a problem', async () => {
    const { forms: choices, examples } = await json<PlanList>('');
    assert.deepEqual(
      choices.map(({ id }) => id).sort(),
      forms.sets.flatMap(({ id }) => (resolveSet(forms.sets, id)?.abstract === false ? [id] : [])).sort(),
    );
    for (const { id } of choices) {
      const { set, problems } = loadPlan(await bytesOf(`/workbook?form=${id}`), 'a.xlsx', forms);
      assert.equal(set?.id, id);
      assert.ok(problems.length > 0, 'an empty workbook is not a plan yet');
    }
    for (const { id, invented, organisation } of examples) {
      const { id: plan, state } = await json<PlanSummary>(`/examples?id=${id}`, { method: 'POST' });
      const { problems, paper } = await json<PlanDetail>(`/${plan}`);
      assert.notEqual(state, 'none', id);
      // what follows a published paper may keep its faults
      if (invented) {
        assert.deepEqual([state, problems, paper?.findings], ['ready', [], []], id);
        assert.ok((paper?.relations.total ?? 0) > 0 && paper?.relations.holding === paper?.relations.total, id);
      }
      const again = loadPlan(await bytesOf(`/workbook?example=${id}`), 'a.xlsx', forms);
      assert.equal(again.plan?.paper.organisation, organisation);
    }
  });

  test('a plan is compiled with records of performance, that of an example or uploaded', async () => {
    const { id } = await json<PlanSummary>('/examples?id=tongchuan-evaluation-2024', { method: 'POST' });
    const { state, problems, records, paper } = await json<PlanDetail>(`/${id}`);
    assert.deepEqual([state, problems, records, paper?.findings], ['ready', [], 'performance.yaml', []]);
    const html = await (await ask(`/${id}/preview`)).text();
    const [, n] = /data-n="(\d+)">795\.00</.exec(html) ?? [];
    const { why } = await json<PlanNumber>(`/${id}/numbers/${n}`);
    assert.ok(why?.sums.every(({ place }) => place === '绩效记录 项目“特色产业集群扶持”'));
    const file = readFileSync('examples/tongchuan-evaluation-2024/performance.yaml', 'utf8');
    const other = file.replace('executed: 498430', 'executed: 498440');
    assert.equal((await upload('PUT', `/${id}/records`, new File([other], '自评.yaml'))).status, 200);
    const changed = await json<PlanDetail>(`/${id}`);
    assert.equal(changed.records, '自评.yaml');
    assert.deepEqual(
      changed.problems.map(({ sheet, cell }) => `${sheet} ${cell}`),
      ['项目 projects[6].lines[0].yuan'],
    );
  });

  test('every figure that the plan gives is explained: exact, rounded, printed', async () => {
    const { id } = await json<PlanSummary>(`/examples?id=${FORM}`, { method: 'POST' });
    const page = await ask(`/${id}/preview`);
    assert.match(
      page.headers.get('content-security-policy') ?? '',
      /default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'/,
    );
    assert.equal(page.headers.get('x-frame-options'), 'SAMEORIGIN');
    const html = await page.text();
    assert.doesNotMatch(html, /<script|class="draft"/);
    const total = [...html.matchAll(/data-n="(\d+)">402\.96</g)].map(([, n]) => n);
    assert.ok(total.length > 3);
    for (const n of total) {
      const { why, meaning } = await json<PlanNumber>(`/${id}/numbers/${n}`);
      assert.equal(why?.balanced, '402.96万元');
      assert.match(why?.exact ?? '', /^4,029,\d{3}\.\d\d元$/);
      assert.ok((why?.lines ?? 0) > (why?.sums.length ?? 0), 'of many lines the largest are told');
      assert.ok(why?.sums.every(({ place }) => /^(?:基本支出|项目“.+”) 第\d+笔$/.test(place)));
      assert.ok(meaning.facts.every(({ relations }) => relations.every(({ holds }) => holds)));
    }
    assert.match(await (await ask(`/${id}/preview?draft=1`)).text(), /<body class="draft">/);
  });

  test('all formats, one by one and in one zip, as drafts and as papers', async () => {
    const { id } = await json<PlanSummary>(`/examples?id=${FORM}`, { method: 'POST' });
    for (const draft of ['', '?draft=1']) {
      const made: string[] = [];
      for (const format of outputFormats) made.push((await json<MadeFile>(`/${id}/files/${format}${draft}`, { method: 'POST' })).name);
      const zip = unzipSync(await bytesOf(`/${id}/files/all${draft}`));
      assert.deepEqual(Object.keys(zip).sort(), made.sort());
      assert.ok(made.every((name) => name.includes('（草稿）') === (draft !== '')));
    }
    assert.equal((await ask(`/${id}/files/exe`, { method: 'POST' })).status, 404);
  });

  test('a broken workbook → problems by sheet and cell; the mended one in its place → what has changed', async () => {
    const good = await bytesOf(`/workbook?example=${FORM}`);
    const wrong = await edited(good, (sheets) => {
      put(sheets.get('基本支出') ?? [], '政府经济科目', '50905', 2);
      put(sheets.get('文字') ?? [], '内容', null, 1);
    });
    const created = await upload('POST', '', workbook(wrong));
    assert.equal(created.status, 201);
    const { id } = (await created.json()) as PlanSummary;
    const before = await json<PlanDetail>(`/${id}`);
    assert.deepEqual(
      before.problems.map(({ sheet, cell }) => `${sheet} ${cell}`),
      ['基本支出 D5', '文字 C3'],
    );
    assert.equal(before.state, 'draft');
    assert.equal(before.paper?.gaps, 1);
    assert.match(await (await ask(`/${id}/preview`)).text(), /<body class="draft">[\s\S]*<mark class="gap"[^>]*>【待填写：本单位职责/);
    const refused = await ask(`/${id}/files/docx`, { method: 'POST' });
    assert.equal(refused.status, 422);
    assert.match(((await refused.json()) as { error: string }).error, /只能下载草稿/);
    assert.equal((await ask(`/${id}/files/docx?draft=1`, { method: 'POST' })).status, 200);

    const replaced = await upload('PUT', `/${id}`, workbook(good));
    assert.equal(replaced.status, 200);
    const now = await json<PlanDetail>(`/${id}`);
    assert.equal(now.state, 'ready');
    const [, n = ''] = /data-n="(\d+)">126\.48</.exec(await (await ask(`/${id}/preview`)).text()) ?? [];
    const { why } = await json<PlanNumber>(`/${id}/numbers/${n}`);
    assert.deepEqual([why?.sums, why?.lines], [[{ place: '基本支出 第4行', amount: '1,264,800.00元' }], 1]);
    assert.deepEqual(now.changes, { gone: before.problems, fresh: [] });
    // what was made of the plan before is not given out for it
    assert.doesNotMatch(await (await ask(`/${id}/preview`)).text(), /待填写/);
    assert.equal((await ask(`/${id}/files/docx`, { method: 'POST' })).status, 200);
    assert.equal((await ask(`/${id}`, { method: 'DELETE' })).status, 204);
    assert.equal((await ask(`/${id}`)).status, 404);
  });

  test('of two workbooks that take the place of one plan at once, one is refused', async () => {
    const { id } = await json<PlanSummary>(`/examples?id=${FORM}`, { method: 'POST' });
    const good = workbook(await bytesOf(`/workbook?example=${FORM}`));
    const answers = await Promise.all([upload('PUT', `/${id}`, good), upload('PUT', `/${id}`, good)]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
  });

  test('cells that cannot be read: no paper, and it is said why', async () => {
    const unread = await edited(await bytesOf(`/workbook?example=${FORM}`), (sheets) => {
      put(sheets.get('基本支出') ?? [], '金额（元）', '12.345', 3);
    });
    const { id, state } = (await (await upload('POST', '', workbook(unread))).json()) as PlanSummary;
    assert.equal(state, 'none');
    const { problems, paper, unmade } = await json<PlanDetail>(`/${id}`);
    assert.deepEqual(
      problems.map(({ sheet, cell }) => `${sheet} ${cell}`),
      ['基本支出 H6'],
    );
    assert.equal(paper, null);
    assert.match(unmade ?? '', /没能读懂/);
    assert.equal((await ask(`/${id}/workbook`)).status, 422);
  });

  test('what is no plan, or cannot be taken, gets an answer in Chinese', async () => {
    for (const [bytes, name, says] of [
      ['', '空.xlsx', /空/],
      ['%PDF-1.7', '公开.pdf', /PDF文件，不是编制计划/],
      ['PK\u0003\u0004 no zip', '坏.xlsx', /已损坏/],
      ['a: [', '坏.yaml', /不是 YAML/],
      ['- 1', '表.yaml', /不是编制计划/],
      ['form: x/y/1', '表.yaml', /没有“x\/y\/1”这套表样/],
    ] as const) {
      const { id } = (await (await upload('POST', '', new File([bytes], name))).json()) as PlanSummary;
      const { problems, state } = await json<PlanDetail>(`/${id}`);
      assert.equal(state, 'none', name);
      assert.match(problems.map(({ message }) => message).join(), says, name);
    }
    const refusals: [Response, number][] = [
      [await upload('POST', ''), 400],
      [await upload('POST', '', new File(['a'], 'a.yaml'), new File(['b'], 'b.yaml')), 400],
      [await upload('POST', '', new File([new Uint8Array(22 * 1024 * 1024)], '大.xlsx')), 413],
      [await upload('PUT', '/none', new File(['a'], 'a.yaml')), 404],
      [await ask('/examples?id=none', { method: 'POST' }), 404],
      [await ask('/workbook?form=none'), 404],
      [await ask('/none/preview'), 404],
      [await ask('/none/files/all'), 404],
    ];
    for (const [response, status] of refusals) {
      assert.equal(response.status, status);
      assert.match(((await response.json()) as { error: string }).error, /[\u4e00-\u9fff]/);
    }
  });

  test('a plan that takes too long is given up', async () => {
    const slow = new PlanCompiler({ ...LIMITS, seconds: 0.01 });
    const source = plans.examples.source(FORM);
    assert.ok(source);
    const answer = await slow.run({ kind: 'compile', source });
    assert.match(answer.kind === 'refused' ? answer.error : '', /超时/);
    slow.close();
  });
});

test('problems keep together when their rows move; two alike are two', () => {
  const problem = (message: string, cell: string): ShownProblem => ({ severity: 'error', sheet: '基本支出', cell, message, mend: '' });
  const before = [problem('a', 'H4'), problem('a', 'H5'), problem('b', 'H6')];
  const now = [problem('a', 'H5'), problem('c', 'H7'), problem('b', 'H9')];
  assert.deepEqual(problemChanges(before, now), { gone: [before[0]], fresh: [1] });
});

test('the plans used longest ago are forgotten, the last one never', () => {
  const compiled: CompiledPlan = { form: null, problems: [], paper: null, unmade: '' };
  const plan = (size: number) => ({
    source: { file: 'a', bytes: new Uint8Array(size), records: null },
    origin: 'upload' as const,
    compiled,
    changes: null,
  });
  const kept = new Plans(2, 100);
  const [first, second] = [kept.put(plan(10)), kept.put(plan(10))];
  assert.ok(kept.get(first.id));
  const third = kept.put(plan(10));
  assert.deepEqual(
    kept.list().map(({ id }) => id),
    [third.id, first.id],
  );
  assert.equal(kept.get(second.id), null);
  kept.keepFile(third, 'pdf', new Uint8Array(200));
  assert.deepEqual(
    kept.list().map(({ id }) => id),
    [third.id],
  );
});
