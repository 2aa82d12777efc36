import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { compile } from '../../src/compile/compile.ts';
import { editionOf, type OutputFormat, outputName, writeOutput } from '../../src/compile/outputs.ts';
import { prepareFormat } from '../../src/format/index.ts';
import { withRecords } from '../../src/performance/with-records.ts';
import { loadPlan, problemsOf } from '../../src/plan/load.ts';
import { checkBytes } from '../../src/server/paper.ts';
import { forms, sets } from './examples.ts';

/** Warnings that a plan of ours may have, by its file: the field, and why. */
const ALLOWED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'examples/huailai-budget-2023/plan.yaml': {
    economic: 'made from a published paper that prints no economic classes of its project money',
    government: 'the same',
  },
};
/** Printing takes longest: one budget and one paper of final accounts. */
const PRINTED = ['examples/huairen-budget-2025/plan.yaml', 'examples/huairen-final-2024/plan.yaml'];

const plans = [
  ...readdirSync('examples', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('plan.yaml'))
    .map((name) => ({ file: `examples/${name}`, form: '' })),
  ...sets.map(({ id }) => ({ file: `forms/${id}/example.yaml`, form: id })),
];

test('there are plans, and those that are printed are among them', () => {
  assert.ok(plans.length > sets.length);
  for (const printed of [...PRINTED, ...Object.keys(ALLOWED)]) assert.ok(plans.some(({ file }) => file === printed));
});

for (const { file, form } of plans) {
  describe(`the plan ${file}`, () => {
    const records = join(dirname(file), 'performance.yaml');
    const alone = loadPlan(readFileSync(file), file, forms, form);
    const loaded = existsSync(records) ? withRecords(alone, { file: 'performance.yaml', bytes: readFileSync(records) }, forms) : alone;
    const { plan, set } = loaded;
    const problems = problemsOf(loaded, forms);

    test('has no error, and no warning but those listed', () => {
      assert.deepEqual(
        problems.filter(({ severity, field }) => severity === 'error' || !ALLOWED[file]?.[field]),
        [],
      );
    });
    test('has each warning that is listed', () => {
      for (const field of Object.keys(ALLOWED[file] ?? {})) assert.ok(problems.some((problem) => problem.field === field));
    });

    if (!plan || !set) return;
    const output = { compiled: compile(plan, set, forms), edition: editionOf(plan, set, false), set };
    const formats: OutputFormat[] = ['docx', 'html', 'xlsx', ...(PRINTED.includes(file) ? (['pdf'] as const) : [])];
    for (const format of formats) {
      test(`makes a paper that is read back from ${format} without errors and doubts`, async () => {
        const bytes = await writeOutput(output, format, forms);
        await prepareFormat(bytes);
        const paper = checkBytes(bytes, outputName(output, format), forms);
        assert.equal(paper.error, null);
        assert.deepEqual(
          paper.findings.flatMap(({ severity, code, message }) => (severity === 'info' ? [] : `${code}: ${message}`)),
          [],
        );
      });
    }
  });
}
