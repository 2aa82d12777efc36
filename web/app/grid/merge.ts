import { type GridRow, type GridRows, isBlank } from '../../../src/plan/grid/rows.ts';
import { type KindId, kindIds } from '../../../src/plan/workbook/kind.ts';
import { cellOf, PARENT, withCell } from './change.ts';

/** What two people changed differently: a cell, or (column '') a row that one changed and the other took out (null). */
export interface Conflict {
  readonly kind: KindId;
  readonly key: string;
  readonly column: string;
  readonly mine: string | null;
  readonly theirs: string | null;
  /** the row as one of them has it */
  readonly row: GridRow;
}

export interface Merged {
  /** both people's changes; where they differ, mine of a cell, and the row of whoever kept it */
  readonly rows: GridRows;
  readonly conflicts: readonly Conflict[];
}

const sameRow = (a: GridRow, b: GridRow): boolean => a === b || columnsOf(a, b).every((column) => cellOf(a, column) === cellOf(b, column));
const columnsOf = (...rows: readonly GridRow[]): string[] => [...new Set([PARENT, ...rows.flatMap(({ cells }) => Object.keys(cells))])];

/** My changes to what was there, and theirs, together. */
export function merged(base: GridRows, mine: GridRows, theirs: GridRows): Merged {
  const conflicts: Conflict[] = [];
  const rows = Object.fromEntries(
    kindIds.map((kind) => [kind, mergedKind(kind, base[kind], mine[kind], theirs[kind], conflicts)]),
  ) as unknown as GridRows;
  return { rows, conflicts };
}

function mergedKind(
  kind: KindId,
  base: readonly GridRow[],
  mine: readonly GridRow[],
  theirs: readonly GridRow[],
  conflicts: Conflict[],
): readonly GridRow[] {
  const [before, own] = [base, mine].map((rows) => new Map(rows.map((row) => [row.key, row]))) as [
    Map<string, GridRow>,
    Map<string, GridRow>,
  ];
  const there = new Set(theirs.map(({ key }) => key));
  // a project that only one took out stays with its lines and indicators
  const disputed = new Set(conflicts.flatMap((one) => (one.kind === 'projects' && one.column === '' ? [one.key] : [])));
  const out: GridRow[] = theirs.flatMap((row) => {
    const [was, now] = [before.get(row.key), own.get(row.key)];
    if (now) return [mergedRow(kind, was, now, row, conflicts)];
    if (!was) return [row];
    if (sameRow(was, row)) return disputed.has(row.parent ?? '') ? [row] : [];
    conflicts.push({ kind, key: row.key, column: '', mine: null, theirs: '', row });
    return [row];
  });
  // what only I have goes under what it stood under
  mine.forEach((row, i) => {
    if (there.has(row.key)) return;
    const was = before.get(row.key);
    const kept = disputed.has(row.parent ?? '');
    if (was && sameRow(was, row) && !kept) return;
    if (was && !kept && !isBlank(kind, row)) conflicts.push({ kind, key: row.key, column: '', mine: '', theirs: null, row });
    const above = mine.slice(0, i).findLast(({ key }) => out.some((one) => one.key === key));
    out.splice(above ? out.findIndex(({ key }) => key === above.key) + 1 : 0, 0, row);
  });
  return out;
}

function mergedRow(kind: KindId, base: GridRow | undefined, mine: GridRow, theirs: GridRow, conflicts: Conflict[]): GridRow {
  if (sameRow(mine, theirs)) return mine;
  let row = mine;
  for (const column of columnsOf(base ?? mine, mine, theirs)) {
    const [was, own, other] = [base ? cellOf(base, column) : '', cellOf(mine, column), cellOf(theirs, column)];
    if (own === other || other === was) continue;
    if (own === was) row = withCell(row, column, other);
    else conflicts.push({ kind, key: mine.key, column, mine: own, theirs: other, row: theirs });
  }
  return row;
}

/**
 * Which of the old items each of the new ones is (-1: none), for lists whose items have no name: equal ones in order first, then those between
 * them where as many are left on both sides.
 */
export function aligned(old: readonly string[], now: readonly string[]): number[] {
  const out = now.map(() => -1);
  // lengths of the longest common subsequences of the ends from (i, j)
  const longest = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      longest[i]![j] = old[i] === now[j] ? longest[i + 1]![j + 1]! + 1 : Math.max(longest[i + 1]![j]!, longest[i]![j + 1]!);
  let [i, j] = [0, 0];
  let [from, to] = [0, 0];
  const between = (endOld: number, endNow: number): void => {
    if (endOld - from === endNow - to) for (let n = 0; n < endNow - to; n++) out[to + n] = from + n;
  };
  while (i < old.length && j < now.length) {
    if (old[i] === now[j]) {
      between(i, j);
      out[j] = i;
      [from, to] = [++i, ++j];
    } else if (longest[i + 1]![j]! >= longest[i]![j + 1]!) i++;
    else j++;
  }
  between(old.length, now.length);
  return out;
}
