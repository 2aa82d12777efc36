import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gridOf, table } from '../../src/form/sketch.ts';
import { prepareFormat, readDocument } from '../../src/format/index.ts';
import { writePdf } from '../../src/format/pdf/write.ts';
import type { Item } from '../../src/format/print/items.ts';
import { contentsPitch, partPitch } from '../../src/format/print/parts.ts';
import { type SetItem, sheetsOf } from '../../src/format/print/sheets.ts';
import { exampleOf, sets } from '../compile/examples.ts';

const line = (role: 'part' | 'body', text: string): SetItem => ({ kind: 'line', role, text, level: role === 'part' ? 1 : null });
const part = (lines: number): SetItem[] => [
  line('part', '名词解释'),
  ...Array.from({ length: lines }, () => line('body', '年末结转和结余')),
];

test('a part of words that runs a few lines over its page is set closer, one that needs two pages is not', () => {
  assert.deepEqual(
    [20, 21, 23, 25, 26, 40].map((lines) => partPitch(part(lines))),
    [28, 27, 25, 23, 28, 28],
  );
  assert.equal(partPitch(part(23).slice(1)), 28);
});

test('contents that run over are set closer where that saves their second page', () => {
  const entries = (count: number) => ({
    heading: '目录',
    entries: Array.from({ length: count }, () => ({ text: '收入决算表', level: 2, target: null })),
  });
  assert.deepEqual(
    [0, 22, 26, 29, 30].map((count) => contentsPitch(entries(count))),
    [26, 26, 22, 20, 26],
  );
  assert.equal(contentsPitch(null), 26);
});

test('forms of one name lie the same way, those of another do not follow', () => {
  const form = (title: string, columns: number): Item => {
    const cells = Array.from({ length: columns }, (_, column) => ({
      text: '预算执行率和完成情况'.repeat(2),
      row: 0,
      column,
      rowSpan: 1,
      columnSpan: 1,
    }));
    const { block, layout } = table(gridOf(cells, 1, columns), 0, Array(columns).fill('words'));
    assert.ok(block.kind === 'grid');
    return { kind: 'table', chart: null, head: [{ role: 'table-title', text: title, level: null }], grid: block, layout, notes: [] };
  };
  const sheets = sheetsOf([form('自评表', 3), form('自评表', 12), form('目标表', 3)]);
  assert.deepEqual(
    sheets.map(({ turned, items }) => [turned, items.length]),
    [
      [true, 2],
      [false, 1],
    ],
  );
});

test('a PDF of final accounts has its explanation of terms on one page', async () => {
  const set = sets.find(({ id }) => id === 'cn/final/2024');
  assert.ok(set);
  const { printable } = exampleOf(set);
  const bytes = await writePdf(printable);
  await prepareFormat(bytes);
  const { blocks } = readDocument(bytes, 'a.pdf');
  const pages = blocks.map((block) => (block.kind === 'grid' ? null : { text: block.words.text, page: block.words.pieces[0]?.place.page }));
  const title = pages.findLast((found) => found?.text.includes('名词解释'));
  assert.ok(title?.page);
  assert.equal(pages.findLast((found) => found?.page)?.page, title.page);
});
