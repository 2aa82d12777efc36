import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeOutput } from '../../src/compile/outputs.ts';
import { sheetOutput } from '../../src/compile/report.ts';
import { targetOutput } from '../../src/compile/target.ts';
import { formSets } from '../../src/form/load.ts';
import { targetForms } from '../../src/form/render.ts';
import { reportForm } from '../../src/form/report-form.ts';
import { prepareFormat, readDocument } from '../../src/format/index.ts';
import { loadForms } from '../../src/forms.ts';
import { schemesOf } from '../../src/score/scheme.ts';
import { recordsFrom, SAMPLE } from '../performance/sample.ts';

const forms = loadForms();
const records = recordsFrom(SAMPLE);
const sets = formSets(forms.sets).filter((set) => set.kind === 'budget' && targetForms(set).length > 0);
const text = (bytes: Uint8Array): string =>
  new TextDecoder()
    .decode(bytes)
    .replace(/<style>.*?<\/style>/gs, '')
    .replace(/<[^>]+>/g, ' ');

test('a project is printed in the shape of each province', async () => {
  assert.deepEqual(sets.map(({ id }) => id).sort(), ['hebei/budget/2023', 'henan/budget/2025', 'shanxi/budget/2022', 'shanxi/budget/2025']);
  const [, project] = records.projects;
  for (const set of sets) {
    const output = targetOutput(project!, 2024, set, records, forms);
    assert.ok(output);
    const said = text(await writeOutput(output, 'html', forms));
    assert.match(said, /外贸展位补贴/, set.id);
    assert.match(said, /补贴企业数量\s+≥20家|≥20家/, set.id);
    // 500,000 of the budget and 100,000 of managed funds carried over: 元 in Shanxi, 万元 elsewhere
    assert.match(said, set.id.startsWith('shanxi') ? /600000/ : /60\.00/, set.id);
    assert.doesNotMatch(said, /\{[a-z]/, set.id);
  }
});

test('what a year promises otherwise than its project is printed in that year; a year that is not there is not printed', () => {
  const [, project] = records.projects;
  const words = (year: number): string => JSON.stringify(targetOutput(project!, year, sets[0]!, records, forms)?.compiled.document ?? '');
  assert.match(words(2023), /≥18家/);
  assert.doesNotMatch(words(2023), /≥20家/);
  assert.equal(targetOutput(project!, 2030, sets[0]!, records, forms), null);
});

test('the self-evaluation table stands alone, with its scores', async () => {
  const form = reportForm(forms.sets, records.form);
  const scheme = schemesOf(forms.sets).get('cn');
  const one = { ...records, projects: records.projects.slice(0, 1), department: null };
  const output = sheetOutput(one, scheme!, form!, forms);
  assert.match(output.edition.title, /夜市街区改造项目支出绩效自评表$/);
  // no cover, no contents: the table is what the first page prints
  const pdf = await writeOutput(output, 'pdf', forms);
  await prepareFormat(pdf);
  assert.match(JSON.stringify(readDocument(pdf, 'a.pdf').blocks[0]), /项目支出绩效自评表.*"page":1\b/);
  const said = text(await writeOutput(output, 'html', forms));
  assert.match(said, /项目支出绩效自评表/);
  assert.match(said, /改造街区数量\s+≥4个\s+3个\s+20\s+15\.00/);
  assert.match(said, /总分\s+100\s+/);
  assert.doesNotMatch(said, /工作开展情况|外贸展位补贴/);
});
