/** The classifications that a paper speaks of, each one file forms/codes/<name>.csv (政府收支分类科目, 政府采购品目). */
export const classifications = ['functional', 'economic', 'government', 'income', 'procurement'] as const;
export type Classification = (typeof classifications)[number];

/** A code, its name, and the fiscal years in which it has it. Two rows with one code and different years are a renaming. */
export interface CodeRow {
  readonly code: string;
  readonly name: string;
  /** code of the row above, '' at the top */
  readonly parent: string;
  /** 1 类, 2 款, 3 项, 4 目 */
  readonly level: number;
  /** first and last fiscal year, both included; null: not known to be limited */
  readonly from: number | null;
  readonly to: number | null;
  /** a paper in which it was seen, a document, or 未核原文 (not compared with the official list) */
  readonly source: string;
  /** 0–1; below 0.8 it may only hint, see `certain` */
  readonly confidence: number;
}

/** A record of a CSV file by column. */
export type CsvRecord = Readonly<Record<string, string | undefined>>;

/** Sure enough to call a differing name or code wrong. */
export const certain = (row: CodeRow): boolean => row.confidence >= 0.8;

/** The row holds in a fiscal year. */
export const validIn = (row: Pick<CodeRow, 'from' | 'to'>, year: number): boolean => (row.from ?? year) <= year && year <= (row.to ?? year);

/** A year of a CSV cell, null where blank. Throws on anything but four digits. */
export function yearCell(text: string | undefined, where: string): number | null {
  if (!text) return null;
  if (!/^\d{4}$/.test(text)) throw new Error(`${where}: 年份应为四位数字，实为“${text}”`);
  return Number(text);
}

/** Rows of a classification from its CSV records. Throws an Error naming file and line where a row is unusable. */
export function codeRows(records: readonly CsvRecord[], file: string): CodeRow[] {
  return records.map((record, i) => {
    const where = `${file} 第${i + 2}行`;
    const { code, name } = record;
    if (!code || !name) throw new Error(`${where}: 缺少 code 或 name`);
    const level = Number(record.level);
    const confidence = record.confidence ? Number(record.confidence) : 1;
    if (!Number.isInteger(level) || level < 1) throw new Error(`${where}: level 应为 1 起的整数`);
    if (!(confidence >= 0 && confidence <= 1)) throw new Error(`${where}: confidence 应在 0 与 1 之间`);
    const from = yearCell(record.valid_from, where);
    const to = yearCell(record.valid_to, where);
    return { code, name, parent: record.parent ?? '', level, from, to, source: record.source ?? '', confidence };
  });
}

/** The years of a row outside [from, to], as zero, one or two rows. */
function outside(row: CodeRow, from: number | null, to: number | null): CodeRow[] {
  const out: CodeRow[] = [];
  if (from !== null && (row.from ?? Number.NEGATIVE_INFINITY) < from) out.push({ ...row, to: Math.min(row.to ?? from - 1, from - 1) });
  if (to !== null && (row.to ?? Number.POSITIVE_INFINITY) > to) out.push({ ...row, from: Math.max(row.from ?? to + 1, to + 1) });
  return out;
}

/** A finance office's own list laid over the common one: in the years it covers, its rows win, with confidence 1. */
export function overlayRows(base: readonly CodeRow[], local: readonly CodeRow[]): CodeRow[] {
  let rows = [...base];
  for (const { code, from, to } of local) rows = rows.flatMap((row) => (row.code === code ? outside(row, from, to) : [row]));
  return [...rows, ...local.map((row) => ({ ...row, confidence: 1 }))];
}
