import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { edited, put } from '../plan/edited.ts';
import { violations } from './axe.ts';
import { CHROMIUM, Site, scriptBytes } from './site.ts';

const FORM = 'shanxi/budget/2025';
const UNIT = '云川县发展促进局';
const PASSWORD = 'Kx7-mountain-river';
const MOST_SCRIPT = 300_000;
/** a folder for a picture of every page, for people to look at */
const PICTURES = process.env.MINGZHANG_PICTURES;

describe('the workspace in the browser', { skip: CHROMIUM ? false : '没有找到 chromium，跳过网页测试' }, () => {
  let site: Site;
  const folder = mkdtempSync(join(tmpdir(), 'mingzhang-work-'));
  const [wrong, mended, second] = ['错.xlsx', '改.xlsx', '勘误.xlsx'].map((name) => join(folder, name)) as [string, string, string];
  const contexts: BrowserContext[] = [];

  before(async () => {
    site = await Site.start({ MINGZHANG_DATA: join(folder, 'data'), DATABASE_URL: '' });
    const good = new Uint8Array(await (await fetch(`${site.address}/api/plans/workbook?example=${FORM}`)).arrayBuffer());
    writeFileSync(mended, good);
    const saying = (words: string) => edited(good, (sheets) => put(sheets.get('文字') ?? [], '内容', words, 1));
    writeFileSync(wrong, await saying('负责全县发展促进工作。联系电话：13912345678。'));
    writeFileSync(second, await saying('负责全县发展促进工作，统筹重点项目。'));
    if (PICTURES) mkdirSync(PICTURES, { recursive: true });
  });
  after(async () => {
    await site?.close();
    rmSync(folder, { recursive: true });
  });

  /** Somebody's own browser at a page of the workspace; fails the test where it complains of more than that nobody is logged in. */
  async function browser(path = ''): Promise<Page> {
    const context = await site.browser.newContext({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' });
    contexts.push(context);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => assert.fail(error));
    page.on('console', (message) => {
      // the browser itself notes every answer that refuses
      if (message.type() === 'error' && !/status of (401|409|422|503)/.test(message.text()))
        assert.fail(`${message.text()} ${message.location().url}`);
    });
    await page.goto(`${site.address}/work${path}`);
    return page;
  }
  const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' }).click();
  const look = async (page: Page, name: string): Promise<void> => {
    if (PICTURES) await page.screenshot({ path: join(PICTURES, `${name}.png`) });
  };
  const link = (page: Page, name: string) => page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name }).click();
  const state = (page: Page, words: string) => page.locator('.head', { hasText: words }).waitFor();
  const dialog = (page: Page) => page.getByRole('dialog');
  const chosen = async (page: Page, label: string, option: string): Promise<void> => {
    await dialog(page).getByLabel(label).selectOption({ label: option });
  };

  /** Logs in the first time, by keyboard alone, and changes the password. */
  async function enter(page: Page, login: string, password: string): Promise<void> {
    await page.getByLabel('账号').fill(login);
    await page.keyboard.press('Tab');
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '第一次登录，请先改口令' }).waitFor();
    await page.getByLabel('原口令').fill(password);
    await page.getByLabel('新口令', { exact: true }).fill(PASSWORD);
    await page.getByLabel('再写一次新口令').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '工作台' }).waitFor();
  }

  async function organisation(page: Page, name: string, kind: string, parent: string, section: string): Promise<void> {
    await press(page, '新建单位');
    await dialog(page).getByLabel('名称').fill(name);
    await chosen(page, '类别', kind);
    if (parent) await chosen(page, '上级', parent);
    if (section) await chosen(page, '审核科室', section);
    await dialog(page).getByRole('button', { name: '保存', exact: true }).click();
    await page.locator('td', { hasText: name }).first().waitFor();
    await dialog(page).waitFor({ state: 'detached' });
  }

  /** Gives the password that is shown once. */
  async function account(page: Page, login: string, name: string, role: string, at: string): Promise<string> {
    await press(page, '新建账号');
    await dialog(page).getByLabel('账号名').fill(login);
    await dialog(page).getByLabel('姓名').fill(name);
    await chosen(page, '角色1', role);
    const places = await dialog(page).getByLabel('单位1').locator('option').allTextContents();
    await chosen(page, '单位1', places.find((place) => place.trim() === at)!);
    await dialog(page).getByRole('button', { name: '保存', exact: true }).click();
    const password = await page.locator('.password').innerText();
    await look(page, `账号-${login}`);
    await press(page, '已记下');
    return password;
  }

  async function told(page: Page, button: string, title: string, words: string): Promise<void> {
    await press(page, button);
    const asked = page.getByRole('dialog', { name: title });
    await asked.locator('textarea, input').fill(words);
    await asked.getByRole('button', { name: button, exact: true }).click();
    await asked.waitFor({ state: 'hidden' });
  }

  test('start → unit and preparer → workbook → mended → submitted → returned → approved → published → corrected', async () => {
    const admin = await browser();
    await admin.getByRole('heading', { name: '登录明账' }).waitFor({ timeout: 60_000 });
    assert.deepEqual(await violations(admin), []);
    await look(admin, '登录');
    const first = /口令 (\S+)/.exec(site.said)?.[1];
    assert.ok(first, site.said);
    await enter(admin, 'admin', first);
    await link(admin, '单位');
    await admin.getByLabel('地区代码').fill('140199');
    await admin.getByLabel('地区名称').fill('云川县');
    await press(admin, '登记地区');
    await admin.getByText('云川县（140199）').waitFor();
    await organisation(admin, '云川县财政局', '财政局', '', '');
    await organisation(admin, '云川县发展和改革局', '部门', '', '云川县财政局');
    await organisation(admin, UNIT, '单位', '云川县发展和改革局', '');
    await look(admin, '单位');
    await link(admin, '账号');
    const preparerPassword = await account(admin, 'wang', '王会计', '编制人', UNIT);
    const bureauPassword = await account(admin, 'shen', '沈审核', '财政局审核', '云川县财政局');
    assert.deepEqual(await violations(admin), []);
    await link(admin, '我的登录');
    await admin.getByText('现在这次').waitFor();
    await look(admin, '我的登录');
    await press(admin, '退出登录');
    await admin.getByRole('heading', { name: '登录明账' }).waitFor();

    const preparer = await browser();
    await enter(preparer, 'wang', preparerPassword);
    await look(preparer, '工作台-空');
    await press(preparer, '新建文本');
    await preparer.getByLabel('上传编制工作簿').setInputFiles(wrong);
    await state(preparer, '草稿');
    const paper = new URL(preparer.url()).pathname.replace('/work', '');
    await preparer.locator('article', { hasText: '139****5678' }).first().waitFor();
    await look(preparer, '问题');
    assert.deepEqual(await violations(preparer), []);
    await press(preparer, '报送');
    await preparer.getByRole('alert').filter({ hasText: '不能报送' }).waitFor();
    const error = preparer.getByRole('article').filter({ hasText: '139****5678' }).filter({ hasText: '错误' }).first();
    await error.getByRole('button', { name: '放行' }).click();
    await dialog(preparer).locator('textarea').fill('办公电话，已经本人同意。');
    await dialog(preparer).getByRole('button', { name: '放行', exact: true }).click();
    await error.getByText('理由：').waitFor();
    await preparer.locator('input[type=file]').setInputFiles(mended);
    await dialog(preparer).getByText('个单位').waitFor();
    await dialog(preparer).getByRole('button', { name: '替换', exact: true }).click();
    await preparer.getByText('没有问题，可以报送。').waitFor();
    await preparer.getByText(/^全部/).click();
    await preparer.getByText('已改正').first().waitFor();
    await press(preparer, '报送');
    await state(preparer, '已报送');

    const bureau = await browser();
    await enter(bureau, 'shen', bureauPassword);
    await bureau.getByRole('region', { name: '提醒' }).getByText('等我审核').waitFor();
    await look(bureau, '工作台-提醒');
    await bureau.getByRole('link', { name: '2025年单位预算', exact: true }).click();
    await bureau.getByRole('tab', { name: /^文本和批注/ }).click();
    await bureau.frameLocator('.frame').locator('td', { hasText: '402.96' }).first().click();
    await bureau.getByLabel('批注内容').fill('请核对<img src=x onerror=alert(1)>这个数。');
    await press(bureau, '写批注');
    await bureau.locator('article', { hasText: '“402.96”' }).getByText('<img src=x onerror=alert(1)>').waitFor();
    await look(bureau, '批注');
    await told(bureau, '登记批复日期', '批复日期', new Date().toISOString().slice(0, 10));
    await bureau.getByText(/^剩 (19|20) 天/).waitFor();
    await told(bureau, '退回', '退回修改', '请核对收支总表。');
    await bureau.getByRole('heading', { name: '工作台' }).waitFor();

    await preparer.goto(`${site.address}/work`);
    await preparer.locator('tr', { hasText: '已退回' }).getByRole('link').click();
    await preparer.getByText('请核对收支总表。').waitFor();
    await preparer.getByRole('tab', { name: /^文本和批注（1）/ }).click();
    await press(preparer, '标为已处理');
    await preparer.getByRole('tab', { name: /^文本和批注（0）/ }).waitFor();
    await press(preparer, '报送');
    await state(preparer, '已报送');

    await link(bureau, '进度总览');
    await bureau.locator('tr', { hasText: UNIT }).getByRole('link', { name: '已报送' }).waitFor();
    await look(bureau, '总览');
    assert.deepEqual(await violations(bureau), []);
    await bureau.setViewportSize({ width: 390, height: 844 });
    await look(bureau, '总览-手机');
    await bureau.getByRole('link', { name: '已报送' }).click();
    await press(bureau, '批准');
    await state(bureau, '已批准');
    assert.ok(await bureau.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'a phone reads it without moving sideways');
    await look(bureau, '批准-手机');

    await preparer.goto(`${site.address}/work${paper}`);
    await state(preparer, '已批准');
    await told(preparer, '公开', '公开这份文本', new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10));
    await state(preparer, '已公开');

    // from now on the unit has a head, who signs
    await admin.getByLabel('账号').fill('admin');
    await admin.getByLabel('口令').fill(PASSWORD);
    await admin.keyboard.press('Enter');
    await link(admin, '账号');
    const headPassword = await account(admin, 'zhang', '张主任', '单位负责人', UNIT);
    await press(admin, '修改 wang');
    await dialog(admin).getByLabel('姓名').fill('王会计师');
    await dialog(admin).getByRole('button', { name: '保存', exact: true }).click();
    await admin.locator('td', { hasText: '王会计师' }).waitFor();
    await press(admin, '重设口令 shen');
    const newPassword = await admin.locator('.password').innerText();
    await press(admin, '已记下');
    await bureau.goto(`${site.address}/work`);
    await enter(bureau, 'shen', newPassword);

    await told(preparer, '勘误', '勘误', '更正职责的说明。');
    await state(preparer, '第 2 版');
    await preparer.locator('input[type=file]').setInputFiles(second);
    await dialog(preparer).getByText('个单位').waitFor();
    await dialog(preparer).getByRole('button', { name: '替换', exact: true }).click();
    await preparer.getByText('没有问题，可以报送。').waitFor();
    await press(preparer, '报送');
    await preparer.getByRole('alert').filter({ hasText: '负责人还没有签字' }).waitFor();
    const head = await browser();
    await enter(head, 'zhang', headPassword);
    await head.getByRole('region', { name: '提醒' }).locator('details', { hasText: '等我签字' }).getByRole('link').click();
    await head.getByRole('link', { name: '改了什么' }).click();
    await head.locator('ins', { hasText: '统筹重点项目' }).waitFor();
    await head.keyboard.press('j');
    await head.getByText(/^第 1 处，共 \d+ 处$/).waitFor();
    assert.deepEqual(await violations(head), []);
    await look(head, '改了什么');
    await head.getByRole('link', { name: '回到文本' }).click();
    await press(head, '负责人签字');
    await state(head, '负责人已签字');
    await preparer.reload();
    await press(preparer, '报送');
    await state(preparer, '已报送');

    await link(bureau, '进度总览');
    await bureau.setViewportSize({ width: 1366, height: 768 });
    await bureau.getByRole('link', { name: '应编文本' }).click();
    await bureau.getByLabel('年度').fill('2025');
    await bureau.getByRole('checkbox', { name: '各部门的部门预算' }).check();
    await bureau.getByRole('checkbox', { name: '各单位的单位预算' }).check();
    await press(bureau, '保存');
    await bureau.getByText('已保存。').waitFor();
    await look(bureau, '应编文本');
    await link(bureau, '进度总览');
    await bureau.locator('tr', { hasText: '云川县发展和改革局' }).getByText('未开始').waitFor();
    await bureau.getByRole('checkbox', { name: `选中 ${UNIT} 单位预算` }).check();
    await look(bureau, '总览-选中');
    const [sheet] = await Promise.all([bureau.waitForEvent('download'), bureau.getByRole('link', { name: '导出 Excel' }).click()]);
    assert.equal(sheet.suggestedFilename(), '2025年进度总览.xlsx');
    await press(bureau, '批准选中（1）');
    await bureau.getByRole('status').filter({ hasText: '：已批准' }).waitFor();
    assert.deepEqual(await violations(bureau), []);
    await preparer.reload();
    const day = (ahead: number) => new Date(Date.now() + (8 + 24 * ahead) * 3_600_000).toISOString().slice(0, 10);
    await told(preparer, '排期公开', '排期公开', day(3));
    await preparer.getByText(`${day(3)} 由系统公开`).waitFor();
    await look(preparer, '排期');
    await press(preparer, '取消排期');
    await told(preparer, '公开', '公开这份文本', day(0));
    await state(preparer, '已公开');

    const anybody = await browser('/published?words=发展 促进');
    await anybody.getByRole('link', { name: '2025年单位预算' }).click();
    await anybody.frameLocator('.frame').locator('h1').waitFor();
    await anybody.getByRole('region', { name: '第 1 版' }).getByText('已勘误').waitFor();
    const latest = anybody.getByRole('region', { name: '第 2 版' });
    const row = latest.locator('tr', { hasText: '.docx' });
    const [file] = await Promise.all([anybody.waitForEvent('download'), row.getByRole('link').click()]);
    const sum = createHash('sha256')
      .update(readFileSync(await file.path()))
      .digest('hex');
    assert.equal(await row.locator('code').innerText(), sum);
    await latest.getByRole('button', { name: '清单和签名' }).click();
    await look(anybody, '公开');
    assert.deepEqual(await violations(anybody), []);
    await latest.getByRole('link', { name: '看改了什么' }).click();
    await anybody.locator('p.entry', { hasText: '更正职责的说明。' }).waitFor();
    await anybody.locator('ins', { hasText: '统筹重点项目' }).waitFor();
    await anybody.setViewportSize({ width: 390, height: 844 });
    await look(anybody, '公开的改动-手机');
    await head.reload();
    await told(head, '撤回', '撤回已公开的文本', '发现错漏，重新编制。');
    await state(head, '已撤回');
    await anybody.getByRole('link', { name: '回到文本' }).click();
    await anybody.getByRole('alert').filter({ hasText: '这份文本已撤回：发现错漏，重新编制。' }).waitFor();
    await look(anybody, '撤回-手机');
    assert.deepEqual(await violations(anybody), []);
    for (const context of contexts.splice(0)) await context.close();
  });

  test('no page brings more than 300 kB of packed script', async (t) => {
    const page = await browser();
    page.on('response', (response) => {
      if (response.url().endsWith('.js')) assert.equal(response.headers()['content-encoding'], 'gzip');
    });
    await page.getByRole('heading', { name: '登录明账' }).waitFor();
    await page.getByLabel('账号').fill('shen');
    await page.getByLabel('口令').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '工作台' }).waitFor();
    for (const path of ['', '/matrix', '/sessions', '/password', '/published']) {
      await page.goto(`${site.address}/work${path}`, { waitUntil: 'networkidle' });
      const bytes = await scriptBytes(page);
      assert.ok(bytes > 50_000 && bytes < MOST_SCRIPT, `${path}: ${bytes}`);
      t.diagnostic(`/work${path}: ${bytes} bytes`);
    }
    await page.context().close();
  });

  test('without network the page says so, until it is there again', async () => {
    const page = await browser();
    await page.getByRole('heading', { name: '登录明账' }).waitFor();
    await page.context().setOffline(true);
    await page.getByText('网络已断开').waitFor();
    await page.context().setOffline(false);
    await page.getByText('网络已断开').waitFor({ state: 'detached' });
    await page.context().close();
  });
});
