import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { SAMPLE } from '../performance/sample.ts';
import { violations } from './axe.ts';
import { CHROMIUM, Site } from './site.ts';

const SIZES = [
  [1366, 768],
  [390, 844],
] as const;
const TABS = ['basic', 'money', 'targets', 'monitoring', 'score', 'years'];

describe('the pages of projects', { skip: CHROMIUM ? false : '没有找到 chromium，跳过网页测试' }, () => {
  let site: Site;
  const folder = mkdtempSync(join(tmpdir(), 'mingzhang-projects-'));
  const [wrong, mended] = ['错.yaml', '改.yaml'].map((name) => join(folder, name)) as [string, string];

  before(async () => {
    site = await Site.start();
    writeFileSync(wrong, SAMPLE.replace('reason: 结转资金未支付, ', ''));
    writeFileSync(mended, SAMPLE);
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    await site?.close();
  });

  const openList = async (page: Page): Promise<void> => {
    await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '绩效' }).click();
    await page.locator('.records .name', { hasText: '桐川市工业发展局' }).waitFor();
  };
  const narrow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

  test('the example: search, filter and sort → a project → the sum behind every score, what was stated otherwise → years → the report', async () => {
    const page = await site.open(1366, 768);
    await openList(page);
    await page.getByRole('link', { name: '桐川市工业发展局' }).click();
    await page.locator('#view-sum', { hasText: '1170.72 ÷ 12 = 97.56' }).waitFor();
    assert.match(await page.locator('#view-sum').innerText(), /平均得分：填报 92\.98，应为 97\.56/);

    await page.getByLabel('查找项目').fill('遗属');
    await page.locator('.count', { hasText: '12 个中的 2 个' }).waitFor();
    await page.getByLabel('查找项目').fill('没有的');
    await page.locator('.count', { hasText: '没有符合的项目' }).waitFor();
    await page.getByLabel('查找项目').fill('');
    await page.getByLabel('等级').selectOption('良');
    await page.locator('.count', { hasText: '12 个中的 2 个' }).waitFor();
    await page.getByLabel('等级').selectOption('');
    await page.getByRole('button', { name: '得分' }).click();
    await page.getByRole('button', { name: '得分' }).click();
    assert.equal(await page.locator('th[aria-sort="ascending"]').innerText(), '得分');
    assert.equal(await page.locator('.project-link').first().innerText(), '特色产业集群扶持');

    await page.keyboard.press('j');
    await page.locator('#tab-score[aria-selected="true"]').waitFor();
    const sheet = await page.locator('#view-score').innerText();
    assert.match(sheet, /扶持产业项目[\s\S]*20 × 6 ÷ 10 = 12\.00[\s\S]*原因：资金没有全部下达/);
    assert.match(sheet, /填报 5\.30，应为 10\.00。成本指标是上限，没有超过上限的不扣分\n/);
    assert.match(sheet, /综合得分：填报 74\.60，应为 83\.30。\s*填报的各项得分相加为78\.60/);
    await page.locator('#tab-score').focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('#view-years', { hasText: '4/6' }).waitFor();
    await page.emulateMedia({ media: 'print' });
    assert.deepEqual([await page.locator('.projects').isVisible(), await page.locator('#view-years').isVisible()], [false, true]);
    await page.emulateMedia({ media: 'screen' });

    await page.getByRole('link', { name: '← 全部项目' }).click();
    await page.locator('#tab-report').click();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载网页报告' }).click()]);
    assert.match(file.suggestedFilename(), /^桐川市工业发展局2024年度.*报告\.html$/);
    assert.match(readFileSync(await file.path(), 'utf8'), /特色产业集群扶持/);
    await page.close();
  });

  test('a figure of a paper leads to the number that prints it', async () => {
    const page = await site.open(1366, 768);
    await openList(page);
    await page.getByRole('link', { name: '云川县发展促进局' }).click();
    await page.locator('.project-table .placed', { hasText: '48.00' }).click();
    await page.locator('.number-printed', { hasText: '480000' }).waitFor();
    await page.close();
  });

  test('records with a mistake → its place and mend → the mended ones in their place; monitoring and earlier years', async () => {
    const page = await site.open(1366, 768);
    await page.goto(`${site.address}/projects`);
    await page.setInputFiles('#files', wrong);
    await page.locator('.next.stop', { hasText: '有 1 个错误' }).waitFor();
    assert.match(await page.locator('.problems li.error').first().innerText(), /外贸展位补贴[\s\S]*没有写原因[\s\S]*写 reason/);
    await page.locator('#tab-report').click();
    await page.locator('#view-report', { hasText: '现在编不出' }).waitFor();
    await page.setInputFiles('#files', mended);
    await page.getByRole('button', { name: '下载Word报告' }).waitFor();
    await page.locator('#tab-problems').click();
    await page.locator('.next.go').waitFor();

    await page.locator('.project-link', { hasText: '夜市街区改造' }).click();
    await page.locator('#tab-monitoring').click();
    await page.locator('#view-monitoring', { hasText: '已支付20.00%，全年已过58.20%' }).waitFor();
    await page.locator('.project-link', { hasText: '外贸展位补贴' }).click();
    await page.locator('#tab-monitoring[aria-selected="true"]').waitFor();
    await page.locator('#tab-targets').click();
    await page.getByLabel('年度').selectOption('2023');
    await page.locator('#view-targets', { hasText: '≥18家' }).waitFor();
    await page.goto(`${site.address}/projects`);
    await page.getByRole('button', { name: '删除 改.yaml' }).click();
    await page.locator('.records tr', { hasText: '青禾市商务局' }).waitFor({ state: 'detached' });
    await page.close();
  });

  test('too large, not there, server gone: each is said, and nothing else breaks', async () => {
    const page = await site.browser.newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(`${site.address}/projects/none`);
    await page.getByRole('alert').filter({ hasText: '已不在内存里' }).waitFor();
    await page.goto(`${site.address}/projects`);
    const large = join(folder, '大.yaml');
    writeFileSync(large, new Uint8Array(21 * 1024 * 1024));
    await page.setInputFiles('#files', large);
    await page.locator('#upload.bad', { hasText: '太大' }).waitFor();
    await page.route('**/api/projects**', (route) => route.abort());
    await page.setInputFiles('#files', mended);
    await page.locator('#upload.bad', { hasText: '连接不上' }).waitFor();
    await page.reload();
    await page.getByRole('alert').filter({ hasText: '连接不上' }).waitFor();
    await page.unroute('**/api/projects**');
    await page.getByRole('button', { name: '重试' }).click();
    await page.locator('.records').first().waitFor();
    await page.close();
  });

  for (const [width, height] of SIZES) {
    test(`at ${width}×${height}: accessible (WCAG 2.1 AA), not wider than the screen`, async () => {
      const page = await site.open(width, height);
      await openList(page);
      assert.deepEqual(await violations(page), []);
      assert.ok(await narrow(page));
      await page.setInputFiles('#files', wrong);
      await page.locator('.next.stop').waitFor();
      for (const tab of ['sum', 'problems', 'report']) {
        await page.locator(`#tab-${tab}`).click();
        assert.deepEqual(await violations(page), [], tab);
      }
      await page.locator('.project-link').first().click();
      for (const tab of TABS) {
        await page.locator(`#tab-${tab}`).click();
        assert.deepEqual(await violations(page), [], tab);
        assert.ok(await narrow(page), tab);
      }
      await page.close();
    });
  }
});
