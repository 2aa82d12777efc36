import { csvCell } from '../format/csv/write.ts';

/** Rows as CSV with a byte order mark, as spreadsheets want it. */
export const csvText = (rows: readonly (readonly string[])[]): string =>
  `\ufeff${rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')}`;
