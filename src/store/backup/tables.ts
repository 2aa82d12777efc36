import type { Database } from '../schema.ts';

/** All that is kept, in an order in which it can be put in again, each table with the key it is read by. Sessions and failed logins are not kept. */
export const TABLES = {
  installation: ['key'],
  region: ['code'],
  organisation: ['id'],
  account: ['id'],
  held_role: ['account', 'role', 'organisation'],
  form_year: ['id'],
  duty: ['region', 'year', 'kind', 'organisation_kind', 'scope'],
  exemption: ['organisation', 'year', 'kind'],
  plan: ['id'],
  plan_record: ['id'],
  project: ['id'],
  performance_year: ['id'],
  paper: ['id'],
  edition: ['id'],
  blob: ['sha256'],
  file: ['edition', 'name'],
  fact: ['edition', 'position'],
  finding: ['id'],
  comment: ['id'],
  inbox_paper: ['id'],
  inbox_version: ['id'],
  inbox_finding: ['id'],
  event: ['seq'],
  event_head: ['one'],
} as const satisfies Partial<Record<keyof Database, readonly string[]>>;

/** Tables of earlier states of the schema, which a migration put into others. */
export const FORMER: readonly string[] = ['evaluation'];

export type Table = keyof typeof TABLES;
export const tables = Object.keys(TABLES) as Table[];

export type Row = Readonly<Record<string, unknown>>;

/** A value of a column as JSON that says itself what it was. */
export function packed(value: unknown): unknown {
  if (value instanceof Date) return { time: value.toISOString() };
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString('base64') };
  return typeof value === 'object' && value !== null ? { json: value } : value;
}

/** The value as a query takes it. */
export function unpacked(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('time' in value) return new Date(String(value.time));
  if ('bytes' in value) return Buffer.from(String(value.bytes), 'base64');
  if ('json' in value) return JSON.stringify(value.json);
  throw new TypeError(`no such value: ${Object.keys(value).join()}`);
}

/** The first line of a backup. */
export interface Header {
  readonly mingzhang: 'backup';
  /** state of the schema */
  readonly schema: string;
  /** ISO 8601 */
  readonly made: string;
}

/** The last line of a backup: without it, it was cut off. */
export interface Footer {
  readonly rows: number;
  /** SHA-256 of all lines before */
  readonly sha256: string;
}
