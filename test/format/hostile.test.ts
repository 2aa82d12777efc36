import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FormatError, readDocument } from '../../src/format/index.ts';
import { openZip } from '../../src/format/package/zip.ts';
import { columnName } from '../../src/format/tidy/sheet.ts';
import { compound, forged } from '../hostile/bytes.ts';
import { p, tbl, tc, tr, wordFile, zipped } from '../print/parts.ts';
import { worksheet, zipWorkbook } from '../print/xlsx.ts';
import { utf8 } from '../sample.ts';

const rels = '<Relationships><Relationship Id="m" Type="http://x/officeDocument" Target="word/document.xml"/></Relationships>';
const word = (document: string): Uint8Array => zipped({ '_rels/.rels': rels, 'word/document.xml': document });
const good = wordFile(p('收入预算12.00万元。') + tbl(tr(tc('甲'), tc('1.00'))));
const LAUGHS = `<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "${'&lol;'.repeat(10)}">]>`;

const REFUSED: readonly (readonly [string, Uint8Array, RegExp])[] = [
  ['nothing', new Uint8Array(), /空文件/],
  ['cut Word file', good.slice(0, good.length - 30), /损坏.*重新下载/],
  ['cut document', word('<w:document><w:body><w:p><w:r><w:t>预算'), /损坏/],
  ['elements that do not match', word('<w:document><w:body><w:p></w:body></w:p></w:document>'), /损坏/],
  ['no document', zipped({ 'word/other.xml': '<a/>' }), /没有正文/],
  ['empty document', wordFile(''), /没有正文/],
  ['a bomb by ratio', word(`<w:document><w:body>${' '.repeat(40_000_000)}</w:body></w:document>`), /大得不正常/],
  ['a size that lies low', forged(word(`<w:document>${' '.repeat(100_000)}</w:document>`), 24, 10), /大得不正常|损坏/],
  ['a size that lies high', forged(good, 24, 1000), /损坏/],
  ['a password in the ZIP', forged(good, 8, 1), /密码/],
  ['billion laughs', word(`${LAUGHS}<w:document><w:body/></w:document>`), /DTD/],
  ['unknown entity', word('<w:document><w:body><w:p><w:r><w:t>&lol;</w:t></w:r></w:p></w:body></w:document>'), /损坏/],
  ['deep nesting', wordFile(`${'<w:tbl><w:tr><w:tc>'.repeat(5000)}${'</w:tc></w:tr></w:tbl>'.repeat(5000)}`), /嵌套/],
  [
    'wide spans',
    wordFile(tbl(...Array.from({ length: 400 }, () => tr(...Array.from({ length: 60 }, () => tc('1', '<w:gridSpan w:val="9999"/>')))))),
    /大得不正常/,
  ],
  [
    'a sheet of far cells',
    zipWorkbook([
      {
        name: 'a',
        xml: worksheet(
          Array.from({ length: 3000 }, (_, i) => `<c r="A${i + 1}"><v>1</v></c><c r="${columnName(i + 1)}${i + 1}"><v>1</v></c>`),
        ),
      },
    ]),
    /大得不正常/,
  ],
  ['an empty workbook', zipWorkbook([{ name: 'a', xml: worksheet([]) }]), /没有内容/],
  ['laughing workbook', zipWorkbook([{ name: 'a', xml: `${LAUGHS}${worksheet([])}` }]), /DTD/],
  ['a binary workbook', zipped({ '_rels/.rels': rels.replace('word/document.xml', 'xl/workbook.bin'), 'xl/workbook.bin': 'x' }), /xlsb/],
  ['an OFD', zipped({ 'OFD.xml': '<a/>' }), /OFD/],
  ['a ZIP', zipped({ 'a.txt': '预算' }), /先解压/],
  ['old Word', compound('WordDocument'), /\.docx/],
  ['old Excel', compound('Workbook'), /\.xlsx/],
  ['encrypted', compound('EncryptedPackage'), /密码/],
  ['RTF', utf8('{\\rtf1 x}'), /\.docx/],
  ['a page without text', utf8('<!DOCTYPE html><html><body><script>1</script></body></html>'), /网页里没有正文/],
  ['a deep page', utf8(`<!DOCTYPE html><html><body>${'<div>'.repeat(200_000)}预算`), /嵌套/],
  [
    'a page of wide spans',
    utf8(`<html><body><table>${`<tr>${'<td rowspan=1000 colspan=1000>1</td>'.repeat(20)}</tr>`.repeat(300)}</table></body></html>`),
    /大得不正常/,
  ],
];

for (const [name, bytes, message] of REFUSED) {
  test(`hostile: ${name}`, () => {
    const start = performance.now();
    assert.throws(
      () => readDocument(bytes, '云川县文化馆.docx'),
      (error) => error instanceof FormatError && message.test(error.message),
      `${name}: ${message}`,
    );
    assert(performance.now() - start < 5000, 'takes long');
  });
}

test('the content tells the type, not the name', () => {
  assert.equal(readDocument(good, 'a.pdf').format, 'docx');
  assert.equal(readDocument(utf8('<html><body><p>预算</p></body></html>'), 'a.docx').format, 'html');
  assert.equal(readDocument(utf8('收入预算12.00万元。'), 'a.xlsx').format, 'txt');
});

test('parts of a container are counted and measured', () => {
  const parts = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`a${i}.txt`, 'x'.repeat(1000)]));
  const limits = { entries: 20, part: 500, total: 20_000, ratio: 10, plain: 100 };
  assert.throws(() => openZip(zipped(parts), limits), FormatError);
  const few = openZip(zipped({ 'a.txt': 'x'.repeat(1000) }), limits);
  assert.throws(() => few.read('a.txt'), FormatError);
  assert.equal(few.read('b.txt'), null);
});

test('no cut or change of single bytes crashes a reader', () => {
  const samples = [
    good,
    zipWorkbook([{ name: '表', xml: worksheet(['<c r="A1"><v>1</v></c><c r="B1" t="inlineStr"><is><t>万元</t></is></c>'], ['A1:B1']) }]),
  ];
  for (const sample of samples) {
    for (let i = 0; i < sample.length; i += 7) {
      for (const bytes of [sample.slice(0, i), sample.map((byte, at) => (at === i ? byte ^ 0x55 : byte))]) {
        try {
          readDocument(bytes, 'a.docx');
        } catch (error) {
          assert(error instanceof FormatError, `${i}: ${error}`);
        }
      }
    }
  }
});
