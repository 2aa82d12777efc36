import { type Cells, type GridRow, type GridRows, isBlank } from '../../../src/plan/grid/rows.ts';
import type { KindId } from '../../../src/plan/workbook/kind.ts';

/** The column of a row's project, in kinds whose rows belong to one: it holds the key of the project's row. */
export const PARENT = '@project';

/** A cell before and after. */
export interface CellChange {
  readonly kind: KindId;
  readonly key: string;
  readonly column: string;
  readonly from: string;
  readonly to: string;
}

/** A row that comes (`from` null) or goes (`to` null); `after`: key of the row above it, null at the top. */
export interface RowChange {
  readonly kind: KindId;
  readonly key: string;
  readonly after: string | null;
  readonly from: GridRow | null;
  readonly to: GridRow | null;
}

export type Change = CellChange | RowChange;

export const cellOf = ({ cells, parent }: GridRow, column: string): string => (column === PARENT ? (parent ?? '') : (cells[column] ?? ''));

/** A row with another value in a cell; a blank one is left out. */
export function withCell(row: GridRow, column: string, value: string): GridRow {
  if (column === PARENT) return { ...row, parent: value };
  const { [column]: _, ...others } = row.cells;
  return { ...row, cells: value === '' ? others : { ...others, [column]: value } };
}

/** The rows after changes, in their order. A cell that no longer holds what was changed stays: somebody else changed it meanwhile. */
export function applied(rows: GridRows, changes: readonly Change[]): GridRows {
  const out: Record<KindId, readonly GridRow[]> = { ...rows };
  for (const [kind, own] of Map.groupBy(changes, (change) => change.kind)) {
    let list = [...out[kind]];
    let at = places(list);
    for (const change of own) {
      const index = at.get(change.key);
      if ('column' in change) {
        const row = index === undefined ? undefined : list[index];
        if (row && index !== undefined && cellOf(row, change.column) === change.from) list[index] = withCell(row, change.column, change.to);
      } else if (change.to !== null && index === undefined) {
        const above = change.after === null ? -1 : (at.get(change.after) ?? list.length - 1);
        list = list.toSpliced(above + 1, 0, change.to);
        at = places(list);
      } else if (change.to === null && index !== undefined) {
        list = list.toSpliced(index, 1);
        at = places(list);
      }
    }
    out[kind] = list;
  }
  return out;
}

const places = (list: readonly GridRow[]): Map<string, number> => new Map(list.map(({ key }, i) => [key, i]));

/** What takes changes back. */
export const inverse = (changes: readonly Change[]): Change[] =>
  changes.toReversed().map((change) => ({ ...change, from: change.to, to: change.from }) as Change);

/** Kinds whose rows are stored within their project. */
const CHILDREN = ['project-lines', 'indicators'] as const;

/** Rows taken out; a project goes with its lines and indicators. */
export function removal(rows: GridRows, kind: KindId, keys: readonly string[]): Change[] {
  const gone = new Set(keys);
  const children = kind === 'projects' ? CHILDREN.flatMap((child) => taken(rows, child, ({ parent }) => gone.has(parent ?? ''))) : [];
  return [...children, ...taken(rows, kind, ({ key }) => gone.has(key))];
}

const taken = (rows: GridRows, kind: KindId, is: (row: GridRow) => boolean): Change[] =>
  rows[kind]
    .flatMap((row, i) => (is(row) ? [{ kind, key: row.key, after: rows[kind][i - 1]?.key ?? null, from: row, to: null }] : []))
    .reverse();

/** A blank row after another. */
export const addition = (kind: KindId, key: string, after: string | null, cells: Cells = {}): RowChange => ({
  kind,
  key,
  after,
  from: null,
  to: { key, cells, ...(CHILDREN.some((child) => child === kind) ? { parent: '' } : {}) },
});

/** Where a name is written that a unit or a project has. */
const NAMED: Readonly<Record<string, readonly (readonly [KindId, string])[]>> = {
  units: [
    ['lines', 'organisation'],
    ['project-lines', 'organisation'],
    ['adjustments', 'organisation'],
    ['projects', 'unit'],
    ['purchases', 'unit'],
  ],
  projects: [
    ['adjustments', 'project'],
    ['purchases', 'project'],
  ],
};

/** What follows from a unit or a project getting another name: rows that name it go on naming it. Where two have the name, nothing does. */
export function following(rows: GridRows, { kind, key, column, from, to }: CellChange): CellChange[] {
  const named = NAMED[kind];
  if (!named || column !== 'name' || from === '' || to === '') return [];
  if (rows[kind].some((row) => row.key !== key && row.cells.name === from)) return [];
  return named.flatMap(([where, own]) =>
    rows[where].flatMap((row) => (row.cells[own] === from ? [{ kind: where, key: row.key, column: own, from, to }] : [])),
  );
}

/** Rows that hold something. */
export const filled = (rows: GridRows, kind: KindId): GridRow[] => rows[kind].filter((row) => !isBlank(kind, row));
