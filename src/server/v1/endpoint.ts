import type { z } from 'zod';
import type { Session } from '../../store/people/session.ts';
import type { Actor } from '../../store/rights/actor.ts';
import type { Db } from '../../store/store.ts';
import type { InboxService } from '../inbox/service.ts';
import type { PerformanceRules } from './performance-rules.ts';
import type { PlanWorkers } from './plans.ts';

/** What an endpoint is given: everything in it was authenticated and validated. */
export interface Call<Body = unknown, Query = unknown> {
  readonly db: Db;
  readonly plans: PlanWorkers;
  readonly inbox: InboxService;
  readonly performance: PerformanceRules;
  /** hash of the rules that check papers */
  readonly forms: string;
  readonly now: Date;
  readonly actor: Actor;
  /** null where nobody is logged in: only in endpoints that are open to the public */
  readonly session: Session | null;
  /** the session's own secret, '' without session */
  readonly token: string;
  readonly address: string;
  readonly agent: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: Body;
  /** the bytes of the file that was sent, empty where none is taken */
  readonly file: Uint8Array;
}

/** A file as an answer. */
export class Download {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;

  constructor(name: string, type: string, bytes: Uint8Array) {
    this.name = name;
    this.type = type;
    this.bytes = bytes;
  }
}

/** A picture that never changes at its address. */
export class Picture {
  readonly png: Uint8Array;

  constructor(png: Uint8Array) {
    this.png = png;
  }
}

/** A paper as a page, to be shown in a frame of ours: styles of its own, no script. */
export class Page {
  readonly html: string;

  constructor(html: string) {
    this.html = html;
  }
}

/** An answer that sets the session's cookie, or takes it away (null). */
export class Entered {
  readonly token: string | null;
  readonly value: unknown;

  constructor(token: string | null, value: unknown) {
    this.token = token;
    this.value = value;
  }
}

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** One route: what it takes, who may call it at all, and the one verb it calls. Its description in OpenAPI is made of the same. */
export interface Endpoint<Body = unknown, Query = unknown> {
  readonly method: Method;
  /** under /api/v1, parameters in braces */
  readonly path: string;
  readonly summary: string;
  /** public: also without login; change: also before a first password was changed */
  readonly access: 'public' | 'session' | 'change';
  readonly query?: z.ZodType<Query>;
  /** JSON */
  readonly body?: z.ZodType<Body>;
  /** the body is the bytes of one file */
  readonly file?: true;
  handle(call: Call<Body, Query>): Promise<unknown>;
}

/** Keeps the types of body and query together with what handles them. */
export const endpoint = <Body = undefined, Query = undefined>(one: Endpoint<Body, Query>): Endpoint => one as Endpoint;
