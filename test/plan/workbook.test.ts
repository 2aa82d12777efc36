import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { factKey } from '../../src/fact/dimension.ts';
import type { FormSet } from '../../src/form/form.ts';
import { formSets } from '../../src/form/load.ts';
import { readSheets } from '../../src/format/xlsx/read.ts';
import { loadForms } from '../../src/forms.ts';
import { loadPlan } from '../../src/plan/load.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { readPlan } from '../../src/plan/read.ts';
import { overlap } from '../../src/plan/workbook/asked.ts';
import { readPlanWorkbook } from '../../src/plan/workbook/read.ts';
import { workbookForm } from '../../src/plan/workbook/sheets.ts';
import { planWorkbook } from '../../src/plan/workbook/write.ts';
import { planYaml } from '../../src/plan/yaml.ts';
import { utf8 } from '../sample.ts';
import { said } from './plans.ts';

const forms = loadForms();
const sets = formSets(forms.sets);
const WRITTEN = new Date(Date.UTC(2025, 0, 20));

const exampleOf = (set: FormSet): Plan => readPlan({ value: set.example, path: 'example.yaml' }, set.kind, set.id);
const written = (set: FormSet, plan: Plan | null): Promise<Uint8Array> => planWorkbook(set, plan, forms, WRITTEN);

function same(bytes: Uint8Array, plan: Plan): void {
  const { plan: back, problems } = readPlanWorkbook(bytes, forms);
  assert.deepEqual(problems, []);
  assert.deepEqual(said(back ?? assert.fail('no plan')), said(plan));
}

for (const set of sets) {
  describe(`workbook of ${set.id}`, () => {
    test('a plan comes back as it was', async () => same(await written(set, exampleOf(set)), exampleOf(set)));

    test('its YAML comes back as it was', () => {
      const plan = exampleOf(set);
      const { plan: back, problems } = loadPlan(utf8(planYaml(plan)), 'plan.yaml', forms);
      assert.deepEqual(problems, []);
      assert.deepEqual(said(back ?? assert.fail('no plan')), said(plan));
    });

    test('what is asked for can be filled in, and its sums are told once', async () => {
      const { inputs, texts } = workbookForm(set, forms);
      const keys = inputs.map(({ concept, dims }) => factKey(concept, dims));
      assert.deepEqual(keys, [...new Set(keys)]);
      for (const [i, one] of inputs.entries())
        for (const other of inputs.slice(i + 1))
          assert(one.concept !== other.concept || !overlap(one.dims, other.dims, forms.lexicon), `${factKey(one.concept, one.dims)} twice`);
      const shown = JSON.stringify(readSheets(await written(set, null)).sheets.map(({ sheet }) => sheet.cells.map(({ text }) => text)));
      for (const { key } of texts) assert(shown.includes(`"${key}"`), key);
      for (const { concept } of inputs) assert(shown.includes(`"${concept}`), concept);
    });
  });
}

const office = spawnSync('soffice', ['--version']).status === 0;
test('saved by LibreOffice they come back as they were', { skip: office ? false : 'soffice is not here' }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mingzhang-'));
  try {
    mkdirSync(join(folder, 'saved'));
    for (const [i, one] of sets.entries()) writeFileSync(join(folder, `${i}.xlsx`), await written(one, exampleOf(one)));
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
    const to = ['--headless', '--convert-to', 'xlsx:Calc MS Excel 2007 XML', '--outdir', join(folder, 'saved')];
    const { status, stderr } = spawnSync('soffice', [profile, ...to, ...sets.map((_, i) => join(folder, `${i}.xlsx`))], {
      encoding: 'utf8',
      timeout: 300_000,
    });
    assert.equal(status, 0, stderr);
    for (const [i, one] of sets.entries()) same(readFileSync(join(folder, 'saved', `${i}.xlsx`)), exampleOf(one));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

const set = sets.find(({ id }) => id === 'cn/final/2024') ?? assert.fail('no set');
const word = fc
  .string({ unit: fc.constantFrom(...'甲乙丙丁=+-@\'"&<;%_x0041_ ab1，。“”'), minLength: 1, maxLength: 12 })
  .map((text) => `词${text}尾`);
const yuan = fc.integer({ min: 0, max: 999_999_999_999_99 }).map((fen) => (fen / 100).toFixed(2));
const money = {
  function: fc.constantFrom('2010401', '2150805', '2080505', '9999999'),
  economic: fc.constantFrom('30101', '30227', '31005'),
  government: fc.constantFrom('50101', '50205'),
  fund: fc.constantFrom('general', 'general-appropriation', 'managed-funds', 'other-income', 'appropriation'),
  origin: fc.constantFrom('this-year', 'carried-over'),
  yuan,
};
const line = (organisations: readonly string[]) =>
  fc.record(
    {
      ...money,
      organisation: fc.constantFrom(...organisations),
      nature: fc.constantFrom('personnel', 'public'),
      income: fc.constant('1030148'),
      level: fc.constantFrom('central', 'other'),
      original: yuan,
      'carried-out': yuan,
      item: word,
    },
    { requiredKeys: ['yuan', 'function'] },
  );
const names = (least: number) => fc.uniqueArray(word, { minLength: least, maxLength: 4 });
const map = fc.dictionary(fc.constantFrom('overview', 'basis', 'x-1', '说明'), word);

const plans = fc.record({ units: names(1), projects: names(0) }).chain(({ units, projects }) =>
  fc.record({
    organisation: word,
    scope: fc.constantFrom('unit', 'department'),
    year: fc.constantFrom(2024, 2025),
    units: fc.tuple(
      ...units.map((name, i) =>
        fc.record(
          { code: fc.constant(`00${i}`), name: fc.constant(name), kind: fc.constantFrom('agency', 'institution') },
          { requiredKeys: ['code', 'name'] },
        ),
      ),
    ),
    texts: fc.dictionary(
      fc.constantFrom('duties', 'structure', 'own-text'),
      fc.tuple(word, word).map((lines) => lines.join('\n')),
    ),
    lines: fc.array(line(units), { maxLength: 6 }),
    projects: fc.tuple(
      ...projects.map((name) =>
        fc.record(
          {
            name: fc.constant(name),
            code: fc.constantFrom('140999250000000010001', '001'),
            unit: fc.constantFrom(...units),
            nature: fc.constantFrom('operating', 'specific'),
            published: fc.boolean(),
            fields: map,
            indicators: fc.array(fc.record({ level1: word, name: word, value: word, x: word }, { requiredKeys: ['name'] }), {
              maxLength: 3,
            }),
            term: fc.record({ central: yuan, local: yuan }, { requiredKeys: [] }),
            lines: fc.array(line(units), { maxLength: 3 }),
          },
          { requiredKeys: ['name', 'nature'] },
        ),
      ),
    ),
    adjustments: fc.array(fc.record({ ...money, date: fc.constantFrom('2024-02-29', '2024-12-31'), document: word, reason: word }), {
      maxLength: 3,
    }),
    purchases: fc.array(
      fc.record(
        { item: fc.constantFrom('goods', 'services'), code: fc.constant('A02010000'), name: word, yuan, sme: yuan },
        { requiredKeys: ['item', 'yuan'] },
      ),
      { maxLength: 3 },
    ),
    indicators: fc.array(fc.record({ level1: word, name: word, value: word }), { maxLength: 2 }),
    facts: fc.array(
      fc.oneof(
        fc.record(
          { concept: fc.constantFrom('fixed-assets', 'procurement'), project: word, stage: fc.constantFrom('original', 'actual'), yuan },
          { requiredKeys: ['concept', 'yuan'] },
        ),
        fc.record({ concept: fc.constant('vehicles'), item: fc.constantFrom('leader', 'emergency'), count: fc.nat(50) }),
        fc.record({ concept: fc.constant('floor-area'), area: fc.nat(9999) }),
      ),
      { maxLength: 4 },
    ),
    prior: fc.array(
      fc.record({ concept: fc.constantFrom('revenue', 'uses'), fund: money.fund, yuan }, { requiredKeys: ['concept', 'yuan'] }),
      { maxLength: 3 },
    ),
  }),
);

test('any plan comes back as it was, from a workbook and from YAML', async () => {
  await fc.assert(
    fc.asyncProperty(plans, async (value) => {
      const plan = readPlan({ value, path: 'plan.yaml' }, set.kind, set.id);
      same(await written(set, plan), plan);
      const { plan: back } = loadPlan(utf8(planYaml(plan)), 'plan.yaml', forms);
      assert.deepEqual(said(back ?? assert.fail('no plan')), said(plan));
    }),
    { numRuns: 20, seed: 20250120 },
  );
});

test('a YAML file whose aliases unfold without end is refused at once', () => {
  const lists = Array.from({ length: 30 }, (_, i) => `&l${i + 1} [${Array.from({ length: 9 }, () => `*l${i}`).join(', ')}]`);
  const bomb = `form: ${set.id}\nyear: 2024\norganisation: x\nscope: [&l0 x, ${lists.join(', ')}]\n`;
  assert.equal(loadPlan(utf8(bomb), 'plan.yaml', forms).problems.length, 1);
  const own = `form: ${set.id}\nyear: 2024\nscope: unit\norganisation: &a [1, [2, 3]]\n`;
  assert.match(loadPlan(utf8(own), 'plan.yaml', forms).problems[0]?.message ?? '', /organisation: 应为文字，实为 列表/);
});
