import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkPaper } from '../../src/check/check.ts';
import { identifyForm } from '../../src/form/identify.ts';
import { readDocument, writeText } from '../../src/format/index.ts';
import { readPaper } from '../../src/score/read.ts';
import { utf8 } from '../sample.ts';
import { exampleOf, forms, keysIn, sets, UNREAD } from './example.ts';

for (const set of sets) {
  describe(`form set ${set.id}`, () => {
    const { plan, compiled } = exampleOf(set);
    const { document, stated } = compiled;
    const text = writeText(document);
    const paper = readPaper(readDocument(utf8(text), 'example.txt'), 'example.txt', forms);
    const key = keysIn(paper);

    test('identity is read back', () => {
      const { kind, organisation, year } = paper.identity;
      assert.deepEqual({ kind, organisation, year }, { kind: set.kind, organisation: plan.paper.organisation, year: set.year });
    });

    test('every stated fact is read with its meaning and value', () => {
      const read = new Set(paper.facts.map(key));
      const lost = stated.filter((fact) => !UNREAD.test(fact.where) && !read.has(key(fact)));
      assert.deepEqual(
        lost.map((fact) => `${fact.where}: ${fact.printed} (${key(fact)})`),
        [],
      );
    });

    test('nothing is read that was not stated', () => {
      const known = new Set(stated.map(key));
      const extra = paper.facts.filter(({ where, value }) => (where.node === 'table' || where.node === 'text') && value !== 0);
      assert.deepEqual(
        extra
          .filter((fact) => !known.has(key(fact)))
          .map((fact) => `${fact.where.table} ${fact.where.row} ${fact.where.column}: ${key(fact)}`),
        [],
      );
    });

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

    test('a clean paper has no finding', () => {
      const { findings } = checkPaper(paper, forms);
      assert.deepEqual(
        findings.filter(({ severity }) => severity !== 'info').map(({ code, message }) => `${code}: ${message}`),
        [],
      );
    });
  });
}
