import { dimensions } from '../../fact/dimension.ts';
import { type KindId, membersOf, membersText } from '../workbook/kind.ts';

/** A part of a plan as it is stored: an element of a list of the plan's YAML, or all of a key that is no list. */
export interface StoredRecord {
  readonly id: string;
  readonly kind: string;
  /** order within a list, null where the key is no list */
  readonly position: number | null;
  readonly data: unknown;
}

/** What a row holds by key of field, as text; blank cells are left out. */
export type Cells = Readonly<Record<string, string>>;

/** A row of a grid. Lines and indicators of projects are rows of their own, though they are stored within their project. */
export interface GridRow {
  /** names it, whatever its order */
  readonly key: string;
  readonly cells: Cells;
  /** key of the project's row that it belongs to; '' where it names none yet */
  readonly parent?: string;
}

export type GridRows = Readonly<Record<KindId, readonly GridRow[]>>;

/** Rows that are stored as one record each, by the name of the list. */
export const LISTS: Readonly<Record<string, KindId>> = {
  units: 'units',
  lines: 'lines',
  adjustments: 'adjustments',
  purchases: 'purchases',
  indicators: 'whole-indicators',
  facts: 'facts',
  prior: 'prior',
};
const LIST_OF = new Map(Object.entries(LISTS).map(([list, kind]) => [kind, list]));
/** What a project's record holds beside its own fields. */
const NESTED = [
  ['lines', 'project-lines'],
  ['indicators', 'indicators'],
] as const;
const COVER: readonly string[] = ['organisation', 'scope', 'year'];

/** The value of the plan's YAML that records in their order make. */
export const yamlOf = (records: readonly StoredRecord[]): Record<string, unknown> =>
  Object.fromEntries(
    [...Map.groupBy(records, ({ kind }) => kind)].map(([kind, own]) => [
      kind,
      own[0]!.position === null ? own[0]!.data : own.map(({ data }) => data),
    ]),
  );

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** {term: {local: 480000}} as {'term.local': '480000'}; lists are left out. */
function flat(value: unknown, prefix = ''): Record<string, string> {
  const cells: Record<string, string> = {};
  for (const [key, item] of Object.entries(isFields(value) ? value : {})) {
    if (isFields(item)) Object.assign(cells, flat(item, `${prefix}${key}.`));
    else if (item !== null && item !== undefined && item !== '' && !Array.isArray(item)) cells[`${prefix}${key}`] = String(item);
  }
  return cells;
}

/** A given number: what it is of as one code, its value and what that is counted in. */
function factCells(value: unknown): Cells {
  const { concept = 'expenditure', yuan, count, area, ...own } = flat(value);
  const members = Object.fromEntries(dimensions.map((dimension) => [dimension, own[dimension]]));
  const measure = count !== undefined ? '个' : area !== undefined ? '平方米' : '元';
  const amount = count ?? area ?? yuan;
  const of = [concept, membersText(members)].filter((part) => part !== '').join(';');
  return { of, measure, ...(amount === undefined ? {} : { yuan: amount }) };
}

/** The row that a place in the plan's YAML names (plan.projects[2].lines[0]); null where it is none. */
export function rowAt(place: string, records: readonly StoredRecord[]): { readonly sheet: KindId; readonly row: string } | null {
  const [, list = '', index, nested, at] = /^plan\.([a-z]+)\[(\d+)\](?:\.(lines|indicators)\[(\d+)\])?$/.exec(place) ?? [];
  const id = records.filter(({ kind }) => kind === list)[Number(index)]?.id;
  if (id === undefined) return null;
  const child = NESTED.find(([key]) => key === nested)?.[1];
  if (child) return { sheet: child, row: `${id}/${nested}/${at}` };
  const sheet = list === 'projects' ? list : LISTS[list];
  return sheet ? { sheet, row: id } : null;
}

/** Whether a row is one of given numbers. */
export const isGiven = (kind: KindId): boolean => kind === 'facts' || kind === 'prior';

/** Kinds whose rows are stored within their project. */
export const isNested = (kind: KindId): boolean => NESTED.some(([, nested]) => nested === kind);

const listOf = (value: unknown, key: string): readonly unknown[] =>
  isFields(value) && Array.isArray(value[key]) ? (value[key] as unknown[]) : [];

/**
 * The records of a plan, in their order, as rows of grids. A row is named by its record's id, those within a project by `id/lines/3`, texts by
 * their own key; `named` gives another name for such a path.
 */
export function rowsOf(records: readonly StoredRecord[], named: (path: string) => string = (path) => path): Record<KindId, GridRow[]> {
  const rows = emptyRows();
  const cover: Record<string, string> = {};
  for (const { id, kind, data } of records) {
    const list = LISTS[kind];
    if (COVER.includes(kind)) cover[kind] = String(data);
    else if (kind === 'texts') for (const [key, text] of Object.entries(flat(data))) rows.texts.push({ key, cells: { key, text } });
    else if (list) rows[list].push({ key: named(id), cells: isGiven(list) ? factCells(data) : flat(data) });
    else if (kind === 'projects') {
      const parent = named(id);
      rows.projects.push({ key: parent, cells: flat(data) });
      for (const [key, nested] of NESTED)
        listOf(data, key).forEach((item, i) => {
          rows[nested].push({ key: named(`${id}/${key}/${i}`), cells: flat(item), parent });
        });
    }
  }
  rows.cover.push({ key: 'cover', cells: cover });
  return rows;
}

export const emptyRows = (): Record<KindId, GridRow[]> => ({
  cover: [],
  units: [],
  lines: [],
  projects: [],
  'project-lines': [],
  indicators: [],
  'whole-indicators': [],
  adjustments: [],
  purchases: [],
  facts: [],
  prior: [],
  texts: [],
});

const WHOLE = /^\d{1,15}$/;

/** {'term.local': '480000', published: 'false'} as {term: {local: '480000'}, published: false}. */
function unflat(cells: Cells): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  for (const [key, text] of Object.entries(cells)) {
    if (text === '') continue;
    const [, mapping, name] = /^(fields|term|last)\.(.*)$/s.exec(key) ?? [];
    const value = (key === 'published' || key === 'last.due') && /^(?:true|false)$/.test(text) ? text === 'true' : text;
    if (mapping === undefined || name === undefined) data[key] = value;
    else data[mapping] = { ...(data[mapping] as object | undefined), [name]: value };
  }
  return data;
}

/** A row as its record holds it. A number that cannot be one stays as it was typed: what is wrong with it is told. */
export function dataOf(kind: KindId, cells: Cells): Record<string, unknown> {
  if (!isGiven(kind)) return unflat(cells);
  const [concept = '', ...members] = (cells.of ?? '').split(';');
  const { yuan = '', measure = '元' } = cells;
  const key = measure === '元' ? 'yuan' : measure === '平方米' ? 'area' : 'count';
  return { concept, ...membersOf(members.join(';')), [key]: key !== 'yuan' && WHOLE.test(yuan) ? Number(yuan) : yuan };
}

/** Whether there is nothing in a row that somebody filled in. */
export const isBlank = (kind: KindId, { cells }: GridRow): boolean =>
  isGiven(kind) ? !cells.yuan : Object.entries(cells).every(([key, text]) => text === '' || (kind === 'texts' && key === 'key'));

/** A record that rows make, without its place in the order. */
export interface MadeRecord {
  /** of the row that it is of; 'texts' for all texts */
  readonly key: string;
  readonly kind: string;
  readonly data: unknown;
}

/** The records that rows make, list by list in order; blank rows make none. Rows within no project are in none: see `strays`. */
export function recordsOf(rows: GridRows): MadeRecord[] {
  const children = NESTED.map(([key, kind]) => {
    const own = rows[kind].filter((row) => !isBlank(kind, row));
    return { key, of: Map.groupBy(own, ({ parent = '' }) => parent) };
  });
  const nested = (row: GridRow): Record<string, unknown> =>
    Object.fromEntries(
      children.flatMap(({ key, of }) => (of.has(row.key) ? [[key, of.get(row.key)!.map(({ cells }) => unflat(cells))]] : [])),
    );
  const lists = [...LIST_OF].flatMap(([kind, list]): MadeRecord[] =>
    rows[kind].filter((row) => !isBlank(kind, row)).map(({ key, cells }) => ({ key, kind: list, data: dataOf(kind, cells) })),
  );
  const projects = rows.projects.flatMap((row): MadeRecord[] => {
    const data = { ...unflat(row.cells), ...nested(row) };
    return Object.keys(data).length === 0 ? [] : [{ key: row.key, kind: 'projects', data }];
  });
  const texts = rows.texts.flatMap(({ key, cells }) => (cells.text ? [[key, cells.text]] : []));
  return [...lists, ...projects, ...(texts.length > 0 ? [{ key: 'texts', kind: 'texts', data: Object.fromEntries(texts) }] : [])];
}

/** Filled rows that belong to no project, and so cannot be stored yet. */
export function strays(rows: GridRows): { readonly kind: KindId; readonly key: string }[] {
  const projects = new Set(rows.projects.map(({ key }) => key));
  return NESTED.flatMap(([, kind]) =>
    rows[kind].flatMap((row) => (isBlank(kind, row) || projects.has(row.parent ?? '') ? [] : [{ kind, key: row.key }])),
  );
}
