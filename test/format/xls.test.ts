import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { compile } from '../../src/compile/compile.ts';
import type { Document } from '../../src/document/document.ts';
import { placeOf } from '../../src/document/words.ts';
import { keyOf } from '../../src/fact/fact.ts';
import { formSets } from '../../src/form/load.ts';
import { FormatError, readDocument, writeText } from '../../src/format/index.ts';
import { loadForms } from '../../src/forms.ts';
import { readPlan } from '../../src/plan/read.ts';
import { readPaper } from '../../src/score/read.ts';
import { type BiffSheet, biff, CONTINUE, f64, record, u16, u32, utf16 } from '../print/biff.ts';
import { printXlsx } from '../print/xlsx.ts';
import { utf8 } from '../sample.ts';
import { grids, marks, paragraphs } from './paper.ts';
import { mixed, paper, toXls } from './xls/samples.ts';

const forms = loadForms();
const fixture = (name: string): Uint8Array => readFileSync(new URL(`xls/${name}.xls`, import.meta.url));

/** All of a document but the name of its format. */
const content = ({ blocks, damage }: Document) => ({ blocks, damage });

function factsOf(bytes: Uint8Array): string[] {
  const { facts } = readPaper(readDocument(bytes, 'a'), 'a', forms);
  return facts.map((fact) => `${keyOf(fact)} = ${fact.value}e-${fact.scale} ${fact.unit} ${fact.where.node}`).sort();
}

test('a workbook of Excel 97 reads as its .xlsx does, word for word and cell for cell', () => {
  const document = readDocument(fixture('mixed'), 'a.xlsx');
  assert.equal(document.format, 'xls');
  assert.deepEqual(content(document), content(readDocument(mixed(), 'a.xls')));
  assert.deepEqual(paragraphs(document), ['云川县文化馆收支明细表', '编制日期：2025年1月20日', '单位：万元', '底稿']);
  assert.deepEqual(grids(document), [
    [
      ['项目', '预算数'],
      ['上年', '本年', '增减率'],
      ['工资福利支出', '1,234.50', '1300.13', '5.32%'],
      ['商品和服务支出', '210.00', '-3.50', '-'],
      ['资本性支出', '0.00', '88.80', ''],
      ['合计', '1,234.50', '见工资福利支出', ''],
      ['公务用车', '3辆', 'TRUE', '#DIV/0!'],
      ['启用日期', '2025年1月1日', '2025-02-01', '1234567890123'],
    ],
    [
      ['科目', '底数'],
      ['培训费', '7.25'],
    ],
  ]);
  assert.deepEqual(marks(document, 'watermark'), ['仅供内部审核']);
  const said = document.damage.map(({ reason }) => reason).join('\n');
  for (const words of [/隐藏的工作表“底稿”/, /隐藏的行（第7行）/, /隐藏的列（D列）/, /D9 #DIV\/0!/]) assert.match(said, words);
  const grid = document.blocks.find(({ kind }) => kind === 'grid');
  assert(grid?.kind === 'grid');
  const { sheet, cell } = placeOf(grid.rows[2]?.[1]?.words ?? { text: '', pieces: [] });
  assert.deepEqual([sheet, cell], ['收支明细', 'B5']);
});

test('the sample paper as .xls states the facts of its .xlsx', () => {
  const facts = factsOf(fixture('paper'));
  assert(facts.length > 10);
  assert.deepEqual(facts, factsOf(paper()));
});

test('papers of all form sets, made into .xls by LibreOffice', (t) => {
  const printed: Record<string, Uint8Array> = { mixed: mixed() };
  for (const set of formSets(forms.sets)) {
    const plan = readPlan({ value: set.example, path: `forms/${set.id}/example.yaml` }, set.kind);
    const text = writeText(compile(plan, set, forms).document);
    printed[set.id.replaceAll('/', '-')] = printXlsx(readDocument(utf8(text), 'a.txt'));
  }
  const made = toXls(printed);
  if (!made) return t.skip('soffice (LibreOffice) is not installed');
  for (const [name, bytes] of Object.entries(printed)) {
    const xls: Uint8Array | undefined = made[name];
    assert(xls, name);
    assert.deepEqual(content(readDocument(xls, 'a')), content(readDocument(bytes, 'a')), name);
    assert.deepEqual(factsOf(xls), factsOf(bytes), name);
  }
});

const name = (text: string): number[] => [text.length, 1, ...utf16(text)];
const words = (text: string): number[] => [...u16(text.length), 1, ...utf16(text)];
const label = (row: number, column: number, text: string): number[] => record(0x204, ...u16(row, column, 0), ...words(text));
const only = (...records: number[][]): BiffSheet => ({ name: name('表'), records: records.flat() });
const refused = (bytes: Uint8Array, message: RegExp): void =>
  assert.throws(
    () => readDocument(bytes, 'a.xls'),
    (error) => error instanceof FormatError && message.test(error.message),
  );

test('Excel 5: text in the code page of China, said or not, without a container', () => {
  const [item, amount] = [
    [0xcf, 0xee, 0xc4, 0xbf],
    [0xbd, 0xf0, 0xb6, 0xee],
  ];
  const cells = [
    [0, 0, item],
    [0, 1, amount],
    [1, 0, item],
    [1, 1, amount],
  ].flatMap(([row, column, text]) => record(0x204, ...u16(row as number, column as number, 0, 4), ...(text as number[])));
  for (const page of [936, 1252])
    assert.deepEqual(grids(readDocument(biff(0x500, record(0x42, ...u16(page)), [{ name: [1, 65], records: cells }]), 'a')), [
      [
        ['项目', '金额'],
        ['项目', '金额'],
      ],
    ]);
});

test('strings that go on in the next record, in another width; fonts and reading aids in them', () => {
  const first = [...u32(3, 3), ...u16(4), 1 | 8 | 4, ...u16(1), ...u32(2), ...utf16('预算')];
  const second = [1, ...utf16('项目'), 0, 0, 0, 0, 9, 9, ...u16(4), 0, 0x31, 0x32];
  const third = [1, ...utf16('万元'), ...u16(2), 1, ...utf16('金额')];
  const strings = [...record(0xfc, ...first), ...record(CONTINUE, ...second), ...record(CONTINUE, ...third)];
  const shared = (row: number, column: number, index: number): number[] => record(0xfd, ...u16(row, column, 0), ...u32(index));
  const sheet = only(shared(0, 0, 0), shared(0, 1, 2), shared(1, 0, 1), shared(1, 1, 2));
  assert.deepEqual(grids(readDocument(biff(0x600, strings, [sheet]), 'a')), [
    [
      ['预算项目', '金额'],
      ['12万元', '金额'],
    ],
  ]);
  refused(biff(0x600, strings, [only(shared(0, 0, 3))]), /损坏/);
});

test('numbers packed in every way; cells in any order, the last of two at one place', () => {
  const rk = (value: number): number => (value << 2) | 2;
  const sheet = only(
    label(0, 1, '金额'),
    label(2, 0, '丙'),
    label(1, 0, '乙'),
    label(0, 0, '旧'),
    label(0, 0, '项目'),
    record(0xbd, ...u16(1, 1, 0), ...u32(rk(-700)), ...u16(0), ...u32(rk(12345) | 1), ...u16(2)),
    record(0x27e, ...u16(2, 1, 0), ...u32(new Uint32Array(new Float64Array([2.5]).buffer)[1] ?? 0)),
    record(0x203, ...u16(2, 2, 0), ...f64(0.1)),
    record(0x205, ...u16(0, 2, 0), 0, 0),
    record(0x203, ...u16(3, 1, 1), ...f64(12345678)),
    record(0x203, ...u16(3, 2, 2), ...f64(45658)),
  );
  // 元 printed as 万元, and a date that is known by number
  const formats = [
    record(0x41e, ...u16(170), ...words('0!.0000')),
    record(0xe0, ...u16(0, 0)),
    record(0xe0, ...u16(0, 170)),
    record(0xe0, ...u16(0, 31)),
  ];
  assert.deepEqual(grids(readDocument(biff(0x600, formats.flat(), [sheet]), 'a')), [
    [
      ['项目', '金额', 'FALSE'],
      ['乙', '-700', '123.45'],
      ['丙', '2.5', '0.1'],
      ['', '1234.5678', '2025年1月1日'],
    ],
  ]);
});

test('locked, ancient, endless: one clear message', () => {
  const sheet = only(label(0, 0, '项目'), label(0, 1, '金额'));
  refused(biff(0x600, record(0x2f, ...u16(1, 1, 1)), [sheet]), /打开密码/);
  refused(Uint8Array.from([...record(0x09, ...u16(2, 0x10)), ...record(0x0a)]), /Excel 4\.0 及更早/);
  refused(biff(0x600, [], []), /没有工作表/);
  refused(biff(0x600, [], [only()]), /没有内容/);
  // one sheet told a thousand times
  const entry = record(0x85, ...u32(0), 0, 0, ...name('表'));
  const book = biff(0x600, Array.from({ length: 1000 }, () => entry).flat(), [sheet]);
  refused(book, /损坏/);
  const crowd = record(0xbd, ...u16(0, 0), ...Array.from({ length: 1000 }, () => [0, 0, 6, 0, 0, 0]).flat(), 0, 0);
  refused(biff(0x600, [], [only(...Array.from({ length: 1001 }, () => crowd))]), /超过 100 万个单元格/);
  const macros = readDocument(biff(0x600, [], [sheet, { ...sheet, kind: 1 }]), 'a');
  assert.match(macros.damage[0]?.reason ?? '', /宏没有运行/);
});

test('a file cut or changed anywhere is read whole or refused, never half', () => {
  for (const whole of [fixture('mixed'), biff(0x600, [], [only(label(0, 0, '项目'), label(0, 1, '金额'), label(1, 0, '工资'))])]) {
    const expected = content(readDocument(whole, 'a'));
    for (let i = 1; i < whole.length; i += 37) {
      let cut: Document | null = null;
      try {
        cut = readDocument(whole.subarray(0, i), 'a');
      } catch (error) {
        assert(error instanceof FormatError, `cut at ${i}: ${error}`);
      }
      // what is lost at the end may be the properties of the file, which nobody reads
      if (cut?.format === 'xls') assert.deepEqual(content(cut), expected, `cut at ${i}`);
      try {
        readDocument(
          whole.map((byte, at) => (at === i ? byte ^ 0x55 : byte)),
          'a',
        );
      } catch (error) {
        assert(error instanceof FormatError, `changed at ${i}: ${error}`);
      }
    }
  }
});

const XML = `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="Default"/><Style ss:ID="s1"><NumberFormat ss:Format="Standard"/></Style><Style ss:ID="s2" ss:Parent="s1"/><Style ss:ID="d"><NumberFormat ss:Format="Long Date"/></Style></Styles>
<Worksheet ss:Name="支出"><Table><Column ss:Index="3" ss:Hidden="1"/>
<Row><Cell ss:MergeAcross="2"><Data ss:Type="String">云川县文化馆支出表</Data></Cell></Row>
<Row ss:Index="3"><Cell><Data ss:Type="String">项目</Data></Cell><Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>金</B>额</ss:Data><Comment><Data>批注</Data></Comment></Cell><Cell><Data ss:Type="String">日期</Data></Cell></Row>
<Row ss:Hidden="1"><Cell><Data ss:Type="String">工资</Data></Cell><Cell ss:StyleID="s2"><Data ss:Type="Number">1234.5</Data></Cell><Cell ss:StyleID="d"><Data ss:Type="DateTime">2025-01-01T00:00:00.000</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">合计</Data></Cell><Cell ss:Index="3" ss:Formula="=X"><Data ss:Type="Error">#REF!</Data></Cell></Row>
</Table><WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><PageSetup><Header x:Data="&amp;C仅供内部审核"/></PageSetup><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>`;

test('XML Spreadsheet 2003 under the name .xls; web pages and CSV under it too', () => {
  const document = readDocument(utf8(XML), 'a.xls');
  assert.equal(document.format, 'xls-xml');
  assert.deepEqual(paragraphs(document), ['云川县文化馆支出表']);
  assert.deepEqual(grids(document), [
    [
      ['项目', '金额', '日期'],
      ['工资', '1,234.50', '2025年1月1日'],
      ['合计', '', '#REF!'],
    ],
  ]);
  assert.deepEqual(marks(document, 'watermark'), ['仅供内部审核']);
  const said = document.damage.map(({ reason }) => reason).join('\n');
  for (const words of [/隐藏的工作表“支出”/, /隐藏的行（第4行）/, /隐藏的列（C列）/, /C5 #REF!/]) assert.match(said, words);
  refused(utf8(XML.slice(0, -40)), /损坏/);
  refused(utf8(XML.replace('<Workbook', '<!DOCTYPE a [<!ENTITY b "c">]><Workbook')), /DTD/);
  const page =
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><table><tr><td>项目</td><td>金额</td></tr></table></body></html>';
  assert.equal(readDocument(utf8(page), 'a.xls').format, 'html');
  assert.equal(readDocument(utf8('项目,金额\n工资,1.00\n合计,1.00\n'), 'a.xls').format, 'csv');
});
