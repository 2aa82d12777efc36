import type { GridSheet } from '../../../src/plan/grid/form.ts';
import { type GridRow, type GridRows, isGiven, isNested } from '../../../src/plan/grid/rows.ts';
import type { Field } from '../../../src/plan/workbook/kind.ts';
import { addition, type CellChange, type Change, cellOf, following, PARENT } from './change.ts';
import type { Spot } from './clipboard.ts';
import { fresh } from './stored.ts';
import { type Codes, typed } from './values.ts';

/** What is put into a cell of a sheet: row by its index, the column as one of the fields that are shown. */
export interface Put extends Spot {
  readonly text: string;
  /** as it was when somebody began to type; left out: as it is */
  readonly from?: string;
}

/** Whether people fill a field in. */
export const isOpen = ({ type, locked }: Field): boolean => type.kind !== 'told' && type.kind !== 'sum' && !locked;

/** A field of a row that names the project it is stored in. */
export const isParent = ({ id }: Pick<GridSheet, 'id'>, { type }: Field): boolean => isNested(id) && type.kind === 'project';

/** Rows for what is put below the last one. */
function roomFor(rows: readonly GridRow[], { id }: GridSheet, puts: readonly Put[]): Change[] {
  const missing = isGiven(id) ? 0 : Math.max(...puts.map(({ row }) => row)) + 1 - rows.length;
  const keys = Array.from({ length: Math.max(0, missing) }, fresh);
  return keys.map((key, i) => addition(id, key, i === 0 ? (rows.at(-1)?.key ?? null) : keys[i - 1]!));
}

/** The changes that put texts into cells; where nobody fills a cell in, nothing is put. */
export function putting(all: GridRows, sheet: GridSheet, fields: readonly Field[], codes: Codes, puts: readonly Put[]): Change[] {
  const own = puts.filter(({ column, text, row }) => {
    const field = fields[column];
    return field !== undefined && isOpen(field) && (text !== '' || row < all[sheet.id].length);
  });
  if (own.length === 0) return [];
  const room = roomFor(all[sheet.id], sheet, own);
  const rows = [...all[sheet.id], ...room.flatMap((change) => ('column' in change || !change.to ? [] : [change.to]))];
  const cells = own.flatMap(({ row: at, column, text, from }): CellChange[] => {
    const [row, field] = [rows[at], fields[column]!];
    if (!row) return [];
    const change = (key: string, to: string, was = cellOf(row, key)): CellChange => ({
      kind: sheet.id,
      key: row.key,
      column: key,
      from: was,
      to,
    });
    if (!isParent(sheet, field)) return [change(field.key, typed(field, text, codes), from)];
    const found = projectNamed(all, text);
    return [change(PARENT, found ?? ''), change(field.key, found === null ? text.trim() : '')];
  });
  const changed = cells.filter(({ from, to }) => from !== to);
  return changed.length === 0 ? [] : [...room, ...changed, ...changed.flatMap((change) => following(all, change))];
}

/** The key of the one project of a name; null where there is none, or several. */
function projectNamed({ projects }: GridRows, name: string): string | null {
  const named = projects.filter(({ cells }) => cells.name === name.trim() && name.trim() !== '');
  return named.length === 1 ? named[0]!.key : null;
}
