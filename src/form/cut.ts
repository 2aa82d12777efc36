import type { Damage } from '../document/document.ts';
import { placeOf } from '../document/words.ts';
import type { ReadTable, Row } from './reading.ts';

const codeOf = (row: Row): string | null =>
  row.sense?.dims.function ?? row.sense?.dims.economic ?? row.sense?.dims.government ?? row.sense?.dims.income ?? null;

/**
 * The last coded row of a table whose foot was lost: it is a 类 or 款 without the level below it, which every other of its kind has.
 * Null where the table ends as it should.
 */
export function cutRow(table: ReadTable): Row | null {
  const rows = table.rows.filter((row) => codeOf(row) !== null);
  const last = rows.at(-1);
  const code = last ? codeOf(last) : null;
  if (!last || code === null || code.length > 5 || rows.length < 6) return null;
  const codes = rows.map((row) => codeOf(row) ?? '');
  const others = codes.filter((other) => other.length === code.length && other !== code);
  const withChildren = others.filter((other) => codes.some((c) => c.length > other.length && c.startsWith(other)));
  return others.length > 0 && withChildren.length === others.length ? last : null;
}

/** Tables that lost their foot on the way to us. */
export function cutDamage(tables: readonly ReadTable[]): Damage[] {
  return tables.flatMap((table) => {
    const row = cutRow(table);
    const words = row?.label ?? row?.code;
    if (!words) return [];
    return [
      {
        reason: `《${table.title?.text.trim() ?? '表'}》在“${words.text.replace(/\s+/g, '')}”行之后缺行（其下级科目未见），合计无法逐级核对，请对照原件`,
        places: [placeOf(words)],
      },
    ];
  });
}
