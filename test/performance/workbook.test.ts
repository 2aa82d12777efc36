import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { load } from 'js-yaml';
import { readSheets } from '../../src/format/xlsx/read.ts';
import { loadForms } from '../../src/forms.ts';
import { recordProblems } from '../../src/performance/problems.ts';
import type { PerformanceRecords } from '../../src/performance/record.ts';
import { purposes } from '../../src/performance/workbook/purposes.ts';
import { readRecordsWorkbook } from '../../src/performance/workbook/read.ts';
import { recordsWorkbook } from '../../src/performance/workbook/write.ts';
import { recordsYaml } from '../../src/performance/yaml.ts';
import { schemesOf } from '../../src/score/scheme.ts';
import { recordsFrom, SAMPLE } from './sample.ts';

const forms = loadForms();
const scheme = schemesOf(forms.sets).get('cn') ?? assert.fail();
const WRITTEN = new Date(Date.UTC(2025, 0, 20));
const EXAMPLE = new URL('../../examples/tongchuan-evaluation-2024/performance.yaml', import.meta.url);
const twelve = recordsFrom(readFileSync(EXAMPLE, 'utf8'));

/** Records without where they stood. */
const said = (records: PerformanceRecords | null): unknown =>
  JSON.parse(
    JSON.stringify(records, (key, value) =>
      key === 'place' ? undefined : value instanceof Map ? Object.fromEntries([...value].sort(([a], [b]) => (a < b ? -1 : 1))) : value,
    ),
  );

for (const [name, records] of [
  ['a sample of two projects', recordsFrom(SAMPLE)],
  ['twelve projects', twelve],
] as const) {
  describe(`workbooks of ${name}`, () => {
    test('their YAML comes back as it was', () => assert.deepEqual(said(recordsFrom(recordsYaml(records))), said(records)));
    for (const purpose of purposes)
      test(`${purpose}: records come back as they were`, async () => {
        const { records: back, problems } = readRecordsWorkbook(await recordsWorkbook(purpose, records, scheme, forms, WRITTEN), forms);
        assert.deepEqual(problems, []);
        assert.deepEqual(said(back), said(records));
      });
  });
}
