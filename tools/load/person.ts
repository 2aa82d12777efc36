import { Agent, request } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { PASSWORD } from './county.ts';

/** What pages took, by name of the page. */
export interface Taken {
  readonly page: string;
  readonly milliseconds: number;
  /** 0: no answer */
  readonly status: number;
  readonly bytes: number;
}

interface Answer {
  readonly status: number;
  readonly body: Buffer;
  readonly cookie: string;
}

/**
 * Somebody with an address of their own (limits are counted by address), who asks for pages as a browser does: all that a page needs at once.
 * `host` is a loopback address to ask from.
 */
export class Person {
  private readonly base: URL;
  private readonly host: string;
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 6 });
  private cookie = '';
  private csrf = '';
  readonly taken: Taken[] = [];

  constructor(base: URL, host: string) {
    this.base = base;
    this.host = host;
  }

  private send(method: string, path: string, body?: unknown): Promise<Answer> {
    const headers: Record<string, string> = { origin: this.base.origin };
    if (this.cookie !== '') Object.assign(headers, { cookie: this.cookie, 'x-csrf-token': this.csrf });
    if (body !== undefined) headers['content-type'] = 'application/json';
    const url = new URL(`/api/v1${path}`, this.base);
    return new Promise((resolve, reject) => {
      const asked = request(url, { method, headers, agent: this.agent, localAddress: this.host }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () => {
          const cookie = (answer.headers['set-cookie']?.[0] ?? '').split(';')[0]!;
          resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts), cookie });
        });
      });
      asked.on('error', (error: NodeJS.ErrnoException) => {
        // the server had just given up a connection that was kept: it is asked again, as browsers do
        if (asked.reusedSocket && error.code === 'ECONNRESET') resolve(this.send(method, path, body));
        else reject(error);
      });
      asked.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  /** A request whose answer is needed. Throws an Error where it is refused. */
  async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.send(method, path, body);
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${answer.body}`);
    return (answer.body.length === 0 ? undefined : JSON.parse(String(answer.body))) as T;
  }

  async enter(login: string): Promise<void> {
    const { status, body, cookie } = await this.send('POST', '/login', { login, password: PASSWORD });
    if (status !== 200) throw new Error(`${login}: ${status} ${body}`);
    this.cookie = cookie;
    this.csrf = (JSON.parse(String(body)) as { csrf: string }).csrf;
  }

  /** Opens a page, or does one thing; what the slowest of its requests took is what it took. Gives the first answer. */
  async open(page: string, paths: readonly string[], method = 'GET', body?: unknown): Promise<Buffer> {
    const start = performance.now();
    let answers: Answer[] = [];
    try {
      answers = await Promise.all(paths.map((path) => this.send(method, path, body)));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error; // a connection that broke is a page that failed
    }
    const status = answers.length === 0 ? 0 : Math.max(...answers.map((answer) => answer.status));
    const bytes = answers.reduce((sum, answer) => sum + answer.body.length, 0);
    this.taken.push({ page, milliseconds: performance.now() - start, status, bytes });
    return answers[0]?.body ?? Buffer.alloc(0);
  }

  leave(): void {
    this.agent.destroy();
  }
}

/** Thinks before the next page: on average so many milliseconds, seldom much longer. */
export const think = (mean: number, draw: () => number): Promise<void> => setTimeout(Math.min(-Math.log(1 - draw()) * mean, mean * 5));
