import { StoreError } from '../error.ts';
import { type Comment, commentsOf } from '../query/comment.ts';
import { type FileEntry, fileBytes, filesOf } from '../query/file.ts';
import { findingsOf, type HandledFinding } from '../query/finding.ts';
import type { EditionRow, PaperRow } from '../query/paper.ts';
import { type PlanRecord, planRecords } from '../query/plan.ts';
import type { Actor } from '../rights/actor.ts';
import { mayPaper } from '../rights/allowed.ts';
import type { PaperVerb } from '../rights/table.ts';
import type { Db } from '../store.ts';
import { noPaper, seen, verbsOpen } from './case.ts';
import { deadline } from './deadline.ts';

/** A paper as somebody may see it. */
export interface PaperView {
  readonly paper: PaperRow;
  /** newest first */
  readonly editions: readonly EditionRow[];
  /** last day to publish, ISO; null before the 批复 */
  readonly deadline: string | null;
  /** what this person may do now */
  readonly verbs: readonly PaperVerb[];
  /** of the newest edition; empty for those who only read what is published */
  readonly findings: readonly HandledFinding[];
  readonly comments: readonly Comment[];
}

/** Throws StoreError where there is nothing that this person may see. */
export async function paperView(db: Db, actor: Actor, id: string): Promise<PaperView> {
  const { paper, editions, tree } = await seen(db, actor, id);
  const edition = editions[0]!;
  const opens = mayPaper(tree, actor, 'open', paper.organisation, edition.state);
  return {
    paper,
    editions: editions.map((one) => (opens ? one : { ...one, signed_by: null, checked: null })),
    deadline: paper.approved_on && edition.number === 1 ? deadline(paper.approved_on) : null,
    verbs: verbsOpen(actor, { paper, edition, tree }),
    findings: opens ? await findingsOf(db, edition.id) : [],
    comments: opens ? await commentsOf(db, edition.id) : [],
  };
}

/** The plan that the newest edition is made from. Throws StoreError for those who may not open that edition. */
export async function openPlan(db: Db, actor: Actor, id: string): Promise<{ plan: string; records: PlanRecord[] }> {
  const { paper, editions, tree } = await seen(db, actor, id);
  const newest = await db.selectFrom('edition').select('id').where('paper', '=', id).orderBy('number', 'desc').executeTakeFirst();
  const edition = editions.find((one) => one.id === newest?.id);
  if (!paper.plan || !edition || !mayPaper(tree, actor, 'open', paper.organisation, edition.state)) throw noPaper();
  return { plan: paper.plan, records: await planRecords(db, paper.plan) };
}

/** An edition that was published: anybody may hold its files against the manifest, and the manifest against the signature. */
export interface EditionView {
  readonly edition: EditionRow;
  /** JSON, exactly as it was signed */
  readonly manifest: string | null;
  /** ed25519 over the manifest, base64 */
  readonly signature: string | null;
  readonly files: readonly FileEntry[];
}

async function numbered(db: Db, actor: Actor, id: string, number: number) {
  const { paper, editions, tree } = await seen(db, actor, id);
  const edition = editions.find((one) => one.number === number);
  if (!edition) throw new StoreError('unknown', '没有这个版本。');
  return { edition, opens: mayPaper(tree, actor, 'open', paper.organisation, edition.state) };
}

export async function editionView(db: Db, actor: Actor, id: string, number: number): Promise<EditionView> {
  const { edition, opens } = await numbered(db, actor, id, number);
  const signed = await db.selectFrom('edition').select(['manifest', 'signature']).where('id', '=', edition.id).executeTakeFirstOrThrow();
  return { edition: opens ? edition : { ...edition, signed_by: null, checked: null }, ...signed, files: await filesOf(db, edition.id) };
}

/** A file of an edition. What was withdrawn only its own people still get. */
export async function editionFile(db: Db, actor: Actor, id: string, number: number, name: string): Promise<Uint8Array> {
  const { edition, opens } = await numbered(db, actor, id, number);
  if (edition.state === 'withdrawn' && !opens) throw new StoreError('unknown', `这个版本已撤回：${edition.reason}`);
  const bytes = await fileBytes(db, edition.id, name);
  if (!bytes) throw new StoreError('unknown', '没有这个文件。');
  return bytes;
}
