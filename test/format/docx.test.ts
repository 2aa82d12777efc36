import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Document } from '../../src/document/document.ts';
import { placesOf } from '../../src/document/words.ts';
import { readDocument } from '../../src/format/index.ts';
import { p, tbl, tc, tr, wordFile } from '../print/parts.ts';
import { grids, marks, paragraphs, spans } from './paper.ts';

const read = (body: string, parts?: Record<string, string>, extra?: Record<string, string>): Document =>
  readDocument(wordFile(body, parts, extra), '云川县文化馆.doc');

const NUMBERING = `<w:numbering><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="12"/></w:lvlOverride></w:num></w:numbering>`;
const STYLES = `<w:styles><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="二级"><w:name w:val="小标题"/><w:basedOn w:val="正文"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:styleId="C"><w:name w:val="toc 1"/></w:style></w:styles>`;
const list = (level: number, num = 1): string => `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${num}"/></w:numPr>`;

test('ordinals of lists read as printed, headings keep their level', () => {
  const document = read(
    p('单位职责', '<w:pStyle w:val="1"/>') +
      p('机构设置', list(1)) +
      p('人员', list(1)) +
      p('收支情况', '<w:pStyle w:val="1"/>') +
      p('收入', list(1)) +
      p('工资', list(2)) +
      p('其他', list(3)) +
      p('附则', list(0, 2)) +
      p('说明', '<w:pStyle w:val="二级"/>'),
    { numbering: NUMBERING, styles: STYLES },
  );
  assert.deepEqual(paragraphs(document), [
    '一、单位职责',
    '（一）机构设置',
    '（二）人员',
    '二、收支情况',
    '（一）收入',
    '1. 工资',
    '其他',
    '十二、附则',
    '说明',
  ]);
  assert.deepEqual(
    document.blocks.map((block) => (block.kind === 'paragraph' ? block.level : undefined)),
    [1, null, null, 1, null, null, null, null, 2],
  );
});

test('cells that span, tables inside cells, and where they stand', () => {
  const grid = tbl(
    tr(tc('项目', '<w:vMerge w:val="restart"/>'), tc('预算数', '<w:gridSpan w:val="2"/>')),
    tr(tc('', '<w:vMerge/>'), tc('上年'), tc('本年')),
    tr(tc(p('工资') + tbl(tr(tc('内表'))) + p('福利')), tc('1.00'), tc('2.00')),
  );
  const document = read(p('云川县文化馆收支总表') + p('单位：万元') + grid);
  const block = document.blocks.find(({ kind }) => kind === 'grid');
  assert(block?.kind === 'grid');
  assert.deepEqual(grids(document)[0], [
    ['项目', '预算数'],
    ['上年', '本年'],
    ['工资 内表 福利', '1.00', '2.00'],
  ]);
  assert.deepEqual(spans(block), [
    [0, 0, 2, 1],
    [0, 1, 1, 2],
  ]);
  assert.deepEqual(
    placesOf(block.rows[2]?.[0]?.words ?? { text: '', pieces: [] }).map(({ cell, from, to }) => [cell, from, to]),
    [
      ['t3r3c1', 0, 2],
      ['t3r3c1', 3, 5],
      ['t3r3c1', 6, 8],
    ],
  );
});

test('titles and captions drawn as rows of a table stand above it', () => {
  const wide = '<w:gridSpan w:val="2"/>';
  const document = read(
    tbl(
      tr(tc('2025年收支预算', wide)),
      tr(tc('部门：云川县文化馆'), tc('单位：万元')),
      tr(tc('项目'), tc('金额')),
      tr(tc('合计'), tc('1.00')),
      tr(tc('注：含上年结转。', wide)),
    ),
  );
  assert.deepEqual(paragraphs(document), ['2025年收支预算', '部门：云川县文化馆', '单位：万元', '注：含上年结转。']);
  assert.deepEqual(grids(document), [
    [
      ['项目', '金额'],
      ['合计', '1.00'],
    ],
  ]);
});

test('a table of one column is a frame around text and tables', () => {
  const document = read(
    tbl(tr(tc(p('一、收支情况') + p('收入12.00万元。') + tbl(tr(tc('项目'), tc('金额')), tr(tc('合计'), tc('12.00')))))),
  );
  assert.deepEqual(paragraphs(document), ['一、收支情况', '收入12.00万元。']);
  assert.deepEqual(grids(document)[0]?.[1], ['合计', '12.00']);
});

test('revisions are accepted, comments and hidden text left out, and both are said', () => {
  const run = (text: string, properties = ''): string => `<w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r>`;
  const document = read(
    `<w:p>${run('预算')}<w:del><w:r><w:delText>10.00</w:delText></w:r></w:del><w:ins>${run('12.00')}</w:ins><w:commentRangeStart/>${run('万元')}${run('旧稿', '<w:vanish/>')}</w:p>` +
      `<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>${run('前半')}</w:p><w:p>${run('后半。')}</w:p>` +
      tbl(tr(tc('甲'), tc('1.00')), `<w:tr><w:trPr><w:del/></w:trPr>${tc('乙')}${tc('2.00')}</w:tr>`),
  );
  assert.deepEqual(paragraphs(document), ['预算12.00万元', '前半后半。']);
  assert.deepEqual(grids(document), [[['甲', '1.00']]]);
  assert.deepEqual(document.damage.map(({ reason }) => /修订|隐藏/.exec(reason)?.[0]).sort(), ['修订', '隐藏']);
});

test('fields, line breaks, text boxes, notes, headers and watermarks', () => {
  const field = (instruction: string, result: string): string =>
    `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${instruction}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>${result}</w:t></w:r>`;
  const end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>';
  const box = (text: string): string =>
    `<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>${p(text)}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>${p(text)}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`;
  const document = read(
    `<w:p>${field(' TOC \\o "1-3" ', '一、职责')}<w:r><w:tab/><w:t>3</w:t></w:r></w:p><w:p><w:r><w:t>二、收支</w:t></w:r>${end}</w:p>` +
      `<w:p><w:r><w:t>第一行</w:t><w:br/><w:t>第二行</w:t></w:r>${box('盒中字')}</w:p><w:p>${field(' PAGEREF a ', '7')}${end}</w:p>` +
      p('部门：云川县文化馆          单位：万元'),
    {
      header1: `<w:hdr>${p('2025年预算公开')}<w:p><w:r><w:pict><v:shape><v:textpath string="仅供内部审核"/></v:shape></w:pict></w:r></w:p></w:hdr>`,
      footer1: `<w:ftr>${p('- 1 -')}</w:ftr>`,
      footnotes: `<w:footnotes><w:footnote w:type="separator"><w:p/></w:footnote><w:footnote w:id="1">${p('含上年结转。')}</w:footnote></w:footnotes>`,
    },
  );
  assert.deepEqual(marks(document, 'contents'), ['一、职责\t3', '二、收支']);
  assert.deepEqual(paragraphs(document), ['第一行', '第二行', '盒中字', '7', '部门：云川县文化馆', '单位：万元', '含上年结转。']);
  assert.deepEqual(
    [marks(document, 'header'), marks(document, 'watermark'), marks(document, 'page-number')],
    [['2025年预算公开'], ['仅供内部审核'], ['- 1 -']],
  );
});

test('a file with macros is read, and that is said', () => {
  const document = read(p('收入预算12.00万元。'), {}, { 'word/vbaProject.bin': 'x' });
  assert.deepEqual(paragraphs(document), ['收入预算12.00万元。']);
  assert.match(document.damage[0]?.reason ?? '', /宏/);
});

const run = (text: string): string => `<w:r><w:t>${text}</w:t></w:r>`;

test('what was moved stands once, where it was moved to; deleted cells are left out', () => {
  const document = read(
    `<w:p><w:pPr><w:rPr><w:moveFrom/></w:rPr></w:pPr><w:moveFromRangeStart/><w:moveFrom>${run('一、单位职责')}</w:moveFrom></w:p><w:moveFromRangeEnd/>` +
      `<w:p>${run('二、机构设置')}</w:p><w:p><w:pPr><w:rPr><w:moveTo/></w:rPr></w:pPr><w:moveTo>${run('一、单位职责')}</w:moveTo></w:p>` +
      tbl(tr(tc('甲'), tc('1.00'), tc('9.99', '<w:cellDel/>')), tr(tc('乙'), tc('2.00'))),
  );
  assert.deepEqual(paragraphs(document), ['二、机构设置', '一、单位职责']);
  assert.deepEqual(grids(document), [
    [
      ['甲', '1.00'],
      ['乙', '2.00'],
    ],
  ]);
});

test('content controls around rows, cells and words; links and simple fields; endnotes; comments stay out', () => {
  const control = (inside: string): string =>
    `<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>${inside}</w:sdtContent></w:sdt>`;
  const document = read(
    `<w:tbl>${control(tr(tc('项目'), control(tc('金额'))))}${tr(tc('甲'), tc('1.00'))}</w:tbl>` +
      `<w:p>${run('见第')}<w:fldSimple w:instr=" REF a ">${run('三')}</w:fldSimple>${control(run('部分'))}<w:hyperlink>${run('附表')}</w:hyperlink></w:p>${control(p('一、收支情况'))}`,
    {
      endnotes: `<w:endnotes><w:endnote w:type="separator"><w:p/></w:endnote><w:endnote w:id="1">${p('含上年结转。')}</w:endnote></w:endnotes>`,
      comments: `<w:comments><w:comment>${p('请核对')}</w:comment></w:comments>`,
    },
  );
  assert.deepEqual(grids(document), [
    [
      ['项目', '金额'],
      ['甲', '1.00'],
    ],
  ]);
  assert.deepEqual(paragraphs(document), ['见第三部分附表', '一、收支情况', '含上年结转。']);
});

test('signs of symbol fonts, and a block drawn in two ways', () => {
  const sign = (font: string, char: string): string => `<w:r><w:sym w:font="${font}" w:char="${char}"/></w:r>`;
  const document = read(
    `<w:p>${run('满意度')}${sign('Symbol', 'F0B3')}${run('90%')}${sign('Wingdings', 'F0FE')}</w:p>` +
      `<mc:AlternateContent><mc:Choice>${p('一、单位职责')}</mc:Choice><mc:Fallback>${p('一、单位职责')}</mc:Fallback></mc:AlternateContent>`,
  );
  assert.deepEqual(paragraphs(document), ['满意度≥90%☑', '一、单位职责']);
});

test('large pictures and embedded sheets are not read, and that is said; seals are passed over', () => {
  const picture = (cm: number): string =>
    `<w:p><w:r><w:drawing><wp:inline><wp:extent cx="${cm * 360_000}" cy="${cm * 360_000}"/><a:graphic><a:blip r:embed="r1"/></a:graphic></wp:inline></w:drawing></w:r></w:p>`;
  const sheet =
    '<w:p><w:r><w:object><v:shape><v:imagedata r:id="r2"/></v:shape><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r></w:p>';
  const said = (body: string): string[] => read(p('收支情况') + body).damage.map(({ reason }) => reason);
  assert.deepEqual(said(picture(4)), []);
  assert.match(said(picture(12)).join(), /大幅图片/);
  assert.match(said(sheet).join(), /嵌入了 Excel/);
});
