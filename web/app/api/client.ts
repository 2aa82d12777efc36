/** An answer as it comes over the wire: dates are ISO text. */
export type Json<T> = T extends Date ? string : T extends object ? { [K in keyof T]: Json<T[K]> } : T;

/** What the server, or the way to it, refused; `message` says in Chinese what to do. */
export class Refused extends Error {
  /** of HTTP; 0 where the server was not reached */
  readonly status: number;
  readonly detail: unknown;

  constructor(status: number, message: string, detail: unknown = null) {
    super(message);
    this.status = status;
    this.detail = detail;
  }
}

const API = '/api/v1';
let csrf = '';
let onEnded: () => void = () => {};

/** The session's token, which goes with every change; '' without session. */
export const holdToken = (token: string): void => {
  csrf = token;
};
/** What to do when the server no longer knows the session. */
export const whenEnded = (act: () => void): void => {
  onEnded = act;
};

export const address = (path: string): string => `${API}${path}`;

type Verb = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Asks the API. `body`: JSON, or a file as its bytes. Rejects with Refused. */
export async function send<T>(verb: Verb, path: string, body?: object): Promise<T> {
  const file = body instanceof Blob;
  const type: Record<string, string> = body === undefined ? {} : { 'content-type': file ? 'application/octet-stream' : 'application/json' };
  const proof: Record<string, string> = verb === 'get' || csrf === '' ? {} : { 'x-csrf-token': csrf };
  const response = await fetch(address(path), {
    method: verb.toUpperCase(),
    headers: { ...type, ...proof },
    body: body === undefined ? undefined : file ? body : JSON.stringify(body),
  }).catch(() => {
    throw new Refused(0, '连不上服务器。请检查网络，或者看“明账”是否还在运行，然后再试。');
  });
  if (response.status === 204) return undefined as T;
  const answer = (await response.json().catch(() => ({}))) as { error?: string; detail?: unknown };
  if (response.ok) return answer as T;
  if (response.status === 401 && csrf !== '') onEnded();
  throw new Refused(response.status, answer.error ?? `服务器没有完成请求（${response.status}），请稍后再试。`, answer.detail);
}
