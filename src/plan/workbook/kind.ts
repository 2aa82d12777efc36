/** What a column of a sheet holds, which is also what a field of the plan's YAML holds. */
export type FieldType =
  | { readonly kind: 'text'; readonly lines?: number }
  | { readonly kind: 'money' }
  /** `most`: not above it; `whole`: a count */
  | { readonly kind: 'number'; readonly most?: number; readonly whole?: boolean }
  | { readonly kind: 'date' }
  /** one of a classification: a row of so deep a level; 0: any */
  | { readonly kind: 'code'; readonly list: 'function' | 'economic' | 'government' | 'income' | 'procurement'; readonly level: number }
  /** a member by its Chinese name */
  | { readonly kind: 'choice'; readonly choices: readonly Choice[] }
  /** a name that another sheet lists */
  | { readonly kind: 'unit' | 'project' | 'indicator' }
  /** told by us, never typed: what a row is of */
  | { readonly kind: 'told' }
  /** shown, never read: the sum of a field over the records of another kind that name this one */
  | { readonly kind: 'sum'; readonly of: string; readonly by: string; readonly value: string };

export interface Choice {
  readonly id: string;
  readonly name: string;
}

/** A field of a record: a key of the plan's YAML (term.local: inside a mapping), and a column of a sheet. */
export interface Field {
  readonly key: string;
  /** the header, by which the column is found again */
  readonly head: string;
  readonly type: FieldType;
  /** how to fill it in */
  readonly note: string;
  /** in widths of a digit */
  readonly width: number;
  /** without it the record cannot be used */
  readonly needed?: boolean;
  /** a paper needs it; told at the header, like `needed` */
  readonly starred?: boolean;
  /** the column is there only where a record uses it */
  readonly rare?: boolean;
  /** shown, and filled in by us or elsewhere */
  readonly locked?: boolean;
}

export const kindIds = [
  'cover',
  'units',
  'lines',
  'projects',
  'project-lines',
  'indicators',
  'whole-indicators',
  'adjustments',
  'purchases',
  'facts',
  'prior',
  'texts',
] as const;
export type KindId = (typeof kindIds)[number];

/** A kind of record: a sheet of a workbook, written and read by this description. */
export interface Kind<Id extends string = KindId> {
  readonly id: Id;
  /** name of its sheet */
  readonly sheet: string;
  /** how to fill in the sheet, in a line */
  readonly hint: string;
  readonly fields: readonly Field[];
  /** blank rows for more records; 0: the rows are given */
  readonly spare: number;
  /** one record, its fields below each other */
  readonly upright?: boolean;
}

/** A record by keys of fields: choices by id, codes alone, money as decimal text in 元. What is blank is left out. */
export type Row = ReadonlyMap<string, string>;
export type Records = Readonly<Record<KindId, readonly Row[]>>;

/** Where the rows of a sheet stand, for the lists and formulas of others. */
export interface SheetRange {
  readonly kind: Kind<string>;
  readonly rows: readonly Row[];
  /** the cells of a field: 项目!$B$4:$B$63; null where it has no column */
  range(key: string): string | null;
}
export type Ranges = ReadonlyMap<string, SheetRange>;

/** Members of dimensions that have no column of their own: fund=general;item=reception. Signs that part them are escaped. */
export const membersText = (members: Readonly<Record<string, string | undefined>>): string =>
  Object.entries(members)
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .map(([key, value]) => `${key}=${value.replace(/[%;\n\r]/g, encodeURIComponent)}`)
    .join(';');

/** What `membersText` wrote; null where it is nothing of the kind. */
export function membersOf(text: string): Record<string, string> | null {
  const members: Record<string, string> = {};
  for (const part of text.split(';').filter((item) => item.trim() !== '')) {
    const at = part.indexOf('=');
    if (at < 1) return null;
    members[part.slice(0, at).trim()] = part.slice(at + 1).replace(/%(25|3B|0A|0D)/g, decodeURIComponent);
  }
  return members;
}
