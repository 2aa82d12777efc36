import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Document } from '../../src/document/document.ts';
import { placeOf } from '../../src/document/words.ts';
import { readDocument } from '../../src/format/index.ts';
import { shapesOf } from '../../src/format/ofd/path.ts';
import { stepsOf } from '../../src/format/ofd/text.ts';
import { type Extra, el, frame, type Habit, ofd, ofdFile, page, part, text } from '../print/ofd.ts';
import { zipped } from '../print/parts.ts';
import { grids, marks, paragraphs, spans } from './paper.ts';
import { type Drawing, filled, ruled, type Sheet } from './pdf/paper.ts';

const HABITS: readonly Habit[] = ['line', 'character', 'points'];
const read = (sheets: readonly Sheet[], extra: Extra = {}): Document => readDocument(ofd(sheets, extra), '云川县文化馆.ofd');
/** A document of one page whose layer holds this. */
const readLayer = (content: string, extra: Extra = {}): Document => readDocument(ofdFile([page(content)], extra), 'a.ofd');
const XS = [60, 100, 140, 180, 340, 440, 530];
const ROWS: readonly (readonly (string | readonly string[])[])[] = [
  ['科目编码', '', '', '科目名称', '预算数', ''],
  ['类', '款', '项', '', '合计', '基本支出'],
  ['207', '', '', '文化旅游体育与传媒支出', '98.50', '80.00'],
  ['207', '01', '09', ['群众文化活动与公共', '文化服务'], '98.50', '80.00'],
  ['208', '', '', '社会保障和就业支出', '12.00', '12.00'],
];
const OPEN = ['0,0,right', '0,1,right', '0,3,bottom', '0,4,right'];
const table = (from: number, rows: typeof ROWS, open: readonly string[] = []): Drawing[] => {
  const ys = Array.from({ length: rows.length + 1 }, (_, i) => from + i * 30);
  return [...ruled(XS, ys, open), ...filled(XS, ys, rows)];
};

for (const habit of HABITS) {
  describe(`as a producer of the habit “${habit}” writes`, () => {
    test('a ruled table over two pages: merged headers, split codes, wrapped cells, header printed again', () => {
      const sheets = [
        { draw: [{ text: '支出预算总表', x: 240, y: 80, size: 16 }, ...table(640, ROWS.slice(0, 4), OPEN)] },
        { draw: table(60, [...ROWS.slice(0, 2), ...ROWS.slice(4)], OPEN) },
      ];
      const document = read(sheets, { habit });
      assert.equal(document.format, 'ofd');
      assert.deepEqual(paragraphs(document), ['支出预算总表']);
      const [grid, ...others] = document.blocks.filter((block) => block.kind === 'grid');
      assert.ok(grid && others.length === 0);
      assert.deepEqual(spans(grid), [
        [0, 0, 1, 3],
        [0, 3, 2, 1],
        [0, 4, 1, 2],
      ]);
      assert.deepEqual(grids(document)[0]?.slice(1), [
        ['类', '款', '项', '合计', '基本支出'],
        ['207', '', '', '文化旅游体育与传媒支出', '98.50', '80.00'],
        ['207', '01', '09', '群众文化活动与公共文化服务', '98.50', '80.00'],
        ['208', '', '', '社会保障和就业支出', '12.00', '12.00'],
      ]);
      assert.ok(marks(document, 'header').includes('科目名称'));
    });

    test('paragraphs, running headers, page numbers, slanted watermarks', () => {
      const sheet = (n: number): Sheet => ({
        draw: [
          { text: '云川县文化馆2025年单位预算', x: 200, y: 40, size: 9 },
          { text: `第${n}部分内容如下所述`, x: 96, y: 120 + n },
          { text: '仅供内部审核', x: 150, y: 500, size: 48, angle: 45, grey: 0.8 },
          { text: `- ${n} -`, x: 290, y: 810, size: 9 },
        ],
      });
      const document = read([1, 2, 3].map(sheet), { habit });
      assert.deepEqual(paragraphs(document), ['第1部分内容如下所述', '第2部分内容如下所述', '第3部分内容如下所述']);
      assert.equal(marks(document, 'header').length, 3);
      assert.deepEqual(marks(document, 'page-number'), ['- 1 -', '- 2 -', '- 3 -']);
      assert.deepEqual(marks(document, 'watermark'), new Array(3).fill('仅供内部审核'));
    });

    test('a table written on its side, and a wide page', () => {
      // what stands at (x, y) of a landscape page stands at (y, 842 - x) of the portrait one, turned to the left
      const turned = (drawing: Drawing): Drawing => {
        if ('text' in drawing) return { ...drawing, x: drawing.y, y: 842 - drawing.x, angle: 90 };
        assert.ok('line' in drawing);
        const [x1, y1, x2, y2] = drawing.line;
        return { line: [y1, 842 - x1, y2, 842 - x2] };
      };
      const draw = table(100, ROWS, OPEN);
      const upright = grids(read([{ width: 842, height: 595, draw }], { habit }));
      const side = read([{ draw: draw.map(turned) }], { habit });
      assert.deepEqual(grids(side), upright);
      assert.equal(upright[0]?.[3]?.[3], '群众文化活动与公共文化服务');
      const grid = side.blocks[0];
      assert.ok(grid?.kind === 'grid');
      const box = placeOf(grid.rows[2]?.[0]?.words ?? assert.fail()).box;
      assert.ok(box && Math.abs(box.y + box.height - (842 - 62)) < 2 && box.height > box.width, JSON.stringify(box));
    });
  });
}

test('steps between characters: single, repeated, too few, too many, none', () => {
  assert.deepEqual(stepsOf('3 g 2 4 5', 9), [3, 4, 4, 5]);
  assert.deepEqual(stepsOf('g 2000000000 1', 3), [1, 1, 1]);
  assert.equal(stepsOf(' ', 3), null);
  assert.equal(stepsOf(null, 3), null);
  assert.deepEqual(paragraphs(readLayer(text('预算收入', 'DeltaX="g 3 4"'))), ['预算收入']);
  assert.deepEqual(paragraphs(readLayer(text('预算收入', 'DeltaX="4"'))), ['预算收入']);
  assert.deepEqual(paragraphs(readLayer(text('预算收入', ''))), ['预算收入']);
  assert.deepEqual(paragraphs(readLayer(text('预 算 收 入', 'DeltaX="g 6 4"'))), ['预 算 收 入']);
});

test('characters: entities, escapes, indented files, signs beyond the basic plane, glyphs without characters', () => {
  assert.deepEqual(paragraphs(readLayer(text('收入&lt;支出\\0041\\4E00', ''))), ['收入<支出A一']);
  assert.deepEqual(paragraphs(readLayer(text('\n      预算收入\n    ', 'DeltaX="g 3 4"'))), ['预算收入']);
  assert.deepEqual(paragraphs(readLayer(text('\u{20000}\u{20001}村', 'DeltaX="g 2 4"'))), ['\u{20000}\u{20001}村']);
  const { damage } = readLayer(text('预\u00a4\u00a4收', 'DeltaX="g 3 4"'));
  assert.match(damage[0]?.reason ?? '', /第 1 页有 2 个字只有字形/);
});

test('characters set by steps downwards, several pieces in one object, a widened font, a scaled text box', () => {
  const pieces = el(
    'TextObject',
    'ID="5" Boundary="20 30 100 10" CTM="2 0 0 2 0 0" Font="3" Size="2" HScale="0.5"',
    el('TextCode', 'X="0" Y="2" DeltaX="g 2 1"', '预算数'),
    el('TextCode', 'X="20" DeltaX="1"', '98'),
  );
  const block = readLayer(pieces).blocks;
  assert.deepEqual(
    block.map((one) => (one.kind === 'paragraph' ? one.words.text : '')),
    ['预算数', '98'],
  );
  const first = block[0];
  assert.ok(first?.kind === 'paragraph');
  const box = placeOf(first.words).box;
  // 20 mm from the left, three characters of half a font height of 4 mm each
  assert.deepEqual(box && [box.x, box.width].map((value) => Math.round(value * 10) / 10), [56.7, 17]);
  const down = text('项目名称', 'DeltaX="g 3 0" DeltaY="g 3 5"', ' ReadDirection="90"');
  assert.equal(paragraphs(readLayer(down)).join(''), '项目名称');
});

test('paths: operators, what breaks off, curves', () => {
  const points = (data: string): number[][][] => shapesOf(data, () => {}).map((shape) => shape.points.map(({ x, y }) => [x, y]));
  assert.deepEqual(points('M 0 0 L 10 0 L 10 5 C M 1 1 L 2 2'), [
    [
      [0, 0],
      [10, 0],
      [10, 5],
      [0, 0],
    ],
    [
      [1, 1],
      [2, 2],
    ],
  ]);
  assert.deepEqual(points('S0,0L1e1-.5 L 3'), [
    [
      [0, 0],
      [10, -0.5],
    ],
  ]);
  const curved = (data: string): boolean[] => shapesOf(data, () => {}).map((shape) => shape.curved);
  assert.deepEqual(curved('M 0 0 Q 1 1 2 2 B 1 1 2 2 3 3 A 1 1 0 0 1 4 4 M 0 0 L 1 1'), [true, false]);
});

const CELLS = [
  ['收入', '98.50'],
  ['支出', '12.00'],
];
const words = (): string =>
  CELLS.flatMap((row, r) =>
    row.map((cell, c) =>
      el('TextObject', `ID="5" Boundary="${22 + c * 40} ${21 + r * 10} 30 8" Size="4"`, el('TextCode', 'X="0" Y="5"', cell)),
    ),
  ).join('');
const ALL = 'M 0 0 L 80 0 L 80 20 L 0 20 C M 0 10 L 80 10 M 40 0 L 40 20';
const BARS = ['0 0 80 .3', '0 10 80 .3', '0 20 80 .3', '0 0 .3 20', '40 0 .3 20', '80 0 .3 20']
  .map((bar) => bar.split(' ').map(Number))
  .map(([x = 0, y = 0, w = 0, h = 0]) => `M ${x} ${y} L ${x + w} ${y} L ${x + w} ${y + h} L ${x} ${y + h} C`)
  .join(' ');

test('ruling lines: one long path, bars, colours of their own, of shared parameters, of none to be seen', () => {
  const resources = part(
    'Res',
    el(
      'DrawParams',
      '',
      el('DrawParam', 'ID="20"', '<ofd:StrokeColor Value="255 255 255"/>'),
      '<ofd:DrawParam ID="21" Relative="20" LineWidth="0.3"/>',
    ),
  );
  const extra: Extra = { parts: { 'Doc_0/PublicRes.xml': resources } };
  const seen = (lines: string): boolean => grids(readLayer(lines + words(), extra)).length === 1;
  assert.deepEqual(grids(readLayer(frame('LineWidth="0.2"', ALL) + words())), [CELLS]);
  assert.deepEqual(grids(readLayer(frame('Stroke="false" Fill="true"', BARS, '<ofd:FillColor Value="0"/>') + words())), [CELLS]);
  assert.ok(!seen(frame('DrawParam="21"', ALL)));
  assert.ok(seen(frame('DrawParam="21"', ALL, '<ofd:StrokeColor Value="#30 #30 #30"/>')));
  assert.ok(!seen(frame('', ALL, '<ofd:StrokeColor Value="0 0 0 0" ColorSpace="4"/>')));
  assert.ok(seen(frame('', ALL, '<ofd:StrokeColor Value="0 0 0 255" ColorSpace="4"/>')));
  assert.ok(!seen(frame('Alpha="0"', ALL)));
  assert.ok(!seen(frame('Visible="false"', ALL)));
  assert.ok(!seen(frame('Stroke="false"', ALL)));
});

const template = (content: string, common = ''): Extra => ({
  common: `<ofd:TemplatePage ID="30" BaseLoc="Tpls/Tpl_0/Content.xml" ZOrder="Background"/>${common}`,
  page: '<ofd:Template TemplateID="30"/>',
  parts: { 'Doc_0/Tpls/Tpl_0/Content.xml': content },
});

test('templates: a running header and a slanted watermark that stand on each page', () => {
  const slanted = ' CTM="0.7071 -0.7071 0.7071 0.7071 0 0" Alpha="60"';
  const header = el('TextObject', 'ID="5" Boundary="70 10 80 6" Size="3"', el('TextCode', 'X="0" Y="4"', '云川县文化馆单位预算'));
  const document = read(
    [1, 2, 3].map((n) => ({ draw: [{ text: `第${n}部分内容如下所述`, x: 96, y: 120 + n * 7 }] })),
    template(page(header + text('内部资料', '', slanted))),
  );
  assert.equal(paragraphs(document).length, 3);
  assert.deepEqual(marks(document, 'header'), new Array(3).fill('云川县文化馆单位预算'));
  assert.deepEqual(marks(document, 'watermark'), new Array(3).fill('内部资料'));
});

test('annotations: a watermark is one however it stands; a note is no part of the paper', () => {
  const annotation = (type: string, content: string, attributes = ''): string =>
    el('Annot', `ID="40" Type="${type}"${attributes}`, el('Appearance', 'Boundary="40 40 100 100"', content));
  const document = read([{ draw: [{ text: '一、单位职责', x: 96, y: 100 }] }], {
    document: el('Annotations', '', 'Annots/Annotations.xml'),
    parts: {
      'Doc_0/Annots/Annotations.xml': part('Annotations', el('Page', 'PageID="100"', el('FileLoc', '', 'Page_0/Annotation.xml'))),
      'Doc_0/Annots/Page_0/Annotation.xml': part(
        'PageAnnot',
        annotation('Watermark', text('送审稿', '') + frame('', ALL)),
        annotation('Watermark', text('旧稿', ''), ' Visible="false"'),
        annotation('Path', text('请核对', '')),
      ),
    },
  });
  assert.deepEqual(paragraphs(document), ['一、单位职责']);
  assert.deepEqual(marks(document, 'watermark'), ['送审稿']);
});

test('blocks in blocks, composite drawings, and what stands in itself', () => {
  const unit = el(
    'CompositeGraphicUnit',
    'ID="50" Width="100" Height="100"',
    el('Content', '', `${text('集体支出', '')}<ofd:CompositeObject ID="7" ResourceID="50" Boundary="0 0 9 9"/>`),
  );
  const parts = { 'Doc_0/Res.xml': part('Res', el('CompositeGraphicUnits', '', unit)) };
  const common = '<ofd:DocumentRes>Res.xml</ofd:DocumentRes>';
  const nested = el('PageBlock', 'ID="6" Boundary="0 20 100 100"', el('PageBlock', 'ID="7"', text('一、单位职责', '')));
  const composite = '<ofd:CompositeObject ID="8" ResourceID="50" Boundary="0 50 100 100" CTM="0.5 0 0 0.5 0 0"/>';
  const document = readLayer(nested + composite, { common, parts });
  assert.deepEqual(paragraphs(document), ['一、单位职责', '集体支出']);
  const itself = template(page(text('内容', ''), '<ofd:Template TemplateID="30"/>'));
  assert.deepEqual(paragraphs(read([{ draw: [{ text: '一、单位职责', x: 96, y: 300 }] }], itself)), ['内容', '一、单位职责']);
});

test('places of parts: absolute, from the root, from the document, of another case; no prefix; the current version', () => {
  const content = page(text('一、单位职责', ''));
  const entry = (root: string, versions = ''): string => part('OFD', el('DocBody', '', el('DocRoot', '', root), versions));
  const listing = (place: string): string => part('Document', el('Pages', '', `<ofd:Page ID="1" BaseLoc="${place}"/>`));
  for (const place of ['/Doc_0/Pages/P.xml', 'Doc_0/Pages/P.xml', 'Pages/p.XML', 'Pages\\P.xml', './Pages/../Pages/P.xml']) {
    const file = zipped({ 'OFD.xml': entry('/Doc_0/Document.xml'), 'Doc_0/Document.xml': listing(place), 'Doc_0/Pages/P.xml': content });
    assert.deepEqual(paragraphs(readDocument(file, 'a')), ['一、单位职责'], place);
  }
  const bare = zipped({
    'OFD.xml': entry('Doc_0/Document.xml').replaceAll('ofd:', '').replace('xmlns:', ''),
    'Doc_0/Document.xml': listing('Pages/P.xml').replaceAll('ofd:', ''),
    'Doc_0/Pages/P.xml': content.replaceAll('ofd:', ''),
  });
  assert.deepEqual(paragraphs(readDocument(bare, 'a')), ['一、单位职责']);
  const versions = el(
    'Versions',
    '',
    '<ofd:Version ID="1" Index="1" BaseLoc="V/1.xml"/>',
    '<ofd:Version ID="2" Index="2" Current="true" BaseLoc="V/2.xml"/>',
  );
  const file = zipped({
    'OFD.xml': entry('Doc_0/Document.xml', versions),
    'Doc_0/Document.xml': listing('Old.xml'),
    'Doc_0/Old.xml': page(text('旧职责', '')),
    'Doc_0/New.xml': listing('Pages/P.xml'),
    'Doc_0/Pages/P.xml': content,
    'V/2.xml': part('DocVersion', el('DocRoot', '', '/Doc_0/New.xml')),
  });
  assert.deepEqual(paragraphs(readDocument(file, 'a')), ['一、单位职责']);
});

test('a template or composite drawing that the file lacks is damage', () => {
  const lacking: readonly Extra[] = [
    { page: '<ofd:Template TemplateID="99"/>' },
    { layer: '<ofd:CompositeObject ID="8" ResourceID="99" Boundary="0 0 9 9"/>' },
  ];
  for (const extra of lacking) {
    const { damage, blocks } = read([{ draw: [{ text: '一、单位职责', x: 96, y: 100 }] }], extra);
    assert.equal(blocks.length, 1);
    assert.match(damage[0]?.reason ?? '', /^第 1 页用到的模板或图形在文件里缺失/);
  }
});

/** A package with its directory also at the beginning, as a producer saves one for reading over the net. */
function linear(bytes: Uint8Array): Uint8Array {
  const data = new DataView(bytes.buffer, bytes.byteOffset);
  const end = bytes.length - 22;
  const start = data.getUint32(end + 16, true);
  const shift = 22 + end - start;
  const directory = bytes.slice(start, end);
  const entries = new DataView(directory.buffer);
  for (let at = 0; at < directory.length; ) {
    entries.setUint32(at + 42, entries.getUint32(at + 42, true) + shift, true);
    at += 46 + entries.getUint16(at + 28, true) + entries.getUint16(at + 30, true) + entries.getUint16(at + 32, true);
  }
  const record = bytes.slice(end);
  new DataView(record.buffer).setUint32(16, 22, true);
  return Uint8Array.from([...record, ...directory, ...bytes.slice(0, start), ...record]);
}

test('a package whose directory stands first', () => {
  const bytes = linear(ofd([{ draw: table(100, ROWS, OPEN) }]));
  assert.deepEqual([...bytes.slice(0, 4)], [0x50, 0x4b, 5, 6]);
  assert.equal(grids(readDocument(bytes, 'a.ofd'))[0]?.[3]?.[3], '群众文化活动与公共文化服务');
});

test('several documents in one file: the first is read, the others are said', () => {
  const body = el('DocBody', '', el('DocRoot', '', 'Doc_0/Document.xml'));
  const parts = { 'OFD.xml': part('OFD', body, body.replace('Doc_0', 'Doc_1')) };
  const { damage, blocks } = read([{ draw: [{ text: '一、单位职责', x: 96, y: 100 }] }], { parts });
  assert.equal(blocks.length, 1);
  assert.match(damage[0]?.reason ?? '', /有 2 份文档，只读了第一份/);
});

test('a page that is a picture is damage; a layer of transparent text behind one is read', () => {
  const scan: Drawing = { picture: [0, 0, 595, 842] };
  const line = '云川县文化馆为公益一类事业单位承担群众文化活动的组织';
  const { damage } = read([{ draw: [{ text: line, x: 96, y: 100 }] }, { draw: [scan] }]);
  assert.match(damage[0]?.reason ?? '', /第 2 页是图片/);
  assert.deepEqual(paragraphs(read([{ draw: [scan] }], { layer: text(`${line}`, '', ' Alpha="0"') })), [line]);
});
