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

interface Served {
  readonly address: string;
  /** what it has printed so far */
  said(): string;
  stop(): Promise<number | null>;
}

/** Starts the server on a free port; gives its address and what ends it. */
function serve(more: Readonly<Record<string, string>>): Promise<Served> {
  const env = { ...process.env, ...more };
  const child = spawn(process.execPath, ['src/cli.ts', 'serve', '--port', '0'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], env });
  let printed = '';
  return new Promise((resolve, reject) => {
    const ended = new Promise<number | null>((done) => child.on('exit', done));
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`the server ended with ${code} before it told its address`)));
    child.stdout.on('data', (chunk) => {
      printed += String(chunk);
      const address = /http:\/\/[^/\s]+/.exec(String(chunk))?.[0];
      if (!address) return;
      const stop = () => {
        child.kill('SIGTERM');
        return ended;
      };
      resolve({ address, said: () => printed, stop });
    });
  });
}

/** A server of its own and a browser that looks at it. */
export class Site {
  readonly browser: Browser;
  private readonly served: Served;

  private constructor(browser: Browser, served: Served) {
    this.browser = browser;
    this.served = served;
  }

  /** `more`: environment of the server */
  static async start(more: Readonly<Record<string, string>> = {}): Promise<Site> {
    const served = await serve(more);
    return new Site(await chromium.launch({ executablePath: CHROMIUM!, args: FLAGS }), served);
  }

  get address(): string {
    return this.served.address;
  }

  get said(): string {
    return this.served.said();
  }

  async close(): Promise<void> {
    await this.browser.close();
    assert.equal(await this.served.stop(), 0, 'the server ends cleanly');
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

/** What a page has loaded of script, packed as it was sent. */
export const scriptBytes = (page: Page): Promise<number> =>
  page.evaluate(() =>
    (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
      .filter(({ name }) => name.endsWith('.js'))
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
  );
