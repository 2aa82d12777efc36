import { timingSafeEqual } from 'node:crypto';
import type { BlockList } from 'node:net';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { z } from 'zod';
import { type Refusal, StoreError, StoreUnavailable } from '../../store/error.ts';
import { csrfToken, LONGEST, type Session, sessionOf } from '../../store/people/session.ts';
import { PUBLIC } from '../../store/rights/actor.ts';
import type { Store } from '../../store/store.ts';
import { attachment } from '../download.ts';
import type { InboxService } from '../inbox/service.ts';
import { PREVIEW_POLICY } from '../plans/api.ts';
import { MAX_FILE, MB } from '../upload.ts';
import { clientAddress } from './address.ts';
import { type Call, Download, type Endpoint, Entered, Page, Picture } from './endpoint.ts';
import { gridEndpoints } from './grid.ts';
import { inboxEndpoints } from './inbox.ts';
import { COMPARISONS, LOGINS, RateLimit, REQUESTS } from './limits.ts';
import { openApi, parametersOf } from './openapi.ts';
import { overviewEndpoints } from './overview.ts';
import { paperEndpoints } from './papers.ts';
import { peopleEndpoints } from './people.ts';
import { performanceEndpoints } from './performance.ts';
import type { PerformanceRules } from './performance-rules.ts';
import type { PlanWorkers } from './plans.ts';
import { projectEndpoints } from './projects.ts';
import { publicationEndpoints } from './publication.ts';
import { PARAMETERS } from './schemas.ts';
import { takeEndpoints } from './take.ts';

const MAX_JSON = 2 * MB;
const COOKIE = 'mingzhang';

export const endpoints: readonly Endpoint[] = [
  ...peopleEndpoints,
  ...projectEndpoints,
  ...gridEndpoints,
  ...paperEndpoints,
  ...publicationEndpoints,
  ...overviewEndpoints,
  ...inboxEndpoints,
  ...performanceEndpoints,
  ...takeEndpoints,
];

export interface WorkspaceOptions {
  /** the store, opened when it is first needed */
  readonly store: () => Promise<Store>;
  readonly plans: PlanWorkers;
  readonly inbox: InboxService;
  readonly performance: PerformanceRules;
  readonly forms: string;
  /** served by HTTPS: the cookie is sent by no other way */
  readonly secure: boolean;
  /** proxies that are believed when they say who asks */
  readonly proxies?: BlockList | null;
  readonly now?: () => Date;
}

type Status = 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429;
const STATUS: Readonly<Record<Refusal, Status>> = { invalid: 422, unknown: 404, forbidden: 403, conflict: 409, limited: 429 };

/** What PostgreSQL says where two did something at the same moment: unique violation, serialization failure, deadlock. */
const CLASHES: readonly unknown[] = ['23505', '40001', '40P01'];

/** A request that is refused before any verb is called. */
class Refused extends Error {
  readonly status: Status;

  constructor(status: Status, message: string) {
    super(message);
    this.status = status;
  }
}

/** What the parser says of the first thing that is wrong. Throws Refused. */
function parsed<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue?.path.join('.') ?? '';
  const said = /[\u4e00-\u9fff]/.test(issue?.message ?? '') ? issue?.message : '格式不对';
  throw new Refused(422, `${what}${where === '' ? '' : ` ${where.slice(0, 100)}`}：${said}。`);
}

const same = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** Requests that change something come from our own page: another site neither has the token nor our origin. Throws Refused. */
function checkOrigin(c: Context, token: string, { access }: Endpoint): void {
  const site = c.req.header('sec-fetch-site');
  const origin = c.req.header('origin');
  const foreign =
    (site !== undefined && site !== 'same-origin' && site !== 'none') || (origin !== undefined && !isOwn(origin, c.req.header('host')));
  const header = c.req.header('x-csrf-token') ?? '';
  const unproved = access !== 'public' && !same(Buffer.from(header).toString('hex'), Buffer.from(csrfToken(token)).toString('hex'));
  if (foreign || unproved) throw new Refused(403, '请求不是从明账的页面发出的，没有执行。请刷新页面后再试。');
}

const isOwn = (origin: string, host: string | undefined): boolean => URL.canParse(origin) && new URL(origin).host === host;

/** Throws Refused. */
async function bodyOf(c: Context, { body, file }: Endpoint): Promise<{ body: unknown; file: Uint8Array }> {
  const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  const none = new Uint8Array();
  if (file) {
    if (type !== 'application/octet-stream') throw new Refused(415, '请以 application/octet-stream 发送文件内容。');
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    if (bytes.length === 0) throw new Refused(422, '文件是空的。');
    return { body: undefined, file: bytes };
  }
  if (!body) return { body: undefined, file: none };
  if (type !== 'application/json') throw new Refused(415, '请以 application/json 发送内容。');
  const text = await c.req.text();
  // PostgreSQL keeps no such character, neither in text nor in JSON
  if (/\\u0000|\0/.test(text)) throw new Refused(422, '内容含有无效字符。');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new Refused(422, '内容不是 JSON。');
    throw error;
  }
  return { body: parsed(body, value, '内容'), file: none };
}

/** Who asks. Throws Refused where somebody must be logged in and is not. */
async function authenticate(store: Store, token: string, { access }: Endpoint, now: Date): Promise<Session | null> {
  const session = token === '' ? null : await sessionOf(store.db, token, now);
  if (access === 'public') return session?.mustChange ? null : session;
  if (!session) throw new Refused(401, '还没有登录，或者登录已过期，请重新登录。');
  if (session.mustChange && access !== 'change') throw new Refused(403, '第一次登录要先改口令。');
  return session;
}

/** The address that the request came from. */
function addressOf(c: Context, proxies: BlockList | null): string {
  const { incoming } = (c.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } };
  return clientAddress(incoming?.socket?.remoteAddress ?? '', c.req.header('x-forwarded-for') ?? '', proxies);
}

/** /api/v1: the workspace. Each route authenticates, validates, calls one verb and serialises what it gives. */
export function workspaceApi({
  store: open,
  plans,
  inbox,
  performance,
  forms,
  secure,
  proxies = null,
  now = () => new Date(),
}: WorkspaceOptions): Hono {
  const api = new Hono();
  const logins = new RateLimit(LOGINS);
  const comparisons = new RateLimit(COMPARISONS);
  const requests = new RateLimit(REQUESTS);

  const answer = (c: Context, value: unknown): Response => {
    if (value instanceof Download) {
      c.header('content-disposition', attachment(value.name));
      c.header('content-security-policy', "sandbox; default-src 'none'");
      return c.body(Buffer.from(value.bytes), 200, { 'content-type': value.type });
    }
    if (value instanceof Picture) {
      c.header('cache-control', 'private, max-age=86400, immutable');
      return c.body(Buffer.from(value.png), 200, { 'content-type': 'image/png' });
    }
    if (value instanceof Page) {
      c.header('content-security-policy', PREVIEW_POLICY);
      c.header('x-frame-options', 'SAMEORIGIN');
      return c.html(value.html);
    }
    if (!(value instanceof Entered)) return value === undefined ? c.body(null, 204) : c.json(value as object);
    const cookie = { path: '/', httpOnly: true, sameSite: 'Strict', secure } as const;
    if (value.token === null) deleteCookie(c, COOKIE, cookie);
    else setCookie(c, COOKIE, value.token, { ...cookie, maxAge: LONGEST / 1000 });
    return value.value === null ? c.body(null, 204) : c.json(value.value as object);
  };

  for (const one of endpoints) {
    const limit = one.file ? MAX_FILE : MAX_JSON;
    const limited = bodyLimit({ maxSize: limit, onError: (c) => c.json({ error: `发送的内容太大（上限 ${limit / MB} MB）。` }, 413) });
    api.on(one.method.toUpperCase(), one.path.replace(/\{(\w+)\}/g, ':$1'), limited, async (c) => {
      const at = now();
      const address = addressOf(c, proxies);
      requests.count(address, at);
      if (one.path === '/login') logins.count(address, at);
      if (one.path.endsWith('/differences')) comparisons.count(address, at);
      const token = getCookie(c, COOKIE) ?? '';
      const store = await open();
      const session = await authenticate(store, token, one, at);
      if (one.method !== 'get') checkOrigin(c, token, one);
      const params = Object.fromEntries(parametersOf(one.path).map((name) => [name, parsed(PARAMETERS[name]!, c.req.param(name), '地址')]));
      const query = one.query ? parsed(one.query, c.req.query(), '条件') : undefined;
      const given = await bodyOf(c, one);
      const agent = c.req.header('user-agent') ?? '';
      const who = { actor: session?.actor ?? PUBLIC, session, token, address, agent };
      c.header('cache-control', 'no-store');
      return answer(
        c,
        await one.handle({ db: store.db, plans, inbox, performance, forms, now: at, ...who, params, query, ...given } satisfies Call),
      );
    });
  }
  api.get('/openapi.json', (c) => c.json(openApi(endpoints)));

  api.onError((error, c) => {
    if (error instanceof StoreError) return c.json({ error: error.message, detail: error.detail }, STATUS[error.refusal]);
    if (error instanceof Refused) return c.json({ error: error.message }, error.status);
    if (error instanceof StoreUnavailable) return c.json({ error: error.message }, 503);
    if ('code' in error && CLASHES.includes(error.code))
      return c.json({ error: '另一个人刚好同时做了同样的事，你的没有执行。请刷新后再试。' }, 409);
    throw error;
  });
  return api;
}
