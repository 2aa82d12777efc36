import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { PDF, PdfArray, PdfDict, PdfName, PdfNumber } from '@libpdf/core';
import { placeOf } from '../../src/document/words.ts';
import type { Place } from '../../src/fact/place.ts';
import type { Note } from '../../src/format/annotate/note.ts';
import { annotatePdf } from '../../src/format/annotate/pdf.ts';
import { FormatError, prepareFormat, readDocument } from '../../src/format/index.ts';
import { drawPage } from '../../src/format/pdf/picture.ts';
import { annotations } from './pdf/annotations.ts';
import { pdf, type Sheet } from './pdf/paper.ts';

before(async () => prepareFormat(pdf([])));

const DATE = '2025-03-01T16:30:05+08:00';
const RED = [255, 184, 173];
const LINE = { text: '收入总计1264.20万元', x: 120, y: 300 };
/** a page of which a viewer shows less than there is */
const CROP = '/CropBox[50 100 545 700]';

const write = async (bytes: Uint8Array, notes: readonly Note[]) => annotatePdf(bytes, notes, '明账', DATE);
const textOf = (bytes: Uint8Array): string =>
  JSON.stringify(readDocument(bytes, '预算.pdf').blocks.map((block) => (block.kind === 'grid' ? '' : block.words.text)));
const startsWith = (bytes: Uint8Array, start: Uint8Array): boolean =>
  Buffer.compare(bytes.subarray(0, start.length), start) === 0 && bytes.length > start.length;

/** The place of words in the n-th block of a file. */
function find(bytes: Uint8Array, words: string, n = 0): Place {
  const block = readDocument(bytes, '预算.pdf').blocks[n];
  assert.ok(block && block.kind !== 'grid');
  const at = block.words.text.indexOf(words);
  assert.ok(at >= 0, `${words} in ${block.words.text}`);
  return placeOf(block.words, at, at + words.length);
}

const note = (at: Place, also: readonly Place[] = []): Note => ({
  at,
  also,
  kind: 'error',
  title: '合计不等于各项之和',
  text: '各项之和是 1264.30。\n建议：改为 1264.30',
});

const turned: [string, Sheet][] = [0, 90, 180, 270].flatMap((rotate): [string, Sheet][] => [
  [`turned by ${rotate}`, { rotate, draw: [LINE] }],
  [`turned by ${rotate}, cropped`, { rotate, entries: CROP, draw: [LINE] }],
]);
turned.push(['written on its side, turned upright', { rotate: 90, draw: [{ ...LINE, angle: 90 }] }]);

describe('a highlight lies on its words and nothing else', () => {
  for (const [name, sheet] of turned) {
    test(name, async () => {
      const bytes = pdf([sheet]);
      const place = find(bytes, '1264.20');
      const { bytes: out, unplaced } = await write(bytes, [note(place)]);
      assert.deepEqual(unplaced, []);
      assert.ok(startsWith(out, bytes), 'the file is only added to');
      assert.equal(textOf(out), textOf(bytes));
      const [{ under, ...said } = { under: '' }] = annotations(out, 1);
      assert.deepEqual(said, {
        subtype: 'highlight',
        author: '明账',
        subject: '合计不等于各项之和',
        contents: '各项之和是 1264.30。\n建议：改为 1264.30',
        modified: 'D:20250301083005Z',
        created: 'D:20250301083005Z',
        printed: true,
      });
      assert.equal(under, '1264.20');

      const { width, rgb } = drawPage(out, 1, 1);
      const box = place.box!;
      const colourAt = (x: number, y: number) => [...rgb.subarray((Math.floor(y) * width + Math.floor(x)) * 3).subarray(0, 3)];
      assert.deepEqual(colourAt(box.x + 1, box.y + 1), RED, 'drawn where the words stand');
      assert.deepEqual(colourAt(box.x - 3, box.y - 3), [255, 255, 255]);
    });
  }
});

test('other places point to the page of the remark', async () => {
  const bytes = pdf([{ draw: [LINE] }, { draw: [LINE] }]);
  const [first, second] = [find(bytes, '1264.20'), find(bytes, '收入总计', 1)];
  const { bytes: out } = await write(bytes, [note(second, [first, find(bytes, '万元', 1)])]);
  assert.deepEqual(
    [1, 2].map((page) => annotations(out, page).map(({ under, contents }) => [under, contents.split('\n')[0]])),
    [
      [['1264.20', '合计不等于各项之和（见第2页批注）']],
      [
        ['收入总计', '各项之和是 1264.30。'],
        ['万元', '合计不等于各项之和（见本页批注）'],
      ],
    ],
  );
});

test('a remark about a whole page or the whole file is a sign in a corner; one whose page is not there is told', async () => {
  const bytes = pdf([{ draw: [LINE] }]);
  const place = find(bytes, '收入');
  const whole = note({ ...place, box: null });
  const away = [note({ ...place, page: 9 }), note({ ...place, page: null, line: 3 })];
  const { bytes: out, unplaced } = await write(bytes, [whole, ...away, note({ ...place, box: null, page: null })]);
  assert.deepEqual(unplaced, away);
  assert.deepEqual(
    annotations(out, 1).map(({ subtype }) => subtype),
    ['text', 'text'],
  );
  assert.equal((await write(bytes, away)).bytes, bytes, 'nothing to write: the file as it was');
});

/** A file as another program would have left it. */
async function changed(change: (file: PDF) => void, options: { useXRefStream?: boolean } = {}): Promise<Uint8Array> {
  const file = await PDF.load(pdf([{ draw: [LINE] }]));
  change(file);
  return file.save(options);
}

test('annotations that are there stay, also in an array of their own; files with compressed tables are only added to', async () => {
  const before = await changed(
    (file) => {
      const square = PdfDict.of({
        Type: PdfName.of('Annot'),
        Subtype: PdfName.of('Square'),
        Rect: new PdfArray([1, 1, 9, 9].map((n) => PdfNumber.of(n))),
      });
      file.getPages()[0]?.dict.set('Annots', file.register(new PdfArray([file.register(square)])));
    },
    { useXRefStream: true },
  );
  const { bytes: out } = await write(before, [note(find(before, '1264.20'))]);
  assert.ok(startsWith(out, before));
  const again = (await write(out, [note(find(out, '万元'))])).bytes;
  assert.deepEqual(
    annotations(again, 1).map(({ subtype, under }) => [subtype, under]),
    [
      ['square', ''],
      ['highlight', '1264.20'],
      ['highlight', '万元'],
    ],
  );
});

test('a linearized file is written anew and still reads the same', async () => {
  const bytes = pdf([{ draw: [LINE] }]);
  const linear = Buffer.from(Buffer.from(bytes).toString('latin1').replace('/Type/Catalog', '/Linearized 1'), 'latin1');
  const { bytes: out } = await write(linear, [note(find(linear, '1264.20'))]);
  assert.equal(textOf(out), textOf(bytes));
  assert.equal(annotations(out, 1)[0]?.under, '1264.20');
});

test('what cannot take notes is said, in Chinese', async () => {
  const place = find(pdf([{ draw: [LINE] }]), '收入');
  const refused = (bytes: Uint8Array, message: RegExp) =>
    assert.rejects(write(bytes, [note(place)]), (error: unknown) => error instanceof FormatError && message.test(error.message));
  const key = `<${'00'.repeat(32)}>`;
  await refused(pdf([{ draw: [LINE] }], `/Encrypt<</Filter/Standard/V 1/R 2/O ${key}/U ${key}/P -4>>/ID[<00><00>]`), /已加密/);
  await refused(
    await changed((file) =>
      file.context.catalog.getDict().set('AcroForm', PdfDict.of({ Fields: new PdfArray([]), SigFlags: PdfNumber.of(3) })),
    ),
    /电子签名/,
  );
  await refused(new TextEncoder().encode('%PDF-1.7\n'), /损坏/);
  const sample = pdf([{ draw: [LINE] }]);
  await refused(sample.slice(0, sample.length - 300), /损坏/);
});
