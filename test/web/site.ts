import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';

export const CHROMIUM = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => path && existsSync(path),
);
export const FLAGS = [
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

/** A server of its own and a browser that looks at it. */
export class Site {
  readonly browser: Browser;
  readonly address: string;
  private readonly stop: () => Promise<number | null>;

  private constructor(browser: Browser, address: string, stop: () => Promise<number | null>) {
    this.browser = browser;
    this.address = address;
    this.stop = stop;
  }

  static async start(): Promise<Site> {
    const { address, stop } = await serve();
    return new Site(await chromium.launch({ executablePath: CHROMIUM!, args: FLAGS }), address, stop);
  }

  async close(): Promise<void> {
    await this.browser.close();
    assert.equal(await this.stop(), 0, 'the server ends cleanly');
  }

  /** The first page, failing the test where the browser complains of anything. */
  async open(width: number, height: number): Promise<Page> {
    const page = await this.browser.newPage({ viewport: { width, height }, reducedMotion: 'reduce' });
    page.setDefaultTimeout(10_000);
    page.on('pageerror', (error) => assert.fail(error));
    page.on('console', (message) => assert.notEqual(message.type(), 'error', message.text()));
    await page.goto(this.address);
    return page;
  }
}

/** Whether the first element of a kind is on the screen as a whole. */
export const inside = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const box = element.getBoundingClientRect();
      return box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth;
    });
