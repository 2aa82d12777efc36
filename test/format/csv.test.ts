import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeOf } from '../../src/document/words.ts';
import { readDocument } from '../../src/format/index.ts';
import { utf8 } from '../sample.ts';
import { grids, paragraphs } from './paper.ts';

const SOURCE = '云川县文化馆收支总表,,\r\n单位：万元,,\r\n项目,"预算数\n合计",备注\r\n工资,"1,234.50","含""上年"""\r\n合计,2.00,\r\n';
const BODY = [
  ['项目', '预算数 合计', '备注'],
  ['工资', '1,234.50', '含"上年"'],
  ['合计', '2.00', ''],
];

test('rows of cells between commas or semicolons, quoted cells, captions', () => {
  for (const source of [SOURCE, SOURCE.replaceAll(/,(?!\d{3})/g, ';')]) {
    const document = readDocument(utf8(source), 'a.csv');
    assert.deepEqual([document.format, paragraphs(document), grids(document)], ['csv', ['云川县文化馆收支总表', '单位：万元'], [BODY]]);
  }
  const grid = readDocument(utf8(SOURCE), 'a.csv').blocks.find(({ kind }) => kind === 'grid');
  assert(grid?.kind === 'grid');
  assert.equal(placeOf(grid.rows[1]?.[1]?.words ?? { text: '', pieces: [] }).cell, 'B4');
});

test('GB18030, and byte order marks', () => {
  const national = Uint8Array.from([
    0xcf, 0xee, 0xc4, 0xbf, 0x2c, 0xbd, 0xf0, 0xb6, 0xee, 0x0a, 0xba, 0xcf, 0xbc, 0xc6, 0x2c, 0x31, 0x2e, 0x30, 0x30,
  ]);
  const table = [
    ['项目', '金额'],
    ['合计', '1.00'],
  ];
  assert.deepEqual(grids(readDocument(national, 'a.csv')), [table]);
  assert.deepEqual(grids(readDocument(Uint8Array.from([0xef, 0xbb, 0xbf, ...utf8('项目,金额\n合计,1.00')]), 'a.csv')), [table]);
});

test('prose with commas is no table', () => {
  assert.equal(
    readDocument(utf8('云川县文化馆2025年收入预算,共12.00万元。\n支出预算12.00万元,其中工资3.00万元,其他9.00万元。\n结束'), 'a.csv').format,
    'txt',
  );
});
