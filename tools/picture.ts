// Makes docs/picture.png, an example paper on the page with one of its findings open, and docs/picture-compile.png, a compiled one with a
// number explained. Needs chromium (CHROMIUM_PATH, or /usr/bin/chromium).
//   npm run picture [-- WORDS of the finding's title]
import { spawn } from 'node:child_process';
import { chromium } from 'playwright-core';

const words = process.argv[2] ?? '';
const server = spawn(process.execPath, ['src/cli.ts', 'serve', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
const address = await new Promise<string>((resolve, reject) => {
  server.on('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  server.stdout.on('data', (chunk) => {
    const found = /http:\/\/[^/\s]+/.exec(String(chunk))?.[0];
    if (found) resolve(found);
  });
});
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
try {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' });
  await page.goto(`${address}/papers/yunchuan-budget-2025`);
  await page.locator('.finding-head', { hasText: words }).first().click();
  await page.locator('.pane .current').first().waitFor();
  await page.screenshot({ path: 'docs/picture.png' });

  await page.goto(`${address}/plans`);
  await page.getByRole('button', { name: '打开：云川县发展促进局' }).click();
  await page.locator('.jump', { hasText: '2025年预算收支总表' }).click();
  await page.frameLocator('.frame').locator('.n', { hasText: '402.96' }).first().click();
  await page.locator('.why').waitFor();
  await page.screenshot({ path: 'docs/picture-compile.png' });
} finally {
  await browser.close();
  server.kill();
}
