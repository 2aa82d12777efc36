import { columnName } from '../../format/tidy/sheet.ts';
import type { TableSheet } from '../../format/xlsx/write.ts';
import { validIn } from '../../lexicon/code-row.ts';
import type { Codebook } from '../../lexicon/codebook.ts';
import { type Catalogue, codebookOf } from '../../lexicon/codes.ts';
import type { FieldType, Kind } from './kind.ts';

type CodeType = Extract<FieldType, { kind: 'code' }>;

const LISTS: Readonly<Record<CodeType['list'], string>> = {
  function: '功能科目（项）',
  economic: '部门经济科目（款）',
  government: '政府经济科目（款）',
  income: '收入科目',
  procurement: '采购品目',
};

export const LISTS_SHEET = '代码';

/** The classification that a column's codes are of. */
export const bookOf = (codes: Catalogue, list: CodeType['list']): Codebook =>
  (list === 'procurement' ? codes.procurement : codebookOf(codes, list)) ?? codes.functional;

/** The codes of a list that hold in a year, with their names. */
export function codesOf(codes: Catalogue, { list, level }: CodeType, year: number): string[] {
  const rows = bookOf(codes, list).rows.filter((row) => validIn(row, year) && (level === 0 || row.level === level));
  return rows.map(({ code, name }) => `${code} ${name}`).sort();
}

/** The sheet of codes that cells are filled with, and where each list stands in it. */
export function listSheet(kinds: readonly Kind[], codes: Catalogue, year: number) {
  const types = new Map(
    kinds.flatMap(({ fields }) => fields.flatMap(({ type }) => (type.kind === 'code' ? [[type.list, type] as const] : []))),
  );
  const lists = [...types.values()].map((type) => ({ type, entries: codesOf(codes, type, year) }));
  const height = Math.max(0, ...lists.map(({ entries }) => entries.length));
  const sheet: TableSheet = {
    name: LISTS_SHEET,
    paper: 'a4',
    protected: true,
    columns: lists.map(({ type }) => ({ head: LISTS[type.list], width: 40 })),
    rows: Array.from({ length: height }, (_, r) => lists.map(({ entries }) => entries[r] ?? null)),
  };
  const ranges = new Map(
    lists.map(({ type, entries }, c) => [type.list, `${LISTS_SHEET}!$${columnName(c)}$2:$${columnName(c)}$${entries.length + 1}`]),
  );
  return { sheet, ranges };
}
