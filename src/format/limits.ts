import type { Document } from '../document/document.ts';
import { FormatError } from './error.ts';

const MB = 1024 * 1024;

/** What a file may hold, whatever its format; all are many times what the largest paper has. What a container may unpack to: package/limits; pages: pdf/limits. */
export const LIMITS = {
  /** bytes of a text, CSV file or web page */
  text: 24 * MB,
  /** positions of one table, blank ones counted; columns as in Excel */
  table: 1_000_000,
  columns: 16_384,
  /** characters, and paragraphs and cells, of a whole document */
  characters: 6_000_000,
  parts: 2_000_000,
} as const;

const TABLE = '文件里有一张大得不正常的表格，不像公开文本，为安全起见没有读取。请只保留要公开的表格后再试';
const TEXT = `文本太大（超过 ${LIMITS.text / MB} MB），不像公开文本，没有读取。请只保留要公开的内容，或拆分后再试`;
const DOCUMENT = `文件内容太多（超过 ${LIMITS.characters / 10_000} 万字或 ${LIMITS.parts / 10_000} 万个单元格），不像公开文本，没有读取。请拆分后再试`;

/** Throws FormatError where a table has more positions than any paper's. */
export function limitTable(rows: number, columns: number): void {
  if (columns > LIMITS.columns || rows * columns > LIMITS.table) throw new FormatError(TABLE);
}

/** Throws FormatError where bytes are more than any paper's text. */
export function limitText(bytes: Uint8Array): void {
  if (bytes.length > LIMITS.text) throw new FormatError(TEXT);
}

/** Throws FormatError where a document holds more than any paper; what is read from it later grows with it. */
export function limitDocument({ blocks }: Document): void {
  let characters = 0;
  let parts = 0;
  for (const block of blocks) {
    const words = block.kind === 'grid' ? block.rows.flatMap((row) => row.map((cell) => cell.words)) : [block.words];
    if (block.kind === 'grid') limitTable(block.rows.length, block.columns);
    parts += words.length;
    for (const { text } of words) characters += text.length;
    if (parts > LIMITS.parts || characters > LIMITS.characters) throw new FormatError(DOCUMENT);
  }
}
