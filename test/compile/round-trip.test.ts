import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { identifyForm } from '../../src/form/identify.ts';
import { readDocument, writeText } from '../../src/format/index.ts';
import { readPaper } from '../../src/score/read.ts';
import { extraFacts, lostFacts } from '../../tools/proof/read-back.ts';
import { utf8 } from '../sample.ts';
import { exampleOf, findingsOf, forms, sets } from './examples.ts';

for (const set of sets) {
  describe(`form set ${set.id}`, () => {
    const example = exampleOf(set);
    const { plan, compiled } = example;
    const { document } = compiled;
    const text = writeText(document);
    const paper = readPaper(readDocument(utf8(text), 'example.txt'), 'example.txt', forms);

    test('identity is read back', () => {
      const { kind, organisation, year } = paper.identity;
      assert.deepEqual({ kind, organisation, year }, { kind: set.kind, organisation: plan.paper.organisation, year: set.year });
    });

    test('every stated fact is read with its meaning and value', () => assert.deepEqual(lostFacts(example.compiled.stated, paper), []));

    test('nothing is read that was not stated', () => assert.deepEqual(extraFacts(example.compiled.stated, paper), []));

    test('its tables tell the form set', () => {
      const tableTitles = paper.tables.flatMap(({ title }) => title?.text ?? []);
      assert.equal(identifyForm({ kind: set.kind, year: set.year, tableTitles, words: set.province[0] ?? '' }, sets), set.id);
    });

    test('the places of the rendered document are those of its text', () => {
      const lines = text.split('\n');
      for (const block of document.blocks) {
        const cells = block.kind === 'grid' ? block.rows.flat().map(({ words }) => words) : [block.words];
        for (const { text: words, pieces } of cells) {
          const place = pieces[0]?.place;
          if (place) assert.equal(lines[(place.line ?? 0) - 1]?.slice(place.from, place.to), words);
        }
      }
    });

    test('a clean paper has no finding', () => assert.deepEqual(findingsOf(paper), []));
  });
}
