import { deflateSync } from 'node:zlib';
import { pdf } from '../format/pdf/paper.ts';
import { p, tbl, tc, tr, wordFile } from '../print/parts.ts';
import { worksheet, zipWorkbook } from '../print/xlsx.ts';
import { SAMPLE, utf8 } from '../sample.ts';
import { compound, forged, half, overlapping, rawPdf, stream, zip } from './bytes.ts';

/** A hostile file: its name, its bytes, and what is answered: a message, or null where it is read. */
export type Hostile = readonly [name: string, bytes: Uint8Array, answer: RegExp | null];

const BROKEN = /损坏/;
const LARGE = /大得不正常/;
const DTD = /实体声明（DTD）/;

/** Ends by a limit of the worker, or by the engine's own. */
const SLOW = /超时（超过 \d+ 秒）|内存不足|损坏|没有文字/;

const line = { text: '云川县文化馆2025年收入预算12.00万元。', x: 96, y: 100 };
const PAGE = '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>';
const CATALOGUE = '<</Type/Catalog/Pages 2 0 R>>';
const pageOf = (entries: string): string => PAGE.replace('>>', `${entries}>>`);
const zeros = '00'.repeat(32);
const bomb = (times: number): Uint8Array => {
  let bytes: Uint8Array = Buffer.alloc(64_000_000, 32);
  for (let i = 0; i < times; i++) bytes = deflateSync(bytes, { level: 9 });
  return bytes;
};

const PDF: readonly Hostile[] = [
  ['zero.pdf', new Uint8Array(), /空文件/],
  ['half.pdf', half(pdf([{ draw: [line] }])), BROKEN],
  ['head.pdf', utf8('%PDF-1.7\n'), BROKEN],
  ['locked.pdf', pdf([{ draw: [line] }], `/Encrypt<</Filter/Standard/V 1/R 2/O<${zeros}>/U<${zeros}>/P -4>>/ID[<00><00>]`), /密码/],
  ['pages.pdf', pdf(new Array(5000).fill({ draw: [] })), /5000 页，超过上限 1500 页/],
  ['page-cycle.pdf', rawPdf([CATALOGUE, '<</Type/Pages/Count 3/Kids[2 0 R 2 0 R 3 0 R]>>', PAGE]), /没有文字|损坏/],
  ['count.pdf', rawPdf([CATALOGUE, '<</Type/Pages/Count 2000000000/Kids[3 0 R]>>', PAGE]), /页/],
  [
    'object-stream-cycle.pdf',
    rawPdf([
      CATALOGUE,
      '<</Type/Pages/Count 1/Kids[3 0 R]>>',
      pageOf('/Contents 4 0 R'),
      stream('/Type/ObjStm/N 1/First 4/Extends 4 0 R', utf8('4 0 4 0 R')),
    ]),
    /没有文字|损坏/,
  ],
  [
    'form-cycle.pdf',
    rawPdf([
      CATALOGUE,
      '<</Type/Pages/Count 1/Kids[3 0 R]>>',
      pageOf('/Contents 4 0 R/Resources<</XObject<</X 4 0 R>>>>'),
      stream('/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>>>', utf8('/X Do '.repeat(9))),
    ]),
    SLOW,
  ],
  [
    'stream-bomb.pdf',
    rawPdf([
      CATALOGUE,
      '<</Type/Pages/Count 1/Kids[3 0 R]>>',
      pageOf('/Contents 4 0 R'),
      stream('/Filter[/FlateDecode/FlateDecode]', bomb(2)),
    ]),
    /没有文字|损坏/,
  ],
  ['deep.pdf', rawPdf([CATALOGUE, `<</Type/Pages/Count 1/Kids${'['.repeat(200_000)}`, PAGE]), /没有页面|没有文字|损坏/],
];

const rels = (target: string): string =>
  `<Relationships><Relationship Id="m" Type="http://x/officeDocument" Target="${target}"/></Relationships>`;
const word = (document: string): Uint8Array => zip({ '_rels/.rels': rels('word/document.xml'), 'word/document.xml': document });
const LAUGHS = `<!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from({ length: 9 }, (_, i) => `<!ENTITY lol${i + 1} "${`&lol${i || ''};`.repeat(10)}">`).join('')}]>`;
const OUTSIDE = '<!DOCTYPE a [<!ENTITY file SYSTEM "file:///etc/hostname">]>';
const BODY = p('收入预算12.00万元。') + tbl(tr(tc('甲'), tc('1.00')));
const good = wordFile(BODY);
const relation = (type: string, target: string, i: number): string =>
  `<Relationship Id="c${i}" Type="http://x/${type}" Target="${target}"/>`;

const DOCX: readonly Hostile[] = [
  ['zero.docx', new Uint8Array(), /空文件/],
  ['half.docx', half(good), BROKEN],
  ['locked-zip.docx', forged(good, 8, 1), /密码/],
  ['locked.docx', compound('EncryptedPackage'), /密码/],
  ['bomb.docx', word(`<w:document><w:body>${' '.repeat(40_000_000)}</w:body></w:document>`), LARGE],
  ['bomb-in-zip.docx', zip({ 'a.docx': word(' '.repeat(40_000_000)) }), /先解压/],
  ['overlapping.docx', overlapping('word/document.xml', Buffer.alloc(1_000_000, 32), 5000), LARGE],
  ['size-low.docx', forged(word(`<w:document>${' '.repeat(100_000)}</w:document>`), 24, 10), /大得不正常|损坏/],
  ['size-high.docx', forged(good, 24, 1000), BROKEN],
  ['laughs.docx', word(`${LAUGHS}<w:document><w:body>&lol9;</w:body></w:document>`), DTD],
  ['outside.docx', word(`${OUTSIDE}<w:document><w:body>&file;</w:body></w:document>`), DTD],
  ['deep.docx', wordFile(`${'<w:tbl><w:tr><w:tc>'.repeat(5000)}${'</w:tc></w:tr></w:tbl>'.repeat(5000)}`), /嵌套/],
  ['spans.docx', wordFile(tbl(tr(tc('甲', '<w:gridSpan w:val="1000000000"/>'), tc('1.00')))), null],
  [
    'many-spans.docx',
    wordFile(tbl(...Array.from({ length: 400 }, () => tr(...Array.from({ length: 60 }, () => tc('1', '<w:gridSpan w:val="9999"/>')))))),
    LARGE,
  ],
  [
    'relation-cycle.docx',
    zip({
      '_rels/.rels': rels('word/document.xml'),
      'word/document.xml': `<w:document><w:body>${BODY}</w:body></w:document>`,
      'word/_rels/document.xml.rels': `<Relationships>${['header', 'footnotes', 'styles', 'numbering'].map((type, i) => relation(type, 'document.xml', i)).join('')}</Relationships>`,
    }),
    /没有正文|损坏/,
  ],
  [
    'style-cycle.docx',
    wordFile(p('收入预算12.00万元。', '<w:pStyle w:val="a"/>'), {
      styles:
        '<w:styles><w:style w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>',
    }),
    null,
  ],
  ['macros.docm', wordFile(BODY, {}, { 'word/vbaProject.bin': 'Sub AutoOpen()' }), null],
  ['paths.docx', wordFile(BODY, {}, { '../../../tmp/mingzhang-escape': 'x', '/etc/x': 'x', 'C:\\x': 'x' }), null],
];

const sheet = (xml: string, parts: Record<string, string> = {}): Uint8Array => zipWorkbook([{ name: '收入', xml }], parts);
const CELLS = ['<c r="A1" t="inlineStr"><is><t>项目</t></is></c><c r="B1" t="inlineStr"><is><t>金额</t></is></c>'];
const FEW = [...CELLS, '<c r="A2" t="inlineStr"><is><t>工资</t></is></c><c r="B2"><v>12</v></c>'];

const XLSX: readonly Hostile[] = [
  ['zero.xlsx', new Uint8Array(), /空文件/],
  ['half.xlsx', half(sheet(worksheet(FEW))), BROKEN],
  ['laughs.xlsx', sheet(`${LAUGHS}${worksheet(FEW)}`), DTD],
  ['bomb.xlsx', sheet(`<worksheet>${' '.repeat(40_000_000)}</worksheet>`), LARGE],
  ['everything-merged.xlsx', sheet(worksheet(FEW, ['A1:XFD1048576'])), null],
  ['declared.xlsx', sheet(worksheet(FEW).replace('<sheetData>', '<dimension ref="A1:XFD1048576"/><sheetData>')), null],
  [
    'far-cells.xlsx',
    sheet(
      worksheet(
        Array.from(
          { length: 3000 },
          (_, i) =>
            `<c r="A${i + 1}"><v>1</v></c><c r="${'ABCDEFG'[i % 7]}${'ABCDEFGHIJ'[i % 10]}${'ABCDEFGHIJ'[(i >> 3) % 10]}${i + 1}"><v>1</v></c>`,
        ),
      ),
    ),
    /大得不正常/,
  ],
  [
    'formula-cycle.xlsx',
    sheet(worksheet(['<c r="A1"><f t="shared" si="0" ref="A1:A2">A2</f></c>', '<c r="A2"><f t="shared" si="0"/></c>'])),
    /没有内容/,
  ],
  [
    'styles.xlsx',
    sheet(worksheet(FEW.map((row) => row.replace('<c r="B2">', '<c r="B2" s="1">'))), {
      'xl/styles.xml': `<styleSheet><numFmts><numFmt numFmtId="200" formatCode="${'&quot;[0#?;'.repeat(100_000)}"/></numFmts><cellStyleXfs><xf xfId="0"/></cellStyleXfs><cellXfs><xf xfId="1"/><xf xfId="0" numFmtId="200"/></cellXfs></styleSheet>`,
    }),
    null,
  ],
  [
    'long-strings.xlsx',
    sheet(worksheet(Array.from({ length: 400 }, (_, i) => `<c r="A${i + 1}" t="s"><v>0</v></c><c r="B${i + 1}"><v>1</v></c>`)), {
      'xl/sharedStrings.xml': `<sst><si><t>${'预算'.repeat(20_000)}</t></si></sst>`,
      'xl/_rels/workbook.xml.rels': `<Relationships>${relation('worksheet', 'worksheets/sheet1.xml', 0).replace('c0', 'rId1')}${relation('sharedStrings', 'sharedStrings.xml', 1)}</Relationships>`,
    }),
    /内容太多/,
  ],
  ['macros.xlsm', sheet(worksheet(FEW), { 'xl/vbaProject.bin': 'Sub Auto_Open()' }), null],
  ['binary.xlsx', zip({ '_rels/.rels': rels('xl/workbook.bin'), 'xl/workbook.bin': 'x' }), /xlsb/],
];

const CSV: readonly Hostile[] = [
  ['zero.csv', new Uint8Array(), /空文件/],
  ['wide.csv', utf8(`项目,金额\n工资,1\n保险,2\n合计${',3'.repeat(1_000_000)}\n`), LARGE],
  ['quote.csv', utf8(`项目,金额\n"工资,12\n保险,3\n${'福利,4\n'.repeat(50)}`), /引号/],
  ['large.csv', Buffer.alloc(25_200_000, '12,34,56\n'), /太大（超过 24 MB）/],
];

const HTML: readonly Hostile[] = [
  ['zero.html', new Uint8Array(), /空文件/],
  ['deep.html', utf8(`<!DOCTYPE html><html><body>${'<div>'.repeat(100_000)}预算`), /嵌套/],
  [
    'deep-inline.html',
    utf8(`<!DOCTYPE html><html><body>${Array.from({ length: 20_000 }, (_, i) => `<b id="${i}"><p>`).join('')}预算`),
    /嵌套/,
  ],
  [
    'span.html',
    utf8('<html><body><table><tr><td colspan="1000000000" rowspan="1000000000">甲</td><td>1</td></tr></table></body></html>'),
    null,
  ],
  [
    'spans.html',
    utf8(`<html><body><table>${`<tr>${'<td rowspan=1000 colspan=1000>1</td>'.repeat(20)}</tr>`.repeat(300)}</table></body></html>`),
    LARGE,
  ],
  ['script.html', utf8('<!DOCTYPE html><html><body><script>document.write("预算")</script></body></html>'), /没有正文/],
  ['entities.html', utf8(`${LAUGHS.replace('lolz', 'html')}<html><body><p>收入预算12.00万元。&lol9;</p></body></html>`), null],
  ['large.html', Buffer.concat([utf8('<html><body>'), Buffer.alloc(25_200_000, '<p>12</p>')]), /太大（超过 24 MB）/],
];

const TXT: readonly Hostile[] = [
  ['zero.txt', new Uint8Array(), /空文件/],
  ['binary.txt', new Uint8Array([0, 1, 2, 255, 254, 0, 0, 7]), /二进制/],
  ['digits.txt', Buffer.alloc(30_000_000, '1234567890'), /太大（超过 24 MB）/],
  ['one-number.txt', Buffer.alloc(6_100_000, '1'), /内容太多/],
  ['one-sentence.txt', utf8(`2025年收入预算1.00万元${'，其中工资1.00万元'.repeat(100_000)}。`), /超时（超过 \d+ 秒）.*拆分/],
  ['columns.txt', utf8(`项目${'\t1'.repeat(1_000_000)}\n`), LARGE],
  ['spans.txt', utf8(`<table>${`<tr>${'<td rowspan=999 colspan=999>1</td>'.repeat(9)}</tr>`.repeat(999)}</table>`), LARGE],
];

const NAMED: readonly Hostile[] = [
  ['word-named.pdf', good, null],
  ['text-named.xlsx', utf8('收入预算12.00万元。'), null],
  ['page-named.docx', utf8('<html><body><p>收入预算12.00万元。</p></body></html>'), null],
  ['zip-named.txt', zip({ 'a.txt': '预算' }), /先解压/],
  ['old-word-named.docx', compound('WordDocument'), /\.docx/],
  ['picture-named.pdf', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]), /图片/],
];

/** Hostile files of every format. A new format adds its list. */
export const hostileFiles = (): readonly Hostile[] => [
  ...PDF,
  ...DOCX,
  ...XLSX,
  ...CSV,
  ...HTML,
  ...TXT,
  ...NAMED,
  ['good.txt', utf8(SAMPLE), null],
];
