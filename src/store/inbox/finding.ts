import { randomUUID } from 'node:crypto';
import type { Finding } from '../../check/finding.ts';
import type { Tx } from '../log/append.ts';
import type { InboxPaperRow } from './case.ts';
import { matchFindings } from './match.ts';

/**
 * Puts in what was found in a version: what was found before keeps how it was handled, what is gone is mended, the rest is open. What was waived
 * while it told other figures is open again, its old reason beside it. What newer rules no longer find in the same version was no fault of it.
 * `within`: the papers that were held against each other; what was found between others stays as it is.
 */
export async function putFindings(
  tx: Tx,
  { paper, number, across }: { readonly paper: string; readonly number: number; readonly across: boolean },
  findings: readonly Finding[],
  within: ReadonlySet<string> | null = null,
): Promise<{ readonly mended: number; readonly fresh: number }> {
  const rows = await tx
    .selectFrom('inbox_finding')
    .select(['id', 'data', 'handling', 'last'])
    .where('paper', '=', paper)
    .where('across', '=', across)
    .where('mended', 'is', null)
    .orderBy('position')
    .execute();
  const known = rows.map((row) => ({ ...row, finding: row.data as Finding }));
  const old = known.filter(({ finding }) => !within || finding.places.every(({ file }) => file === undefined || within.has(file)));
  const { kept, gone, fresh } = matchFindings(
    old.map(({ finding }) => finding),
    findings,
  );
  const past = gone.map((index) => old[index]!);
  const mended = past.filter(({ last }) => across || last < number).map(({ id }) => id);
  const wrong = past.map(({ id }) => id).filter((id) => !mended.includes(id));
  if (mended.length > 0)
    await tx.updateTable('inbox_finding').set({ handling: 'mended', mended: number }).where('id', 'in', mended).execute();
  if (wrong.length > 0) await tx.deleteFrom('inbox_finding').where('id', 'in', wrong).execute();
  for (const { before, after, same } of kept) {
    const { id, handling } = old[before]!;
    const { severity } = findings[after]!;
    const now = { data: JSON.stringify(findings[after]), severity, position: after, last: number };
    const reopened = handling === 'waived' && !same ? { handling: 'open' as const } : {};
    await tx
      .updateTable('inbox_finding')
      .set({ ...now, ...reopened })
      .where('id', '=', id)
      .execute();
  }
  const added = fresh.map((index) => {
    const { code, severity } = findings[index]!;
    const found = { code, severity, data: JSON.stringify(findings[index]), position: index, first: number, last: number, mended: null };
    return { id: randomUUID(), paper, across, ...found, handling: 'open' as const, handled_by: null };
  });
  if (added.length > 0) await tx.insertInto('inbox_finding').values(added).execute();
  return { mended: mended.length, fresh: fresh.length };
}

/** Takes away what was found between a paper and the others about its organisation: it goes, or is no longer about that. */
export async function forgetAcross(
  tx: Tx,
  { id, organisation, about }: Pick<InboxPaperRow, 'id' | 'organisation' | 'about'>,
): Promise<void> {
  const rows = await tx
    .selectFrom('inbox_finding')
    .innerJoin('inbox_paper', 'inbox_paper.id', 'inbox_finding.paper')
    .select(['inbox_finding.id', 'inbox_finding.data'])
    .where('across', '=', true)
    .where('organisation', '=', organisation)
    .where('about', '=', about)
    .execute();
  const gone = rows.filter(({ data }) => (data as Finding).places.some(({ file }) => file === id)).map((row) => row.id);
  if (gone.length > 0) await tx.deleteFrom('inbox_finding').where('id', 'in', gone).execute();
}
