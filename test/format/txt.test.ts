import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Block, Document, Grid, Mark } from '../../src/document/document.ts';
import { placeOf, placesOf } from '../../src/document/words.ts';
import { readDocument, writeText } from '../../src/format/index.ts';

const read = (text: string): Document => readDocument(new TextEncoder().encode(text), '云川县文化馆.txt');
const lines = (...texts: string[]): Document => read(texts.join('\n'));
const cellTexts = (grid: Grid): string[][] => grid.rows.map((row) => row.map(({ words }) => words.text));
const grids = ({ blocks }: Document): string[][][] => blocks.filter((block): block is Grid => block.kind === 'grid').map(cellTexts);
const paragraphs = ({ blocks }: Document): string[] => blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.words.text] : []));
const marks = ({ blocks }: Document, mark: Mark['mark']): string[] =>
  blocks.flatMap((block) => (block.kind === 'mark' && block.mark === mark ? [block.words.text] : []));

test('cells stand between tabs, keep their places, and ragged rows stay ragged', () => {
  const { blocks } = lines('单位：万元', '项目\t合计\t', '合计\t 12.00', '办公费\t\t3.00');
  const grid = blocks[1];
  assert(grid?.kind === 'grid');
  assert.deepEqual(cellTexts(grid), [
    ['项目', '合计', ''],
    ['合计', '12.00'],
    ['办公费', '', '3.00'],
  ]);
  assert.equal(grid.columns, 3);
  const place = placeOf(grid.rows[1]?.[1]?.words ?? { text: '', pieces: [] });
  assert.deepEqual([place.line, place.from, place.to], [3, 4, 9]);
});

test('a page break and a watermark inside a table do not part it, a paragraph does', () => {
  const document = lines('项目\t金额', '合计\t5.00', '', '仅供内部审核', '', '办公费\t5.00', '', '云川县文化馆支出表', '', '项目\t金额');
  assert.deepEqual(grids(document), [
    [
      ['项目', '金额'],
      ['合计', '5.00'],
      ['办公费', '5.00'],
    ],
    [['项目', '金额']],
  ]);
  assert.deepEqual(marks(document, 'watermark'), ['仅供内部审核']);
});

test('drawn rules are residue, bars part cells as tabs do', () => {
  assert.deepEqual(marks(lines('a\tb', '----\t----', 'c\td'), 'residue'), ['----\t----']);
  assert.deepEqual(grids(lines('| 项目 | 金额 |', '|---|---|', '| 合计 | 1.00 |')), [
    [
      ['项目', '金额'],
      ['合计', '1.00'],
    ],
  ]);
});

test('the rest of a cell alone on a line between rows of one shape stays in the grid', () => {
  assert.deepEqual(grids(lines('名称\t预算\t执行', '设备购\t3.00\t2.00', '置费', '差旅费\t1.00\t1.00')), [
    [['名称', '预算', '执行'], ['设备购', '3.00', '2.00'], ['置费'], ['差旅费', '1.00', '1.00']],
  ]);
});

test('captions above a table are paragraphs though a tab stands between them', () => {
  const document = lines('单位名称：云川县文化馆\t\t单位：万元', '项目\t金额\t', '合计\t1.00\t');
  assert.deepEqual(paragraphs(document), ['单位名称：云川县文化馆', '单位：万元']);
  assert.deepEqual(grids(document)[0]?.length, 2);
});

test('the title above and the note below a table are paragraphs, a header of years is not', () => {
  const document = lines('云川县文化馆收支总表\t\t', '\t2024年\t2025年', '合计\t1.00\t2.00', '注：本表含上年结转。\t\t');
  assert.deepEqual(paragraphs(document), ['云川县文化馆收支总表', '注：本表含上年结转。']);
  assert.deepEqual(grids(document)[0]?.[0], ['', '2024年', '2025年']);
});

test('one cell per line: a run of lines is a row, broken rows and cells of several paragraphs are made whole', () => {
  const document = lines(
    '运行经费绩效目标表',
    '\t项目名称',
    '\t运行经费',
    '',
    '\t绩效目标',
    '\t1.购置设备',
    '',
    '2.开展培训',
    '3.制作展板',
    '',
    '',
    '\t一级指标',
    '\t二级指标',
    '\t指标值',
    '',
    '\t产出指标',
    '\t数量指标',
    '',
    '',
    '\t≥20台',
    '',
    '\t',
    '\t质量指标',
    '\t≥95%',
    '',
    '结束。',
  );
  assert.deepEqual(grids(document), [
    [
      ['项目名称', '运行经费'],
      ['绩效目标', '1.购置设备 2.开展培训 3.制作展板'],
      ['一级指标', '二级指标', '指标值'],
      ['产出指标', '数量指标', '≥20台'],
      ['', '质量指标', '≥95%'],
    ],
  ]);
});

test('prose indented with tabs is prose', () => {
  assert.deepEqual(paragraphs(lines('\t本单位负责全县群众文化工作。', '\t本单位内设办公室、辅导部。')), [
    '本单位负责全县群众文化工作。',
    '本单位内设办公室、辅导部。',
  ]);
});

test('a paragraph broken by a page is joined, and its places stay exact', () => {
  const { blocks } = lines('云川县文化馆2025年收入预算12.00万元，其中：财政拨款收', '', '- 3 -', '', '入12.00万元。', '', '二、支出情况');
  assert.deepEqual(paragraphs({ format: 'txt', blocks, damage: [] }), [
    '云川县文化馆2025年收入预算12.00万元，其中：财政拨款收入12.00万元。',
    '二、支出情况',
  ]);
  const words = blocks[0]?.kind === 'paragraph' ? blocks[0].words : null;
  assert(words);
  const at = words.text.indexOf('收入12.00万元。');
  assert.deepEqual(
    placesOf(words, at, at + 3).map(({ line, from, to }) => [line, from, to]),
    [
      [1, at, at + 1],
      [5, 0, 2],
    ],
  );
});

test('split captions are joined, whole ones are not', () => {
  const cases: [string[], string[]][] = [
    [['单位：', '万元'], ['单位：万元']],
    [['单位:万', '元'], ['单位:万元']],
    [['公开02', '', '表'], ['公开02表']],
    [['（2', '022', '年', '度）'], ['（2022年度）']],
    [['部门:[1]云川县文化馆，', '[2]云川县图书馆'], ['部门:[1]云川县文化馆，[2]云川县图书馆']],
    [
      ['云川县文化馆', '2025年度单位预算公开'],
      ['云川县文化馆', '2025年度单位预算公开'],
    ],
    [
      ['第一部分', '', '云川县文化馆概况'],
      ['第一部分', '云川县文化馆概况'],
    ],
    [
      ['一、主要职责', '', '负责全县群众文化工作，组织辅导'],
      ['一、主要职责', '负责全县群众文化工作，组织辅导'],
    ],
    [
      ['2025年预算收支总表', '', '单位名称：云川县文化馆', '', '单位：万元'],
      ['2025年预算收支总表', '单位名称：云川县文化馆', '单位：万元'],
    ],
  ];
  for (const [source, expected] of cases) assert.deepEqual(paragraphs(lines(...source)), expected);
});

test('a title cut in two is known by its whole twin', () => {
  const title = '云川县县级预算项目支出绩效目标申报表';
  assert.deepEqual(paragraphs(lines(title, '', '第一项', '', title.slice(0, 14), '', title.slice(14))), [title, '第一项', title]);
});

test('contents are marks, with page numbers and without', () => {
  const paged = lines(
    '目 录',
    '',
    '第一部分 概况\t1',
    '一、职责.....\t1',
    '二、机构 .....\t- 2 -',
    '',
    '第一部分 概况',
    '',
    '一、职责',
    '',
    '负责文化。',
  );
  assert.equal(marks(paged, 'contents').length, 4);
  assert.deepEqual(paragraphs(paged), ['第一部分 概况', '一、职责', '负责文化。']);
  const bare = lines('目录', '第一部分 概况', '- 一、职责', '第二部分 说明', '', '第一部分', '概况', '一、职责');
  assert.equal(marks(bare, 'contents').length, 4);
  assert.deepEqual(paragraphs(bare), ['第一部分', '概况', '一、职责']);
});

test('page numbers and stamps alone on a line are marks, other short repeated lines are not', () => {
  const document = lines(
    '甲。',
    '',
    '12',
    '',
    '乙。',
    '',
    '13',
    '',
    '单位：万元',
    '',
    '单位：万元',
    '',
    '第3页',
    '',
    '云川样章',
    '',
    '云川样章',
    '',
    '云川样章',
  );
  assert.deepEqual(marks(document, 'page-number'), ['12', '13', '第3页']);
  assert.deepEqual(marks(document, 'watermark'), ['云川样章', '云川样章', '云川样章']);
  assert.equal(paragraphs(document).filter((text) => text === '单位：万元').length, 2);
});

test('residue of markdown, HTML and LaTeX is taken out, places point to the source', () => {
  const document = lines(
    '## **六、基本支出**',
    '',
    '- 一、**公用经费**：指日常支出。',
    '',
    '满意度 $\\geq 95\\%$ ，人数<5，电话138****0000，比值 $\\leq 1020$。',
  );
  assert.deepEqual(paragraphs(document), [
    '六、基本支出',
    '一、公用经费：指日常支出。',
    '满意度 ≥95% ，人数<5，电话138****0000，比值 ≤1020。',
  ]);
  assert.equal(document.blocks[0]?.kind === 'paragraph' ? document.blocks[0].level : null, 2);
  const last = document.blocks[2];
  assert(last?.kind === 'paragraph');
  const at = last.words.text.indexOf('95');
  assert.deepEqual(
    placesOf(last.words, at - 1, at + 3).map(({ from, to }) => [from, to]),
    [
      [5, 10],
      [10, 12],
      [12, 14],
    ],
  );
});

test('an HTML table is a grid with its spans, over one line or several', () => {
  const { blocks } = lines(
    '<table><tr><td rowspan="2">项目</td><td colspan="2">2025年</td></tr>',
    '<tr><td>基本</td><td>项目</td></tr></table>',
  );
  const grid = blocks[0];
  assert(grid?.kind === 'grid');
  assert.deepEqual(
    grid.rows.map((row) => row.map(({ words, column, rowSpan, columnSpan }) => [words.text, column, rowSpan, columnSpan])),
    [
      [
        ['项目', 0, 2, 1],
        ['2025年', 1, 1, 2],
      ],
      [
        ['基本', 1, 1, 1],
        ['项目', 2, 1, 1],
      ],
    ],
  );
});

test('a table nested in a row, whose cells repeat it, is residue and damage', () => {
  const document = lines('项目\t金额', '<table><tr><td>目标</td><td>完成</td></tr></table>\t目标\t完成', '合计\t1.00');
  assert.equal(marks(document, 'residue').length, 1);
  assert.equal(document.damage.length, 1);
  assert.equal(grids(document)[0]?.length, 2);
});

test('what is written reads back to the same blocks', () => {
  const source = lines(
    '# 云川县文化馆',
    '',
    '## 2025年预算',
    '',
    '目 录',
    '',
    '第一部分 概况\t1',
    '',
    '## 第一部分 概况',
    '',
    '2025年收入12.00万元。',
    '',
    '2025年收支总表',
    '',
    '单位：万元',
    '',
    '项目\t金额\t项目\t金额',
    '合计\t12.00\t合计\t12.00',
    '办公费\t12.00\t\t',
    '',
    '仅供内部审核',
    '',
    '注：本表无数据。',
  );
  const shape = (block: Block): unknown =>
    block.kind === 'grid' ? cellTexts(block) : [block.kind, block.words.text, block.kind === 'paragraph' && block.level];
  assert.deepEqual(read(writeText(source)).blocks.map(shape), source.blocks.map(shape));
});
