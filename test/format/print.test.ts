import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Document } from '../../src/document/document.ts';
import { keyOf } from '../../src/fact/fact.ts';
import { readExample, summedFacts } from '../../src/form/example.ts';
import { formSets } from '../../src/form/load.ts';
import { render } from '../../src/form/render.ts';
import { readDocument, writeText } from '../../src/format/index.ts';
import { loadForms } from '../../src/forms.ts';
import { readPaper } from '../../src/score/read.ts';
import { printDocx } from '../print/docx.ts';
import { printHtml } from '../print/html.ts';
import { printOfd } from '../print/ofd.ts';
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
  ['ofd', printOfd('line')],
  ['ofd', printOfd('character')],
  ['ofd', printOfd('points')],
];

for (const set of formSets(forms.sets)) {
  describe(`the example of ${set.id} printed again states the same facts`, () => {
    const example = readExample({ value: set.example, path: `forms/${set.id}/example.yaml` }, set.kind);
    const text = writeText(render(set, summedFacts(example.leaves, forms.lexicon), example.paper, forms.codes).document);
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
