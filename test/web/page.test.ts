import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { SAMPLE } from '../sample.ts';
import { CHROMIUM, inside, Site } from './site.ts';

describe('the page', { skip: CHROMIUM ? false : '没有找到 chromium，跳过网页测试' }, () => {
  let site: Site;
  const folder = mkdtempSync(join(tmpdir(), 'mingzhang-web-'));
  const file = join(folder, '云川县档案馆.txt');
  const bad = join(folder, 'empty.txt');

  before(async () => {
    writeFileSync(file, SAMPLE);
    writeFileSync(bad, '');
    site = await Site.start();
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    await site?.close();
  });

  test('upload, findings, places, numbers, by mouse and keyboard', async () => {
    const page = await site.open(1366, 768);
    await page.setInputFiles('#files', [file, bad]);
    await page.locator('.uploads li', { hasText: 'empty.txt' }).locator('.upload-state', { hasText: '空文件' }).waitFor();
    await page.locator('.papers a.name', { hasText: '云川县档案馆' }).click();

    await page.locator('.finding.error .finding-head').first().click();
    await page.locator('mark.current').first().waitFor();
    assert.ok(await inside(page, 'mark.current'), 'the place is scrolled into view');
    assert.match(page.url(), /#finding-\d+$/);
    assert.equal(await page.locator('.finding.open .finding-head').getAttribute('aria-expanded'), 'true');

    await page.locator('.pane .n', { hasText: '1100.00' }).first().click();
    await page.locator('.number-printed', { hasText: '1100.00' }).waitFor();
    assert.ok((await page.locator('.relations .fails').count()) > 0, 'a failing relation is shown');

    await page.keyboard.press('j');
    await page.locator('.finding.open').waitFor();
    await page.locator('#tab-coverage').focus();
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.locator('#tab-damage').getAttribute('aria-selected'), 'true');
    await page.reload();
    await page.locator('.finding.open').waitFor(); // the address remembers the finding
    await page.close();
  });

  test('filters', async () => {
    const page = await site.open(1366, 768);
    await page.locator('.papers a.name', { hasText: '云川县档案馆' }).click();
    const shown = () => page.locator('.finding:visible').count();
    await page.locator('.finding').first().waitFor();
    const all = await shown();
    await page.locator('.chip.error').click();
    assert.equal(await shown(), all - (await page.locator('.finding.error').count()));
    await page.locator('.chip.error').click();
    await page.getByRole('searchbox').fill('没有这样的字');
    assert.equal(await shown(), 0);
    await page.close();
  });

  test('phone: nothing is wider than the screen, the sheet leaves the place visible', async () => {
    const page = await site.open(390, 844);
    const narrow = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    assert.ok(await narrow());
    await page.locator('.papers a.name', { hasText: '云川县档案馆' }).click();
    await page.locator('.finding-head').first().click();
    await page.locator('.pane .current').first().waitFor();
    assert.ok(await narrow());
    const clear = await page.evaluate(
      () =>
        document.querySelector('.pane .current')!.getBoundingClientRect().bottom <=
        document.getElementById('panel')!.getBoundingClientRect().top,
    );
    assert.ok(clear, 'the place is above the sheet');
    await page.locator('#grip').click();
    assert.equal(await page.locator('#panel').getAttribute('data-height'), 'full');
    await page.close();
  });

  test('a paper that is not there', async () => {
    const page = await site.browser.newPage();
    await page.goto(`${site.address}/papers/none`);
    await page.getByRole('alert').waitFor();
    await page.close();
  });

  test('several files at once, by dropping; one is called off', async () => {
    const page = await site.open(1366, 768);
    // the first upload is held until the others stand in the queue
    let letGo = (): void => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await page.route('**/api/papers', async (route) => {
      if (route.request().method() === 'POST') await held;
      await route.continue();
    });
    const names = ['一.txt', '二.txt', '三.txt'];
    const data = await page.evaluateHandle(
      ([text, all]) => {
        const transfer = new DataTransfer();
        for (const name of all) transfer.items.add(new File([`${text}${name}`], name));
        return transfer;
      },
      [SAMPLE, names] as const,
    );
    await page.dispatchEvent('body', 'drop', { dataTransfer: data });
    const line = (name: string) => page.locator('.uploads li', { hasText: name });
    await line('三.txt').getByRole('button', { name: '取消上传' }).click();
    await line('三.txt').locator('.upload-state', { hasText: '已取消' }).waitFor();
    letGo();
    for (const name of ['一.txt', '二.txt']) await line(name).locator('.upload-state', { hasText: '校验完成：错误' }).waitFor();
    await page.locator('#upload-sum', { hasText: '3 个文件都已处理完' }).waitFor();
    assert.equal(await page.locator('.papers .file', { hasText: '三.txt' }).count(), 0);
    await page.close();
  });
});
