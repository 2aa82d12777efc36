import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { placesOf } from '../../../src/document/words.ts';
import { cellPlace, type Place } from '../../../src/fact/place.ts';
import { annotate, type Note } from '../../../src/format/annotate/index.ts';
import { FormatError, readDocument } from '../../../src/format/index.ts';
import { openZip } from '../../../src/format/package/zip.ts';
import { p, tbl, tc, tr, wordFile } from '../../print/parts.ts';
import { changedParts, type Marked, markedWords } from './marked.ts';

const TYPES = {
  '[Content_Types].xml':
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
};
const file = (body: string, parts: Record<string, string> = {}, extra: Record<string, string> = {}): Uint8Array =>
  wordFile(body, parts, { ...TYPES, ...extra });
const note = (at: Place, text = '说明'): Note => ({ at, also: [], kind: 'error', title: '错误：题目', text });
const put = (bytes: Uint8Array, ...notes: Note[]) => annotate(bytes, 'a.docx', notes, '明账', '2025-03-01T16:00:00+08:00');
const run = (text: string, properties = '<w:b/>'): string => `<w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r>`;
const para = (...runs: string[]): string => `<w:p><w:pPr><w:jc w:val="left"/></w:pPr>${runs.join('')}</w:p>`;

/** The first place of words in a file, as a check would name it. */
function placeIn(bytes: Uint8Array, words: string): Place {
  const all = readDocument(bytes, 'a').blocks.flatMap((block) =>
    block.kind === 'grid' ? block.rows.flat().map((cell) => cell.words) : [block.words],
  );
  for (const found of all) {
    const at = found.text.indexOf(words);
    const [place] = at < 0 ? [] : placesOf(found, at, at + words.length);
    if (place) return place;
  }
  assert.fail(`no ${words}`);
}

/** Comments the words, and sees that the file reads as before. */
async function commented(bytes: Uint8Array, words: string): Promise<Marked> {
  const { bytes: out, unplaced } = await put(bytes, note(placeIn(bytes, words)));
  assert.deepEqual(unplaced, []);
  assert.deepEqual(readDocument(out, 'a'), readDocument(bytes, 'a'));
  const [only] = markedWords(out).values();
  return only!;
}

const field = `<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>REF a</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run('收入12.00万元')}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;
const list = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>';
const numbering =
  '<w:numbering><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>';
const math = '<m:oMath><m:r><m:t>a=</m:t></m:r><m:r><m:t>12.00</m:t></m:r></m:oMath>';

/** Name, body, words that a place is of, words that the comment is bound to (the same unless told), elements around its marks. */
const CASES: readonly (readonly [string, string, string, string?, string?])[] = [
  ['within a run', para(run('收入12.00万元。')), '12.00'],
  ['over several runs', para(run('收入1'), run('2.0', '<w:i/>'), run('0万元')), '12.00'],
  ['beside entities', para(run('A&amp;B &lt;收入&gt; &#20803;12.00元')), '12.00'],
  ['an entity itself', para(run('收入&amp;支出')), '&'],
  ['signs of four bytes', para(run('𠮷县12.00元')), '12.00'],
  ['beside a tab', para(`<w:r><w:t>收入</w:t><w:tab/><w:t>12.00</w:t><w:tab/><w:t>万元</w:t></w:r>`), '12.00'],
  ['behind a line break', para(`<w:r><w:t>收入</w:t><w:br/><w:t>12.00万元</w:t></w:r>`), '12.00'],
  ['in a section of XML', para(run('<![CDATA[收入<12.00>万元]]>')), '12.00'],
  ['text in pieces', para(run('收入<!-- -->12.00<!-- -->万元')), '12.00', '收入12.00万元'],
  ['in a hyperlink', para(`<w:hyperlink>${run('收入12.00万元')}</w:hyperlink>`), '12.00', '12.00', 'hyperlink'],
  ['inserted words', para(run('收入'), `<w:ins w:id="1">${run('12.00万元')}</w:ins>`), '12.00', '12.00', 'ins'],
  ['beside deleted words', para(run('收入'), '<w:del w:id="1"><w:r><w:delText>9.00</w:delText></w:r></w:del>', run('12.00')), '12.00'],
  ['in a smart tag', para(`<w:smartTag>${run('收入12.00万元')}</w:smartTag>`), '12.00', '12.00', 'smartTag'],
  [
    'in a content control',
    para(`<w:sdt><w:sdtPr/><w:sdtContent>${run('收入12.00万元')}</w:sdtContent></w:sdt>`),
    '12.00',
    '12.00',
    'sdtContent',
  ],
  ['in a field', para(field), '12.00'],
  ['beside hidden words', para(run('收入'), run('旧', '<w:vanish/>'), run('12.00万元')), '12.00'],
  ['a formula', para(run('按'), math, run('计算')), '12.00', 'a=12.00'],
  [
    'a reading aid',
    para(`<w:r><w:ruby><w:rt><w:r><w:t>x</w:t></w:r></w:rt><w:rubyBase>${run('收入')}</w:rubyBase></w:ruby></w:r>`),
    '收',
    'x收入',
  ],
  ['a paragraph of a list', p('收入12.00万元', list), '12.00'],
  ['the ordinal of a list', p('收入12.00万元', list), '一、', '收入12.00万元'],
  ['a joined paragraph', `<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>${run('收入1')}</w:p>${para(run('2.00万元'))}`, '12.00', '12.00'],
  ['a cell', tbl(tr(tc('项目'), tc('金额')), tr(tc('合计'), tc('12.00'))), '12.00'],
  ['the second paragraph of a cell', tbl(tr(tc('项目'), tc('金额')), tr(tc(p('其中') + p('合计')), tc('1'))), '合计'],
  ['a nested table', tbl(tr(tc('项目'), tc('金额')), tr(tc(p('其中') + tbl(tr(tc('合计'))) + p('末')), tc('1'))), '合计'],
  ['a merged cell', tbl(tr(tc('甲乙', '<w:gridSpan w:val="2"/>'), tc('丙')), tr(tc('1'), tc('2'), tc('3'))), '乙'],
];

for (const [name, body, words, bound = words, parent = 'p'] of CASES) {
  test(`comment: ${name}`, async () => {
    const bytes = file(p('题目') + body, { numbering });
    const { words: marked, parents } = await commented(bytes, words);
    assert.equal(marked, bound);
    assert.deepEqual([...parents].filter((around) => around !== 'r' && around !== 'p').join() || 'p', parent);
  });
}

test('what Word has no comments for is told beside the nearest words', async () => {
  const box = `<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>${p('盒中字12.00')}</w:txbxContent></wps:txbx></w:drawing></mc:Choice></mc:AlternateContent></w:r>`;
  const body = p('题目') + para(run('旁边'), box) + para(run('有注'), '<w:r><w:footnoteReference w:id="7"/></w:r>') + p('末段');
  const bytes = file(body, {
    header1: `<w:hdr>${p('仅供内部审核')}</w:hdr>`,
    footnotes: `<w:footnotes><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="7">${p('含上年结转')}</w:footnote></w:footnotes>`,
  });
  for (const [words, beside] of [
    ['内部', '题目'],
    ['12.00', '旁边'],
    ['上年', '有注'],
  ] as const) {
    const { words: marked, text } = await commented(bytes, words);
    assert.equal(marked, beside);
    assert.match(text, new RegExp(`^错误：题目\n（.*“${words}”.*）\n说明$`));
  }
});

test('a place of nothing is the whole file; a place that is not there is told', async () => {
  const nowhere: Place = { ...cellPlace('', 0, 0), cell: null };
  const lost = note(cellPlace('p99', 0, 2));
  const bytes = file(p('题目') + p('收入'));
  const { bytes: out, unplaced } = await put(bytes, note(nowhere), lost, note(cellPlace('B7', 0, 1, '表1')));
  assert.deepEqual(
    [...markedWords(out).values()].map(({ words }) => words),
    ['题目'],
  );
  assert.equal(unplaced.length, 2);
  const none = await put(bytes, lost);
  assert.equal(none.bytes, bytes, 'without a comment the file is the same');
});

test('comments that stand there are kept, and all else of the file', async () => {
  const old =
    '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="4" w:author="王"><w:p><w:r><w:t>旧</w:t></w:r></w:p></w:comment></w:comments>';
  const body = para(
    '<w:commentRangeStart w:id="4"/>',
    run('收入12.00万元'),
    '<w:commentRangeEnd w:id="4"/><w:r><w:commentReference w:id="4"/></w:r>',
  );
  const bytes = file(body, { comments: old, styles: '<w:styles/>' }, { 'word/media/a.png': 'x', 'customXml/b.xml': '<b/>' });
  const { bytes: out } = await put(bytes, note(placeIn(bytes, '12.00')));
  const marks = markedWords(out);
  assert.deepEqual(
    [...marks].map(([id, { words, author }]) => [id, words, author]),
    [
      ['4', '收入12.00万元', '王'],
      ['5', '12.00', '明账'],
    ],
  );
  assert.deepEqual(changedParts(bytes, out), ['word/comments.xml', 'word/document.xml']);
  assert.equal(openZip(out).names[0], '[Content_Types].xml');
});

test('a first comment brings its part, relation and content type', async () => {
  const bytes = file(p('收入'));
  const { bytes: out } = await put(bytes, note(placeIn(bytes, '收入')));
  assert.deepEqual(changedParts(bytes, out), [
    '[Content_Types].xml',
    'word/_rels/document.xml.rels',
    'word/comments.xml',
    'word/document.xml',
  ]);
});

test('prefixes of the file, UTF-16, signs that XML cannot hold', async () => {
  const xml = Buffer.from(openZip(file(para(run('收入12.00万元')))).read('word/document.xml')!).toString('utf8');
  const other = xml.replaceAll('w:', 'ns0:');
  assert.equal((await commented(file('', {}, { 'word/document.xml': other }), '12.00')).words, '12.00');
  const wide = Buffer.from(`\ufeff${xml.replace('UTF-8', 'UTF-16')}`, 'utf16le');
  const bytes = wordFile('', {}, { ...TYPES, 'word/document.xml': wide });
  assert.equal((await commented(bytes, '12.00')).words, '12.00');
  const { bytes: out } = await put(file(p('收入')), note(cellPlace('p1', 0, 2), '一\u0000\u001b二\ud800<&>"'));
  assert.equal([...markedWords(out).values()][0]?.text, '错误：题目\n一二<&>"');
});

test('a file that cannot be read or takes no comments is refused in words', async () => {
  await assert.rejects(put(wordFile(p('收入')), note(cellPlace('p1', 0, 2))), FormatError);
  await assert.rejects(put(file('')), FormatError);
  await assert.rejects(put(new TextEncoder().encode('收入12.00万元'), note(cellPlace('p1', 0, 2))), /check --format html/);
  await assert.rejects(put(Uint8Array.from([0x89, 0x50, 0x4e, 0x47]), note(cellPlace('p1', 0, 2))), /文字识别/);
});

test('any words of any runs: comments are bound to just these, and the file reads as before', async () => {
  const part = fc.oneof(
    fc.constantFrom('收入12.00', '&amp;', '万元，其中', '&#20803;', '𠮷', 'a b').map((text) => `<w:t>${text}</w:t>`),
    fc.constantFrom('<w:tab/>', '<w:br/>', '<w:lastRenderedPageBreak/>'),
  );
  const oneRun = fc.array(part, { maxLength: 4 }).map((parts) => `<w:r><w:rPr><w:i/></w:rPr>${parts.join('')}</w:r>`);
  const ends = fc.tuple(fc.nat(40), fc.integer({ min: 1, max: 12 }));
  await fc.assert(
    fc.asyncProperty(
      fc.array(oneRun, { minLength: 1, maxLength: 5 }),
      fc.array(ends, { minLength: 1, maxLength: 4 }),
      async (runs, wanted) => {
        const bytes = file(p('题目') + para(run('起'), ...runs, run('止')));
        const text = `起${runs
          .join('')
          .replace(/<w:tab\/>/g, '\t')
          .replace(/<w:br\/>/g, '\n')
          .replace(/<[^>]*>/g, '')
          .replaceAll('&amp;', '&')
          .replaceAll('&#20803;', '元')}止`;
        const notes = wanted.map(([from, length]) =>
          note(cellPlace('p2', Math.min(from, text.length - 1), Math.min(from + length, text.length))),
        );
        const { bytes: out } = await put(bytes, ...notes);
        const marks = [...markedWords(out).values()];
        for (const [index, { at }] of notes.entries()) {
          const words = text.slice(at.from, at.to);
          if (!words.trim()) continue;
          assert.ok(marks[index]?.words.includes(words.trim()));
          // a sign of two characters is taken whole; spaces around the words are left out
          if (!/^[\udc00-\udfff]|[\ud800-\udbff]$/.test(words)) assert.equal(marks[index]?.words, words.trim());
        }
        assert.deepEqual(readDocument(out, 'a'), readDocument(bytes, 'a'));
      },
    ),
    { numRuns: 150 },
  );
});
