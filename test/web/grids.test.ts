import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { load } from 'js-yaml';
import type { Page } from 'playwright-core';
import { change } from '../../src/store/log/append.ts';
import { insertAccount } from '../../src/store/query/account.ts';
import { createOrganisation, putRegion } from '../../src/store/query/organisation.ts';
import { SYSTEM } from '../../src/store/rights/actor.ts';
import { openStore } from '../../src/store/store.ts';
import { createPaper } from '../../src/store/work/paper.ts';
import { PASSWORD, ROOT } from '../store/people.ts';
import { violations } from './axe.ts';
import { CHROMIUM, Site, scriptBytes } from './site.ts';

const EXAMPLE = new URL('../../examples/huairen-budget-2025/plan.yaml', import.meta.url);
/** a folder for pictures, for people to look at */
const PICTURES = process.env.MINGZHANG_PICTURES;
type Value = Readonly<Record<string, unknown>>;

/** A unit with two preparers and one paper, put into a new store. Gives the paper's id. */
async function seeded(folder: string): Promise<string> {
  const { db, close } = await openStore({ folder });
  await putRegion(db, ROOT, { code: '140199', name: '云川县' });
  const { form, ...plan } = load(String(readFileSync(EXAMPLE))) as Value & { form: string };
  const given = { region: '140199', parent: null, section: null, kind: 'department', code: '', name: String(plan.organisation) } as const;
  const { id: organisation } = await createOrganisation(db, ROOT, given);
  const held = [{ role: 'preparer', organisation }] as const;
  const ids = await Promise.all(
    ['wang', 'li'].map((login) =>
      change(db, SYSTEM, async (tx) => {
        const id = await insertAccount(tx, { login, name: login, held }, PASSWORD);
        await tx.updateTable('account').set({ must_change: false }).where('id', '=', id).execute();
        return { value: id, happened: [] };
      }),
    ),
  );
  const actor = { account: ids[0]!, login: 'wang', held };
  const paper = await createPaper(db, actor, { organisation, year: 2025, kind: 'budget', scope: 'unit', form, plan });
  await close();
  return paper;
}

describe('a plan in grids, in the browser', { skip: CHROMIUM ? false : '没有找到 chromium，跳过网页测试' }, () => {
  let site: Site;
  let paper = '';
  const folder = mkdtempSync(join(tmpdir(), 'mingzhang-grids-'));

  before(async () => {
    paper = await seeded(folder);
    site = await Site.start({ MINGZHANG_DATA: folder, DATABASE_URL: '' });
    if (PICTURES) mkdirSync(PICTURES, { recursive: true });
  });
  after(async () => {
    await site?.close();
    rmSync(folder, { recursive: true });
  });

  /** Somebody's own browser at the paper. */
  async function opened(login: string): Promise<Page> {
    const permissions = ['clipboard-read', 'clipboard-write'];
    const context = await site.browser.newContext({ viewport: { width: 1366, height: 768 }, permissions, reducedMotion: 'reduce' });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => assert.fail(error));
    page.on('console', (message) => {
      // the browser itself notes every answer that refuses, and that it is offline
      if (message.type() === 'error' && !/status of (401|409|503)|ERR_INTERNET_DISCONNECTED/.test(message.text()))
        assert.fail(message.text());
    });
    await page.goto(`${site.address}/work/papers/${paper}`);
    await page.getByLabel('账号').fill(login, { timeout: 60_000 });
    await page.getByLabel('口令').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('grid').waitFor();
    return page;
  }
  const sheet = (page: Page, name: string) => page.getByLabel('编制内容的各张表').getByRole('button', { name }).first().click();
  /** The cell of a row, counted from 1, under a header. */
  async function cell(page: Page, row: number, head: string) {
    const heads = await page.getByRole('columnheader').allInnerTexts();
    const column = heads.findIndex((one) => one.startsWith(head)) + 1;
    assert.ok(column > 0, `${head}: ${heads.join('、')}`);
    return page.locator(`[role=row][aria-rowindex="${row + 1}"] [role=gridcell][aria-colindex="${column}"]`);
  }
  const text = async (page: Page, row: number, head: string): Promise<string> => (await cell(page, row, head)).innerText();
  const saved = (page: Page, words: string | RegExp = '已保存') => page.locator('.saved', { hasText: words }).waitFor();
  const look = async (page: Page, name: string): Promise<void> => {
    if (PICTURES) await page.screenshot({ path: join(PICTURES, `${name}.png`) });
  };
  const AMOUNT = '金额';

  test('typed, pasted, undone, saved by itself; problems in their cells; two people at one cell; no network', async (t) => {
    const page = await opened('wang');
    await page.getByText('填报没有问题。').waitFor();
    await look(page, '编制');
    const script = await scriptBytes(page);
    t.diagnostic(`${script} bytes of packed script`);
    assert.ok(script > 50_000 && script < 300_000, `${script}`);
    assert.deepEqual(await violations(page), []);

    // typed, saved, undone; the totals follow
    const before = await text(page, 1, AMOUNT);
    await (await cell(page, 1, AMOUNT)).click();
    await page.keyboard.type('1,000.50元');
    await page.keyboard.press('Enter');
    assert.equal(await text(page, 1, AMOUNT), '1,000.50');
    await saved(page, '正在保存');
    await saved(page);
    await page.keyboard.press('Control+z');
    assert.equal(await text(page, 1, AMOUNT), before);
    await page.keyboard.press('Control+y');
    assert.equal(await text(page, 1, AMOUNT), '1,000.50');
    await page.keyboard.press('Control+z');

    // a code found by its name
    await (await cell(page, 1, '部门经济科目')).click();
    await page.keyboard.press('F2');
    await page.keyboard.type('住房公积金');
    await page.keyboard.press('Enter');
    assert.equal(await text(page, 1, '部门经济科目'), '30113 住房公积金');
    await page.keyboard.press('Control+z');

    // a block from Excel, over rows that are there; what is wrong is marked in its cell, and the list leads to it
    await page.evaluate((words) => navigator.clipboard.writeText(words), '上年结转\t12万\r\n"当年安排"\t2,000\r\n');
    await (await cell(page, 2, '来源年度')).click();
    await page.keyboard.press('Control+v');
    assert.deepEqual([await text(page, 2, '来源年度'), await text(page, 3, AMOUNT)], ['上年结转', '2,000.00']);
    await saved(page);
    const problem = page.getByLabel('填报的问题').getByRole('button', { name: '单位不是元' });
    await problem.waitFor();
    assert.match((await (await cell(page, 2, AMOUNT)).getAttribute('class')) ?? '', /\bbad\b/);
    await sheet(page, '项目支出');
    await problem.click();
    await page.getByRole('grid', { name: '基本支出' }).waitFor();
    await look(page, '编制-问题');
    assert.deepEqual(await violations(page), []);

    // copied out as Excel takes it
    await (await cell(page, 3, '来源年度')).click();
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Control+c');
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), '当年安排\t2000');
    await page.keyboard.press('Control+z');
    await saved(page);
    await page.getByText('填报没有问题。').waitFor();

    // somebody else: another cell comes in by itself, the same cell is a conflict
    const other = await opened('li');
    await (await cell(other, 4, AMOUNT)).click();
    await other.keyboard.type('400');
    await other.keyboard.press('Enter');
    await saved(other, '正在保存');
    await saved(other);
    await page.locator('[role=gridcell]', { hasText: /^400\.00$/ }).waitFor();
    await page.context().setOffline(true);
    await (await cell(page, 5, AMOUNT)).click();
    await page.keyboard.type('555');
    await page.keyboard.press('Enter');
    await saved(page, '没有保存：断网，改动还在本页');
    await (await cell(other, 5, AMOUNT)).click();
    await other.keyboard.type('777');
    await other.keyboard.press('Enter');
    await saved(other, '正在保存');
    await saved(other);
    await page.context().setOffline(false);
    const conflict = page.getByRole('alert', { name: '与别人的改动冲突' });
    await conflict.waitFor();
    assert.match(await conflict.innerText(), /第 5 行 · 金额.*555\.00.*777\.00/s);
    await look(page, '编制-冲突');
    await conflict.getByRole('button', { name: '用我的' }).click();
    await saved(page);
    await other.locator('[role=gridcell]', { hasText: /^555\.00$/ }).waitFor();
    await page.context().close();
    await other.context().close();
  });
});
