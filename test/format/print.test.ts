import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { checkPaper } from '../../src/check/check.ts';
import { compile } from '../../src/compile/compile.ts';
import type { Document } from '../../src/document/document.ts';
import { keyOf } from '../../src/fact/fact.ts';
import { formSets } from '../../src/form/load.ts';
import { prepareFormat, readDocument, writeText } from '../../src/format/index.ts';
import { loadForms } from '../../src/forms.ts';
import { readPlan } from '../../src/plan/read.ts';
import { readPaper } from '../../src/score/read.ts';
import { printDocx } from '../print/docx.ts';
import { printHtml } from '../print/html.ts';
import { printOfd } from '../print/ofd.ts';
import { printXlsx } from '../print/xlsx.ts';
import { utf8 } from '../sample.ts';

const forms = loadForms();

/** What a paper says: its facts, what they speak of and their values, and the codes of its findings. */
function saidBy(document: Document): { readonly facts: string[]; readonly findings: string[] } {
  const paper = readPaper(document, 'a', forms);
  return {
    facts: paper.facts.map((fact) => `${keyOf(fact)} = ${fact.value}e-${fact.scale} ${fact.unit} ${fact.where.node}`).sort(),
    findings: checkPaper(paper, forms)
      .findings.map(({ code, severity }) => `${severity} ${code}`)
      .sort(),
  };
}

type Print = readonly [format: string, print: (document: Document) => Uint8Array | Promise<Uint8Array>];

const PRINTS: readonly Print[] = [
  ['docx', printDocx],
  ['xlsx', printXlsx],
  ['html', printHtml],
];

/** Pages of the test printer hold no ragged rows and no page breaks of real papers, which ofd-papers.test.ts turns into OFD page by page. */
const PAGED: readonly Print[] = [
  ['ofd', printOfd('line')],
  ['ofd', printOfd('character')],
  ['ofd', printOfd('points')],
];

/** A paper printed again in every format states the same facts and has the same findings. */
function sameInPrint(name: string, prints: readonly Print[], source: () => Promise<Document>): void {
  describe(`${name} printed again states the same facts`, () => {
    for (const [format, print] of prints) {
      test(format, async () => {
        const document = await source();
        const again = readDocument(await print(document), 'a');
        assert.equal(again.format, format);
        assert.deepEqual(saidBy(again), saidBy(document));
      });
    }
  });
}

for (const set of formSets(forms.sets)) {
  sameInPrint(`the example of ${set.id}`, [...PRINTS, ...PAGED], async () => {
    const plan = readPlan({ value: set.example, path: `forms/${set.id}/example.yaml` }, set.kind);
    const { document } = compile(plan, set, forms);
    return readDocument(utf8(writeText(document)), 'a.txt');
  });
}

for (const folder of ['seeds', 'disclosures']) {
  const papers = new URL(`../../../shared/${folder}/`, import.meta.url);
  if (!existsSync(papers)) test(folder, { skip: `没有 ../shared/${folder}，跳过真实文件` }, () => {});
  else
    for (const file of readdirSync(papers))
      sameInPrint(file, PRINTS, async () => {
        const bytes = readFileSync(new URL(file, papers));
        await prepareFormat(bytes);
        return readDocument(bytes, file);
      });
}
