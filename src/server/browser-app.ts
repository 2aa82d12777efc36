import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { setPriority } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type Context, Hono } from 'hono';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SOURCE = join(ROOT, 'web', 'app');
const BUILT = join(ROOT, 'node_modules', '.cache', 'app');
/** What else is bundled: rules of src/ that both sides know, and what they rest on. */
const SHARED = join(ROOT, 'src');
const LOCK = join(ROOT, 'package-lock.json');
/** Lower than the server's: the first page comes before the app is built. */
const PRIORITY = 10;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

interface BuiltFile {
  readonly type: string;
  readonly bytes: Buffer;
  readonly gzipped: Buffer;
}

const WAITING = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<link rel="icon" href="/web/shared/icon.svg" type="image/svg+xml"><meta http-equiv="refresh" content="2"><title>正在准备 · 明账</title></head><body><main><h1>正在准备工作区</h1>
<p role="status">安装后第一次打开，要准备几秒钟，完成后自动进入。</p></main></body></html>`;
const FAILED = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>没有准备好 · 明账</title></head><body><main>
<h1>工作区的网页没有准备好</h1><p role="alert">原因见运行“明账”的窗口。处理后重新运行 npm start；校验和编制的页面照常可用。</p></main></body></html>`;

/** Names what the app is built from. */
function contentHash(): string {
  const files = [SOURCE, SHARED].flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name)),
  );
  const hash = createHash('sha256');
  for (const file of [...files, LOCK].sort()) hash.update(file.slice(ROOT.length)).update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

/** Bundles web/app into a folder. Rejects with what the bundler says. */
function bundle(folder: string, ending: AbortSignal): Promise<void> {
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', SOURCE, '--outDir', folder, '--emptyOutDir', '--logLevel', 'error'];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'], signal: ending });
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += String(chunk);
    });
    child.on('spawn', () => lower(child.pid));
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(said || `exit ${code}`))));
  });
}

function lower(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, PRIORITY);
  } catch {
    // it ended meanwhile, or the system does not allow it: then it is built as fast as the rest
  }
}

function loaded(folder: string): ReadonlyMap<string, BuiltFile> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      const bytes = readFileSync(file);
      const type = TYPES[extname(name)] ?? 'application/octet-stream';
      return [file.slice(folder.length + 1).replaceAll('\\', '/'), { type, bytes, gzipped: gzipSync(bytes) }];
    }),
  );
}

/** The app of the workspace: built once for what its sources are, then served from memory. */
export class BrowserApp {
  private files: Promise<ReadonlyMap<string, BuiltFile>> | null = null;
  private state: 'waiting' | 'ready' | 'failed' = 'waiting';
  private readonly ending = new AbortController();

  /** Builds it where it is not built yet; who asks twice waits for the same. Rejects where it cannot be built. */
  prepare(): Promise<ReadonlyMap<string, BuiltFile>> {
    this.files ??= this.make();
    return this.files;
  }

  /** As `prepare`, for a server that goes on without. */
  begin(): void {
    this.prepare().catch((error: unknown) => {
      if (this.ending.signal.aborted) return;
      process.stderr.write(`工作区的网页没有准备好：${error instanceof Error ? error.message : String(error)}\n`);
    });
  }

  /** Ends a build that is under way. */
  close(): void {
    this.ending.abort();
  }

  /** Under /work: files by their hashed names, and the one page for every other address. */
  routes(): Hono {
    const app = new Hono();
    app.get('/assets/:name', async (c) => {
      const file = this.state === 'ready' ? (await this.prepare()).get(`assets/${c.req.param('name')}`) : undefined;
      return file ? this.send(c, file, 'public, max-age=31536000, immutable') : c.notFound();
    });
    const page = async (c: Context) => {
      if (this.state !== 'ready') {
        this.begin();
        c.header('cache-control', 'no-store');
        return c.html(this.state === 'failed' ? FAILED : WAITING, 503);
      }
      const html = (await this.prepare()).get('index.html');
      return html ? this.page(c, html) : c.notFound();
    };
    app.get('/', page);
    app.get('/*', page);
    return app;
  }

  /** Ant Design writes its styles while it runs: they carry a word that only this answer knows. */
  private page(c: Context, { bytes }: BuiltFile): Response {
    const nonce = randomBytes(16).toString('base64');
    const policy = `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
    c.header('content-security-policy', policy);
    c.header('cache-control', 'no-store');
    return c.html(bytes.toString().replace('__NONCE__', nonce));
  }

  private send(c: Context, { type, bytes, gzipped }: BuiltFile, cache: string): Response {
    const packed = /\bgzip\b/.test(c.req.header('accept-encoding') ?? '');
    c.header('cache-control', cache);
    c.header('vary', 'accept-encoding');
    if (packed) c.header('content-encoding', 'gzip');
    return c.body(Uint8Array.from(packed ? gzipped : bytes), 200, { 'content-type': type });
  }

  private async make(): Promise<ReadonlyMap<string, BuiltFile>> {
    try {
      const hash = contentHash();
      const folder = join(BUILT, hash);
      if (!existsSync(folder)) await build(hash, folder, this.ending.signal);
      const files = loaded(folder);
      this.state = 'ready';
      return files;
    } catch (error) {
      this.state = 'failed';
      throw error;
    }
  }
}

/** Builds beside and renames: whoever finds the folder finds all of it. Takes away what older sources made. */
async function build(hash: string, folder: string, ending: AbortSignal): Promise<void> {
  const beside = `${folder}.${process.pid}`;
  mkdirSync(BUILT, { recursive: true });
  await bundle(beside, ending);
  try {
    renameSync(beside, folder);
  } catch (error) {
    // another server was first
    if (!existsSync(folder)) throw error;
    rmSync(beside, { recursive: true });
  }
  for (const old of readdirSync(BUILT)) if (!old.startsWith(hash)) rmSync(join(BUILT, old), { recursive: true, force: true });
}
