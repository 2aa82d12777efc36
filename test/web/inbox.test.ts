import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { readDocument } from '../../src/format/index.ts';
import { openStore } from '../../src/store/store.ts';
import { samplePdf } from '../format/pdf/sample.ts';
import { SAMPLE } from '../sample.ts';
import { county, PASSWORD } from '../store/people.ts';
import { violations } from './axe.ts';
import { CHROMIUM, Site } from './site.ts';

/** A total is wrong, and somebody's telephone number stands there. */
const FIRST = SAMPLE.replace(/。\n$/, '，咨询手机13912345678。\n');
/** a folder for a picture of every state, for people to look at */
const PICTURES = process.env.MINGZHANG_PICTURES;

describe('the inbox in the browser', { skip: CHROMIUM ? false : '没有找到 chromium，跳过网页测试' }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'mingzhang-inbox-'));
  const data = join(folder, 'data');
  let site: Site;
  let page: Page;

  before(async () => {
    const store = await openStore({ folder: data });
    await county(store.db);
    await store.close();
    site = await Site.start({ MINGZHANG_DATA: data, DATABASE_URL: '' });
    page = await site.browser.newPage({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' });
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => assert.fail(error));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of (401|404|409|422|503)/.test(message.text())) assert.fail(message.text());
    });
    if (PICTURES) mkdirSync(PICTURES, { recursive: true });
  });
  after(async () => {
    await site?.close();
    rmSync(folder, { recursive: true });
  });

  /** A picture at both sizes that people have. */
  async function look(name: string): Promise<void> {
    if (!PICTURES) return;
    await page.screenshot({ path: join(PICTURES, `${name}.png`) });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.screenshot({ path: join(PICTURES, `${name}-手机.png`) });
    await page.setViewportSize({ width: 1366, height: 768 });
  }
  const file = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const row = (name: string) => page.locator('tr', { hasText: name });
  const finding = (title: string) => page.locator('article', { hasText: title });

  test('uploaded → findings → confirmed, waived → the next version → mended → report', async () => {
    await page.goto(`${site.address}/work/inbox`);
    await page.getByRole('heading', { name: '登录明账' }).waitFor({ timeout: 60_000 });
    await page.getByLabel('账号').fill('bureau');
    await page.getByLabel('口令').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByText('还没有收到文本').waitFor();
    await look('收件箱-空');
    const dropped = await page.evaluateHandle((text) => {
      const all = new DataTransfer();
      all.items.add(new File([text], '拖来.txt'));
      return all;
    }, `${SAMPLE}\n拖来`);
    await page.dispatchEvent('.drop', 'drop', { dataTransfer: dropped });
    await row('拖来.txt').waitFor();
    const others = Array.from({ length: 5 }, (_, n) => file(`公开${n}.txt`, `${SAMPLE}\n${n}`));
    await page.getByLabel('上传文本').setInputFiles([file('预算公开.pdf', samplePdf(FIRST)), file('坏.pdf', '%PDF-1.4'), ...others]);
    await page.getByText(/^正在校验：还有/).waitFor();
    await look('收件箱-校验中');
    await row('坏.pdf').getByText('无法校验').waitFor();
    await row('预算公开.pdf').getByText('2 个待处理').waitFor();
    await page.getByText(/^正在校验：还有/).waitFor({ state: 'detached' });
    await look('收件箱');
    assert.deepEqual(await violations(page), []);
    await page.getByLabel('查找').fill('档案馆 预算公开.pdf');
    assert.equal(await page.locator('tbody tr').count(), 1);

    await row('预算公开.pdf').getByRole('link').click();
    await page.locator('.pane.sheets img').first().waitFor();
    await page.keyboard.press('j');
    await page.locator('article[aria-current=true]', { hasText: '收入' }).waitFor();
    await page.locator('.spot.current').first().waitFor();
    await look('一份-原件');
    await page.keyboard.press('y');
    await finding('收入').first().getByText('已确认').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('f');
    await page.getByLabel('为什么不用改').fill('表样如此，已与单位核实。');
    await look('放行');
    await page.getByRole('dialog').getByRole('button', { name: '放行', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByText('要改正（1）').waitFor();
    await page.getByText('读出的文本', { exact: true }).click();
    await page.frameLocator('iframe').locator('mark.current').first().waitFor();
    assert.deepEqual(await violations(page), []);

    const second = FIRST.replace('第一部分 概况', '目录\n\n第一部分 概况').replaceAll('1100.00', '1000.00');
    const path = file('预算公开（改）.txt', second);
    await page.getByLabel('上传新版本').setInputFiles(path);
    await page.getByText('改正 1 个').waitFor();
    await page.getByText('已改正（1）').click();
    await finding('第 2 版已改正').waitFor();
    await look('一份-改正');
    await page.getByText('放行（1）').click();
    await page.getByText('表样如此，已与单位核实。').waitFor();
    const [report] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '校验报告（Word）' }).click()]);
    const words = JSON.stringify(readDocument(readFileSync(await report.path()), 'a.docx').blocks);
    for (const expected of ['表样如此，已与单位核实。', '第 2 版已改正', createHash('sha256').update(second).digest('hex')])
      assert.ok(words.includes(expected), expected);
    if (PICTURES) await report.saveAs(join(PICTURES, '报告.docx'));
    await page.getByLabel('上传新版本').setInputFiles(path);
    await page.getByRole('alert').filter({ hasText: '完全相同' }).waitFor();
    await look('一份-拒绝');
    await page.getByLabel('上传新版本').setInputFiles(file('坏2.pdf', '%PDF-1.5'));
    await page.getByText('第 3 版没有校验成').waitFor();
    await look('一份-无法校验');
    assert.deepEqual(await violations(page), []);

    await page.goto(`${site.address}/work`);
    await page.getByText(/收到 8 份文本/).waitFor();
    await look('工作台');
    await page.goto(`${site.address}/work/inbox/${crypto.randomUUID()}`);
    await page.getByText('收件箱里没有这份文本').waitFor();
    await look('没有');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${site.address}/work/inbox`);
    await row('公开1.txt').getByRole('link').click();
    await finding('收入').first().waitFor();
    await page.getByText('原文', { exact: true }).click();
    await page.frameLocator('iframe').locator('mark').first().waitFor();
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'a phone reads it without moving sideways');
    if (PICTURES) await page.screenshot({ path: join(PICTURES, '原文-手机.png') });
  });
});
