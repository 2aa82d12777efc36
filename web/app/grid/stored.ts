import type { GridForm } from '../../../src/plan/grid/form.ts';
import {
  type GridRow,
  type GridRows,
  isBlank,
  isGiven,
  isNested,
  type MadeRecord,
  recordsOf,
  rowsOf,
} from '../../../src/plan/grid/rows.ts';
import { type KindId, kindIds } from '../../../src/plan/workbook/kind.ts';
import type { PlanRecord, RecordChange } from '../../../src/store/query/plan.ts';
import { aligned } from './merge.ts';

/** How a row's record is stored. */
export interface Stored {
  readonly id: string;
  readonly kind: string;
  readonly version: number;
  readonly position: number | null;
}

/** A plan as it is stored: its rows, and the records of those that have one of their own ('texts': all texts), by key of row. */
export interface Known {
  readonly version: number;
  readonly rows: GridRows;
  readonly stored: ReadonlyMap<string, Stored>;
}

const content = ({ cells }: GridRow): string => JSON.stringify(Object.entries(cells).sort());

/** Keys for rows that were read, by path: those that the same rows have already. Rows within a project have no name, they are known by content. */
function keysFor(read: GridRows, records: readonly PlanRecord[], old: Known | null): Map<string, string> {
  const known = new Map([...(old?.stored ?? [])].map(([key, { id }]) => [id, key]));
  const keys = new Map(records.map(({ id }) => [id, known.get(id) ?? id]));
  for (const kind of kindIds) {
    if (isGiven(kind)) {
      // a number is what it is of; only where that stands twice the record counts
      const codes = new Set<string>();
      for (const { key, cells } of read[kind]) {
        const code = `${kind}:${cells.of}`;
        if (!codes.has(code)) keys.set(key, code);
        codes.add(code);
      }
    }
    if (!isNested(kind)) continue;
    const before = Map.groupBy(old?.rows[kind] ?? [], ({ parent = '' }) => parent);
    for (const [parent, rows] of Map.groupBy(read[kind], (row) => row.parent ?? '')) {
      const own = before.get(keys.get(parent) ?? parent) ?? [];
      aligned(own.map(content), rows.map(content)).forEach((at, i) => {
        keys.set(rows[i]!.key, own[at]?.key ?? fresh());
      });
    }
  }
  return keys;
}

/** A key that no row has. */
export const fresh = (): string => crypto.randomUUID();

/** Records that were read, as rows that keep their keys. */
export function known(version: number, records: readonly PlanRecord[], old: Known | null): Known {
  const read = rowsOf(records);
  const keys = keysFor(read, records, old);
  const named = (row: GridRow): GridRow => ({
    ...row,
    key: keys.get(row.key) ?? row.key,
    ...(row.parent === undefined ? {} : { parent: keys.get(row.parent) ?? row.parent }),
  });
  const rows = Object.fromEntries(kindIds.map((kind) => [kind, read[kind].map(named)])) as unknown as GridRows;
  const stored = records.map(({ id, kind, version: own, position }): [string, Stored] => [
    kind === 'texts' ? 'texts' : (keys.get(id) ?? id),
    { id, kind, version: own, position },
  ]);
  return { version, rows, stored: new Map(stored) };
}

/** Rows with those that the form gives and nobody has filled in yet, in the form's order. */
export function withGiven(rows: GridRows, given: GridForm['given']): GridRows {
  const put = (
    kind: 'facts' | 'prior' | 'texts',
    keyOf: (code: string) => string,
    blank: (one: { key: string; more: string }) => GridRow['cells'],
  ) => {
    const own = new Map(rows[kind].map((row) => [row.key, row]));
    const wanted = given[kind].map((one): GridRow => own.get(keyOf(one.key)) ?? { key: keyOf(one.key), cells: blank(one) });
    const named = new Set(wanted.map(({ key }) => key));
    return [...wanted, ...rows[kind].filter(({ key }) => !named.has(key))];
  };
  const fact = (kind: string) => (code: string) => `${kind}:${code}`;
  const blank = ({ key, more }: { key: string; more: string }) => ({ of: key, measure: measureOf(more) });
  return {
    ...rows,
    facts: put('facts', fact('facts'), blank),
    prior: put('prior', fact('prior'), blank),
    texts: put(
      'texts',
      (key) => key,
      ({ key }) => ({ key }),
    ),
  };
}

/** What a number is stored as: 辆, 人次 and others are counts. */
const measureOf = (words: string): string => (words === '元' || words === '平方米' ? words : '个');

/** The rows that are stored: those that hold something. */
export const storedRows = (rows: GridRows): GridRows =>
  Object.fromEntries(kindIds.map((kind) => [kind, rows[kind].filter((row) => !isBlank(kind, row))])) as unknown as GridRows;

/** A change of a record, with the row that it is of. */
export interface Saving {
  readonly key: string;
  readonly change: RecordChange;
}

/** A value as text, whatever the order of its keys. */
const exactly = (value: unknown): string =>
  JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item) ? Object.fromEntries(Object.entries(item).sort()) : item,
  );

/** Lists that the form puts in its own order, whatever the order in which they are stored. */
const UNORDERED: readonly string[] = ['facts', 'prior'];

/** What must be changed so that what is stored becomes the rows. */
export function savings({ rows: base, stored }: Known, mine: GridRows): Saving[] {
  const before = new Map(recordsOf(base).map((record) => [record.key, exactly(record.data)]));
  const wanted = recordsOf(mine);
  const out: Saving[] = [];
  for (const [kind, own] of Map.groupBy(wanted, (record) => record.kind)) {
    const positions = positionsOf(kind, own, stored);
    own.forEach(({ key, data }, i) => {
      const at = stored.get(key);
      const position = positions[i]!;
      if (at && at.position === position && before.get(key) === exactly(data)) return;
      out.push({ key, change: { id: at?.id ?? null, kind, position, data, version: at?.version ?? 0 } });
    });
  }
  const left = new Set(wanted.map(({ key }) => key));
  for (const key of before.keys()) {
    const at = stored.get(key);
    if (at && !left.has(key))
      out.push({ key, change: { id: at.id, kind: at.kind, position: at.position, data: null, version: at.version } });
  }
  return out;
}

/** Where records stand in their list: where they stood, as far as their order allows. */
function positionsOf(kind: string, records: readonly MadeRecord[], stored: Known['stored']): (number | null)[] {
  const old = records.map(({ key }) => stored.get(key)?.position ?? null);
  if (kind === 'texts') return old.map(() => null);
  let last = UNORDERED.includes(kind) ? Math.max(-1, ...old.map((at) => at ?? -1)) : -1;
  return old.map((at) => {
    if (UNORDERED.includes(kind) && at !== null) return at;
    last = Math.max(last + 1, at ?? 0);
    return last;
  });
}

/** What is stored after changes were saved; `added`: ids of new records, in order. */
export function afterSaving({ stored }: Known, version: number, rows: GridRows, saved: readonly Saving[], added: readonly string[]): Known {
  const next = new Map(stored);
  const ids = added[Symbol.iterator]();
  for (const { key, change } of saved) {
    if (change.data === null) next.delete(key);
    else {
      const id = change.id ?? ids.next().value;
      if (id !== undefined) next.set(key, { id, kind: change.kind, version: change.version + 1, position: change.position });
    }
  }
  return { version, rows: storedRows(rows), stored: next };
}

/** The row that a path of the server's names: a record's id, `id/lines/3`, the key of a text. */
export function pathsOf({ rows, stored }: Known): (path: string) => string {
  const keys = new Map([...stored].map(([key, { id }]) => [id, key]));
  const lists: readonly (readonly [KindId, string])[] = [
    ['project-lines', 'lines'],
    ['indicators', 'indicators'],
  ];
  for (const [kind, list] of lists)
    for (const [parent, own] of Map.groupBy(rows[kind], (row) => row.parent ?? ''))
      own.forEach(({ key }, i) => {
        keys.set(`${stored.get(parent)?.id}/${list}/${i}`, key);
      });
  return (path) => keys.get(path) ?? path;
}
