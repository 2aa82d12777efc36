import type { Words } from '../../document/document.ts';
import { placeOf } from '../../document/words.ts';
import type { Reading } from '../../form/reading.ts';
import { rememberedFor } from '../../lexicon/remember.ts';
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
  /** titles of the sections that hold it, innermost first */
  readonly sections: readonly string[];
  readonly heading: boolean;
  /** inside a form of project targets or the like */
  readonly record: boolean;
  readonly spot: Spot;
}

const WIDE: Readonly<Record<string, string>> = { '(': '（', ')': '）', ':': '：', ';': '；' };

/** Text without white space, brackets and colons full width: what two printed texts are compared by. */
export const plainText = (text: string): string => text.replace(/\s+/g, '').replace(/[():;]/g, (sign) => WIDE[sign] ?? sign);

/** Position of each character of `plain` in words.text. */
const positions = ({ text }: Words): number[] => [...text.matchAll(/\S/g)].map(({ index }) => index);

/** All paragraphs and cells of a paper in reading order. */
export const stretches = rememberedFor((reading: Reading): readonly Stretch[] => make(reading));

/** Titles of the sections that hold a block, innermost first. */
const titlesOf = ({ sections }: Reading, block: number): string[] =>
  sections
    .filter((section) => section.from <= block && block < section.to)
    .map(({ title }) => title)
    .reverse();

function make(reading: Reading): Stretch[] {
  const tables = new Map(reading.tables.map((table) => [table.block, table]));
  const headings = new Set(reading.sections.map((section) => section.from));
  const columnNames = new Map(reading.tables.map((table) => [table.block, table.columns.map(({ path }) => path.join(' ') || null)]));
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
          plain: plainText(item.words.text),
          spot: { table: sections[0] ?? null, row: null, column: null },
        },
      ];
    }
    const table = tables.get(block);
    const labels = new Map(table?.rows.toReversed().flatMap(({ index, label }) => (label ? [[index, label.text] as const] : [])));
    return item.rows.flatMap((cells, index) => {
      const row = labels.get(index) ?? (cells[0]?.words.text.trim() || null);
      return cells
        .filter((cell) => cell.words.text.trim())
        .map(
          (cell): Stretch => ({
            ...shared,
            kind: 'cell',
            words: cell.words,
            plain: plainText(cell.words.text),
            spot: { table: table?.title?.text ?? sections[0] ?? null, row, column: columnNames.get(block)?.[cell.column] ?? null },
          }),
        );
    });
  });
}

/** The place of plain.slice(from, to); its text shows up to `around` more characters on either side. */
export function spotIn({ words, plain, spot }: Stretch, from = 0, to = plain.length, around = 0): FindingPlace {
  const at = positions(words);
  const start = at[from] ?? 0;
  const end = (at[to - 1] ?? words.text.length - 1) + 1;
  return findingPlace(placeOf(words, start, end), plain.slice(Math.max(0, from - around), to + around), spot);
}

/** The places of plain.slice(from, to), one on each line that it is broken over, each with what stands on that line. Never empty. */
export function spotsIn(stretch: Stretch, from = 0, to = stretch.plain.length, around = 0): FindingPlace[] {
  const { words, spot } = stretch;
  const at = positions(words);
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

const linesOf = rememberedFor((reading: Reading): Lines => {
  const starts: number[] = [];
  let length = 0;
  for (const { plain } of stretches(reading)) {
    starts.push(length);
    length += plain.length + 1;
  }
  return {
    text: stretches(reading)
      .map(({ plain }) => `${plain}\n`)
      .join(''),
    starts,
  };
});

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
