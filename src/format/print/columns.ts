import type { Cell, Grid } from '../../document/document.ts';
import type { BlockLayout, ColumnKind } from '../../document/layout.ts';

/** What a column needs, in em: never less than `least`; with `rows` nothing below the header is broken over lines, with `wanted` nothing at all. */
export interface Need {
  least: number;
  rows: number;
  wanted: number;
}

/** Of a letter or digit, in em; Han characters and signs are square. */
const NARROW = 0.56;
const WIDE = /[⺀-鿿豈-﫿︰-﹏＀-｠“”‘’—…·□☑√×÷≥≤]/;

/** Width of text in em. */
export function ems(text: string): number {
  let width = 0;
  for (const sign of text) width += WIDE.test(sign) ? 1 : NARROW;
  return width;
}

/** Width of the longest run that no line may break. */
const unbroken = (text: string): number => Math.max(0, ...(text.match(/[!-~]+/g) ?? []).map(ems));

/** Lines that text takes in a column; one character is kept for signs that may not begin a line. */
export const linesIn = (text: string, width: number): number => {
  const all = ems(text);
  return all <= width ? 1 : Math.ceil(all / Math.max(1, Math.floor(width - 0.5)));
};

/** Words of a header may stand in four lines, those of a row in three, but not in a column of single characters. */
const HEAD = { lines: 4, narrowest: 3, widest: 8 };
const BODY = { lines: 3, narrowest: 5, widest: 26 };
/** In columns of prose nothing is so narrow that it is broken by what a writer leaves at its sides. */
const SPARE = 1;
const PROSE = { lines: Number.POSITIVE_INFINITY, narrowest: 9, widest: 30 };

function needOf({ words: { text } }: Cell, head: boolean, kind?: ColumnKind): Need {
  const { lines, narrowest, widest } = head ? HEAD : kind === 'prose' ? PROSE : BODY;
  const all = ems(text) + (kind === 'prose' ? SPARE : 0);
  const least = Math.max(Math.min(all, Math.max(narrowest, Math.ceil(all / lines))), unbroken(text));
  const wanted = Math.max(Math.min(all, widest), least);
  return { least, rows: head ? least : wanted, wanted };
}

const KEYS = ['least', 'rows', 'wanted'] as const;
const sum = (needs: readonly Need[], key: keyof Need): number => needs.reduce((total, need) => total + need[key], 0);

/** Gives the columns of a cell that spans what they lack, in equal shares. */
function widen(needs: readonly Need[], wide: Need, padding: number): void {
  for (const key of KEYS) {
    const lack = (wide[key] - padding * (needs.length - 1) - sum(needs, key)) / needs.length;
    if (lack > 0) for (const need of needs) need[key] += lack;
  }
}

/** Columns of values are wide alike as far as there is room, up to this, in em. */
const ALIKE = 9;

/** What each column of a table needs for its contents, without padding. */
export function columnNeeds({ rows, columns }: Grid, { headRows, columns: kinds }: BlockLayout, padding: number): Need[] {
  const needs = Array.from({ length: columns }, (): Need => ({ least: 1, rows: 1, wanted: 1 }));
  const cells = rows.flat();
  for (const cell of cells) {
    const need = needs[cell.column];
    if (!need || cell.columnSpan > 1) continue;
    const own = needOf(cell, cell.row < headRows, kinds[cell.column]);
    for (const key of KEYS) need[key] = Math.max(need[key], own[key]);
  }
  for (const cell of cells.filter(({ columnSpan }) => columnSpan > 1).sort((a, b) => a.columnSpan - b.columnSpan)) {
    widen(needs.slice(cell.column, cell.column + cell.columnSpan), needOf(cell, cell.row < headRows), padding);
  }
  const values = needs.filter((_, i) => kinds[i] === 'value');
  const alike = Math.min(ALIKE, Math.max(0, ...values.map(({ wanted }) => wanted)));
  for (const need of values) need.wanted = Math.max(need.wanted, alike);
  return needs;
}

/**
 * Widths that fill `available` em, padding included: first what each column cannot do without, then what the rows want, then the header,
 * the rest in proportion. Null where the columns need more.
 */
export function columnWidths(needs: readonly Need[], available: number, padding: number): number[] | null {
  const room = available - padding * needs.length;
  if (sum(needs, 'least') > room) return null;
  let widths = needs.map(({ least }) => least);
  for (const key of KEYS) {
    const lacks = needs.map((need, i) => Math.max(0, need[key] - (widths[i] ?? 0)));
    const lack = lacks.reduce((all, one) => all + one, 0);
    const free = room - widths.reduce((all, one) => all + one, 0);
    if (lack > 0) widths = widths.map((width, i) => width + (lacks[i] ?? 0) * Math.min(1, free / lack));
  }
  const total = widths.reduce((all, width) => all + width, 0);
  return widths.map((width) => (width * room) / total + padding);
}
