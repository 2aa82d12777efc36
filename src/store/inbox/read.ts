import { sql } from 'kysely';
import type { Finding } from '../../check/finding.ts';
import { StoreError } from '../error.ts';
import type { Actor } from '../rights/actor.ts';
import { inboxesOf } from '../rights/allowed.ts';
import type { Handling, InboxState, PaperKind, Scope } from '../schema.ts';
import type { Db } from '../store.ts';
import { type InboxPaperRow, seenInbox } from './case.ts';

/** A version of a received paper. */
export interface InboxVersion {
  readonly number: number;
  readonly file: string;
  readonly sha256: string;
  readonly size: number;
  readonly received: Date;
  /** name of who put it in */
  readonly by: string | null;
  readonly state: InboxState;
  /** '' unless it failed */
  readonly error: string;
  readonly checked: Date | null;
  readonly forms: string;
  readonly compared: 'waiting' | 'done' | 'failed';
  /** what was understood of it, as the program that checked it told; null until it is checked */
  readonly report: object | null;
}

/** A finding of a received paper with what was done about it. */
export interface InboxFinding {
  readonly id: string;
  /** of a finding between papers, each place's `file` is the id of its paper */
  readonly finding: Finding;
  readonly across: boolean;
  /** the version it was found in first; the one in which it was gone */
  readonly first: number;
  readonly mended: number | null;
  /** its index in the page of the version that it was found in last */
  readonly position: number;
  readonly handling: Handling;
  readonly reason: string;
}

/** Findings by how they are handled, those not mended by severity too. */
export interface InboxCounts {
  readonly open: number;
  readonly accepted: number;
  readonly waived: number;
  readonly mended: number;
  /** open or accepted */
  readonly error: number;
  readonly warning: number;
  readonly info: number;
}

/** Whose paper of which year it is, as far as its text tells. */
export interface Told {
  readonly organisation: string | null;
  readonly kind: PaperKind | null;
  readonly scope: Scope | null;
  readonly year: number | null;
}

/** A received paper as a list shows it, by its newest version. */
export interface InboxEntry extends InboxPaperRow, Omit<InboxVersion, 'report'> {
  readonly told: Told;
  readonly counts: InboxCounts;
}

export interface InboxFilter {
  readonly organisation?: string;
  readonly state?: InboxState;
}

const NONE: InboxCounts = { open: 0, accepted: 0, waived: 0, mended: 0, error: 0, warning: 0, info: 0 };

const COLUMNS = [
  'inbox_version.number',
  'inbox_version.file',
  'inbox_version.sha256',
  'blob.size',
  'inbox_version.received',
  'account.name as by',
  'inbox_version.state',
  'inbox_version.error',
  'inbox_version.checked',
  'inbox_version.forms',
  'inbox_version.compared',
] as const;

/** What a report tells first; of one paper the whole is read, of a list this. */
const TOLD = sql<Told>`jsonb_build_object('organisation', report->'organisation', 'kind', report->'kind', 'scope', report->'scope', 'year', report->'year')`;

const versions = (db: Db) =>
  db
    .selectFrom('inbox_version')
    .innerJoin('blob', 'blob.sha256', 'inbox_version.sha256')
    .leftJoin('account', 'account.id', 'inbox_version.received_by');

async function countsOf(db: Db, papers: readonly string[]): Promise<Map<string, InboxCounts>> {
  const rows = await db
    .selectFrom('inbox_finding')
    .select(['paper', 'handling', 'severity', sql<number>`count(*)::int`.as('count')])
    .where('paper', 'in', papers)
    .groupBy(['paper', 'handling', 'severity'])
    .execute();
  const counts = new Map<string, Record<keyof InboxCounts, number>>();
  for (const { paper, handling, severity, count } of rows) {
    const own = counts.get(paper) ?? { ...NONE };
    counts.set(paper, own);
    own[handling] += count;
    if (handling === 'open' || handling === 'accepted') own[severity] += count;
  }
  return counts;
}

/** The received papers that somebody may see, those received last first. */
export async function inboxPapers(db: Db, actor: Actor, { organisation, state }: InboxFilter): Promise<InboxEntry[]> {
  const own = [...inboxesOf(actor, 'inbox.read')].filter((id) => organisation === undefined || id === organisation);
  if (own.length === 0) return [];
  const rows = await versions(db)
    .innerJoin('inbox_paper', 'inbox_paper.id', 'inbox_version.paper')
    .select(COLUMNS)
    .select(['inbox_paper.id', 'inbox_paper.organisation', 'inbox_paper.about', TOLD.as('told')])
    .distinctOn('inbox_paper.id')
    .where('inbox_paper.organisation', 'in', own)
    .orderBy('inbox_paper.id')
    .orderBy('inbox_version.number', 'desc')
    .execute();
  const chosen = rows.filter((row) => state === undefined || row.state === state);
  if (chosen.length === 0) return [];
  const counts = await countsOf(
    db,
    chosen.map(({ id }) => id),
  );
  return chosen
    .map((row) => ({ ...row, counts: counts.get(row.id) ?? NONE }))
    .sort((a, b) => b.received.getTime() - a.received.getTime() || (a.file < b.file ? -1 : 1));
}

/** A received paper whole. */
export interface InboxView {
  readonly paper: InboxPaperRow;
  /** newest first */
  readonly versions: readonly InboxVersion[];
  /** in the order of the report, those that are mended last */
  readonly findings: readonly InboxFinding[];
  /** papers about the same organisation in this inbox, by id */
  readonly others: readonly { readonly id: string; readonly file: string }[];
  /** versions of other papers that are checked before this one's */
  readonly ahead: number;
}

/** Throws StoreError where somebody may not see it. */
export async function inboxView(db: Db, actor: Actor, id: string): Promise<InboxView> {
  const paper = await seenInbox(db, actor, id);
  const own = await versions(db)
    .select([...COLUMNS, 'inbox_version.report'])
    .where('paper', '=', id)
    .orderBy('number', 'desc')
    .execute();
  const findings = await db
    .selectFrom('inbox_finding')
    .select(['id', 'data', 'across', 'first', 'mended', 'position', 'handling', 'reason'])
    .where('paper', '=', id)
    .orderBy(sql`mended nulls first`)
    .orderBy('across')
    .orderBy('position')
    .execute();
  const others =
    paper.about === ''
      ? []
      : await db
          .selectFrom('inbox_version')
          .innerJoin('inbox_paper', 'inbox_paper.id', 'inbox_version.paper')
          .select(['inbox_paper.id', 'file'])
          .distinctOn('inbox_paper.id')
          .where('organisation', '=', paper.organisation)
          .where('about', '=', paper.about)
          .where('inbox_paper.id', '<>', id)
          .orderBy('inbox_paper.id')
          .orderBy('number', 'desc')
          .execute();
  return {
    paper,
    versions: own,
    findings: findings.map(({ data, ...row }) => ({ ...row, finding: data as Finding })),
    others,
    ahead: await aheadOf(db, own.find(({ state }) => state === 'waiting')?.received ?? null),
  };
}

async function aheadOf(db: Db, received: Date | null): Promise<number> {
  if (received === null) return 0;
  const { count } = await db
    .selectFrom('inbox_version')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('state', 'in', ['waiting', 'checking'])
    .where('received', '<', received)
    .executeTakeFirstOrThrow();
  return count;
}

const noVersion = (): StoreError => new StoreError('unknown', '没有这个版本。');

/** The name and the checksum of a version's file: `receivedBytes` gives its bytes. Throws StoreError. */
export async function inboxFile(db: Db, actor: Actor, id: string, number: number): Promise<{ file: string; sha256: string }> {
  await seenInbox(db, actor, id);
  const row = await db
    .selectFrom('inbox_version')
    .select(['file', 'sha256'])
    .where('paper', '=', id)
    .where('number', '=', number)
    .executeTakeFirst();
  if (!row) throw noVersion();
  return row;
}

/** The text of a version as a page. Throws StoreError where it was not checked. */
export async function inboxPage(db: Db, actor: Actor, id: string, number: number): Promise<string> {
  await seenInbox(db, actor, id);
  const row = await db.selectFrom('inbox_version').select('page').where('paper', '=', id).where('number', '=', number).executeTakeFirst();
  if (!row) throw noVersion();
  if (row.page === null) throw new StoreError('conflict', '这个版本还没有校验，没有可看的文本。');
  return row.page;
}

/** Bytes by their checksum, for the program itself. */
export const receivedBytes = async (db: Db, sha256: string): Promise<Uint8Array> =>
  (await db.selectFrom('blob').select('bytes').where('sha256', '=', sha256).executeTakeFirstOrThrow()).bytes;
