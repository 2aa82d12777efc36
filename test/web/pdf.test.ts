import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { samplePdf } from '../format/pdf/sample.ts';
import { SAMPLE } from '../sample.ts';
import { CHROMIUM, inside, Site } from './site.ts';

describe('the pages of a PDF', { skip: CHROMIUM ? false : '没有找到 chromium，跳过网页测试' }, () => {
  let site: Site;
  const folder = mkdtempSync(join(tmpdir(), 'mingzhang-pdf-'));
  const paged = join(folder, '云川县档案馆.pdf');

  before(async () => {
    writeFileSync(paged, samplePdf(SAMPLE.replace('支出总计\t1100.00', '支出总计\t1150.00')));
    site = await Site.start();
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    await site?.close();
  });

  /** Opens the sample PDF, uploaded if it is not there yet. */
  async function openPdf(width: number, height: number): Promise<Page> {
    const page = await site.open(width, height);
    await page.setInputFiles('#files', paged);
    await page.locator('.uploads a', { hasText: '查看' }).click();
    await page.locator('.page img').first().waitFor();
    return page;
  }

  test('a PDF: its pages with the places on them, from finding to finding and page to page', async () => {
    const page = await openPdf(1366, 768);
    const pictures = page.locator('.page img');
    await page.waitForFunction(() =>
      [...document.querySelectorAll<HTMLImageElement>('.page img')].every((image) => image.naturalWidth >= 1400),
    );
    await page.locator('[data-page="1"] .letter', { hasText: '档' }).first().waitFor(); // no font is in the file: the browser writes it
    assert.equal(await page.locator('#view-pages').getAttribute('aria-pressed'), 'true');

    const finding = page.locator('.finding.error', { hasText: '本年支出合计”' }).first();
    await finding.locator('.finding-head').click();
    await page.locator('.spot.current').waitFor();
    assert.ok(await inside(page, '.spot.current'), 'the place is scrolled into view');
    assert.ok((await page.locator('.spot.same').count()) > 1, 'the other places of the finding stand out too');
    await finding.locator('.place', { hasText: '第2页' }).click();
    await page.locator('[data-page="2"] .spot.current').waitFor();
    assert.ok(await inside(page, '.spot.current'));
    await page.waitForFunction(() => document.getElementById('page-at')?.textContent?.startsWith('2'));

    const before = (await pictures.last().boundingBox())?.width ?? 0;
    await page.keyboard.press('+');
    assert.ok(((await pictures.last().boundingBox())?.width ?? 0) > before * 1.2, 'zoomed in');
    assert.ok(await inside(page, '.spot.current'), 'the place stays in view');
    await page.locator('#zoom-fit').click();

    await page.keyboard.press('o');
    await page.locator('#paper mark.current').waitFor();
    await page.locator('#paper .n', { hasText: '1100.00' }).first().click();
    await page.locator('.number-printed', { hasText: '1100.00' }).waitFor();
    await page.keyboard.press('o');
    await page.locator('[data-page="1"] .spot.pointer').waitFor();

    // two findings speak of one figure: pressed again, it shows the other
    const shared = page.locator('[data-page="1"] .spot.error').first();
    const opened: string[] = [];
    for (let press = 0; press < 2; press++) {
      await shared.click({ force: true });
      opened.push(await page.locator('.finding.open .finding-title').innerText());
    }
    assert.equal(new Set(opened).size, 2, opened.join());
    await page.close();
  });

  test('a page that cannot be loaded says so and can be asked for again', async () => {
    const page = await site.browser.newPage({ viewport: { width: 1366, height: 768 } });
    await page.goto(site.address);
    await page.setInputFiles('#files', paged);
    let fail = true;
    await page.route('**/pages/1.png*', (route) => (fail ? route.abort() : route.continue()));
    await page.locator('.uploads a', { hasText: '查看' }).click();
    await page.locator('[data-page="1"] .page-state', { hasText: '没能显示' }).waitFor();
    fail = false;
    await page.getByRole('button', { name: '重试' }).click();
    await page.locator('[data-page="1"] img').waitFor();
    await page.waitForFunction(() => document.querySelector('[data-page="1"] .page-state')?.textContent === '');
    await page.close();
  });

  test('downloads: the report, and the file with its findings in it', async () => {
    const page = await openPdf(1366, 768);
    await page.locator('.downloads summary').click();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /带批注的原文件/ }).click()]);
    assert.equal(file.suggestedFilename(), '云川县档案馆（批注）.pdf');
    await page.locator('.download-state', { hasText: '已下载' }).waitFor();
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.download-menu').isVisible(), false);
    await page.close();
  });

  test('phone: a page of a PDF can be read, the place is in view above the sheet', async () => {
    const page = await openPdf(390, 844);
    await page.locator('.finding-head').first().click();
    await page.locator('.spot.current').waitFor();
    const { wide, clear } = await page.evaluate(() => {
      const spot = document.querySelector('.spot.current')!.getBoundingClientRect();
      const sheet = document.getElementById('panel')!.getBoundingClientRect();
      return {
        wide: document.documentElement.scrollWidth <= innerWidth,
        clear: spot.left >= 0 && spot.right <= innerWidth && spot.top >= 48 && spot.bottom <= sheet.top,
      };
    });
    assert.ok(wide, 'only the page scrolls sideways');
    assert.ok(clear, 'the place is in view');
    await page.close();
  });
});
