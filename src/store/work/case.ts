import { StoreError } from '../error.ts';
import { change, type Happened, type Tx } from '../log/append.ts';
import { loadTree } from '../query/organisation.ts';
import { type EditionRow, editionsOf, type PaperRow, paperRow } from '../query/paper.ts';
import type { Actor } from '../rights/actor.ts';
import { mayPaper } from '../rights/allowed.ts';
import { PAPER_RIGHTS, type PaperVerb } from '../rights/table.ts';
import { rolesOver, type Tree } from '../rights/tree.ts';
import { states } from '../schema.ts';
import type { Db } from '../store.ts';
import { STATE_NAMES } from './states.ts';

/** A paper, the edition a verb is done to, and all that is asked before it is done. */
export interface Case {
  readonly paper: PaperRow;
  readonly edition: EditionRow;
  readonly tree: Tree;
}

/** 没有这份文本: also what they are told who may not see it. */
export const noPaper = (): StoreError => new StoreError('unknown', '没有这份文本。');

/** A paper and those of its editions that somebody may see, newest first. Throws StoreError where there is none. */
export async function seen(db: Db | Tx, actor: Actor, id: string): Promise<{ paper: PaperRow; editions: EditionRow[]; tree: Tree }> {
  const paper = await paperRow(db, id);
  if (!paper) throw noPaper();
  const tree = await loadTree(db);
  const editions = (await editionsOf(db, id)).filter(({ state }) => mayPaper(tree, actor, 'read', paper.organisation, state));
  if (editions.length === 0) throw noPaper();
  return { paper, editions, tree };
}

/** Throws StoreError: 403 where a verb is never for this person, 409 where it is not in this state. */
function demandVerb(actor: Actor, verb: PaperVerb, { paper, edition, tree }: Case): void {
  if (mayPaper(tree, actor, verb, paper.organisation, edition.state)) return;
  const ever = states.some((state) => mayPaper(tree, actor, verb, paper.organisation, state));
  if (!ever) throw new StoreError('forbidden', '你没有做这件事的权限。如果需要，请联系管理员。');
  throw new StoreError('conflict', `这份文本现在是“${STATE_NAMES[edition.state]}”，不能这样做。`, { state: edition.state });
}

/** The edition that a verb is about: the one in force where it is withdrawn, otherwise the newest. */
const about = (verb: PaperVerb, editions: readonly EditionRow[]): EditionRow | undefined =>
  verb === 'withdraw' ? (editions.find(({ state }) => state === 'published') ?? editions[0]) : editions[0];

/**
 * Does a verb to a paper: it is locked, the right is asked, the version is the one that was read (null: whichever), and what happened goes
 * into the log with it. The paper gets a new version. Throws StoreError.
 */
export function onPaper<T>(
  db: Db,
  actor: Actor,
  verb: PaperVerb,
  { id, version }: { readonly id: string; readonly version: number | null },
  work: (tx: Tx, found: Case) => Promise<{ readonly value: T; readonly data?: object }>,
): Promise<{ value: T; version: number }> {
  return change(db, actor, async (tx) => {
    await tx.selectFrom('paper').select('id').where('id', '=', id).forUpdate().execute();
    const { paper, tree } = await seen(tx, actor, id);
    // what is newest counts, seen or not: a reviewer does not act on what was published while a correction is in work
    const edition = about(verb, await editionsOf(tx, id));
    if (!edition) throw noPaper();
    demandVerb(actor, verb, { paper, edition, tree });
    if (version !== null && version !== paper.version)
      throw new StoreError('conflict', '这份文本刚被别人改过，请刷新后再做。', { version: paper.version });
    const { value, data } = await work(tx, { paper, edition, tree });
    const next = paper.version + 1;
    await tx.updateTable('paper').set({ version: next }).where('id', '=', id).execute();
    const happened: Happened = {
      verb,
      noun: 'paper',
      target: id,
      organisation: paper.organisation,
      data: { edition: edition.number, ...data },
    };
    return { value: { value, version: next }, happened: [happened] };
  });
}

/** Verbs that somebody could do now, for the buttons of a page. */
export const verbsOpen = (actor: Actor, { paper, edition, tree }: Case): PaperVerb[] =>
  (Object.keys(PAPER_RIGHTS) as PaperVerb[]).filter((verb) => mayPaper(tree, actor, verb, paper.organisation, edition.state));

export const isHead = (actor: Actor, { paper, tree }: Case): boolean => rolesOver(tree, actor, paper.organisation).has('head');
