import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeOf } from '../../src/document/words.ts';
import { readDocument } from '../../src/format/index.ts';
import { formatNumber, general } from '../../src/format/xlsx/number.ts';
import { worksheet, zipWorkbook } from '../print/xlsx.ts';
import { grids, marks, paragraphs, spans } from './paper.ts';

const text = (cell: string, words: string): string => `<c r="${cell}" t="inlineStr"><is><r><t>${words}</t></r><rPh><t>x</t></rPh></is></c>`;
const number = (cell: string, value: string, style = 0): string => `<c r="${cell}" s="${style}"><v>${value}</v></c>`;

test('titles, captions and merged headers of a sheet', () => {
  const rows = [
    text('A1', '2025年收支预算'),
    text('A2', '部门：云川县文化馆') + text('C2', '单位：万元'),
    text('A3', '项目') + text('B3', '预算数'),
    text('B4', '上年') + text('D4', '本年'),
    text('A5', '工资') + number('B5', '1234.5', 2) + number('D5', '0.1', 1),
    `${text('A6', '合计')}<c r="B6" s="1"><f>B5*1</f><v>1234.4999999999998</v></c>${text('D6', '0.10')}`,
  ];
  const document = readDocument(zipWorkbook([{ name: '收支总表', xml: worksheet(rows, ['A1:D1', 'A3:A4', 'B3:D3']) }]), '云川县文化馆.xls');
  assert.deepEqual(paragraphs(document), ['2025年收支预算', '部门：云川县文化馆', '单位：万元']);
  assert.deepEqual(grids(document), [
    [
      ['项目', '预算数'],
      ['上年', '本年'],
      ['工资', '1,234.50', '0.10'],
      ['合计', '1234.50', '0.10'],
    ],
  ]);
  const grid = document.blocks.find(({ kind }) => kind === 'grid');
  assert(grid?.kind === 'grid');
  assert.deepEqual(spans(grid), [
    [0, 0, 2, 1],
    [0, 1, 1, 2],
  ]);
  const place = placeOf(grid.rows[2]?.[2]?.words ?? { text: '', pieces: [] });
  assert.deepEqual([place.sheet, place.cell, place.from, place.to], ['收支总表', 'D5', 0, 4]);
});

test('two tables on one sheet, and a sheet whose name is its title', () => {
  const rows = [
    text('A1', '收入预算表'),
    text('A2', '项目') + text('B2', '金额'),
    text('A3', '合计') + number('B3', '1'),
    '',
    text('A5', '支出预算表'),
    text('A6', '项目') + text('B6', '金额'),
    text('A7', '合计') + number('B7', '2'),
  ];
  const named = [text('A1', '项目') + text('B1', '金额'), text('A2', '合计') + number('B2', '3')];
  const document = readDocument(
    zipWorkbook([
      { name: 'Sheet1', xml: worksheet(rows) },
      { name: '三公经费表', xml: worksheet(named) },
    ]),
    'a.xlsx',
  );
  assert.deepEqual(paragraphs(document), ['收入预算表', '支出预算表', '三公经费表']);
  assert.deepEqual(grids(document), [
    [
      ['项目', '金额'],
      ['合计', '1'],
    ],
    [
      ['项目', '金额'],
      ['合计', '2'],
    ],
    [
      ['项目', '金额'],
      ['合计', '3'],
    ],
  ]);
});

test('what is hidden or broken is read and said', () => {
  const sheet = `<worksheet><cols><col min="2" max="2" hidden="1"/></cols><sheetData><row r="1">${text('A1', '项目')}${text('B1', '金额')}</row>
    <row r="2" hidden="1">${text('A2', '工资')}<c r="B2" t="e"><f>X!A1</f><v>#REF!</v></c></row><row r="3">${text('A3', '合计')}<c r="B3"><f>B2</f></c></row></sheetData>
    <headerFooter><oddHeader>&amp;C&amp;"宋体,加粗"&amp;12仅供内部审核&amp;R第&amp;P页</oddHeader></headerFooter></worksheet>`;
  const document = readDocument(zipWorkbook([{ name: '底稿', xml: sheet, state: 'hidden' }], { 'xl/vbaProject.bin': 'x' }), 'a.xlsx');
  assert.deepEqual(grids(document), [
    [
      ['项目', '金额'],
      ['工资', '#REF!'],
      ['合计', ''],
    ],
  ]);
  assert.deepEqual(marks(document, 'watermark'), ['仅供内部审核']);
  const said = document.damage.map(({ reason }) => reason).join('\n');
  for (const word of [/隐藏的工作表“底稿”/, /隐藏的行（第2行）/, /隐藏的列（B列）/, /B2 #REF!/, /没有保存计算结果（B3）/, /宏/])
    assert.match(said, word);
});

test('numbers read as their format prints them', () => {
  const cases: [number, string, string][] = [
    [1234567.891, '#,##0.00_ ', '1,234,567.89'],
    [1.005, '0.00', '1.01'],
    [-5.5, '0.00_);[Red]\\(0.00\\)', '(5.50)'],
    [-0.001, '0.00', '0.00'],
    [0, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', '-'],
    [-12.3, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', '-12.30'],
    [0, '#,##0.00;-#,##0.00;;@', ''],
    [0.1234, '0.00%', '12.34%'],
    [12345678, '0!.0000', '1234.5678'],
    [12345678, '0!.0,', '1234.6'],
    [45658, 'yyyy"年"m"月"d"日"', '2025年1月1日'],
    [45658.5, 'yyyy-mm-dd hh:mm', '2025-01-01 12:00'],
    [2050101, '0', '2050101'],
    [3, '0"个"', '3个'],
    [5, '[>=5]"多";[<5]"少"', '多'],
  ];
  for (const [value, format, shown] of cases) assert.equal(formatNumber(value, format), shown, format);
  assert.deepEqual([0.1 + 0.2, 1 / 3, -12, 123456789012, 1e-12].map(general), ['0.3', '0.333333333', '-12', '123456789012', '0']);
});

const sheetOf = (rows: readonly string[], view = '') =>
  readDocument(zipWorkbook([{ name: 'Sheet1', xml: worksheet(rows).replace('<sheetData>', `${view}<sheetData>`) }]), 'a.xlsx');
/** a blank cell with a border: styles from 5 on have one in these workbooks */
const framed = (cell: string): string => `<c r="${cell}" s="5"/>`;

test('blank rows and columns inside a border belong to the table, with or without the border no figures are cut off', () => {
  const rows = [
    text('A1', '政府性基金预算支出表'),
    text('A2', '单位：元'),
    text('A3', '项目') + text('B3', '合计') + framed('C3'),
    ...[4, 5, 6, 7].map((r) => framed(`A${r}`) + framed(`B${r}`) + framed(`C${r}`)),
    text('A8', '合计') + number('B8', '3', 5) + framed('C8'),
  ];
  const document = sheetOf(rows);
  assert.deepEqual(paragraphs(document), ['政府性基金预算支出表', '单位：元']);
  assert.deepEqual(grids(document), [
    [
      ['项目', '合计', ''],
      ['', '', ''],
      ['', '', ''],
      ['', '', ''],
      ['', '', ''],
      ['合计', '3', ''],
    ],
  ]);
  const bare = sheetOf([
    text('A1', '项目') + text('B1', '金额'),
    text('A2', '甲') + number('B2', '3'),
    '',
    '',
    '',
    text('A6', '合计') + number('B6', '3'),
  ]);
  assert.deepEqual(grids(bare), [
    [
      ['项目', '金额'],
      ['甲', '3'],
      ['合计', '3'],
    ],
  ]);
});

test('a sheet that shows no zeros, blank rows and columns around, notes below, two tables side by side', () => {
  const rows = [
    '',
    '',
    text('C3', '收支预算表'),
    text('E4', '单位：元'),
    text('C5', '收入') + text('D5', '金额') + text('F5', '支出') + text('G5', '金额'),
    text('C6', '财政拨款') + number('D6', '10') + text('F6', '教育支出') + number('G6', '0'),
    text('C7', '注：本表反映收支情况。'),
  ];
  const document = sheetOf(rows, '<sheetViews><sheetView showZeros="0"/></sheetViews>');
  assert.deepEqual(paragraphs(document), ['收支预算表', '单位：元', '注：本表反映收支情况。']);
  assert.deepEqual(grids(document), [
    [
      ['收入', '金额', '支出', '金额'],
      ['财政拨款', '10', '教育支出', ''],
    ],
  ]);
});
