import type { PageTable } from './cells.ts';
import type { Lattice, Slot } from './lattice.ts';

/** A whole figure or a code: what never is one line of a broken text. */
const WHOLE = /^[-−－]?(?:\d{1,3}(?:[,，]\d{3})*|\d+)[.．]\d{1,4}$|^\d{1,3}(?:[,，]\d{3})+$|^\d{3}(?:\d{2}){0,2}$/;
/** Figures of so many columns, one above the other between two ruling lines, are rows without lines between them. */
const COLUMNS = 2;

/** Baselines of the rows that stand in row `row` between its ruling lines; fewer than two where it is one row. */
function baselines({ cells }: PageTable, row: number): number[] {
  const stacks = cells
    .filter((cell) => cell.row === row && cell.rowSpan === 1 && cell.lines.length > 1)
    .map(({ lines }) => lines.filter(({ text }) => WHOLE.test(text)).map(({ baseline }) => baseline))
    .filter((stack) => stack.length > 1);
  if (stacks.length < COLUMNS) return [];
  const size = cells.find((cell) => cell.lines[0])?.lines[0]?.size ?? 10;
  const all: number[] = [];
  for (const baseline of stacks.flat().sort((a, b) => a - b)) if (baseline - (all.at(-1) ?? -size) > size * 0.6) all.push(baseline);
  return all;
}

/** The lattice with rows that have no lines between them parted; null where every row is one. */
export function splitRows(lattice: Lattice, table: PageTable): Lattice | null {
  const rows = Array.from({ length: table.height }, (_, row) => baselines(table, row));
  if (rows.every((found) => found.length < 2)) return null;
  const ys: number[] = [];
  /** first of the new rows for each old one */
  const first: number[] = [];
  for (const [row, found] of rows.entries()) {
    first.push(ys.length);
    ys.push(lattice.ys[row] ?? 0);
    for (let i = 1; i < found.length; i++) {
      const [above = 0, below = 0] = [found[i - 1], found[i]];
      // the middle between the foot of one line and the head of the next
      ys.push(above + (below - above) * 0.35);
    }
  }
  first.push(ys.length);
  ys.push(lattice.ys.at(-1) ?? 0);
  const slots = lattice.slots.flatMap((slot): Slot[] => {
    const [from = 0, to = 0] = [first[slot.row], first[slot.row + slot.rowSpan]];
    if (slot.rowSpan > 1) return [{ ...slot, row: from, rowSpan: to - from }];
    return Array.from({ length: to - from }, (_, i) => ({ ...slot, row: from + i }));
  });
  return { xs: lattice.xs, ys, slots: slots.sort((a, b) => a.row - b.row || a.column - b.column) };
}
