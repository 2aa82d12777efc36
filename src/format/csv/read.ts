import { CsvError, parse } from 'csv-parse/sync';
import type { Damage, Document } from '../../document/document.ts';
import { FormatError } from '../error.ts';
import { markContents } from '../tidy/contents.ts';
import { type SheetCell, sheetBlocks } from '../tidy/sheet.ts';
import { decodeText } from '../txt/decode.ts';

const BROKEN = 'CSV 文件的引号不配对或行列结构不对，无法可靠读取。请用 Excel 或 WPS 打开，另存为 .xlsx 后再试';
const EMPTY = 'CSV 文件里没有内容。请检查是否上传了正确的文件';
const SEPARATORS = [',', ';', '|'] as const;
/** Lines looked at to tell a table from text. */
const SAMPLE = 60;

/** Separators outside quotes. */
function separatorsIn(line: string, separator: string): number {
  let count = 0;
  let quoted = false;
  for (const sign of line) {
    if (sign === '"') quoted = !quoted;
    else if (sign === separator && !quoted) count++;
  }
  return count;
}

/** The sign that parts the cells of a text: most lines hold the same number of it; null where the text is no table. */
function separatorOf(text: string): string | null {
  const lines = text
    .slice(0, 100_000)
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, SAMPLE);
  if (lines.length < 2 || lines.some((line) => line.includes('\t'))) return null;
  for (const separator of SEPARATORS) {
    if (separator === '|' && lines.some((line) => /^\s*\|.*\|\s*$/.test(line))) continue;
    const counts = lines.map((line) => separatorsIn(line, separator)).filter((count) => count > 0);
    const usual = counts.toSorted((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 0;
    const regular = counts.filter((count) => count === usual).length;
    if (regular >= lines.length * 0.6 && regular > 1) return separator;
  }
  return null;
}

/** Text of the bytes, null where they are no text at all. */
function textOf(bytes: Uint8Array): string | null {
  try {
    return decodeText(bytes);
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}

/** Whether the bytes are text whose lines are rows of cells between commas, semicolons or bars. */
export function isCsv(bytes: Uint8Array): boolean {
  // a few bytes suffice to see that most files are none
  if (bytes.subarray(0, 4096).includes(0) && bytes[0] !== 0xff && bytes[0] !== 0xfe) return false;
  const text = textOf(bytes);
  return text !== null && separatorOf(text) !== null;
}

/** Reads a CSV file (UTF-8, GB18030, UTF-16) as one sheet without a name; places are cells (B7) with offsets in the cell. Throws FormatError where it is broken. */
export function readCsv(bytes: Uint8Array): Document {
  const text = decodeText(bytes);
  let rows: string[][];
  try {
    rows = parse(text, {
      delimiter: separatorOf(text) ?? ',',
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
    });
  } catch (error) {
    if (error instanceof CsvError) throw new FormatError(BROKEN);
    throw error;
  }
  const cells = rows.flatMap((row, r) => row.map((cell, column): SheetCell => ({ row: r, column, text: cell })));
  const blocks = markContents(sheetBlocks(cells, [], null));
  if (blocks.length === 0) throw new FormatError(EMPTY);
  const lost = text.includes('\ufffd');
  const damage: Damage[] = lost ? [{ reason: '有无法辨认的字符，可能在转换或复制时损坏', places: [] }] : [];
  return { format: 'csv', blocks, damage };
}
