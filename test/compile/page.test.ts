import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Browser, chromium } from 'playwright-core';
import { writeHtml } from '../../src/format/html/index.ts';
import { utf8 } from '../sample.ts';
import { violations } from '../web/axe.ts';
import { CHROMIUM, FLAGS } from '../web/site.ts';
import { assertReadsBack, exampleOf, sets } from './examples.ts';

for (const set of sets) {
  describe(`web page of ${set.id}`, async () => {
    const example = exampleOf(set);
    const html = await writeHtml(example.printable);

    test('reads back', () => assertReadsBack(example, utf8(html), example.compiled.stated));

    test('needs nothing else: no script, no address, every link leads somewhere', () => {
      assert.doesNotMatch(html, /<script|<link|\bsrc=|\shref="(?!#)|url\(|仅供内部审核<\/p>/);
      const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
      assert.equal(new Set(ids).size, ids.length);
      const wanted = [...html.matchAll(/ (?:href="#|headers="|aria-labelledby=")([^"]+)"/g)].flatMap(
        ([, found]) => found?.split(' ') ?? [],
      );
      assert.deepEqual(
        wanted.filter((id) => !ids.includes(id)),
        [],
      );
    });

    test('every entry of the contents is a link', () => {
      const contents = /<nav class="contents".*?<\/nav>/s.exec(html)?.[0] ?? '';
      assert.ok(contents.includes('<li'));
      assert.doesNotMatch(contents, /<li[^>]*>[^<]/);
    });

    test('a draft is stamped', async () => {
      assert.match(await writeHtml(exampleOf(set, true).printable), /<body class="draft">[\s\S]*<p class="stamp">仅供内部审核<\/p>/);
    });
  });
}

describe('web pages in a browser', { skip: CHROMIUM ? false : '没有找到 chromium，跳过网页测试' }, () => {
  let browser: Browser;
  before(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM!, args: FLAGS });
  });
  after(() => browser.close());

  for (const set of sets) {
    for (const [width, height] of [
      [1366, 768],
      [390, 844],
    ] as const) {
      test(`${set.id} at ${width}×${height}: accessible (WCAG 2.1 AA), not wider than the screen`, async () => {
        const page = await browser.newPage({ viewport: { width, height }, javaScriptEnabled: true });
        await page.setContent(await writeHtml(exampleOf(set, width === 390).printable));
        assert.deepEqual(await violations(page), []);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
        await page.close();
      });
    }
  }
});
