import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { checkPaper } from '../../src/check/check.ts';
import { planOutput, writeOutput } from '../../src/compile/outputs.ts';
import { nameCore } from '../../src/form/passage-name.ts';
import type { StatedFact } from '../../src/form/render-facts.ts';
import { readDocument, writeText } from '../../src/format/index.ts';
import { loadForms } from '../../src/forms.ts';
import { withRecords } from '../../src/performance/with-records.ts';
import { type LoadedPlan, loadPlan, problemsOf } from '../../src/plan/load.ts';
import { planWorkbook } from '../../src/plan/workbook/write.ts';
import { type Paper, readPaper } from '../../src/score/read.ts';
import { extraFacts, lostFacts } from '../../tools/proof/read-back.ts';
import { utf8 } from '../sample.ts';

const forms = loadForms();
const FOLDER = new URL('../../examples/tongchuan-evaluation-2024/', import.meta.url);
const PLAN = readFileSync(new URL('plan.yaml', FOLDER), 'utf8');
const RECORDS = readFileSync(new URL('performance.yaml', FOLDER), 'utf8');

const loaded = (plan: string, records: string): LoadedPlan =>
  withRecords(loadPlan(utf8(plan), 'plan.yaml', forms), { file: 'performance.yaml', bytes: utf8(records) }, forms);
const problems = (plan: string, records: string): string[] =>
  problemsOf(loaded(plan, records), forms).map(({ severity, place, message }) => `${severity} ${place}: ${message}`);

/** Papers are read by what all names of a project have in common. */
const known = (stated: readonly StatedFact[]): StatedFact[] =>
  stated.map((fact) => (fact.dims.project ? { ...fact, dims: { ...fact.dims, project: nameCore(fact.dims.project) } } : fact));

const read = (bytes: Uint8Array, name: string): Paper => readPaper(readDocument(bytes, name), name, forms);
const findings = (paper: Paper): string[] =>
  checkPaper(paper, forms).findings.flatMap(({ severity, code, message }) => (severity === 'info' ? [] : `${code}: ${message}`));

describe('final accounts with the records of twelve projects', () => {
  const { plan, set } = loaded(PLAN, RECORDS);
  const output = planOutput(plan ?? assert.fail(), set ?? assert.fail(), false, forms);
  const { compiled } = output;
  const text = writeText(compiled.document);
  const paper = read(utf8(text), 'paper.txt');
  const stated = known(compiled.stated);

  test('nothing is wrong with them', () => assert.deepEqual(problems(PLAN, RECORDS), []));
  test('every number is read back with its meaning, and no other', () =>
    assert.deepEqual({ lost: lostFacts(stated, paper), extra: extraFacts(stated, paper) }, { lost: [], extra: [] }));
  test('no number is unexplained', () =>
    assert.deepEqual(
      paper.numbers.flatMap(({ as, printed }) => (as === null ? [printed] : [])),
      [],
    ));
  test('it has no finding', () => assert.deepEqual(findings(paper), []));
  test('its sentences say what the records say', () => {
    assert.match(text, /涉及12个项目，预算金额3488\.15万元，实际支出2462\.98万元，占项目支出的52\.97%/);
    assert.match(text, /10个项目自评等级为“优”/);
    assert.equal(text.match(/^项目支出绩效自评表$/gm)?.length, 12);
  });
  test('a wrong count, share, number of a grade or mean is found', () => {
    for (const [right, wrong, code] of [
      ['占项目支出的52.97%', '占项目支出的25.97%', 'derive.share'],
      ['涉及12个项目', '涉及13个项目', 'agree.text'],
      ['10个项目自评等级为“优”', '11个项目自评等级为“优”', 'sum.grade-count'],
      ['平均得分97.56分', '平均得分96.57分', 'agree.text'],
    ] as const) {
      assert.ok(text.includes(right));
      const found = findings(read(utf8(text.replace(right, wrong)), 'paper.txt'));
      assert.ok(
        found.some((one) => one.startsWith(code)),
        `${wrong}: ${found.join('\n')}`,
      );
    }
  });
  test('as a Word file it is read the same', async () => {
    const word = read(await writeOutput(output, 'docx', forms), 'paper.docx');
    assert.deepEqual({ lost: lostFacts(stated, word), findings: findings(word) }, { lost: [], findings: [] });
  });
});

describe('a plan that says otherwise than the records', () => {
  const CASES: readonly (readonly [string, string, RegExp])[] = [
    [
      'facts:\n',
      'facts:\n  - {concept: project-count, set: self-evaluated, count: 13}\n',
      /facts\[0\]\.count: 自评项目数写的是13个，绩效记录是12个/,
    ],
    [
      'facts:\n',
      'facts:\n  - {concept: project-amount, set: self-evaluated, yuan: 24629851}\n',
      /facts\[0\]\.yuan: 自评项目金额写的是24629851\.00元，绩效记录是24629850\.00元/,
    ],
    ['yuan: 498430', 'yuan: 498431', /projects\[6\]\.lines\[0\]\.yuan: 项目“工业运行专项业务”的决算是498431\.00元，绩效记录是498430\.00元/],
    ['yuan: 498430', 'original: 600000, yuan: 498430', /lines\[0\]\.original: 项目“工业运行专项业务”的年初预算/],
    ['name: 联社专项业务', 'name: 联社专项', /绩效记录里的项目“联社专项业务”，计划里没有/],
    ['organisation: 桐川市工业发展局\nscope', 'organisation: 桐川市工业局\nscope', /绩效记录是“桐川市工业发展局”的/],
    ['year: 2024\nunits', 'year: 2023\nunits', /绩效记录报告的是2024年/],
    ['texts:\n', 'texts:\n  evaluation: 自评良好\n', /warning texts\.evaluation: 绩效自评的文字由绩效记录写成/],
  ];
  for (const [from, to, says] of CASES) {
    test(to.trim(), () => {
      assert.ok(PLAN.includes(from));
      const found = problems(PLAN.replace(from, to), RECORDS);
      assert.ok(
        found.some((one) => says.test(one)),
        found.join('\n'),
      );
    });
  }
  test('in a workbook, at its cell', async () => {
    const given = PLAN.replace('facts:\n', 'facts:\n  - {concept: project-count, set: self-evaluated, count: 13}\n').replace(
      'yuan: 498430',
      'yuan: 498431',
    );
    const { plan, set } = loadPlan(utf8(given), 'plan.yaml', forms);
    const bytes = await planWorkbook(set ?? assert.fail(), plan ?? assert.fail(), forms, new Date(0));
    const found = withRecords(loadPlan(bytes, '决算.xlsx', forms), { file: 'performance.yaml', bytes: utf8(RECORDS) }, forms);
    assert.deepEqual(
      problemsOf(found, forms).map(({ place }) => place.replace(/\d+$/, '')),
      ['其他数据!B', '项目支出!J'],
    );
  });
  test('a fact that is the same is no problem, and is not counted twice', () => {
    const same = PLAN.replace('facts:\n', 'facts:\n  - {concept: project-count, set: self-evaluated, count: 12}\n');
    assert.deepEqual(problems(same, RECORDS), []);
    const { plan, set } = loaded(same, RECORDS);
    const { compiled } = planOutput(plan ?? assert.fail(), set ?? assert.fail(), false, forms);
    assert.match(writeText(compiled.document), /涉及12个项目，预算金额3488\.15万元/);
  });
  test('what is wrong in the records keeps it from being a paper, and is told with their file', () => {
    const found = problems(PLAN, RECORDS.replace('mend: 下年按能够落实的资金编制预算', "mend: ''"));
    assert.ok(
      found.some((one) => /^error 绩效记录（performance\.yaml） 项目“特色产业集群扶持”2024年: .*没有写改进措施/.test(one)),
      found.join('\n'),
    );
  });
  test('records that cannot be read are told', () =>
    assert.match(problems(PLAN, 'organisation: [')[0] ?? '', /^error 绩效记录（performance\.yaml/));
});
