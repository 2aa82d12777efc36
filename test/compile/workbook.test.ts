import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
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

    test('the same paper makes the same file', async () => {
      assert.deepEqual(await writeWorkbookOfPaper(example.printable), await writeWorkbookOfPaper(example.printable));
    });
  });
}
