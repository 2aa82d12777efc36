import { diffArrays } from 'diff';
import type { Block, Document } from './document.ts';

/** A paragraph (one cell) or a row of a table. */
export interface Line {
  /** title of the table that the row is of; null for a paragraph */
  readonly table: string | null;
  /** level of a heading as marked, null for others */
  readonly level: number | null;
  readonly cells: readonly string[];
}

/** A stretch of words that both papers have, or only one. */
export type Part = readonly [kind: 'same' | 'removed' | 'added', text: string];

/** A line of two papers side by side; null where one has none. */
export interface LineChange {
  readonly kind: 'same' | 'changed' | 'added' | 'removed';
  readonly before: Line | null;
  readonly after: Line | null;
  /** of a paragraph that was changed: its words */
  readonly parts?: readonly Part[];
}

/** More pairs than this are not tried: what is so different has no pairs. */
const MOST_PAIRS = 400_000;
/** Share of common words from which two paragraphs count as one that was rewritten. */
const ALIKE = 0.5;

/** The lines of a document; `titles` of its tables by index of block. Running headers, page numbers and contents are left out. */
export function linesOf({ blocks }: Document, titles: ReadonlyMap<number, string>): Line[] {
  const lines = (block: Block, index: number): Line[] => {
    if (block.kind === 'mark') return [];
    if (block.kind === 'paragraph') return [{ table: null, level: block.level, cells: [block.words.text.trim()] }];
    const table = titles.get(index) ?? '';
    return block.rows.map((row) => ({ table, level: null, cells: row.map(({ words }) => words.text.trim()) }));
  };
  return blocks.flatMap(lines).filter(({ cells }) => cells.some((text) => text !== ''));
}

const later = (text: string, years: number): string =>
  years === 0 ? text : text.replace(/(?<!\d)20\d\d(?!\d)/g, (year) => String(Number(year) + years));

/** What a line says without its figures: two lines with the same are one line with other figures. */
const skeleton = ({ table, cells }: Line, years: number): string =>
  JSON.stringify([
    table === null ? null : later(table, years),
    ...cells.map((text) => later(text, years).replace(/\d+(?:[.,，]\d+)*/g, '#')),
  ]);

/** Numbers and Latin words as wholes, every other sign by itself. */
const tokens = (text: string): string[] => text.match(/\d+(?:[.,，]\d+)*[%％]?|[A-Za-z]+|./gsu) ?? [];

/** Words of two paragraphs, what they share once. */
export function partsOf(before: string, after: string): Part[] {
  return diffArrays(tokens(before), tokens(after)).map(({ added, removed, value }) => [
    added ? 'added' : removed ? 'removed' : 'same',
    value.join(''),
  ]);
}

/** How alike two lines are, 0 to 1: rows by their first words, paragraphs by the signs they share. */
function alike(before: Line, after: Line, years: number): number {
  if ((before.table === null) !== (after.table === null)) return 0;
  if (before.table !== null) {
    const named = ({ cells }: Line): string => cells.find((text) => /\p{Script=Han}/u.test(text)) ?? '';
    return later(before.table, years) === after.table && named(before) !== '' && named(before) === named(after) ? 1 : 0;
  }
  const [old, now] = [tokens(before.cells[0] ?? ''), tokens(after.cells[0] ?? '')];
  const left = new Map<string, number>();
  for (const token of old) left.set(token, (left.get(token) ?? 0) + 1);
  let common = 0;
  for (const token of now) {
    const count = left.get(token) ?? 0;
    if (count === 0) continue;
    left.set(token, count - 1);
    common++;
  }
  const share = (2 * common) / (old.length + now.length);
  return share >= ALIKE ? share : 0;
}

function pair(before: Line | null, after: Line | null, years: number): LineChange {
  if (!before || !after) return { kind: before ? 'removed' : 'added', before, after };
  const same = before.cells.length === after.cells.length && before.cells.every((text, c) => later(text, years) === after.cells[c]);
  if (same) return { kind: 'same', before, after };
  const words = before.table === null ? { parts: partsOf(before.cells[0] ?? '', after.cells[0] ?? '') } : {};
  return { kind: 'changed', before, after, ...words };
}

/** Lines between two that correspond, paired in their order such that the pairs are as alike as they can be. */
function pairs(before: readonly Line[], after: readonly Line[], years: number): LineChange[] {
  const [n, m] = [before.length, after.length];
  if (n * m > MOST_PAIRS) return [...before.map((line) => pair(line, null, years)), ...after.map((line) => pair(null, line, years))];
  const likeness = before.map((old) => after.map((now) => alike(old, now, years)));
  // best[i][j]: the most that lines from i and j on can be alike
  const best = Array.from({ length: n + 1 }, () => new Float64Array(m + 1));
  for (let i = n - 1; i >= 0; i--)
    for (let j = m - 1; j >= 0; j--)
      best[i]![j] = Math.max(best[i + 1]![j]!, best[i]![j + 1]!, likeness[i]![j]! > 0 ? best[i + 1]![j + 1]! + likeness[i]![j]! : 0);
  const out: LineChange[] = [];
  for (let i = 0, j = 0; i < n || j < m; ) {
    const paired = i < n && j < m && likeness[i]![j]! > 0 && best[i]![j] === best[i + 1]![j + 1]! + likeness[i]![j]!;
    if (paired) out.push(pair(before[i++]!, after[j++]!, years));
    else if (j >= m || (i < n && best[i]![j] === best[i + 1]![j])) out.push(pair(before[i++]!, null, years));
    else out.push(pair(null, after[j++]!, years));
  }
  return out;
}

/**
 * Two papers line by line. `years`: how many years lie between them; a year that moved on with them is no change. Lines that differ in figures
 * alone correspond first; what is left between them is paired by its words.
 */
export function lineChanges(before: readonly Line[], after: readonly Line[], years: number): LineChange[] {
  const key = (lines: readonly Line[], shift: number): string[] => lines.map((line) => skeleton(line, shift));
  const out: LineChange[] = [];
  const rest: { old: Line[]; now: Line[] } = { old: [], now: [] };
  let [i, j] = [0, 0];
  const flush = (): void => {
    out.push(...pairs(rest.old.splice(0), rest.now.splice(0), years));
  };
  for (const { added, removed, count } of diffArrays(key(before, years), key(after, 0))) {
    if (removed) rest.old.push(...before.slice(i, i + count));
    else if (added) rest.now.push(...after.slice(j, j + count));
    else {
      flush();
      for (let k = 0; k < count; k++) out.push(pair(before[i + k]!, after[j + k]!, years));
    }
    if (!added) i += count;
    if (!removed) j += count;
  }
  flush();
  return out;
}
