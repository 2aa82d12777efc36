import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { checkPaper } from '../../src/check/check.ts';
import { compileReport } from '../../src/compile/report.ts';
import { nameCore } from '../../src/form/passage-name.ts';
import type { StatedFact } from '../../src/form/render-facts.ts';
import { reportForm } from '../../src/form/report-form.ts';
import { writeDocx } from '../../src/format/docx/write.ts';
import { readDocument, writeText } from '../../src/format/index.ts';
import { loadForms } from '../../src/forms.ts';
import { loadRecords } from '../../src/performance/load.ts';
import { recordProblems } from '../../src/performance/problems.ts';
import type { PerformanceRecords } from '../../src/performance/record.ts';
import { scoresOf } from '../../src/performance/scores.ts';
import { type Paper, readPaper } from '../../src/score/read.ts';
import { schemesOf } from '../../src/score/scheme.ts';
import { extraFacts, lostFacts } from '../../tools/proof/read-back.ts';
import { utf8 } from '../sample.ts';
import { recordsFrom, SAMPLE } from './sample.ts';

const forms = loadForms();
const schemes = schemesOf(forms.sets);
const EXAMPLE = new URL('../../examples/tongchuan-evaluation-2024/performance.yaml', import.meta.url);
const twelve = loadRecords(readFileSync(EXAMPLE), 'performance.yaml').records ?? assert.fail();

function compiledFrom(records: PerformanceRecords) {
  const scheme = schemes.get(records.scheme) ?? assert.fail();
  const form = reportForm(forms.sets, records.form) ?? assert.fail();
  return compileReport(records, scoresOf(records, scheme), form, forms);
}

/** Papers are read by what all names of a project have in common. */
const known = (stated: readonly StatedFact[]): StatedFact[] =>
  stated.map((fact) => (fact.dims.project ? { ...fact, dims: { ...fact.dims, project: nameCore(fact.dims.project) } } : fact));

const read = (bytes: Uint8Array, name: string): Paper => readPaper(readDocument(bytes, name), name, forms);
const findings = (paper: Paper): string[] => checkPaper(paper, forms).findings.map(({ code, message }) => `${code}: ${message}`);

for (const [name, records] of [
  ['a sample of two projects', recordsFrom(SAMPLE)],
  ['twelve projects of two units', twelve],
] as const) {
  describe(`the report on ${name}`, () => {
    const compiled = compiledFrom(records);
    const paper = read(utf8(writeText(compiled.document)), 'report.txt');
    const stated = known(compiled.stated);

    test('its records have no problem', () => assert.deepEqual(recordProblems(records, schemes.get(records.scheme) ?? assert.fail()), []));
    test('every number that it states is read back with its meaning', () =>
      assert.deepEqual({ lost: lostFacts(stated, paper), extra: extraFacts(stated, paper) }, { lost: [], extra: [] }));
    test('no number in it is unexplained', () =>
      assert.deepEqual(
        paper.numbers.flatMap((number) => (number.as === null ? [number.printed] : [])),
        [],
      ));
    test('it has no finding, not even a hint', () => assert.deepEqual(findings(paper), []));
    test('as a Word file it is read the same', async () => {
      const edition = { title: '报告', organisation: records.organisation, date: '2025-03-31', draft: false };
      const word = read(await writeDocx({ ...compiled, edition }), 'report.docx');
      assert.deepEqual({ lost: lostFacts(stated, word), findings: findings(word) }, { lost: [], findings: [] });
    });
  });
}

describe('headings of a report', () => {
  const headings = (records: PerformanceRecords): string[] =>
    [...writeText(compiledFrom(records).document).matchAll(/^#{2,3} (.*)$/gm)].flatMap(([, heading]) => heading ?? []);

  test('one that would stand alone is left out, with what is under it kept', () => {
    assert.deepEqual(
      headings(twelve).filter((heading) => /^（一）/.test(heading)),
      ['（一）桐川市工业发展局项目', '（一）部门整体绩效'],
    );
    assert.match(writeText(compiledFrom(twelve).document), /部门整体支出情况见部门决算。\n\n新增项目先评估后入库/);
  });
  test('what was not reached is told in sentences, each thing by its number', () =>
    assert.match(
      writeText(compiledFrom(twelve).document),
      /^停产企业职工安置项目没有全部达到年初目标。（1）预算执行率没有达到指标值。原因：[^；]+。改进措施：[^；]+。（2）安置职工没有达到指标值。/m,
    ));
});
