import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { checkAcross, checkPaper } from '../src/check/check.ts';
import { findingCodes } from '../src/check/codes.ts';
import type { Finding } from '../src/check/finding.ts';
import { readDocument } from '../src/format/index.ts';
import { loadForms } from '../src/forms.ts';
import { readPaper } from '../src/score/read.ts';

/**
 * test/findings/<code>/good.txt has not the finding, bad.txt has it; both are invented papers or pieces of them. What holds between papers
 * has folders instead: good/1.txt, good/2.txt and bad/1.txt, bad/2.txt.
 */
const here = dirname(fileURLToPath(import.meta.url));
const samples = join(here, 'findings');
const forms = loadForms();
const codes: readonly string[] = Object.keys(findingCodes);

/** Relations that every paper is full of: their good sample is sound and their bad sample has one defect and no other. */
const ALONE =
  /^(?:carry\.[a-z-]+|sum\.(?:hierarchy|columns|across|balance|bound)|agree\.(?:tables|text|vehicles)|derive\.(?:share|change|completion|list|direction|impossible-change|zero-base|list-omits|list-names))$/;

const paperOf = (file: string) => {
  const name = join(samples, file);
  assert.ok(existsSync(name), `test/findings/${file} is missing`);
  return readPaper(readDocument(readFileSync(name), name), name, forms);
};
const findingsIn = (code: string, sample: 'good' | 'bad'): readonly Finding[] =>
  code.startsWith('carry.')
    ? checkAcross(
        ['1.txt', '2.txt'].map((file) => paperOf(join(code, sample, file))),
        forms,
      )
    : checkPaper(paperOf(join(code, `${sample}.txt`)), forms).findings;
const codesIn = (findings: readonly Finding[]): string[] => findings.map(({ code }) => code);
const serious = (findings: readonly Finding[]): string[] => codesIn(findings.filter(({ severity }) => severity !== 'info'));

describe('every finding code', () => {
  for (const code of codes) {
    test(`${code}: the bad sample has it, the good one has not`, () => {
      const [good, bad] = [findingsIn(code, 'good'), findingsIn(code, 'bad')];
      assert.ok(codesIn(bad).includes(code), `the bad sample does not have ${code}`);
      assert.ok(!codesIn(good).includes(code), `the good sample has ${code}`);
      if (!ALONE.test(code)) return;
      assert.deepEqual(serious(good), [], 'the good sample is sound');
      assert.deepEqual(serious(bad), [code], 'the bad sample has one defect');
    });
  }
});

test('every sample belongs to a code', () => {
  assert.deepEqual(
    readdirSync(samples).filter((folder) => !codes.includes(folder)),
    [],
  );
});

/** Text of the files that raise findings: checks, the relations of the laws, the words that comply knows. */
const raising = (folder: string, ext: RegExp): { file: string; text: string }[] =>
  readdirSync(join(here, '..', folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => ext.test(name) && name !== 'codes.ts')
    .map((name) => ({ file: `${folder}/${name}`, text: readFileSync(join(here, '..', folder, name), 'utf8') }));
const checks = raising('src/check', /\.ts$/);
const data = [...raising('forms/laws', /\.yaml$/), ...raising('forms/lexicon', /\.yaml$/)];
const usedIn = ({ text, file }: { text: string; file: string }): string[] =>
  [
    ...text.matchAll(
      file.endsWith('.ts')
        ? /['"`]((?:sum|agree|derive|carry|comply)\.[a-z-]+)['"`]/g
        : /\bcode:\s*((?:sum|agree|derive|carry|comply)\.[a-z-]+)/g,
    ),
  ].flatMap((match) => match[1] ?? []);

test('every code that a check or a law uses is registered', () => {
  const wrong = [...checks, ...data].flatMap((file) =>
    usedIn(file)
      .filter((code) => !codes.includes(code))
      .map((code) => `${file.file}: ${code}`),
  );
  assert.deepEqual(wrong, []);
});

test('the title, law and basis of a code are fit for people', () => {
  for (const [code, { law, title, basis }] of Object.entries(findingCodes)) {
    assert.ok(code.startsWith(`${law}.`), code);
    assert.match(title, /[\u4e00-\u9fff]{4}/, code);
    assert.doesNotMatch(basis, /^\s|\s$/, code);
  }
});
