import { type CellValue, readXlsx, type WriteSheet, writeXlsx } from 'hucre/xlsx';

/** The rows of a sheet, to be changed in place. */
export type Rows = CellValue[][];

/** A workbook with its cells changed and all else lost: as if copied into a new one. Sheets left out by `change` are gone. */
export async function edited(
  bytes: Uint8Array,
  change: (sheets: Map<string, Rows>) => void,
  more: Partial<Record<string, Partial<WriteSheet>>> = {},
): Promise<Uint8Array> {
  const { sheets } = await readXlsx(bytes);
  const rows = new Map(sheets.map((sheet) => [sheet.name, sheet.rows.map((row) => [...row])]));
  change(rows);
  return writeXlsx({ sheets: [...rows].map(([name, own]) => ({ name, rows: own, ...more[name] })) });
}

/** Row and column of the cell under a header, in the nth row below it. */
function under(rows: Rows, head: string, nth = 1): { readonly row: CellValue[]; readonly r: number; readonly c: number } {
  const at = rows.findIndex((row) => row.some((cell) => String(cell).replace('*', '') === head));
  const c = (rows[at] ?? []).findIndex((cell) => String(cell).replace('*', '') === head);
  const r = at + nth;
  while (rows.length <= r) rows.push([]);
  const row = rows[r];
  if (at < 0 || row === undefined) throw new Error(`no column ${head}`);
  return { row, r, c };
}

export const put = (rows: Rows, head: string, value: CellValue, nth = 1): void => {
  const { row, c } = under(rows, head, nth);
  while (row.length <= c) row.push(null);
  row[c] = value;
};

/** Changes the cell right of a label. */
export function putBeside(rows: Rows, label: string, value: CellValue): void {
  const row = rows.find(([first]) => first === label);
  if (!row) throw new Error(`no row ${label}`);
  row[1] = value;
}
