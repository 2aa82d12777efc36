import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { placeOf } from '../../src/document/words.ts';
import { FormatError, prepareFormat, readDocument } from '../../src/format/index.ts';
import { fontlessGlyphs } from '../../src/format/pdf/fontless.ts';
import { drawPage, pageSizes } from '../../src/format/pdf/picture.ts';
import { type Drawing, pdf, type Sheet } from './pdf/paper.ts';

before(async () => prepareFormat(pdf([])));

const LINE: Drawing = { text: '收入2264.20', x: 120, y: 300 };

test('sizes are those that a viewer shows', () => {
  const sheets: Sheet[] = [{ draw: [] }, { rotate: 90, draw: [] }, { entries: '/CropBox[50 100 545 700]', draw: [] }];
  assert.deepEqual(
    pageSizes(pdf(sheets)).map(({ width, height }) => [width, height]),
    [
      [595, 842],
      [842, 595],
      [495, 600],
    ],
  );
});

test('a page is drawn turned and cropped as a viewer shows it', () => {
  const sheet: Sheet = { rotate: 90, entries: '/CropBox[50 100 545 700]', draw: [{ bar: [60, 150, 40, 20] }] };
  const { width, height, rgb } = drawPage(pdf([sheet]), 1, 2);
  assert.deepEqual([width, height], [1200, 990]);
  const red = (x: number, y: number) => rgb[(y * 2 * width + x * 2) * 3];
  // turned clockwise, the bar at 10 from the left and 8 from the top of what is shown stands 10 from the top and 8 from the right
  assert.deepEqual([red(600 - 18, 30), red(600 - 18, 55), red(600 - 33, 30), red(30, 30)], [0, 255, 255, 255]);
});

test('a picture is never larger than the limit', () => {
  const { width, height } = drawPage(pdf([{ width: 5000, height: 5000, draw: [] }]), 1, 10);
  assert.ok(width * height <= 12_100_000 && width > 3000, `${width} x ${height}`);
  const strip = drawPage(pdf([{ width: 14_000, height: 3, draw: [] }]), 1, 10);
  assert.ok(strip.width <= 8000, String(strip.width));
});

test('characters without a font are told with their place, size and turn', () => {
  for (const [rotate, angle] of [
    [0, 0],
    [90, 90],
    [180, 180],
    [270, 270],
  ] as const) {
    const bytes = pdf([{ rotate, draw: [LINE] }]);
    const block = readDocument(bytes, '预算.pdf').blocks[0];
    assert.ok(block && block.kind !== 'grid');
    const glyphs = fontlessGlyphs(bytes, 1);
    assert.deepEqual(
      glyphs.map((glyph) => [glyph.text, glyph.size, glyph.angle, glyph.grey]),
      [
        ['收', 12, angle, 0],
        ['入', 12, angle, 0],
      ],
      'figures are drawn with fonts of the engine',
    );
    for (const [i, { x, y }] of glyphs.entries()) {
      const box = placeOf(block.words, i, i + 1).box!;
      const off = Math.hypot(box.x + box.width / 2 - x, box.y + box.height / 2 - y);
      assert.ok(off < 1.5, `${rotate}: ${off} points off its place`);
    }
  }
});

test('a page that is not there', () => {
  for (const act of [drawPage, fontlessGlyphs]) assert.throws(() => act(pdf([{ draw: [] }]), 2, 1), FormatError);
});
