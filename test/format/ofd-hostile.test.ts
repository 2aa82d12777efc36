import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FormatError, readDocument } from '../../src/format/index.ts';
import { el, frame, ofd, ofdFile, page, part, text } from '../print/ofd.ts';
import { zipped } from '../print/parts.ts';
import { marks } from './paper.ts';
import type { Sheet } from './pdf/paper.ts';

const LAUGHS = '<!DOCTYPE a [<!ENTITY l "lol"><!ENTITY m "&l;&l;&l;&l;">]>';
const sheet: Sheet = { draw: [{ text: '收入', x: 96, y: 100 }] };
const scan: Sheet = { draw: [{ picture: [0, 0, 595, 842] }] };
const twice = (id: number): string =>
  el('CompositeGraphicUnit', `ID="${id}"`, el('Content', '', `<ofd:CompositeObject ResourceID="${id + 1}"/>`.repeat(100)));

const REFUSED: readonly (readonly [string, Uint8Array, RegExp])[] = [
  ['no document in it', zipped({ 'OFD.xml': '<a/>' }), /没有文档/],
  ['encrypted', ofd([sheet], { parts: { 'Encryptions.xml': part('Encryptions') } }), /已加密.*另存为不加密/],
  ['no pages', ofd([]), /没有页面/],
  ['blank', ofd([{ draw: [] }]), /OFD 里没有文字/],
  ['a scan', ofd([scan, scan]), /OFD 是扫描件（第 1-2 页.*文字识别/],
  [
    'a page that is missing',
    ofd([sheet], { document: el('Pages', '', '<ofd:Page ID="9" BaseLoc="Pages/Page_9/Content.xml"/>') }),
    /第 2 页缺失/,
  ],
  ['a page that breaks off', ofdFile([page('预算').slice(0, -30)]), /损坏/],
  ['too many pages', ofdFile(new Array<string>(1501).fill(page(''))), /1501 页，超过上限 1500 页/],
  ['billion laughs', ofdFile([LAUGHS + page('')]), /DTD/],
  ['deep blocks', ofdFile([page('<ofd:PageBlock>'.repeat(5000) + '</ofd:PageBlock>'.repeat(5000))]), /嵌套/],
  [
    'composites a hundred times in one another',
    ofdFile([page('<ofd:CompositeObject ResourceID="1"/>')], {
      parts: { 'Doc_0/PublicRes.xml': part('Res', el('CompositeGraphicUnits', '', ...[1, 2, 3, 4, 5].map(twice))) },
    }),
    /图元超过 200000 个/,
  ],
  ['a path without end', ofdFile([page(frame('', 'L 1 1 '.repeat(200_001)))]), /线条超过 200000 段/],
  ['too many characters', ofdFile([page(text('预'.repeat(100_001), ''))]), /字符超过 100000 个/],
];

for (const [name, bytes, message] of REFUSED) {
  test(`refused: ${name}`, () => {
    const start = performance.now();
    assert.throws(
      () => readDocument(bytes, 'a.ofd'),
      (error) => error instanceof FormatError && message.test(error.message),
    );
    assert.ok(performance.now() - start < 3000);
  });
}

test('sizes and numbers that lie do no harm; a file cut anywhere is refused', () => {
  const lies =
    text('预算收入', 'DeltaX="g 99999999999 1e308 g g"', ' CTM="NaN 0 x" Alpha="-5"') +
    frame('', `M 0 0 ${'L 1e308 0 L 0 1e308 '.repeat(5000)}`);
  const area = el('Area', '', el('PhysicalBox', '', '0 0 1e99 -3'));
  readDocument(ofdFile([page(lies + text('收入', ''), area)]), 'a');
  const bytes = ofd([sheet]);
  for (let cut = 1; cut < 10; cut++) assert.throws(() => readDocument(bytes.slice(0, (bytes.length * cut) / 10), 'a.ofd'), FormatError);
});

test('many slanted characters and many short lines are read in time', () => {
  const start = performance.now();
  const slanted = text('稿'.repeat(90_000), '', ' CTM="0.7 -0.7 0.7 0.7 0 0"');
  const lines = Array.from(
    { length: 40_000 },
    (_, i) => `M ${i % 200} ${i / 200} L ${(i % 200) + 2} ${i / 200} M ${i / 200} ${i % 200} L ${i / 200} ${(i % 200) + 2}`,
  );
  const document = readDocument(ofdFile([page(slanted + frame('', lines.join(' ')) + text('一、单位职责', ''))]), 'a.ofd');
  assert.equal(marks(document, 'watermark')[0]?.length, 90_000);
  assert.ok(performance.now() - start < 8000, `${performance.now() - start} ms`);
});
