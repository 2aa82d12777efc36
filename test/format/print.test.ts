import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compile } from '../../src/compile/compile.ts';
import type { Document } from '../../src/document/document.ts';
import { keyOf } from '../../src/fact/fact.ts';
import { formSets } from '../../src/form/load.ts';
import { readDocument, writeText } from '../../src/format/index.ts';
import { loadForms } from '../../src/forms.ts';
import { readPlan } from '../../src/plan/read.ts';
import { readPaper } from '../../src/score/read.ts';
import { printDocx } from '../print/docx.ts';
import { printHtml } from '../print/html.ts';
import { printXlsx } from '../print/xlsx.ts';
import { utf8 } from '../sample.ts';

const forms = loadForms();

/** Facts of a paper as read from bytes: what they speak of, and their values. */
function factsOf(bytes: Uint8Array, name: string): string[] {
  const { facts } = readPaper(readDocument(bytes, name), name, forms);
  return facts.map((fact) => `${keyOf(fact)} = ${fact.value}e-${fact.scale} ${fact.unit} ${fact.where.node}`).sort();
}

const PRINTS: readonly (readonly [string, (document: Document) => Uint8Array | Promise<Uint8Array>])[] = [
  ['docx', printDocx],
  ['xlsx', printXlsx],
  ['html', printHtml],
];

for (const set of formSets(forms.sets)) {
  describe(`the example of ${set.id} printed again states the same facts`, () => {
    const plan = readPlan({ value: set.example, path: `forms/${set.id}/example.yaml` }, set.kind);
    const text = writeText(compile(plan, set, forms).document);
    const document = readDocument(utf8(text), 'a.txt');
    const expected = factsOf(utf8(text), 'a.txt');
    for (const [format, print] of PRINTS) {
      test(format, async () => {
        const bytes = await print(document);
        assert.equal(readDocument(bytes, 'a').format, format);
        assert.deepEqual(factsOf(bytes, 'a'), expected);
      });
    }
  });
}
