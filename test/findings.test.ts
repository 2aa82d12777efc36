import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { checkPaper } from '../src/check/check.ts';
import { findingCodes } from '../src/check/codes.ts';
import { readDocument } from '../src/format/index.ts';
import { loadForms } from '../src/forms.ts';
import { readPaper } from '../src/score/read.ts';

/** test/findings/<code>/good.txt has not the finding, bad.txt has it; both are invented papers or pieces of them. */
const samples = join(dirname(fileURLToPath(import.meta.url)), 'findings');
const forms = loadForms();

const codesIn = (file: string): string[] => {
  const name = join(samples, file);
  return checkPaper(readPaper(readDocument(readFileSync(name), name), name, forms), forms).findings.map(({ code }) => code);
};

describe('every finding code', () => {
  for (const code of Object.keys(findingCodes)) {
    test(`${code}: the bad sample has it, the good one has not`, () => {
      for (const sample of ['good.txt', 'bad.txt'])
        assert.ok(existsSync(join(samples, code, sample)), `test/findings/${code}/${sample} is missing`);
      assert.ok(codesIn(join(code, 'bad.txt')).includes(code), `bad.txt does not have ${code}`);
      assert.ok(!codesIn(join(code, 'good.txt')).includes(code), `good.txt has ${code}`);
    });
  }
});

test('every sample belongs to a code', () => {
  const codes: readonly string[] = Object.keys(findingCodes);
  assert.deepEqual(
    readdirSync(samples).filter((folder) => !codes.includes(folder)),
    [],
  );
});
