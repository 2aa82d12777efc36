import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkPaper } from '../../src/check/check.ts';
import { compile } from '../../src/compile/compile.ts';
import { identifyForm } from '../../src/form/identify.ts';
import { formSets } from '../../src/form/load.ts';
import { readDocument, writeText } from '../../src/format/index.ts';
import { loadForms } from '../../src/forms.ts';
import { readPlan } from '../../src/plan/read.ts';
import { readPaper } from '../../src/score/read.ts';
import { extraFacts, lostFacts } from '../../tools/proof/read-back.ts';
import { utf8 } from '../sample.ts';

const forms = loadForms();
const sets = formSets(forms.sets);

for (const set of sets) {
  describe(`form set ${set.id}`, () => {
    const plan = readPlan({ value: set.example, path: `forms/${set.id}/example.yaml` }, set.kind);
    const { document, stated } = compile(plan, set, forms);
    const text = writeText(document);
    const paper = readPaper(readDocument(utf8(text), 'example.txt'), 'example.txt', forms);

    test('identity is read back', () => {
      const { kind, organisation, year } = paper.identity;
      assert.deepEqual({ kind, organisation, year }, { kind: set.kind, organisation: plan.paper.organisation, year: set.year });
    });

    test('every stated fact is read with its meaning and value', () => assert.deepEqual(lostFacts(stated, paper), []));

    test('nothing is read that was not stated', () => assert.deepEqual(extraFacts(stated, paper), []));

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
