import { randomUUID } from 'node:crypto';
import type { BlockList } from 'node:net';
import type { Hono } from 'hono';
import { loadForms } from '../../src/forms.ts';
import type { InboxService } from '../../src/server/inbox/service.ts';
import { workspaceApi } from '../../src/server/v1/index.ts';
import { performanceRules } from '../../src/server/v1/performance-rules.ts';
import type { PlanWorkers } from '../../src/server/v1/plans.ts';
import { StoreError } from '../../src/store/error.ts';
import { insertPlan } from '../../src/store/query/plan.ts';
import type { State } from '../../src/store/schema.ts';
import type { Db, Store } from '../../src/store/store.ts';
import { PASSWORD, PLAN } from '../store/people.ts';

const performance = performanceRules(loadForms());

export const NOW = new Date('2025-03-02T02:00:00Z');

/** Received papers wait for ever: for tests that ask who may, not what comes of it. */
const NO_INBOX = {
  wake() {},
  bytes: async () => new Uint8Array(),
  original: () => Promise.reject(new StoreError('invalid', '没有')),
  handover: () => Promise.reject(new StoreError('invalid', '没有')),
} as unknown as InboxService;

/** The workspace's API over a store. `plans`, `inbox`: the workers, or what stands for them where no paper is made. */
export function apiOver(
  store: () => Store,
  plans: PlanWorkers,
  { inbox = NO_INBOX, proxies = null }: { readonly inbox?: InboxService; readonly proxies?: BlockList | null } = {},
): Hono {
  // a tenth of a second from request to request: more would be refused
  let requests = 0;
  const now = () => new Date(NOW.getTime() + ++requests * 100);
  return workspaceApi({ store: async () => store(), plans, inbox, performance, forms: 'x', secure: false, proxies, now });
}

/** Workers that find every plan wrong: for tests that ask who may, not what comes of it. */
export const NO_PLANS = {
  read: async () => ({ made: null, problems: [] }),
  check: async () => ({ made: null, problems: [] }),
  files: async () => ({ made: [], problems: [] }),
  page: async () => ({ made: null, problems: [] }),
  workbook: async () => ({ made: null, problems: [] }),
  grid: async () => null,
  problems: async () => [],
  empty: async () => ({ made: null, problems: [] }),
  next: async () => ({ made: null, problems: [] }),
  difference: async () => ({ figures: [], lines: [] }),
  record: async () => ({ made: null, problems: [] }),
} as unknown as PlanWorkers;

export interface Answer {
  readonly status: number;
  readonly body: { readonly error?: string; readonly detail?: Record<string, unknown> | null } & Record<string, unknown>;
  readonly headers: Headers;
}

/** Somebody at a browser: keeps the cookie, sends the token. */
export class Client {
  private readonly api: Hono;
  cookie = '';
  csrf = '';

  constructor(api: Hono) {
    this.api = api;
  }

  static async entered(api: Hono, login: string, password = PASSWORD): Promise<Client> {
    const client = new Client(api);
    const { status, body, headers } = await client.send('post', '/login', { login, password });
    if (status !== 200) throw new Error(`${login}: ${status} ${body.error}`);
    client.cookie = (headers.get('set-cookie') ?? '').split(';')[0]!;
    client.csrf = String(body.csrf);
    return client;
  }

  /** `body`: JSON, or bytes as a file */
  async send(method: string, path: string, body?: unknown, more: Record<string, string> = {}): Promise<Answer> {
    const file = body instanceof Uint8Array;
    const type: Record<string, string> =
      body === undefined ? {} : { 'content-type': file ? 'application/octet-stream' : 'application/json' };
    const own: Record<string, string> = this.cookie === '' ? {} : { cookie: this.cookie, 'x-csrf-token': this.csrf };
    const response = await this.api.request(`http://localhost${path}`, {
      method: method.toUpperCase(),
      headers: { host: 'localhost', ...type, ...own, ...more },
      body: body === undefined ? undefined : file ? Buffer.from(body) : JSON.stringify(body),
    });
    const text = await response.text();
    const json = (response.headers.get('content-type') ?? '').includes('json');
    return { status: response.status, body: json ? JSON.parse(text) : {}, headers: response.headers };
  }
}

/** A paper whose only edition is in a state, put there without its history. */
export async function paperIn(db: Db, organisation: string, year: number, state: State): Promise<string> {
  return db.transaction().execute(async (tx) => {
    const plan = await insertPlan(tx, organisation, PLAN.form, { lines: [{ yuan: 1 }] }, null);
    const id = randomUUID();
    await tx.insertInto('paper').values({ id, organisation, year, kind: 'budget', scope: 'unit', plan, approved_on: null }).execute();
    const edition = {
      id: randomUUID(),
      paper: id,
      number: 1,
      state,
      checked: 1,
      signed_by: null,
      published_on: null,
      manifest: null,
      signature: null,
    };
    await tx.insertInto('edition').values(edition).execute();
    return id;
  });
}
