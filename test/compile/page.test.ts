import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { writeHtml } from '../../src/format/html/index.ts';
import { utf8 } from '../sample.ts';
import { assertReadsBack, exampleOf, sets } from './example.ts';

for (const set of sets) {
  describe(`web page of ${set.id}`, () => {
    const example = exampleOf(set);
    const html = writeHtml(example.printable);

    test('reads back', () => assertReadsBack(example, utf8(html), example.compiled.stated));
  });
}
