import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { change } from '../../src/store/log/append.ts';
import { insertAccount } from '../../src/store/query/account.ts';
import { createOrganisation, putRegion } from '../../src/store/query/organisation.ts';
import { SYSTEM } from '../../src/store/rights/actor.ts';
import { openStore } from '../../src/store/store.ts';
import { violations } from './axe.ts';
import { CHROMIUM, Site } from './site.ts';

const UNIT = '云川县商务局';
const PASSWORD = 'Kx7-mountain-river';
const MOST_SCRIPT = 300_000;
/** a folder for pictures, for people to look at */
const PICTURES = process.env.MINGZHANG_PICTURES;

describe('projects in the workspace, by keyboard alone', { skip: CHROMIUM ? false : '没有找到 chromium，跳过网页测试' }, () => {
  let site: Site;
  let page: Page;
  const folder = mkdtempSync(join(tmpdir(), 'mingzhang-projects-'));
  const data = join(folder, 'data');

  before(async () => {
    const store = await openStore({ folder: data, url: undefined });
    const root = { ...SYSTEM, held: [{ role: 'admin' as const, organisation: null }] };
    await putRegion(store.db, root, { code: '140199', name: '云川县' });
    const given = { region: '140199', kind: 'department' as const, code: '306', name: UNIT, parent: null, section: null };
    const { id } = await createOrganisation(store.db, root, given);
    await change(store.db, SYSTEM, async (tx) => {
      const account = await insertAccount(tx, { login: 'wang', name: '王会计', held: [{ role: 'preparer', organisation: id }] }, PASSWORD);
      await tx.updateTable('account').set({ must_change: false }).where('id', '=', account).execute();
      return { value: account, happened: [] };
    });
    await store.close();
    site = await Site.start({ MINGZHANG_DATA: data, DATABASE_URL: '' });
    if (PICTURES) mkdirSync(PICTURES, { recursive: true });
    page = await (await site.browser.newContext({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' })).newPage();
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => assert.fail(error));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of (401|409|422|503)/.test(message.text()))
        assert.fail(`${message.text()} ${message.location().url}`);
    });
  });
  after(async () => {
    await site?.close();
    rmSync(folder, { recursive: true });
  });

  const focused = () =>
    page.evaluate(() => {
      const own = document.activeElement;
      const labelled = own instanceof HTMLElement && 'labels' in own ? ((own as HTMLInputElement).labels?.[0]?.textContent ?? '') : '';
      return own?.getAttribute('aria-label') ?? (labelled || (own?.textContent ?? ''));
    });

  /** Goes on with Tab (or back) until something of a name has the focus, as somebody without a mouse does. */
  async function to(name: string | RegExp, back = false, most = 90): Promise<void> {
    const seen: string[] = [];
    for (let n = 0; n < most; n++) {
      const now = (await focused()).trim();
      if (typeof name === 'string' ? now === name : name.test(now)) return;
      seen.push(now.slice(0, 20));
      await page.keyboard.press(back ? 'Shift+Tab' : 'Tab');
    }
    assert.fail(`no way by Tab to ${name}: ${seen.join(' | ')}`);
  }
  const type = async (name: string | RegExp, words: string): Promise<void> => {
    await to(name);
    await page.keyboard.type(words);
  };
  /** Goes down a list to what is wanted. */
  async function pick(name: string, wanted: string): Promise<void> {
    await to(name);
    const now = () => page.evaluate(() => (document.activeElement as HTMLSelectElement).selectedOptions[0]?.textContent ?? '');
    for (let n = 0; n < 20 && (await now()) !== wanted; n++) await page.keyboard.press('ArrowDown');
    assert.equal(await now(), wanted);
  }
  const press = async (name: string | RegExp, back = false): Promise<void> => {
    await to(name, back);
    await page.keyboard.press('Enter');
  };
  /** Opens a tab with the arrows, from the one that is open. */
  async function tab(name: string): Promise<void> {
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    // the list of tabs tells of each where it is: Tab 1 of 6
    await to(/^Tab \d of 6/);
    for (let n = 0; n < 6 && !(await focused()).endsWith(name); n++) await page.keyboard.press('ArrowRight');
    assert.match(await focused(), new RegExp(`${name}$`));
    await page.keyboard.press('Enter');
    await page.locator('.ant-tabs-tab-active', { hasText: name }).waitFor();
  }
  const look = async (name: string): Promise<void> => {
    if (!PICTURES) return;
    await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.screenshot({ path: join(PICTURES, `${name}-手机.png`), fullPage: true });
    await page.setViewportSize({ width: 1366, height: 768 });
  };
  const saved = () =>
    page
      .getByRole('status')
      .filter({ hasText: /^已保存/ })
      .waitFor();

  test('a project from nothing to its printed form and its evaluation', async () => {
    await page.goto(`${site.address}/work/projects`);
    await page.getByRole('heading', { name: '登录明账' }).waitFor({ timeout: 60_000 });
    await type('账号', 'wang');
    await type('口令', PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByText('还没有项目').waitFor();
    await look('项目-空');
    await press('新建项目');
    await type('项目名称', '夜市街区改造');
    await type('年度', '2024');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '夜市街区改造' }).waitFor();
    await look('基本-空');
    await type('项目编码', '140100240000000000001');
    await type('项目概况', '改造夜市街区的路面、照明和排水');
    await tab('资金');
    await look('资金-空');
    await press('加一个资金来源');
    await to('年初预算 1', true);
    await page.keyboard.type('2000000');
    await page.getByText('200.00').first().waitFor();
    await tab('绩效目标');
    await look('绩效目标-空');
    await type('2024年度目标', '改造四个夜市街区，便利居民消费');
    await press('加一个指标');
    await pick('级别 1', '产出指标 / 数量指标');
    await type('三级指标 1', '改造街区数量');
    await page.getByText('没有指标值').waitFor();
    await pick('比较符 1', '≥');
    await type('数值 1', '4');
    await type('单位 1', '个');
    await type('分值 1', '50');
    await type('数据来源 1', '竣工验收单');
    await page.getByText('可以衡量').first().waitFor();
    await press('从指标库选');
    await to('查找指标');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('满意度 问卷');
    await page.getByText(/^找到 \d+ 个/).waitFor();
    await look('指标库');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByLabel('三级指标 2').waitFor();
    await to('分值 2');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('30');
    assert.match(await page.locator('tfoot').innerText(), /90 分，应为 100 分，还差 10 分/);
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('40');
    assert.match(await page.locator('tfoot').innerText(), /100 分，正好/);
    await page.keyboard.press('ControlOrMeta+S');
    await saved();
    await press('看绩效目标表');
    const form = page.frameLocator('iframe[title=绩效目标表]');
    await form.getByText('改造街区数量').first().waitFor();
    await form.getByText('≥4个').first().waitFor();
    await look('绩效目标');
    assert.deepEqual(await violations(page), []);
    await tab('监控');
    await look('监控-空');
    await press('加一次监控');
    await type('累计支付（元）', '400000');
    await type('已完成 1', '1个');
    await type('预计年底 1', '3个');
    await page.getByText('达不到指标值≥4个').waitFor();
    await look('监控');
    await tab('自评');
    await look('自评-空');
    await press('开始自评');
    await type(/^全年执行 1/, '1500000');
    await type('预算执行率扣分原因', '一处街区没有开工');
    await type('预算执行率改进措施', '下年一季度开工');
    await type('实际完成 1', '3个');
    await type('改造街区数量扣分原因', '设计变更');
    await page.getByText('扣12.50分，没有写改进措施').waitFor();
    await type('改造街区数量改进措施', '八月底前完成设计');
    await type('实际完成 2', '96%');
    await type('调查人数 2', '50');
    await type('作答人数 2', '50');
    await type('满意人数 2', '48');
    // 10 × 150 ÷ 200 + 50 × 3 ÷ 4 + 40
    assert.equal(await page.getByLabel('总分', { exact: true }).innerText(), '85.00');
    assert.equal(await page.locator('tfoot .tag').innerText(), '良');
    await type('年度目标实际完成情况', '改造完成三个街区');
    await press('看绩效自评表');
    await page.frameLocator('iframe[title=绩效自评表]').getByText('37.50').first().waitFor();
    await look('自评');
    assert.deepEqual(await violations(page), []);
    await tab('历年');
    await page.getByText('≥4个 → 3个（37.50）').waitFor();
    await look('历年');
    await tab('基本');
    await look('基本');
    // somebody else saves meanwhile: it is told, and nothing is lost unasked
    await page.evaluate(async () => {
      const id = location.pathname.split('/').at(-1);
      const { csrf } = await (await fetch('/api/v1/session')).json();
      const { data, version } = await (await fetch(`/api/v1/projects/${id}`)).json();
      const headers = { 'content-type': 'application/json', 'x-csrf-token': csrf };
      await fetch(`/api/v1/projects/${id}`, { method: 'PUT', headers, body: JSON.stringify({ data: { ...data, unit: '别处' }, version }) });
    });
    await type('设立必要性', '夜市基础设施陈旧');
    await page.getByText('刚改过这个项目').waitFor();
    await look('冲突');
    await press('用我的覆盖', true);
    await saved();
    assert.equal(await page.getByLabel('实施单位').inputValue(), '');
    await press(UNIT, true);
    await page.locator('tr', { hasText: '夜市街区改造' }).getByText('85.00，良').waitFor();
    await look('项目');
    await to('按编码或名称查找');
    await page.keyboard.type('没有这个');
    await page.getByText('没有这样的项目').waitFor();
    assert.deepEqual(await violations(page), []);
  });

  test('its pages bring less than 300 kB of packed script', async (t) => {
    const sizes = new Map<string, number>();
    page.on('response', async (response) => {
      if (response.url().endsWith('.js')) sizes.set(response.url(), Number(response.headers()['content-length'] ?? 0));
    });
    await page.goto(`${site.address}/work/projects`, { waitUntil: 'networkidle' });
    await page.getByRole('link', { name: '夜市街区改造' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '夜市街区改造' }).waitFor();
    const bytes = [...sizes.values()].reduce((sum, one) => sum + one, 0);
    assert.ok(bytes > 50_000 && bytes < MOST_SCRIPT, `${bytes}`);
    t.diagnostic(`list and project: ${bytes} bytes`);
  });
});
