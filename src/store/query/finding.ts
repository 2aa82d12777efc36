import { createHash, randomUUID } from 'node:crypto';
import type { Finding } from '../../check/finding.ts';
import type { Tx } from '../log/append.ts';
import type { Handling } from '../schema.ts';
import type { Db } from '../store.ts';

/** A finding with what was done about it. */
export interface HandledFinding {
  readonly id: string;
  readonly finding: Finding;
  readonly handling: Handling;
  /** why it is waived or accepted */
  readonly reason: string;
}

/** What stays the same of a finding while figures change: its code, and the words that tell where it stands. */
const mark = ({ code, places, culprit }: Finding): string => {
  const { table, row, column } = places[culprit ?? 0] ?? { table: null, row: null, column: null };
  return JSON.stringify([code, table, row, column]);
};

/** A print for each finding of a paper; those that stand at one place count up. */
function prints(findings: readonly Finding[]): string[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const own = mark(finding);
    const count = (seen.get(own) ?? 0) + 1;
    seen.set(own, count);
    return createHash('sha256').update(`${own}#${count}`).digest('hex').slice(0, 32);
  });
}

export async function findingsOf(db: Db | Tx, edition: string): Promise<HandledFinding[]> {
  const columns = ['id', 'data', 'handling', 'reason'] as const;
  const rows = await db.selectFrom('finding').select(columns).where('edition', '=', edition).execute();
  return rows.map(({ data, ...row }) => ({ ...row, finding: data as Finding }));
}

/** Puts in what a check found. What was there and is no longer found counts as mended; what is found again keeps how it was handled. */
export async function putFindings(tx: Tx, edition: string, findings: readonly Finding[]): Promise<void> {
  const own = prints(findings);
  const old = await tx.selectFrom('finding').select(['id', 'print', 'handling', 'data']).where('edition', '=', edition).execute();
  const known = new Map(old.map((row) => [row.print, row]));
  const gone = old.filter(({ print }) => !own.includes(print)).map(({ id }) => id);
  if (gone.length > 0) await tx.updateTable('finding').set({ handling: 'mended' }).where('id', 'in', gone).execute();
  const fresh = findings.flatMap((finding, index) => {
    const print = own[index]!;
    return known.has(print) ? [] : [{ finding, print }];
  });
  const rows = fresh.map(({ finding, print }) => ({
    id: randomUUID(),
    edition,
    print,
    code: finding.code,
    severity: finding.severity,
    data: JSON.stringify(finding),
    handling: 'open' as const,
    handled_by: null,
  }));
  if (rows.length > 0) await tx.insertInto('finding').values(rows).execute();
  for (const [index, finding] of findings.entries()) {
    const row = known.get(own[index]!);
    if (!row) continue;
    // a figure that is wrong in another way than the one that was waived is another finding
    const same = (row.data as Finding).message === finding.message;
    const handling: Handling = row.handling === 'mended' || !same ? 'open' : row.handling;
    await tx
      .updateTable('finding')
      .set({ data: JSON.stringify(finding), severity: finding.severity, handling })
      .where('id', '=', row.id)
      .execute();
  }
}

/** Errors that are neither mended nor waived. */
export const blockingFindings = (tx: Tx, edition: string) =>
  tx
    .selectFrom('finding')
    .select(['id', 'data'])
    .where('edition', '=', edition)
    .where('severity', '=', 'error')
    .where('handling', 'in', ['open', 'accepted'])
    .execute();
