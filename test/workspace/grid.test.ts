import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { load } from 'js-yaml';
import type { Finding } from '../../src/check/finding.ts';
import { planOutput } from '../../src/compile/outputs.ts';
import { resolveSet } from '../../src/form/load.ts';
import { loadForms } from '../../src/forms.ts';
import type { GridProblem } from '../../src/plan/grid/check.ts';
import type { GridForm } from '../../src/plan/grid/form.ts';
import { rowsOf, yamlOf } from '../../src/plan/grid/rows.ts';
import { readPlan } from '../../src/plan/read.ts';
import { checkOutput } from '../../src/server/self-check.ts';
import { originsOf } from '../../src/server/v1/origin.ts';
import { PlanWorkers } from '../../src/server/v1/plans.ts';
import type { PlanRecord } from '../../src/store/query/plan.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { county } from '../store/people.ts';
import { apiOver, Client } from './client.ts';

const FORM = 'shanxi/budget/2025';
type Value = Readonly<Record<string, unknown>>;

describe('a plan in grids, by the API', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mingzhang-grid-'));
  const plans = new PlanWorkers();
  let store: Store;
  let client: Client;
  let school = '';
  let id = '';

  before(async () => {
    store = await openStore({ folder });
    school = (await county(store.db)).organisation.一中!;
    const example = load(String(readFileSync(new URL(`../../forms/${FORM}/example.yaml`, import.meta.url)))) as Value;
    const api = apiOver(() => store, plans);
    client = await Client.entered(api, 'preparer');
    const file = Buffer.from(JSON.stringify({ ...example, organisation: '一中' }));
    const made = await client.send('post', `/papers?organisation=${school}&form=${FORM}&file=plan.json`, file);
    assert.equal(made.status, 200, made.body.error);
    id = String(made.body.id);
  });
  after(async () => {
    plans.close();
    await store.close();
    rmSync(folder, { recursive: true });
  });

  const problems = async (paper = id) =>
    (await client.send('get', `/papers/${paper}/grid/problems`)).body as unknown as { version: number; problems: GridProblem[] };
  const opened = async (paper = id) =>
    (await client.send('get', `/papers/${paper}/grid`)).body as unknown as { version: number; records: PlanRecord[]; form: GridForm };

  test('sheets, columns, lists and records come together; later only what changed', async () => {
    const { version, records, form } = await opened();
    assert.equal(version, 1);
    assert.equal(form.id, FORM);
    assert.ok(form.lists['function/3']!.includes('2010301 行政运行'));
    assert.deepEqual(
      form.sheets
        .filter(({ wanted }) => wanted)
        .map(({ name }) => name)
        .slice(0, 5),
      ['封面', '单位', '基本支出', '项目', '项目支出'],
    );
    assert.ok(rowsOf(records)['project-lines'].every(({ parent }) => records.some((one) => one.id === parent)));
    assert.deepEqual((await client.send('get', `/papers/${id}/grid/records?known=1`)).body, { version: 1, records: null });
    assert.deepEqual((await client.send('get', `/papers/${id}/grid/records?known=0`)).body.records, records);
  });

  test('a finding leads to the cells that it comes from, while the plan is the one that was checked', async () => {
    const { records } = await opened();
    const texts = records.find(({ kind }) => kind === 'texts')!;
    const [text] = rowsOf(records).texts;
    const save = async (data: unknown) => {
      const record = (await opened()).records.find((one) => one.id === texts.id)!;
      assert.equal((await client.send('patch', `/papers/${id}/plan`, { changes: [{ ...record, data }] })).status, 200);
    };
    await save({ ...(texts.data as Value), [text!.key]: `${text!.cells.text}联系电话：13912345678。` });
    const { body } = await client.send('post', `/papers/${id}/check`);
    const { findings } = body as unknown as { findings: { id: string; finding: Finding }[] };
    const { id: phone } = findings.find(({ finding }) => finding.places[0]?.text.includes('139****5678'))!;
    const path = `/papers/${id}/findings/${phone}/origin`;
    assert.deepEqual((await client.send('get', path)).body.cells, [{ sheet: 'texts', row: text!.key, column: 'text' }]);
    await save(texts.data);
    assert.equal((await client.send('get', path)).status, 409);
  });

  test('a figure leads to the lines that it sums, largest first', async () => {
    const { records } = await opened();
    const forms = loadForms();
    const set = resolveSet(forms.sets, FORM)!;
    const value = yamlOf(records);
    const { reading } = checkOutput(planOutput(readPlan({ value, path: 'plan' }, set.kind, set.id), set, true, forms), forms);
    const rows = rowsOf(records);
    const all = [...rows.lines, ...rows['project-lines']].filter(({ cells }) => cells.function === '2010401');
    assert.ok(all.length > 1);
    const sum = all.reduce((fen, { cells }) => fen + Math.round(Number(cells.yuan) * 100), 0);
    const fact = reading!.facts.find(
      ({ dims, value: printed }) => dims.function === '2010401' && printed === Math.round(sum / 10000) * 10000,
    )!;
    const finding = { places: [{ ...fact.place, text: '' }], culprit: 0 } as unknown as Finding;
    const amounts = originsOf(records, set, finding, forms).map(({ row, column }) =>
      Number([...rows.lines, ...rows['project-lines']].find(({ key }) => key === row)?.cells[column]),
    );
    assert.deepEqual(
      amounts,
      all
        .map(({ cells }) => Number(cells.yuan))
        .sort((a, b) => b - a)
        .slice(0, 12),
    );
  });

  test('every wrong cell is told at once, with its record; what is blank or unreadable keeps nothing else from being checked', async () => {
    assert.deepEqual(
      (await problems()).problems.filter(({ severity }) => severity === 'error'),
      [],
    );
    const { records } = await opened();
    const lines = records.filter(({ kind }) => kind === 'lines');
    const project = records.find(({ kind }) => kind === 'projects')!;
    const nested = project.data as { readonly lines: readonly Value[] };
    const data = (at: number, more: Value): Value => ({ ...(lines[at]!.data as Value), ...more });
    const change = (record: PlanRecord, now: unknown) => ({ ...record, data: now });
    const saved = await client.send('patch', `/papers/${id}/plan`, {
      changes: [
        change(lines[0]!, data(0, { yuan: '12万' })),
        change(lines[1]!, data(1, { economic: '30988' })),
        change(lines[2]!, data(2, { yuan: undefined })),
        change(project, { ...nested, lines: nested.lines.map((line, i) => (i === 0 ? { ...line, function: '行政' } : line)) }),
      ],
    });
    assert.equal(saved.status, 200, saved.body.error);
    const { version, problems: found } = await problems();
    assert.equal(version, (await opened()).version);
    const at = (row: string, column: string) => found.find((one) => one.row === row && one.column === column)?.message ?? '';
    assert.match(at(lines[0]!.id, 'yuan'), /单位不是元/);
    assert.match(at(lines[1]!.id, 'economic'), /没有编码 30988/);
    assert.match(at(lines[2]!.id, 'yuan'), /没有填/);
    assert.match(at(`${project.id}/lines/0`, 'function'), /没有“行政”/);
  });

  test('a department of 30 units is checked while somebody types', async (t) => {
    const { records } = await opened();
    const units = Array.from({ length: 30 }, (_, n) => `第${n + 1}小学`);
    const lines = rowsOf(records).lines.slice(3);
    const many = units.flatMap((organisation, u) =>
      lines.map(
        ({ cells }, i): PlanRecord => ({ id: `${u} ${i}`, kind: 'lines', position: i, version: 1, data: { ...cells, organisation } }),
      ),
    );
    const all: PlanRecord[] = [
      ...records.filter(({ kind }) => kind !== 'lines' && kind !== 'units' && kind !== 'scope'),
      { id: 'scope', kind: 'scope', position: null, version: 1, data: 'department' },
      ...units.map((name, position): PlanRecord => ({ id: name, kind: 'units', position, version: 1, data: { name } })),
      ...many,
    ];
    const began = performance.now();
    const found = await plans.problems(FORM, all);
    const took = performance.now() - began;
    assert.ok(found.length > 0 && many.length > 300);
    t.diagnostic(`${many.length} lines: ${Math.round(took)} ms`);
    // a second on an idle machine, several under load
    assert.ok(took < 5000, `${took} ms`);
  });

  test('last year’s paper begins the next: structure and words, last year’s figures, no amounts of this year', async () => {
    const before = rowsOf((await opened()).records);
    // what stands in the way of a paper is mended first
    const refused = await client.send('post', `/organisations/${school}/papers`, { from: 'last', paper: id, form: null, amounts: false });
    assert.equal(refused.status, 422);
    const { records } = await opened();
    const [first, second, third] = records.filter(({ kind }) => kind === 'lines');
    const project = records.find(({ kind }) => kind === 'projects')!;
    const lines = (project.data as { lines: Value[] }).lines.map((line) => ({ ...line, function: before.lines[3]!.cells.function }));
    const mended = [first!, third!].map((one) => ({ ...one, data: { ...(one.data as Value), yuan: '100' } }));
    const changes = [
      ...mended,
      { ...second!, data: { ...(second!.data as Value), economic: '30101' } },
      { ...project, data: { ...(project.data as Value), lines } },
    ];
    assert.equal((await client.send('patch', `/papers/${id}/plan`, { changes })).status, 200);
    for (const amounts of [false, true]) {
      const made = await client.send('post', `/organisations/${school}/papers`, { from: 'last', paper: id, form: null, amounts });
      if (amounts) {
        assert.equal(made.status, 409, 'one paper a year');
        continue;
      }
      assert.equal(made.status, 200, made.body.error);
      const next = await opened(String(made.body.id));
      const rows = rowsOf(next.records);
      assert.equal(rows.cover[0]?.cells.year, '2026');
      assert.deepEqual(
        rows.lines.map(({ cells }) => [cells.economic, cells.yuan]),
        before.lines.map(({ cells }, i) => [i === 1 ? '30101' : cells.economic, undefined]),
      );
      assert.deepEqual(rows.texts, before.texts);
      assert.ok(rows.prior.length > 0 && rows.prior.every(({ cells }) => cells.yuan));
      const blank = (await problems(String(made.body.id))).problems.filter(({ column }) => column === 'yuan');
      assert.equal(blank.length, rows.lines.length + rows['project-lines'].length + rows.purchases.length);
    }
  });

  test('a paper begins from nothing with its unit', async () => {
    const body = { from: 'nothing', form: FORM, year: 2030, scope: 'unit' };
    const made = await client.send('post', `/organisations/${school}/papers`, body);
    assert.equal(made.status, 200, made.body.error);
    const { records, form } = await opened(String(made.body.id));
    assert.deepEqual(
      rowsOf(records).units.map(({ cells }) => cells),
      [{ name: '一中' }],
    );
    assert.ok(form.given.texts.length > 0 && form.given.prior.length > 0);
    assert.equal((await client.send('post', `/organisations/${school}/papers`, { ...body, form: 'no/such/form' })).status, 422);
  });
});
