import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unzipSync } from 'fflate';
import { cellPlace, type Place } from '../../../src/fact/place.ts';
import { annotate, type Note } from '../../../src/format/annotate/index.ts';
import { FormatError, readDocument } from '../../../src/format/index.ts';
import { openZip } from '../../../src/format/package/zip.ts';
import { zipped } from '../../print/parts.ts';
import { worksheet, zipWorkbook } from '../../print/xlsx.ts';
import { changedParts } from './marked.ts';
import { type CellNote, cellNotes } from './noted.ts';

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const text = (cell: string, words: string): string => `<c r="${cell}" t="inlineStr"><is><t>${words}</t></is></c>`;
const ROWS = [text('A1', '项目') + text('B1', '金额'), `${text('A2', '合计')}<c r="B2" s="1"><v>12</v></c>`];
const note = (at: Place, words = '说明', kind: Note['kind'] = 'error'): Note => ({
  at,
  also: [],
  kind,
  title: `题目${words}`,
  text: words,
});
const put = (bytes: Uint8Array, ...notes: Note[]) => annotate(bytes, 'a.xlsx', notes, '明账', '2025-03-01T16:00:00+08:00');
const at = (cell: string, sheet = '收支表'): Place => cellPlace(cell, 0, 2, sheet);
const book = (xml = worksheet(ROWS), extra: Record<string, string> = {}): Uint8Array => zipWorkbook([{ name: '收支表', xml }], extra);
const told = (notes: Map<string, CellNote>): [string, string][] => [...notes].map(([cell, { text: words }]) => [cell, words]);

test('notes at cells, several at one joined; the rest of the file as it was', async () => {
  const bytes = zipWorkbook([
    { name: '封面', xml: worksheet([text('A1', '云川县文化馆')]) },
    { name: '收支表', xml: worksheet(ROWS, ['A3:B3']) },
  ]);
  const { bytes: out, unplaced } = await put(
    bytes,
    note(at('B2'), '甲<&'),
    note(at('A1', '封面')),
    note(at('B2'), '乙'),
    note(at('A1', '无')),
  );
  assert.equal(unplaced.length, 1);
  assert.deepEqual(told(cellNotes(out, 2)), [['B2', '题目甲<&\n甲<&\n\n题目乙\n乙']]);
  assert.deepEqual(told(cellNotes(out, 1)), [['A1', '题目说明\n说明']]);
  assert.deepEqual(readDocument(out, 'a'), readDocument(bytes, 'a'));
  assert.deepEqual(changedParts(bytes, out), [
    '[Content_Types].xml',
    'xl/comments1.xml',
    'xl/comments2.xml',
    'xl/drawings/vmlDrawing1.vml',
    'xl/drawings/vmlDrawing2.vml',
    'xl/worksheets/_rels/sheet1.xml.rels',
    'xl/worksheets/_rels/sheet2.xml.rels',
    'xl/worksheets/sheet1.xml',
    'xl/worksheets/sheet2.xml',
  ]);
});

test('the drawing is named where a worksheet has its place for it', async () => {
  const after = '<legacyDrawingHF r:id="h"/><picture r:id="p"/><tableParts count="0"/><extLst/>';
  const before = '<pageMargins left="1" right="1" top="1" bottom="1" header="0" footer="0"/><drawing r:id="d"/>';
  for (const [tail, expected] of [
    [before + after, /<drawing r:id="d"\/><legacyDrawing [^>]*\/><legacyDrawingHF/],
    [before, /<drawing r:id="d"\/><legacyDrawing [^>]*\/><\/worksheet>$/],
    ['', /<\/sheetData><legacyDrawing [^>]*\/><\/worksheet>$/],
    ['<mc:AlternateContent><controls/></mc:AlternateContent>', /<\/sheetData><legacyDrawing [^>]*\/><mc:Alt/],
  ] as const) {
    const bytes = book(worksheet(ROWS).replace('</worksheet>', `${tail}</worksheet>`));
    const { bytes: out } = await put(bytes, note(at('B2')));
    assert.match(Buffer.from(openZip(out).read('xl/worksheets/sheet1.xml')!).toString(), expected);
  }
});

/** A workbook with a note at A2 by 王, of words without runs, a conversation at B2, and what else Excel keeps with them. */
function withNotes(): Uint8Array {
  const relation = (id: string, type: string, target: string): string => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`;
  const shape = (id: number, row: number, column: number): string =>
    `<v:shape id="_x0000_s${id}" type="#_x0000_t202"><v:textbox><div><br></div></v:textbox><x:ClientData ObjectType="Note"><x:Anchor>1, 1, 1, 1, 2, 2, 2, 2</x:Anchor><x:Row>${row}</x:Row>\n<x:Column>${column}</x:Column></x:ClientData></v:shape>`;
  return book(worksheet(ROWS).replace('</worksheet>', `<legacyDrawing xmlns:r="${OFFICE}" r:id="v"/></worksheet>`), {
    'xl/worksheets/_rels/sheet1.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relation('c', `${OFFICE}/comments`, '../comments1.xml')}${relation('v', `${OFFICE}/vmlDrawing`, '../drawings/vmlDrawing1.vml')}${relation('t', 'http://schemas.microsoft.com/office/2017/10/relationships/threadedComment', '../threadedComments/threadedComment1.xml')}</Relationships>`,
    'xl/comments1.xml': `<comments xmlns="${MAIN}"><authors><author>王</author><author>tc={1}</author></authors><commentList><comment ref="A2" authorId="0"><text><t>旧批注</t></text></comment><comment ref="B2" authorId="1"><text><t>对话</t></text></comment></commentList></comments>`,
    'xl/threadedComments/threadedComment1.xml': '<ThreadedComments/>',
    'xl/drawings/vmlDrawing1.vml': `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202"></v:shapetype>${shape(1025, 1, 0)}${shape(2050, 1, 1)}</xml>`,
  });
}

test('notes that stand there go on; conversations are left alone, what is said of their cell stands beside', async () => {
  const bytes = withNotes();
  const { bytes: out } = await put(bytes, note(at('A2'), '甲'), note(at('B2'), '乙'), note(at('A1'), '丙'));
  assert.deepEqual(told(cellNotes(out, 1)), [
    ['A2', '旧批注\n\n题目甲\n甲'],
    ['B2', '对话'],
    ['C2', '题目乙\n（说的是左边的单元格 B2，那里已有批注对话。）\n乙'],
    ['A1', '题目丙\n丙'],
  ]);
  const notes = cellNotes(out, 1);
  assert.deepEqual(
    ['A2', 'B2', 'C2', 'A1'].map((cell) => notes.get(cell)?.author),
    ['王', 'tc={1}', '明账', '明账'],
  );
  assert.deepEqual(changedParts(bytes, out), ['xl/comments1.xml', 'xl/drawings/vmlDrawing1.vml']);
  const drawing = Buffer.from(openZip(out).read('xl/drawings/vmlDrawing1.vml')!).toString();
  const ids = [...drawing.matchAll(/id="_x0000_s(\d+)"/g)].map(([, id]) => id);
  assert.deepEqual(ids, ['1025', '2050', '2051', '2052'], 'each box has its own id');
  assert.equal(drawing.split('1, 1, 1, 1, 2, 2, 2, 2').length - 1, 1, 'the box of the note that went on has grown, the other has not');
});

test('a long note has a box of its size, whatever the widths of columns and heights of rows', async () => {
  const narrow = worksheet(ROWS).replace(
    '<sheetData>',
    '<sheetFormatPr defaultRowHeight="30"/><cols><col min="1" max="9" width="2"/></cols><sheetData>',
  );
  const box = async (xml: string, words: string): Promise<number[]> => {
    const { bytes } = await put(book(xml), note(at('A2'), words));
    return [...cellNotes(bytes, 1).get('A2')!.anchor];
  };
  const size = ([left = 0, , top = 0, , right = 0, , bottom = 0]: number[]): [number, number] => [right - left, bottom - top];
  const [short, long] = [size(await box(worksheet(ROWS), '短')), size(await box(worksheet(ROWS), '长'.repeat(300)))];
  assert.equal(short[0], long[0]);
  assert.ok(long[1] >= short[1] + 10, `${short} ${long}`);
  const other = size(await box(narrow, '长'.repeat(300)));
  assert.ok(other[0] > long[0] + 4 && other[1] < long[1], `${other} ${long}`);
});

test('what has no cell is told at the first; macros stay', async () => {
  const whole: Place = { ...cellPlace('', 0, 0), cell: null };
  const { bytes: out } = await put(
    book(worksheet(ROWS), { 'xl/vbaProject.bin': 'macro' }),
    note({ ...whole, sheet: '收支表' }, '甲'),
    note(whole, '乙'),
  );
  assert.deepEqual(told(cellNotes(out, 1)), [['A1', '题目甲\n（说的是工作表“收支表”的名称、页眉或页脚。）\n甲\n\n题目乙\n乙']]);
  assert.equal(Buffer.from(openZip(out).read('xl/vbaProject.bin')!).toString(), 'macro');
});

test('a workbook that cannot be read whole is refused', async () => {
  const parts = unzipSync(book());
  const { '[Content_Types].xml': _, ...rest } = parts;
  await assert.rejects(put(zipped(rest), note(at('B2'))), FormatError);
  await assert.rejects(put(book(worksheet([])), note(at('B2'))), FormatError);
});
