import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { readDocument } from '../../src/format/index.ts';
import { writeWorkbookOfPaper } from '../../src/format/xlsx/paper.ts';
import { statedInTables } from '../../tools/proof/read-back.ts';
import { assertReadsBack, exampleOf, sets } from './examples.ts';

for (const set of sets) {
  describe(`workbook of ${set.id}`, () => {
    const example = exampleOf(set);
    const inTables = statedInTables(example.compiled);

    test('reads back the facts of its tables, without a finding', async () => {
      assert.ok(inTables.length > 0);
      assertReadsBack(example, await writeWorkbookOfPaper(example.printable), inTables);
    });

    test('every table reads back cell by cell, figures as they are printed', async () => {
      const read = readDocument(await writeWorkbookOfPaper(example.printable), 'paper.xlsx');
      const { layout } = example.printable;
      const grids = (document: typeof read) =>
        document.blocks.flatMap((block, i) => (block.kind === 'grid' && (document === read || layout[i]?.role === 'table') ? [block] : []));
      const words = (document: typeof read) =>
        grids(document).map(({ rows }) =>
          rows.map((row) => row.map((cell) => cell.words.text).filter(Boolean)).filter((row) => row.length > 0),
        );
      assert.deepEqual(words(read), words(example.printable.document));
      assert.deepEqual(read.damage, []);
    });

    test('a merged cell has its frame on every side', async () => {
      const parts = unzipSync(await writeWorkbookOfPaper(example.printable));
      const sheets = Object.entries(parts).filter(([name]) => /worksheets\/sheet(?!1\.)\d+\.xml$/.test(name));
      assert.ok(sheets.length > 0);
      for (const [name, bytes] of sheets) {
        const xml = strFromU8(bytes);
        const has = (cell: string): boolean => new RegExp(`<c r="${cell}"[^>]* s="`).test(xml);
        const framed = [...xml.matchAll(/<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/g)].filter(([, , top, , bottom]) => top !== bottom);
        for (const [, left, top, right, bottom] of framed)
          for (const cell of [`${left}${top}`, `${right}${top}`, `${left}${bottom}`, `${right}${bottom}`])
            assert.ok(has(cell), `${name} ${cell}`);
      }
    });

    test('the same paper makes the same file', async () => {
      assert.deepEqual(await writeWorkbookOfPaper(example.printable), await writeWorkbookOfPaper(example.printable));
    });
  });
}
