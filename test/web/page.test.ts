import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { SAMPLE } from '../sample.ts';

const CHROMIUM = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => path && existsSync(path),
);
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const root = fileURLToPath(new URL('../..', import.meta.url));

/** Starts the server on a free port; gives its address and what ends it. */
function serve(): Promise<{ address: string; stop(): Promise<number | null> }> {
  const child = spawn(process.execPath, ['src/cli.ts', 'serve', '--port', '0'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    const ended = new Promise<number | null>((done) => child.on('exit', done));
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`the server ended with ${code} before it told its address`)));
    child.stdout.on('data', (chunk) => {
      const address = /http:\/\/[^/\s]+/.exec(String(chunk))?.[0];
      if (!address) return;
      const stop = () => {
        child.kill('SIGTERM');
        return ended;
      };
      resolve({ address, stop });
    });
  });
}

describe('the page', { skip: CHROMIUM ? false : '没有找到 chromium，跳过网页测试' }, () => {
  let server: Awaited<ReturnType<typeof serve>> | undefined;
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), 'mingzhang-web-'));
  const file = join(folder, '云川县档案馆.txt');
  const bad = join(folder, 'empty.txt');

  before(async () => {
    writeFileSync(file, SAMPLE);
    writeFileSync(bad, '');
    server = await serve();
    browser = await chromium.launch({ executablePath: CHROMIUM!, args: FLAGS });
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    if (!server) return;
    await browser.close();
    assert.equal(await server.stop(), 0, 'the server ends cleanly');
  });

  const address = (): string => server?.address ?? '';

  /** A page that fails the test where the browser complains of anything. */
  async function open(width: number, height: number): Promise<Page> {
    const page = await browser.newPage({ viewport: { width, height }, reducedMotion: 'reduce' });
    page.setDefaultTimeout(10_000);
    page.on('pageerror', (error) => assert.fail(error));
    page.on('console', (message) => assert.notEqual(message.type(), 'error', message.text()));
    await page.goto(address());
    return page;
  }

  const inside = (page: Page, selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => {
        const box = element.getBoundingClientRect();
        return box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth;
      });

  test('upload, findings, places, numbers, by mouse and keyboard', async () => {
    const page = await open(1366, 768);
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
    const page = await open(1366, 768);
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
    const page = await open(390, 844);
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
    const page = await browser.newPage();
    await page.goto(`${address()}/papers/none`);
    await page.getByRole('alert').waitFor();
    await page.close();
  });
});
