import { decimalText } from '../../fact/decimal.ts';
import type { Fact } from '../../fact/fact.ts';
import type { Tx } from '../log/append.ts';

const AT_ONCE = 1000;

/** Puts the facts of an edition in the place of those that were there. */
export async function putFacts(tx: Tx, edition: string, facts: readonly Fact[]): Promise<void> {
  await tx.deleteFrom('fact').where('edition', '=', edition).execute();
  const rows = facts.map(({ concept, dims, kind, value, scale, printed, place, where }, position) => ({
    edition,
    position,
    concept,
    dimensions: JSON.stringify(dims),
    fen: kind === 'money' ? value : null,
    value: kind === 'money' || kind === 'text' ? null : decimalText({ digits: value, scale }),
    printed,
    place: JSON.stringify({ ...place, ...where }),
  }));
  for (let at = 0; at < rows.length; at += AT_ONCE)
    await tx
      .insertInto('fact')
      .values(rows.slice(at, at + AT_ONCE))
      .execute();
}
