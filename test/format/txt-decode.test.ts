import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FormatError, isReadable, readDocument } from '../../src/format/index.ts';

const TEXT = '云川县文化馆\r\n单位：万元\r合计\t1.00';
const utf8 = (text: string): number[] => [...new TextEncoder().encode(text)];
const utf16 = (text: string, little: boolean): number[] =>
  [...text].flatMap((sign) =>
    little ? [sign.charCodeAt(0) & 255, sign.charCodeAt(0) >> 8] : [sign.charCodeAt(0) >> 8, sign.charCodeAt(0) & 255],
  );
const read = (bytes: readonly number[]): ReturnType<typeof readDocument> => readDocument(Uint8Array.from(bytes), '预算.txt');

test('encodings and line ends', () => {
  const gb18030 = [0xd4, 0xc6, 0xb4, 0xa8, 0xcf, 0xd8, 0xce, 0xc4, 0xbb, 0xaf, 0xb9, 0xdd, 0x0a, 0x61];
  for (const bytes of [
    utf8(TEXT),
    [0xef, 0xbb, 0xbf, ...utf8(TEXT)],
    [0xff, 0xfe, ...utf16(TEXT, true)],
    [0xfe, 0xff, ...utf16(TEXT, false)],
    utf16(TEXT, true),
    gb18030,
  ]) {
    const first = read(bytes).blocks[0];
    assert.equal(first?.kind === 'paragraph' ? first.words.text : '', '云川县文化馆');
    assert.equal(first?.kind === 'paragraph' ? first.words.pieces[0]?.place.from : null, 0);
  }
  const last = read(utf8(TEXT)).blocks[2];
  assert.equal(last?.kind === 'grid' ? last.rows[0]?.[1]?.words.pieces[0]?.place.line : null, 3);
});

test('a character cut at the end of the file is damage', () => {
  const bytes = utf8('云川县文化馆2025年收入预算与支出预算说明，单位为万元。'.repeat(5));
  assert.equal(read(bytes.slice(0, -1)).damage.length, 1);
  assert.equal(read(bytes).damage.length, 0);
});

test('what cannot be read says so, and what to do', () => {
  const refused: [readonly number[], RegExp][] = [
    [[], /空文件/],
    [[0x50, 0x4b, 3, 4, ...utf8('\0\0[Content_Types].xml word/document.xml')], /损坏/],
    [[0x50, 0x4b, 3, 4, ...utf8('\0\0[Content_Types].xml xl/workbook.xml')], /损坏/],
    [[0xd0, 0xcf, 0x11, 0xe0, 0xa1], /旧版/],
    [utf8('<!DOCTYPE html><html>'), /网页/],
    [[1, 0, 2, 0, 3, 7, 0, 200, 9], /二进制/],
    [Array.from({ length: 400 }, (_, i) => [0x92, 0x86, 0x8d, 0x91, 0x83, 0x65][i % 6] ?? 0), /编码无法识别/],
  ];
  for (const [bytes, message] of refused)
    assert.throws(
      () => read(bytes),
      (error) => error instanceof FormatError && message.test(error.message),
      `${message}`,
    );
});

test('files are picked from a folder by their names', () => {
  assert.deepEqual(['a.txt', 'b/A.TXT', 'c.md', 'd.pdf', 'e'].map(isReadable), [true, true, true, true, false]);
});
