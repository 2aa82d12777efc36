import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { load } from 'js-yaml';
import { renderReport } from '../../src/form/render-report.ts';
import { reportForm, reportIds, type Subject } from '../../src/form/report-form.ts';
import { writeText } from '../../src/format/index.ts';
import { type FormSetFiles, loadForms } from '../../src/forms.ts';

const forms = loadForms();
const PASSAGES: FormSetFiles = {
  id: 'cn/passages',
  files: new Map([
    [
      'evaluation',
      [
        {
          clauses: [
            { id: 'spent', print: '支出{amount:expenditure}', read: '…' },
            { id: 'silent', read: '…' },
          ],
        },
      ],
    ],
  ]),
};
const formFrom = (yaml: string) =>
  reportForm([PASSAGES, { id: 'x/report', files: new Map([['report', [load(yaml)]]]) }], 'x/report') ?? assert.fail();

const subject = (words: Record<string, string>, below: Record<string, Subject[]> = {}): Subject => ({
  dims: words.name ? { project: words.name } : {},
  words: new Map(Object.entries(words)),
  below: new Map(Object.entries(below)),
});
/** Money of a project: a hundred thousand 元 for each sign of its name. */
const facts = {
  value: (_: string, dims: { readonly project?: string }) => ({
    kind: 'money' as const,
    value: (dims.project?.length ?? 0) * 10_000_000,
    scale: 0,
  }),
  combinations: () => [],
};
const two = subject({ year: '2024' }, { projects: [subject({ name: '甲项', note: '好' }), subject({ name: '乙乙项' })] });
const textFrom = (yaml: string): string => writeText(renderReport(formFrom(yaml), facts, two).document);

describe('forms of reports', () => {
  test('every report under forms/ can be used', () => {
    assert.deepEqual(reportIds(forms.sets), ['cn/evaluation/2024']);
    for (const id of reportIds(forms.sets)) assert.ok(reportForm(forms.sets, id));
  });

  test('words, clauses, lists and conditions', () => {
    const yaml = `
report: 报告
title: ["{year}年报告"]
body:
  - ["共有：", {through: projects, text: ["{name}{clause:spent}", {has: note, text: ["（{note}）"], otherwise: ["（无）"]}]}, "。"]
  - ["有话的：", {through: projects, has: note, text: ["{name}"], join: "、"}, "。"]
`;
    assert.match(textFrom(yaml), /共有：甲项支出20\.00万元（好）；乙乙项支出30\.00万元（无）。/);
    assert.match(textFrom(yaml), /有话的：甲项。/);
  });

  test('parts are numbered in order, whether they repeat or stand instead of what is not there', () => {
    const yaml = `
report: 报告
title: [报告]
body:
  - heading: 一层
    body:
      - {through: nothing, heading: 没有, body: [], otherwise: [{heading: 代替, body: [无。]}]}
      - {through: projects, heading: "{name}", body: ["{clause:spent}。"]}
`;
    const headings = textFrom(yaml).match(/^#+ .*$/gm);
    assert.deepEqual(headings, ['## 一、一层', '### （一）代替', '### （二）甲项', '### （三）乙乙项']);
  });

  test('a table repeats rows, and states what it prints', () => {
    const { document, stated } = renderReport(
      formFrom(`
report: 报告
title: [报告]
body: [{table: money}]
tables:
  money:
    title: 金额表
    head: 1
    values: [1]
    rows: [[项目, 金额], {through: projects, cells: ["{name}", "{figure:expenditure}"]}]
`),
      facts,
      two,
    );
    assert.match(writeText(document), /项目\t金额\n甲项\t20\.00\n乙乙项\t30\.00/);
    assert.deepEqual(
      stated.map(({ concept, dims, printed, where }) => [concept, dims.project, printed, where]),
      [
        ['expenditure', '甲项', '20.00', '金额表'],
        ['expenditure', '乙乙项', '30.00', '金额表'],
      ],
    );
  });

  test('slips are told with file and path', () => {
    const slip = (body: string): string => {
      try {
        formFrom(`{report: 报告, title: [报告], body: ${body}}`);
      } catch (error) {
        return error instanceof Error ? error.message : '';
      }
      return assert.fail();
    };
    assert.match(slip('[{table: none}]'), /^forms\/x\/report\/report\.yaml: body: 应为其中之一/);
    assert.match(slip('["{clause:silent}"]'), /body\[0\]: 应为有 print 的句子，实为 "silent"/);
    assert.match(slip('[{heading: 甲, bodies: []}]'), /body\[0\]: 不认识的字段 bodies/);
  });
});
