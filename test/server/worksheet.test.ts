import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import type { Finding } from '../../src/check/finding.ts';
import type { Document } from '../../src/document/document.ts';
import { textPlace } from '../../src/fact/place.ts';
import { readDocument } from '../../src/format/index.ts';
import { loadForms } from '../../src/forms.ts';
import { failedPaper } from '../../src/server/checked.ts';
import { checkBytes } from '../../src/server/paper.ts';
import { documentReport, fullReport, type Report } from '../../src/server/report.ts';
import { reportWorkbook } from '../../src/server/worksheet.ts';
import { grids, paragraphs } from '../format/paper.ts';
import { SAMPLE, utf8 } from '../sample.ts';

const forms = loadForms();
const WRITTEN = new Date(Date.UTC(2025, 0, 20));

const place = (file: string, words: string) => ({ ...textPlace(3, 0, 4), file, table: '收支总表', row: '合计', column: null, text: words });
const between: Finding = {
  code: 'carry.opening',
  law: 'carry',
  severity: 'warning',
  title: '年初结转与上年年末结转不一致',
  message: '=HYPERLINK("http://x")',
  stated: '-5.00',
  expected: '+6.00',
  difference: '@1',
  culprit: 1,
  suggestion: '按_x0041_核对\n再改',
  basis: '',
  places: [place('=预算.txt', '-5.00'), place('决算.txt', '6.00')],
};

function report(): Report {
  const papers = [checkBytes(utf8(SAMPLE), '=预算.txt', forms), checkBytes(utf8(SAMPLE.replaceAll('2025', '2024')), '决算.txt', forms)];
  const failed = failedPaper('坏.pdf', '', '文件已损坏');
  return fullReport([...papers, failed].map(documentReport), [between], forms.hash);
}

/** The table of each sheet, its header first. */
const tables = (document: Document): string[][][] => grids(document);
const flat = (text: string): string => text.replace(/\s/g, '');

test('the workbook read back holds every finding, file and obligation, word for word', async () => {
  const made = report();
  const document = readDocument(await reportWorkbook(made, WRITTEN), 'a.xlsx');
  const [findings = [], files = [], coverage = []] = tables(document);
  const all = [...made.documents.flatMap(({ findings }) => findings), ...made.across];
  assert(all.length > 2);
  assert.equal(findings.length, all.length + 1);
  const head = findings[0] ?? [];
  const column = (rows: string[][], name: string): string[] => rows.slice(1).map((row) => flat(row[(rows[0] ?? []).indexOf(name)] ?? ''));
  for (const [name, words] of [
    ['编号', (finding: Finding) => finding.code],
    ['问题', (finding: Finding) => finding.title],
    ['说明', (finding: Finding) => finding.message],
    ['文中', (finding: Finding) => finding.stated],
    ['应为', (finding: Finding) => finding.expected],
    ['相差', (finding: Finding) => finding.difference],
    ['建议', (finding: Finding) => finding.suggestion],
    ['依据', (finding: Finding) => finding.basis],
  ] as const)
    assert.deepEqual(
      column(findings, name),
      all.map((finding) => flat(words(finding))),
      name,
    );
  assert.deepEqual(head.slice(-2), ['处理', '处理说明']);
  const last = findings.at(-1) ?? [];
  assert.equal(flat(last[head.indexOf('文件')] ?? ''), '=预算.txt决算.txt');
  assert.equal(last[head.indexOf('程度')], '疑点');
  assert.match(last[head.indexOf('位置')] ?? '', /^1\. =预算\.txt，第3行，表“收支总表”，行“合计” 2\. 决算\.txt，.*（应改这里）$/);
  assert.equal(last[head.indexOf('原文')], '1. -5.00 2. 6.00');

  assert.deepEqual(column(files, '文件'), ['=预算.txt', '决算.txt', '坏.pdf']);
  assert.deepEqual(column(files, '无法校验的原因'), ['', '', '文件已损坏']);
  assert.deepEqual(
    column(files, '数字'),
    made.documents.map(({ error, numbers }) => (error === null ? String(numbers.total) : '')),
  );
  const owed = made.documents.flatMap(({ coverage: entries, damage }) => [
    ...entries.map(({ obligation }) => obligation),
    ...damage.map(() => '提取受损'),
  ]);
  assert.deepEqual(column(coverage, '事项'), owed.map(flat));
});

test('text stays text: no formula anywhere, and none comes about when a cell is edited', async () => {
  const parts = unzipSync(await reportWorkbook(report(), WRITTEN));
  const sheet = strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
  assert.doesNotMatch(sheet, /<f[ >]/);
  const strings = [...strFromU8(parts['xl/sharedStrings.xml'] ?? new Uint8Array()).matchAll(/<si>(.*?)<\/si>/gs)].map(([, xml]) => xml);
  const styles = strFromU8(parts['xl/styles.xml'] ?? new Uint8Array());
  const [, cellStyles = ''] = /<cellXfs[^>]*>(.*?)<\/cellXfs>/s.exec(styles) ?? [];
  const formats = [...cellStyles.matchAll(/<xf [^>]*numFmtId="(\d+)"/g)].map(([, id]) => id);
  const [, asText] = /<numFmt numFmtId="(\d+)" formatCode="@"/.exec(styles) ?? [];
  assert(asText);
  let seen = 0;
  for (const [, style, index] of sheet.matchAll(/<c r="[A-Z]+\d+" t="s" s="(\d+)"><v>(\d+)<\/v>/g)) {
    if (!/^<t[^>]*>[=+\-@]/.test(strings[Number(index)] ?? '')) continue;
    seen++;
    assert.equal(formats[Number(style)], asText, strings[Number(index)]);
  }
  assert(seen >= 5, `${seen} dangerous cells`);
});

test('header in sight and on every page, filter, list of answers, one page wide', async () => {
  const parts = unzipSync(await reportWorkbook(report(), WRITTEN));
  const part = (name: string): string => strFromU8(parts[name] ?? new Uint8Array());
  const sheet = part('xl/worksheets/sheet1.xml');
  assert.match(sheet, /<pane [^>]*ySplit="1"[^>]*state="frozen"/);
  assert.match(sheet, /<autoFilter ref="A1:S\d+"/);
  assert.match(sheet, /type="list" sqref="R2:R\d+"[^>]*>.*?<formula1>"已改,不改,待核"/);
  assert.match(sheet, /orientation="landscape" fitToWidth="1" fitToHeight="0"/);
  assert.match(part('xl/workbook.xml'), /<definedName name="_xlnm._FilterDatabase" localSheetId="0">'问题清单'!\$A\$1:\$S\$\d+</);
  assert.match(part('xl/workbook.xml'), /<definedName name="_xlnm.Print_Titles" localSheetId="0">'问题清单'!\$1:\$1</);
  assert.deepEqual(await reportWorkbook(report(), WRITTEN), await reportWorkbook(report(), WRITTEN));
});

test('a paper without findings says so', async () => {
  const { documents, across, forms: hash } = report();
  const clean = fullReport(
    documents.map((document) => ({ ...document, findings: [] })),
    across.slice(1),
    hash,
  );
  const document = readDocument(await reportWorkbook(clean, WRITTEN), 'a.xlsx');
  assert.match([...paragraphs(document), ...grids(document).flat(2)].join('\n'), /没有发现不等于没有问题/);
});
