import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from '../../tools/load.ts';

test('readers, reviewers and preparers at once: every page is answered, the log holds (short run)', {
  skip: process.platform !== 'linux' && 'people need addresses of their own',
}, async () => {
  const result = await load({ engine: 'pglite', units: 3, years: [2025], seconds: 2, readers: 5, writers: 2, seed: 3, tell: () => {} });
  assert.ok(typeof result !== 'string', String(result));
  assert.equal(result.papers, 6);
  assert.ok(result.events !== null && result.events > 30, 'the chain of the log holds');
  assert.ok(result.size.files > 0 && result.size.database > result.size.files);
  const pages = [...result.alone, ...result.together];
  assert.deepEqual(
    pages.filter(({ status }) => status !== 200 && status !== 204),
    [],
  );
  for (const page of ['公开文本的网页', '进度总览', '预览一份文本', '保存一处改动'])
    assert.ok(
      pages.some((one) => one.page === page),
      page,
    );
});
