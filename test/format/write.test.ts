import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Resvg } from '@resvg/resvg-js';
import { strFromU8, unzipSync } from 'fflate';
import type { Document } from '../../src/document/document.ts';
import { gapMark } from '../../src/document/gap.ts';
import type { Printable } from '../../src/document/layout.ts';
import { contents, gridOf, paragraph, placed, type Sketch, table } from '../../src/form/sketch.ts';
import { drawChart } from '../../src/format/chart/draw.ts';
import { pictureOf, pngOf } from '../../src/format/chart/picture.ts';
import { writeDocx } from '../../src/format/docx/write.ts';
import { fontFile } from '../../src/format/fonts.ts';
import { prepareFormat, readDocument } from '../../src/format/index.ts';
import { writePdf } from '../../src/format/pdf/write.ts';
import { readPaper } from '../../src/score/read.ts';
import { extraFacts, lostFacts } from '../../tools/proof/read-back.ts';
import { exampleOf, findingsOf, forms, sets } from '../compile/examples.ts';

const WRITERS: readonly (readonly [string, (printable: Printable) => Promise<Uint8Array>])[] = [
  ['docx', writeDocx],
  ['pdf', writePdf],
];

async function readBack(bytes: Uint8Array): Promise<Document> {
  await prepareFormat(bytes);
  return readDocument(bytes, 'a');
}

const stamps = ({ blocks }: Document): string[] =>
  blocks.flatMap((block) => (block.kind === 'mark' && block.mark === 'watermark' ? block.words.text : []));

const printableFrom = (sketches: readonly Sketch[], draft = false): Printable => ({
  document: { format: 'rendered', blocks: placed(sketches.map(({ block }) => block)), damage: [] },
  layout: sketches.map(({ layout }) => layout),
  edition: { title: '#题 <&', organisation: '云川县 & "局"', date: '2025-01-31', draft },
});

const cell = (text: string, row: number, column: number) => ({ text, row, column, rowSpan: 1, columnSpan: 1 });

/** Words of a document without spaces, which a PDF does not keep between Han characters. */
const squeezed = ({ blocks }: Document): string[] =>
  blocks.flatMap((block) => (block.kind === 'grid' ? block.rows.flat() : [block]).map(({ words }) => words.text.replace(/\s/g, '')));

for (const [format, write] of WRITERS) {
  for (const set of sets) {
    describe(`the example of ${set.id} as ${format}`, async () => {
      const example = exampleOf(set);
      const bytes = await write(example.printable);
      const paper = readPaper(await readBack(bytes), 'a', forms);

      test('every stated fact is read', () => assert.deepEqual(lostFacts(example.compiled.stated, paper), []));
      test('nothing is read that was not stated', () => assert.deepEqual(extraFacts(example.compiled.stated, paper), []));
      test('it has no finding', () => assert.deepEqual(findingsOf(paper), []));
      test('no cell of a form or table is left over', () => assert.deepEqual(paper.damage, []));
      test('the same paper makes the same bytes', async () => assert.equal(Buffer.compare(await write(example.printable), bytes), 0));
    });
  }

  test(`a draft as ${format} is stamped, a paper is not`, async () => {
    const [set] = sets;
    assert.ok(set);
    const draft = await write(exampleOf(set, true).printable);
    assert.equal(Buffer.compare(await write(exampleOf(set, true).printable), draft), 0);
    assert.deepEqual([...new Set(stamps(await readBack(draft)))], ['仅供内部审核']);
    assert.deepEqual(stamps(await readBack(await write(exampleOf(set).printable))), []);
  });

  test(`what a draft lacks is marked in ${format} and stays one paragraph`, async () => {
    const text = `比上年增加3.00万元，主要原因是${gapMark('五、支出', 'reason-general')}。`;
    const bytes = await write(
      printableFrom([paragraph('标题', 'title'), paragraph('第一部分 概况', 'part', 1), paragraph(text, 'body')], true),
    );
    assert.ok(squeezed(await readBack(bytes)).includes(text));
    if (format === 'docx')
      assert.match(strFromU8(unzipSync(bytes)['word/document.xml'] ?? new Uint8Array()), /<w:highlight w:val="yellow"/);
  });

  test(`no words are code in ${format}, and none are lost`, async () => {
    const texts = [
      '#read("/etc/passwd") *粗* _斜_ `x` $x^2$ \\ @a <b> // 注释',
      '<w:p/> &amp; "引" \'q\' ]]>',
      '一家名称特别长的单位'.repeat(6),
      '坏\u0001字\u000b',
    ];
    const rows = texts.flatMap((text, i) => [cell(text, i + 1, 0), cell('1234567890123.45', i + 1, 1)]);
    const printable = printableFrom([
      paragraph('标题', 'title'),
      contents('目 录'),
      contents('第一部分 概况'),
      contents('没有的一章'),
      paragraph('第一部分 概况', 'part', 1),
      ...texts.map((text) => paragraph(text, 'body')),
      paragraph('收支总表', 'table-title', 2),
      table(gridOf([cell('名称', 0, 0), cell('金额', 0, 1), ...rows], texts.length + 1, 2), 1, ['words', 'value']),
    ]);
    const found = squeezed(await readBack(await write(printable)));
    for (const text of ['标题', '没有的一章', '收支总表', '1234567890123.45', ...texts]) {
      const wanted = text.replace(/[\s\u0001]/g, '');
      assert.ok(found.includes(wanted), wanted);
    }
  });
}

describe('charts in Word and PDF', async () => {
  const drawn = sets.map((set) => exampleOf(set)).find(({ compiled }) => compiled.layout.some(({ chart }) => chart));
  assert.ok(drawn);
  const charts = drawn.compiled.layout.flatMap(({ chart }) => chart ?? []);

  test('a Word file holds each as SVG and as PNG, with words for those who do not see it; its reader misses no picture', async () => {
    const bytes = await writeDocx(drawn.printable);
    const parts = unzipSync(bytes);
    const xml = strFromU8(parts['word/document.xml'] ?? new Uint8Array());
    for (const { alt } of charts) assert.ok(xml.includes(`descr="${alt}"`), alt);
    assert.equal(xml.match(/<asvg:svgBlip /g)?.length, charts.length);
    for (const ending of ['.svg', '.png']) {
      assert.equal(Object.keys(parts).filter((name) => name.startsWith('word/media/') && name.endsWith(ending)).length, charts.length);
    }
    assert.deepEqual((await readBack(bytes)).damage, []);
  });

  test('a picture holds outlines of all its words, and no words', async () => {
    for (const chart of charts) {
      const picture = await pictureOf(chart);
      const { svg } = picture;
      assert.doesNotMatch(svg, /<text|<image|font-family/);
      const signs = new Set([...chart.labels, ...chart.series.flatMap(({ texts }) => texts)].join(''));
      assert.ok((svg.match(/<path/g)?.length ?? 0) > chart.labels.length * (1 + chart.series.length), `${signs.size} signs are drawn`);
      assert.deepEqual(
        [...(await pngOf(picture)).subarray(1, 4)],
        [...'PNG'].map((sign) => sign.charCodeAt(0)),
      );
    }
  });

  test('the outlines stand where an engine that sets text puts the words', async () => {
    const font = { loadSystemFonts: false, fontFiles: [fontFile('hei')], defaultFontFamily: 'Noto Sans SC' };
    const pixelsOf = (svg: string): Buffer => new Resvg(svg, { font, background: '#fff' }).render().pixels;
    const chart = charts[0] ?? assert.fail('the example has charts');
    const set = pixelsOf((await drawChart(chart)).svg);
    const outlined = pixelsOf((await pictureOf(chart)).svg);
    assert.equal(set.length, outlined.length);
    const ink = set.filter((value) => value < 128).length;
    const other = set.filter((value, i) => Math.abs(value - (outlined[i] ?? 0)) > 64).length;
    assert.ok(other < ink / 500, `${other} of ${ink}`);
  });

  test('a PDF says the words of a chart once, in its table', async () => {
    const words = squeezed(await readBack(await writePdf(drawn.printable)));
    // a figure with its share (330.99，68.73%) stands nowhere but in the drawing
    const drawnOnly = charts.flatMap(({ series }) => series.flatMap(({ texts }) => texts.filter((text) => text.includes('，'))));
    assert.ok(drawnOnly.length > 0);
    for (const text of drawnOnly) assert.ok(!words.some((word) => word.includes(text)), text);
  });
});

test('a character that no font has is named', async () => {
  await assert.rejects(writePdf(printableFrom([paragraph('笑😀', 'body')])), /“😀”不在随附的字库中/);
});
