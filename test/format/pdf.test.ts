import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { checkPaper } from '../../src/check/check.ts';
import type { Document, Grid } from '../../src/document/document.ts';
import { placeOf, sliceWords } from '../../src/document/words.ts';
import { FormatError, prepareFormat, readDocument } from '../../src/format/index.ts';
import { ranges } from '../../src/format/layout/paper.ts';
import { loadForms } from '../../src/forms.ts';
import { readPaper } from '../../src/score/read.ts';
import { lockOf } from './pdf/lock.ts';
import { type Drawing, filled, pdf, ruled, type Sheet } from './pdf/paper.ts';

before(async () => prepareFormat(pdf([])));

const read = (sheets: readonly Sheet[]): Document => readDocument(pdf(sheets), '云川县文化馆.pdf');
const paragraphs = (document: Document): string[] =>
  document.blocks.filter((block) => block.kind === 'paragraph').map(({ words }) => words.text);
const marks = (document: Document, kind: string): string[] =>
  document.blocks
    .filter((block) => block.kind === 'mark')
    .filter(({ mark }) => mark === kind)
    .map(({ words }) => words.text);
const grids = (document: Document): Grid[] => document.blocks.filter((block) => block.kind === 'grid');
const texts = ({ rows }: Grid): string[][] => rows.map((row) => row.map(({ words }) => words.text));
const spans = ({ rows }: Grid): string[] =>
  rows
    .flat()
    .filter(({ rowSpan, columnSpan }) => rowSpan > 1 || columnSpan > 1)
    .map(({ words, rowSpan, columnSpan }) => `${words.text} ${rowSpan}x${columnSpan}`);

const XS = [60, 100, 140, 180, 340, 440, 530];
const HEAD: readonly (readonly (string | readonly string[])[])[] = [
  ['科目编码', '', '', '科目名称', '预算数', ''],
  ['类', '款', '项', '', '合计', '基本支出'],
];
const OPEN = ['0,0,right', '0,1,right', '0,3,bottom', '0,4,right'];
const BODY = [
  ['207', '', '', '文化旅游体育与传媒支出', '98.50', '80.00'],
  ['207', '01', '', '文化和旅游', '98.50', '80.00'],
  ['207', '01', '09', ['群众文化活动与公共', '文化服务'], '98.50', '80.00'],
  ['208', '', '', '社会保障和就业支出', '12.00', '12.00'],
];
const ys = (from: number, rows: number, height = 30): number[] => Array.from({ length: rows + 1 }, (_, i) => from + i * height);

const table = (from: number, rows: typeof BODY): Drawing[] => {
  const lines = ys(from, rows.length + 2);
  return [...ruled(XS, lines, OPEN), ...filled(XS, lines, [...HEAD, ...rows])];
};

test('a ruled table: merged headers, split codes, wrapped cells, spans', () => {
  const [grid] = grids(read([{ draw: [{ text: '支出预算总表', x: 240, y: 80, size: 16 }, ...table(120, BODY)] }]));
  assert.ok(grid);
  assert.equal(grid.columns, 6);
  assert.deepEqual(spans(grid), ['科目编码 1x3', '科目名称 2x1', '预算数 1x2']);
  assert.deepEqual(texts(grid)[4], ['207', '01', '09', '群众文化活动与公共文化服务', '98.50', '80.00']);
});

test('a table over two pages is one grid; the header printed again is a mark', () => {
  const document = read([
    { draw: [{ text: '支出预算总表', x: 240, y: 80, size: 16 }, ...table(620, BODY.slice(0, 3))] },
    { draw: table(60, BODY.slice(3)) },
  ]);
  assert.equal(grids(document).length, 1);
  assert.deepEqual(
    texts(grids(document)[0] ?? { kind: 'grid', rows: [], columns: 0 }).map((row) => row.at(-1)),
    ['预算数', '基本支出', '80.00', '80.00', '80.00', '12.00'],
  );
  assert.ok(marks(document, 'header').includes('科目名称'));
});

test('a table over two pages without its header, shifted, with a row of totals under merged labels', () => {
  const moved = XS.map((x) => x + 6);
  const totals = [66, 346, 446, 536];
  const document = read([
    { draw: table(620, BODY.slice(0, 3)) },
    {
      draw: [
        ...ruled(moved, [60, 90]),
        ...filled(moved, [60, 90], [BODY[3] ?? []]),
        ...ruled(totals, [90, 120]),
        ...filled(totals, [90, 120], [['合计', '110.50', '92.00']]),
      ],
    },
  ]);
  const [grid] = grids(document);
  assert.ok(grid);
  assert.equal(grids(document).length, 1);
  assert.deepEqual(texts(grid).at(-1), ['合计', '110.50', '92.00']);
  assert.equal(grid.rows.at(-1)?.[0]?.columnSpan, 4);
});

test('two tables on a page stay two, and forms printed one to a page stay apart', () => {
  const form = (name: string): Drawing[] => {
    const [xs, lines] = [[60, 200, 400], ys(100, 3)];
    return [
      ...ruled(xs, lines, ['0,0,right']),
      ...filled(xs, lines, [
        ['项目绩效目标表', ''],
        ['项目名称', name],
        ['预算数', '10.00'],
      ]),
    ];
  };
  assert.equal(grids(read([{ draw: [...table(120, BODY), { text: '收入预算总表', x: 240, y: 450 }, ...table(480, BODY)] }])).length, 2);
  assert.equal(grids(read([{ draw: form('图书采购') }, { draw: form('场馆维护') }])).length, 2);
});

test('lines drawn as thin bars, and figures set apart by their producer', () => {
  const xs = [60, 260, 500];
  const bars = [100, 130, 160].map((y): Drawing => ({ bar: [60, y, 440, 0.8] }));
  const uprights = xs.map((x): Drawing => ({ bar: [x, 100, 0.8, 60] }));
  const figure: Drawing[] = ['2', ',', '2', '6', '4', '.', '2', '0'].map((text, i) => ({ text, x: 270 + i * 8, y: 118, size: 10 }));
  const [grid] = grids(
    read([
      {
        draw: [
          ...bars,
          ...uprights,
          { text: '收入总计', x: 64, y: 118, size: 10 },
          { text: '支出总计', x: 64, y: 148, size: 10 },
          ...figure,
        ],
      },
    ]),
  );
  assert.deepEqual(grid && texts(grid), [
    ['收入总计', '2,264.20'],
    ['支出总计', ''],
  ]);
});

test('rows without ruling lines between them', () => {
  const xs = [60, 260, 380, 500];
  const cells = [
    ['项目', '预算数', '上年数'],
    [
      ['收入总计', '财政拨款收入'],
      ['1,264.20', '1,200.00'],
      ['1,100.00', '1,050.00'],
    ],
  ];
  const [grid] = grids(read([{ draw: [...ruled(xs, [100, 130, 180]), ...filled(xs, [100, 130, 180], cells)] }]));
  assert.deepEqual(grid && texts(grid), [
    ['项目', '预算数', '上年数'],
    ['收入总计', '1,264.20', '1,100.00'],
    ['财政拨款收入', '1,200.00', '1,050.00'],
  ]);
});

test('columns of figures without ruling lines', () => {
  const rows = [
    ['项目', '预算数', '上年数'],
    ['收入总计', '1,264.20', '1,100.00'],
    ['财政拨款收入', '1,200.00', '1,050.00'],
    ['其他收入', '64.20', '50.00'],
  ];
  const draw = rows.flatMap((row, r) => row.map((text, c): Drawing => ({ text, x: [60, 300, 450][c] ?? 0, y: 100 + r * 20, size: 10 })));
  const [grid] = grids(read([{ draw }]));
  assert.deepEqual(grid && texts(grid), rows);
});

test('paragraphs: lines joined, indented ones apart, over a page break', () => {
  const wide = '云川县文化馆为公益一类事业单位承担群众文化活动的组织辅导和研究工作负责';
  const document = read([
    {
      draw: [
        { text: wide, x: 96, y: 100 },
        { text: `${wide}免费`, x: 72, y: 120 },
        { text: '开放。', x: 72, y: 140 },
        { text: wide, x: 96, y: 160 },
        { text: `${wide}免费`, x: 72, y: 180 },
      ],
    },
    {
      draw: [
        { text: '场馆管理。', x: 72, y: 100 },
        { text: '二、机构设置', x: 96, y: 120 },
      ],
    },
  ]);
  assert.deepEqual(paragraphs(document), [`${wide}${wide}免费开放。`, `${wide}${wide}免费场馆管理。`, '二、机构设置']);
});

test('running headers, page numbers and watermarks are taken out of the flow', () => {
  const sheet = (n: number): Sheet => ({
    draw: [
      { text: '云川县文化馆2025年单位预算', x: 200, y: 40, size: 9 },
      { text: `第${n}部分内容如下所述`, x: 96, y: 120 + n },
      { text: '仅供内部审核', x: 150, y: 500, size: 48, angle: 45, grey: 0.8 },
      { text: `- ${n} -`, x: 290, y: 810, size: 9 },
    ],
  });
  const document = read([1, 2, 3, 4].map(sheet));
  assert.deepEqual(paragraphs(document), ['第1部分内容如下所述', '第2部分内容如下所述', '第3部分内容如下所述', '第4部分内容如下所述']);
  assert.equal(marks(document, 'header').length, 4);
  assert.deepEqual(marks(document, 'page-number'), ['- 1 -', '- 2 -', '- 3 -', '- 4 -']);
  assert.deepEqual(marks(document, 'watermark'), new Array(4).fill('仅供内部审核'));
});

test('a large pale stamp over a table is no part of its cells', () => {
  const stamp: Drawing = { text: '内部资料', x: 110, y: 205, size: 40, grey: 0.8 };
  const document = read([{ draw: [stamp, ...table(120, BODY)] }]);
  assert.deepEqual(texts(grids(document)[0] ?? { kind: 'grid', rows: [], columns: 0 })[3], [
    '207',
    '01',
    '',
    '文化和旅游',
    '98.50',
    '80.00',
  ]);
  assert.deepEqual(marks(document, 'watermark'), ['内部资料']);
});

test('figures set apart in running text are one number', () => {
  const spaced = [...'2264.20'].map((sign, i): Drawing => ({ text: sign, x: 120 + i * 9, y: 100 }));
  const line: Drawing[] = [{ text: '收入', x: 96, y: 100 }, ...spaced, { text: '万元，其中财政拨款收入。', x: 184, y: 100 }];
  assert.match(paragraphs(read([{ draw: line }]))[0] ?? '', /2264\.20 ?万元/);
});

test('contents are marks', () => {
  const entries = ['目录', '第一部分 单位概况', '一、主要职责', '第二部分 预算公开表', '一、收支总表'];
  const document = read([
    { draw: entries.map((text, i) => ({ text, x: 96, y: 100 + i * 30 })) },
    { draw: [{ text: '第一部分 单位概况', x: 96, y: 100 }] },
  ]);
  assert.deepEqual(marks(document, 'contents'), entries);
  assert.deepEqual(paragraphs(document), ['第一部分 单位概况']);
});

test('a landscape page that is turned, and one written on its side', () => {
  const along = (n: number): Drawing => ({ text: `第${n}行文字`, x: 100 + n * 20, y: 700, angle: 90 });
  for (const rotate of [0, 90]) assert.deepEqual(paragraphs(read([{ rotate, draw: [along(1), along(2)] }])), ['第1行文字', '第2行文字']);
});

test('a box stands where a viewer shows it, however the page is turned', () => {
  const draw: Drawing[] = [{ text: '第1行文字', x: 120, y: 700, angle: 90 }];
  const boxOf = (rotate: number): readonly number[] => {
    const block = read([{ rotate, draw }]).blocks[0];
    assert.ok(block?.kind === 'paragraph');
    const box = placeOf(block.words).box;
    return box ? [box.x, box.y, box.width, box.height].map(Math.round) : [];
  };
  assert.deepEqual(boxOf(0), [109, 646, 13, 54]);
  assert.deepEqual(boxOf(90), [142, 109, 54, 13]);
});

test('bookmarks tell which paragraphs are headings', () => {
  const draw = (title: string): Sheet => ({
    draw: [
      { text: title, x: 96, y: 100 },
      { text: '云川县文化馆承担群众文化工作。', x: 96, y: 160 },
    ],
  });
  const bytes = pdf([draw('主要职能'), draw('编制说明')], '', undefined, [
    ['主要职能', 1],
    ['编制 说明', 2],
  ]);
  assert.deepEqual(
    readDocument(bytes, '预算.pdf').blocks.map((block) => (block.kind === 'paragraph' ? block.level : undefined)),
    [1, null, 1, null],
  );
});

test('places: page, box and offsets', () => {
  const document = read([{ draw: [{ text: '一、单位职责', x: 96, y: 100 }] }, { draw: [{ text: '收入2264.20万元', x: 96, y: 200 }] }]);
  const block = document.blocks[1];
  assert.ok(block?.kind === 'paragraph');
  const place = placeOf(block.words, 2, 9);
  assert.deepEqual([place.page, place.line, place.from, place.to], [2, null, 2, 9]);
  assert.ok(place.box && Math.abs(place.box.y + place.box.height / 2 - 196) < 4);
  assert.ok(Math.abs(place.box.x - 120) < 1 && Math.abs(place.box.width - 42) < 2, JSON.stringify(place.box));
  assert.equal(sliceWords(block.words, 2, 9).text, '2264.20');
});

test('what cannot be read is said, in Chinese', () => {
  const refused = (bytes: Uint8Array, message: RegExp): void =>
    assert.throws(
      () => readDocument(bytes, '预算.pdf'),
      (error: unknown) => error instanceof FormatError && message.test(error.message),
    );
  const sample = pdf([{ draw: [{ text: '收入', x: 96, y: 100 }] }]);
  const picture: Drawing = { picture: [0, 0, 595, 842] };
  refused(new TextEncoder().encode('%PDF-1.7\n'), /已损坏或不完整/);
  refused(pdf([]), /没有页面|已损坏/);
  refused(pdf([{ draw: [] }]), /没有文字/);
  refused(pdf([{ draw: [picture] }, { draw: [picture] }]), /扫描件（第 1-2 页.*文字识别/);
  refused(pdf(new Array<Sheet>(1501).fill({ draw: [] })), /1501 页，超过上限 1500 页/);
  const key = `<${'00'.repeat(32)}>`;
  refused(pdf([{ draw: [] }], `/Encrypt<</Filter/Standard/V 1/R 2/O ${key}/U ${key}/P -4>>/ID[<00><00>]`), /密码/);
  for (const cut of [0.3, 0.6, 0.9]) {
    try {
      readDocument(sample.slice(0, Math.floor(sample.length * cut)), '预算.pdf');
    } catch (error) {
      assert.ok(error instanceof FormatError, String(error));
    }
  }
});

test('a file whose owner forbids changes is read; one that asks for a password is not', () => {
  const sheet: Sheet = { draw: [{ text: '一、单位职责', x: 96, y: 100 }] };
  const locked = (user: string): Uint8Array => {
    const { trailer, stream } = lockOf(user, '云');
    return pdf([sheet], trailer, stream);
  };
  assert.deepEqual(paragraphs(readDocument(locked(''), '预算.pdf')), ['一、单位职责']);
  assert.throws(() => readDocument(locked('geheim'), '预算.pdf'), /打开密码/);
});

test('a page that is a picture is damage, and the ledger says so', () => {
  const text = '云川县文化馆为公益一类事业单位承担群众文化活动的组织';
  const { damage, blocks } = read([{ draw: [{ text, x: 96, y: 100 }] }, { draw: [{ picture: [0, 0, 595, 842] }] }]);
  assert.equal(blocks.length, 1);
  assert.match(damage[0]?.reason ?? '', /第 2 页是图片/);
  assert.equal(damage[0]?.places[0]?.page, 2);
  assert.equal(ranges([1, 2, 3, 5, 7, 8]), '1-3、5、7-8');
  const forms = loadForms();
  const cover = ['云川县文化馆2025年单位预算', '一、单位职责', text].map((line, i): Drawing => ({ text: line, x: 96, y: 100 + i * 60 }));
  const paper = readPaper(read([{ draw: cover }, { draw: [{ picture: [0, 0, 595, 842] }] }]), '预算.pdf', forms);
  const ledger = checkPaper(paper, forms).coverage.find(({ obligation }) => obligation === '文件完整可读');
  assert.equal(ledger?.state, 'not-evaluated');
  assert.match(ledger.reason, /第 2 页是图片/);
});
