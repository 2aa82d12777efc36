import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { edited, put } from '../plan/edited.ts';
import { violations } from './axe.ts';
import { CHROMIUM, Site } from './site.ts';

const FORM = 'shanxi/budget/2025';
const SIZES = [
  [1366, 768],
  [390, 844],
] as const;

describe('the pages for compiling', { skip: CHROMIUM ? false : '没有找到 chromium，跳过网页测试' }, () => {
  let site: Site;
  const folder = mkdtempSync(join(tmpdir(), 'mingzhang-plans-'));
  const [wrong, mended] = ['错.xlsx', '改.xlsx'].map((name) => join(folder, name)) as [string, string];

  before(async () => {
    site = await Site.start();
    const good = new Uint8Array(await (await fetch(`${site.address}/api/plans/workbook?example=${FORM}`)).arrayBuffer());
    const bad = await edited(good, (sheets) => {
      put(sheets.get('基本支出') ?? [], '政府经济科目', '50905', 2);
      put(sheets.get('文字') ?? [], '内容', null, 1);
    });
    // three lines that round down, where the sum rounds up
    const mend = await edited(good, (sheets) => {
      for (const line of [5, 6, 7]) put(sheets.get('基本支出') ?? [], '金额（元）', line * 10_000 + 44.44, line);
    });
    writeFileSync(wrong, bad);
    writeFileSync(mended, mend);
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    await site?.close();
  });

  const openExample = async (page: Page): Promise<void> => {
    await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '编制' }).click();
    await page.getByRole('button', { name: /^打开：云川县发展促进局/ }).click();
    await page.frameLocator('.frame').locator('h1').waitFor();
  };
  const narrow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

  test('an example → preview → a number explained → everything as one zip', async () => {
    const page = await site.open(1366, 768);
    await openExample(page);
    const paper = page.frameLocator('.frame');
    await page.locator('.next', { hasText: '没有发现问题' }).waitFor();
    await page.locator('#tab-check').click();
    await page.locator('.next', { hasText: /^校验通过：\d+ 条关系全部成立。$/ }).waitFor();

    await page.locator('.jump.chart').first().click();
    await paper.locator('figure.arrived svg').waitFor();
    await page.locator('.jump', { hasText: '2025年预算收支总表' }).click();
    await paper.locator('.sheet.arrived .n', { hasText: '402.96' }).first().click();
    await page.locator('.number-printed', { hasText: '402.96' }).waitFor();
    assert.match(await page.locator('.why').innerText(), /原数\s+4,029,\d{3}\.\d\d元\s+四舍五入\s+402\.96万元\s+印出\s+402\.96万元/);
    assert.equal(await page.locator('.relations .fails').count(), 0);
    await page.keyboard.press('n');
    await page.locator('.number-printed:not(:has-text("402.96"))').waitFor();

    await page.locator('#tab-download').click();
    const [zip] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /^全部下载/ }).click()]);
    assert.equal(zip.suggestedFilename(), '云川县发展促进局2025年度预算公开.zip');
    const files = Object.keys(unzipSync(readFileSync(await zip.path())));
    assert.deepEqual(files.map((name) => name.replace(/^云川县发展促进局2025年度预算公开/, '')).sort(), [
      '-数据包.zip',
      '.docx',
      '.html',
      '.pdf',
      '.xlsx',
    ]);

    // the draft: the reader stays where they were, and what is downloaded is what is seen
    await page.locator('#view-draft').click();
    await paper.locator('body.draft').waitFor();
    await page.locator('#view-download .next', { hasText: '下载的是草稿' }).waitFor();
    const [draft] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载网页' }).click()]);
    assert.equal(draft.suggestedFilename(), '云川县发展促进局2025年度预算公开（草稿）.html');

    const body = paper.locator('body');
    const dataTransfer = await body.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['- 1'], '别的.yaml'));
      return transfer;
    });
    await body.dispatchEvent('drop', { dataTransfer });
    await page.locator('.preview', { hasText: '还排不出文本' }).waitFor();
    await page.locator('.problem', { hasText: '不是编制计划' }).waitFor();
    await page.close();
  });

  test('a broken workbook → problems by sheet and cell → the mended one → clean; what balancing moved is explained', async () => {
    const page = await site.open(1366, 768);
    await page.goto(`${site.address}/plans`);
    await page.setInputFiles('#files', wrong);
    const problem = page.locator('section', { hasText: '基本支出（1）' }).locator('.problem');
    assert.match(await problem.innerText(), /^错误\s*D5\s*30102 不能对应 50905/);
    await page.locator('.problem', { hasText: 'C3 “本单位职责”缺文字' }).waitFor();
    const paper = page.frameLocator('.frame');
    await paper.locator('mark.gap', { hasText: '待填写' }).waitFor();
    assert.ok(await page.locator('#view-final').isDisabled());
    const [list] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载清单' }).click()]);
    assert.equal(
      readFileSync(await list.path(), 'utf8')
        .trim()
        .split('\r\n').length,
      3,
    );

    await page.setInputFiles('#files', mended);
    await page.locator('.changes', { hasText: '解决了 2 个问题，没有新问题，现在共 0 个' }).waitFor();
    await paper.locator('body:not(.draft) h1').waitFor();
    assert.equal(await paper.locator('mark').count(), 0);
    await page.locator('#tab-check').click();
    await page.locator('.next', { hasText: '校验通过' }).waitFor();
    await page.locator('#view-check .place', { hasText: '→' }).first().click();
    await paper.locator('.n.moved.current').first().waitFor();
    await page.locator('.next.moved', { hasText: '舍位平衡后印' }).waitFor();

    await page.goto(`${site.address}/plans`);
    await page.locator('.papers.plans tr', { hasText: '改.xlsx' }).getByRole('button', { name: '删除' }).click();
    await page.locator('.papers.plans tr', { hasText: '改.xlsx' }).waitFor({ state: 'detached' });
    await page.close();
  });

  test('an empty workbook is downloaded, and what is no plan is told', async () => {
    const page = await site.open(1366, 768);
    await page.goto(`${site.address}/plans`);
    await page.locator('#form').selectOption(FORM);
    const [empty] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载空工作簿' }).click()]);
    assert.equal(empty.suggestedFilename(), '山西省2025年单位预算公开-编制工作簿.xlsx');
    const file = join(folder, '空.txt');
    writeFileSync(file, '');
    await page.setInputFiles('#files', file);
    await page.locator('.preview', { hasText: '还排不出文本' }).waitFor();
    await page.locator('.problem', { hasText: '这是空文件' }).waitFor();
    await page.close();
  });

  test('too large, not there, server gone: each is said, and nothing else breaks', async () => {
    const page = await site.browser.newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(`${site.address}/plans/none`);
    await page.getByRole('alert').filter({ hasText: '已不在内存里' }).waitFor();
    await page.goto(`${site.address}/plans`);
    const large = join(folder, '大.xlsx');
    writeFileSync(large, new Uint8Array(21 * 1024 * 1024));
    await page.setInputFiles('#files', large);
    await page.locator('#upload.bad', { hasText: '太大' }).waitFor();
    await page.route('**/api/plans**', (route) => route.abort());
    await page.setInputFiles('#files', mended);
    await page.locator('#upload.bad', { hasText: '连接不上' }).waitFor();
    await page.reload();
    await page.getByRole('alert').filter({ hasText: '连接不上' }).waitFor();
    await page.unroute('**/api/plans**');
    await page.getByRole('button', { name: '重试' }).click();
    await page.locator('.papers.examples').first().waitFor();
    await page.close();
  });

  for (const [width, height] of SIZES) {
    test(`at ${width}×${height}: accessible (WCAG 2.1 AA), not wider than the screen`, async () => {
      const page = await site.open(width, height);
      await page.goto(`${site.address}/plans`);
      await page.locator('.papers.examples').first().waitFor();
      assert.deepEqual(await violations(page), []);
      assert.ok(await narrow(page));
      await page.setInputFiles('#files', wrong);
      await page.frameLocator('.frame').locator('h1').waitFor();
      await page.frameLocator('.frame').locator('td .n').first().click();
      await page.locator('.why').waitFor();
      for (const tab of ['problems', 'check', 'number', 'download']) {
        await page.locator(`#tab-${tab}`).click();
        assert.deepEqual(await violations(page), [], tab);
      }
      assert.ok(await narrow(page));
      await page.close();
    });
  }
});
