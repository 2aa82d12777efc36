import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { CHROMIUM, Site } from './site.ts';

describe('the library of indicators', { skip: CHROMIUM ? false : '没有找到 chromium，跳过网页测试' }, () => {
  let site: Site;
  before(async () => {
    site = await Site.start();
  });
  after(() => site?.close());

  async function openLibrary(width: number, height: number): Promise<Page> {
    const page = await site.open(width, height);
    await page.getByRole('link', { name: '指标库' }).click();
    await page.locator('.card').first().waitFor();
    return page;
  }

  test('search by words, kind and level; the address keeps it; nothing found says so', async () => {
    const page = await openLibrary(1366, 768);
    await page.getByLabel('查找').fill('职工安置满意度');
    await page.locator('.card').first().locator('.card-name', { hasText: '安置职工满意度' }).waitFor();
    await page.getByLabel('查找').fill('');
    await page.getByLabel('项目类别').selectOption('training');
    await page.locator('#count', { hasText: '查到 12 个' }).waitFor();
    await page.locator('#search').getByLabel('二级指标').selectOption('经济成本');
    await page.locator('#count', { hasText: '查到 2 个' }).waitFor();
    assert.match(await page.locator('.card-levels').first().innerText(), /^成本指标 › 经济成本指标/);
    await page.getByLabel('体例').selectOption('2015');
    await page.locator('.card-levels', { hasText: '产出指标 › 成本指标' }).first().waitFor();
    await page.reload();
    await page.locator('#count', { hasText: '查到 2 个' }).waitFor();
    assert.equal(await page.getByLabel('体例').inputValue(), '2015');
    await page.getByLabel('查找').fill('没有这样的指标名');
    await page.locator('.state', { hasText: '没有找到' }).waitFor();
    await page.close();
  });

  test('tells while typing whether an indicator can be measured, by keyboard alone', async () => {
    const page = await openLibrary(1366, 768);
    await page.locator('#draft-level').focus();
    await page.locator('#draft-level').selectOption('数量指标');
    await page.keyboard.press('Tab'); // over the project's money
    await page.keyboard.press('Tab');
    await page.keyboard.type('补助企业户数');
    await page.keyboard.press('Tab');
    await page.keyboard.type('30');
    await page.locator('.not-yet').waitFor();
    assert.equal(await page.locator('#draft-value').getAttribute('aria-invalid'), 'true');
    assert.match(await page.locator('#verdict').innerText(), /没有比较符号[\s\S]*没有计量单位/);
    await page.keyboard.press('Home');
    await page.keyboard.type('≥');
    await page.keyboard.press('End');
    await page.keyboard.type('家');
    await page.locator('#verdict .good', { hasText: '可以衡量，还可以更好' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type('兑付名册');
    await page.locator('#verdict .good', { hasText: '可以衡量。' }).waitFor();
    assert.equal(await page.locator('[aria-invalid]').count(), 0);
    await page.close();
  });

  test('an indicator is copied as cells, and taken over to be changed', async () => {
    const page = await openLibrary(1366, 768);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const first = page.locator('.card').first();
    await first.getByRole('button', { name: '复制' }).click();
    await first.getByRole('button', { name: '已复制' }).waitFor();
    const cells = (await page.evaluate(() => navigator.clipboard.readText())).split('\t');
    assert.deepEqual([cells.length, cells[2]], [4, await first.locator('.card-name').innerText()]);
    await first.getByRole('button', { name: '拿来改' }).click();
    await page.locator('#verdict .good', { hasText: '可以衡量。' }).waitFor();
    assert.equal(await page.locator('#draft-value').inputValue(), cells[3]);
    await page.close();
  });

  test('indicators are chosen for a project: points make 90, all are copied at once', async () => {
    const page = await openLibrary(1366, 768);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByLabel('项目类别').selectOption('training');
    await page.locator('#count', { hasText: '查到 12 个' }).waitFor();
    const choose = page.locator('.choose');
    await choose.first().click();
    await page.locator('#chosen .not-yet', { hasText: '缺成本、效益、满意度指标' }).waitFor();
    for (let i = 1; i < 12; i++) await choose.nth(i).click();
    await page.locator('#chosen', { hasText: '12 个，分值合计 90 分' }).waitFor();
    assert.equal(await page.locator('#chosen .not-yet').count(), 0);
    await page.getByRole('button', { name: '复制全部' }).click();
    await page.getByRole('button', { name: '已复制' }).waitFor();
    const rows = (await page.evaluate(() => navigator.clipboard.readText())).split('\n').map((row) => row.split('\t'));
    assert.equal(
      rows.reduce((sum, row) => sum + Number(row[4]), 0),
      90,
    );
    await page.getByRole('button', { name: '清空' }).click();
    await page.locator('#chosen', { hasText: '点“选用”' }).waitFor();
    assert.equal(await choose.first().getAttribute('aria-pressed'), 'false');
    await page.close();
  });

  test('the service is away: the page says so and asks again', async () => {
    const page = await site.browser.newPage();
    await page.route('**/api/indicators?*', (route) => route.abort());
    await page.goto(`${site.address}/indicators`);
    await page.getByRole('alert').waitFor();
    await page.unroute('**/api/indicators?*');
    await page.getByRole('button', { name: '重试' }).click();
    await page.locator('.card').first().waitFor();
    await page.close();
  });

  for (const [width, height] of [
    [1366, 768],
    [390, 844],
  ] as const) {
    test(`accessible and not wider than the screen at ${width}`, async () => {
      const page = await openLibrary(width, height);
      if (width < 800) {
        assert.equal(await page.locator('#trial').getAttribute('open'), null, 'the field waits closed on a phone');
        await page.locator('#trial summary').click();
      }
      await page.locator('#draft-name').fill('满意度');
      await page.locator('#draft-value').fill('有所提升');
      await page.locator('.not-yet').waitFor();
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
      // the page's own policy lets no script in: axe goes in as the tester's
      await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
      const violations = await page.evaluate(async () => {
        const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } };
        const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];
        return (await axe.run({ runOnly: tags })).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
      });
      assert.deepEqual(violations, []);
      await page.close();
    });
  }
});
