import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Printable } from '../../src/document/layout.ts';
import { writeDocx } from '../../src/format/docx/write.ts';
import { prepareFormat, readDocument } from '../../src/format/index.ts';
import { writePdf } from '../../src/format/pdf/write.ts';
import { readPaper } from '../../src/score/read.ts';
import { exampleOf, extraFacts, findingsOf, forms, lostFacts, printableOf, sets } from '../compile/examples.ts';

const WRITERS: readonly (readonly [string, (printable: Printable) => Promise<Uint8Array>])[] = [
  ['docx', writeDocx],
  ['pdf', writePdf],
];

for (const [format, write] of WRITERS) {
  for (const set of sets) {
    describe(`the example of ${set.id} as ${format}`, async () => {
      const example = exampleOf(set);
      const bytes = await write(printableOf(example));
      await prepareFormat(bytes);
      const paper = readPaper(readDocument(bytes, 'a'), 'a', forms);

      test('every stated fact is read', () => assert.deepEqual(lostFacts(example, paper), []));
      test('nothing is read that was not stated', () => assert.deepEqual(extraFacts(example, paper), []));
      test('it has no finding', () => assert.deepEqual(findingsOf(paper), []));
      test('the same paper makes the same bytes', async () => assert.deepEqual(await write(printableOf(example)), bytes));
    });
  }
}
