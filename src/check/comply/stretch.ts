import type { Words } from '../../document/document.ts';
import { placeOf } from '../../document/words.ts';
import type { Reading, ReadTable } from '../../form/reading.ts';
import type { FindingPlace } from '../finding.ts';
import { findingPlace, type Spot } from '../place.ts';

/** One paragraph or cell with what stands around it. */
export interface Stretch {
  /** index in document.blocks */
  readonly block: number;
  readonly kind: 'paragraph' | 'cell';
  readonly words: Words;
  /** the words without white space, brackets and colons full width: patterns are looked for in it */
  readonly plain: string;
  /** position of each character of `plain` in words.text */
  readonly at: readonly number[];
  /** titles of the sections that hold it, innermost first */
  readonly sections: readonly string[];
  readonly heading: boolean;
  /** inside a form of project targets or the like */
  readonly record: boolean;
  readonly spot: Spot;
}

const WIDE: Readonly<Record<string, string>> = { '(': '（', ')': '）', ':': '：', ';': '；' };

function squeezed(text: string): Pick<Stretch, 'plain' | 'at'> {
  let plain = '';
  const at: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const sign = text[i] ?? '';
    if (/\s/.test(sign)) continue;
    plain += WIDE[sign] ?? sign;
    at.push(i);
  }
  return { plain, at };
}

/** Text without white space, brackets and colons full width: what two printed texts are compared by. */
export const plainText = (text: string): string => squeezed(text).plain;

const known = new WeakMap<Reading, readonly Stretch[]>();

/** All paragraphs and cells of a paper in reading order. */
export function stretches(reading: Reading): readonly Stretch[] {
  const before = known.get(reading);
  if (before) return before;
  const made = make(reading);
  known.set(reading, made);
  return made;
}

/** Titles of the sections that hold a block, innermost first. */
const titlesOf = ({ sections }: Reading, block: number): string[] =>
  sections
    .filter((section) => section.from <= block && block < section.to)
    .map(({ title }) => title)
    .reverse();

function make(reading: Reading): Stretch[] {
  const tables = new Map(reading.tables.map((table) => [table.block, table]));
  const headings = new Set(reading.sections.map((section) => section.from));
  const inRecord = (block: number): boolean => reading.records.some(({ blocks: [first, last] }) => first <= block && block <= last);
  return reading.document.blocks.flatMap((item, block): Stretch[] => {
    if (item.kind === 'mark') return [];
    const sections = titlesOf(reading, block);
    const shared = { block, sections, heading: headings.has(block), record: inRecord(block) };
    if (item.kind === 'paragraph') {
      if (!item.words.text.trim()) return [];
      return [
        {
          ...shared,
          kind: 'paragraph',
          words: item.words,
          ...squeezed(item.words.text),
          spot: { table: sections[0] ?? null, row: null, column: null },
        },
      ];
    }
    const table = tables.get(block);
    return item.rows.flatMap((cells, index) => {
      const row = rowName(table, index, cells[0]?.words.text ?? '');
      return cells
        .filter((cell) => cell.words.text.trim())
        .map(
          (cell): Stretch => ({
            ...shared,
            kind: 'cell',
            words: cell.words,
            ...squeezed(cell.words.text),
            spot: { table: table?.title?.text ?? sections[0] ?? null, row, column: columnName(table, cell.column) },
          }),
        );
    });
  });
}

const rowName = (table: ReadTable | undefined, index: number, first: string): string | null =>
  table?.rows.find((row) => row.index === index && row.label)?.label?.text ?? (first.trim() || null);

const columnName = (table: ReadTable | undefined, column: number): string | null =>
  table?.columns.find(({ index }) => index === column)?.path.join(' ') || null;

/** The place of plain.slice(from, to); its text shows up to `around` more characters on either side. */
export function spotIn({ words, plain, at, spot }: Stretch, from = 0, to = plain.length, around = 0): FindingPlace {
  const start = at[from] ?? 0;
  const end = (at[to - 1] ?? words.text.length - 1) + 1;
  return findingPlace(placeOf(words, start, end), plain.slice(Math.max(0, from - around), to + around), spot);
}

/** The places of plain.slice(from, to), one on each line that it is broken over, each with what stands on that line. Never empty. */
export function spotsIn(stretch: Stretch, from = 0, to = stretch.plain.length, around = 0): FindingPlace[] {
  const { words, at, spot } = stretch;
  const end = (index: number) => (at[index - 1] ?? words.text.length - 1) + 1;
  const shown: [number, number] = [at[Math.max(0, from - around)] ?? 0, end(Math.min(at.length, to + around))];
  const pieces = words.pieces.filter((piece) => piece.at < end(to) && piece.at + piece.length > (at[from] ?? 0));
  const lines = new Set(pieces.map(({ place: { page, line } }) => `${page}|${line}`));
  if (lines.size < 2 || lines.size < pieces.length) return [spotIn(stretch, from, to, around)];
  return pieces.map((piece) => {
    const [first, last] = [Math.max(piece.at, at[from] ?? 0), Math.min(piece.at + piece.length, end(to))];
    const text = words.text.slice(Math.max(piece.at, shown[0]), Math.min(piece.at + piece.length, shown[1]));
    return findingPlace(placeOf(words, first, last), text, spot);
  });
}

/** Part of a stretch: plain.slice(from, to), and the groups of the match. */
export interface Hit {
  readonly stretch: Stretch;
  readonly from: number;
  readonly to: number;
  readonly match: RegExpExecArray;
}

interface Lines {
  /** `plain` of every stretch, a line each */
  readonly text: string;
  /** where each line begins */
  readonly starts: readonly number[];
}

const joined = new WeakMap<Reading, Lines>();

function linesOf(reading: Reading): Lines {
  const before = joined.get(reading);
  if (before) return before;
  const starts: number[] = [];
  let text = '';
  for (const { plain } of stretches(reading)) {
    starts.push(text.length);
    text += `${plain}\n`;
  }
  const made = { text, starts };
  joined.set(reading, made);
  return made;
}

/** All matches of a pattern (flags g and m, so that ^ and $ are ends of a paragraph or cell) in a paper; far quicker than one stretch at a time. */
export function hits(reading: Reading, pattern: RegExp): Hit[] {
  const { text, starts } = linesOf(reading);
  const all = stretches(reading);
  const out: Hit[] = [];
  let line = 0;
  for (const match of text.matchAll(pattern)) {
    while (line + 1 < starts.length && (starts[line + 1] ?? 0) <= match.index) line++;
    const stretch = all[line];
    const from = match.index - (starts[line] ?? 0);
    // a match that goes on into the next paragraph is none
    if (stretch && from + match[0].length <= stretch.plain.length) out.push({ stretch, from, to: from + match[0].length, match });
  }
  return out;
}

/** The place of a hit. */
export const hitPlace = ({ stretch, from, to }: Hit, around = 0): FindingPlace => spotIn(stretch, from, to, around);
