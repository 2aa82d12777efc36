import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadForms } from '../../src/forms.ts';
import { examplePapers } from '../../src/server/examples.ts';

test('every example can be made and read, and what is planted is found', () => {
  const papers = examplePapers(loadForms());
  assert.ok(papers.length >= 3);
  for (const { id, paper } of papers) {
    assert.equal(paper.error, null, id);
    assert.ok(paper.reading?.identity.organisation, id);
  }
  assert.ok(papers.some(({ paper }) => paper.findings.some((finding) => finding.severity === 'error')));
});
