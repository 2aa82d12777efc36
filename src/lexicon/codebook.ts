import { type Classification, type CodeRow, validIn } from './code-row.ts';
import { editDistance } from './distance.ts';
import { labelKey } from './lexicon.ts';

/** Lengths of the codes of each level; procurement codes are padded with zeros, so their rows say what stands above. */
const LENGTHS: Record<Classification, readonly number[]> = {
  functional: [3, 5, 7],
  economic: [3, 5],
  government: [3, 5],
  income: [3, 5, 7, 9],
  procurement: [],
};

/** The official name nearest to a wrong one. */
export interface Nearest {
  readonly row: CodeRow;
  /** characters to change */
  readonly distance: number;
  /** 1 - distance / length of the longer name */
  readonly similarity: number;
}

/** Where to look for a nearest name. */
export interface NearestOptions {
  /** only rows under (or equal to) this code */
  readonly under?: string;
  readonly level?: number;
  /** lowest similarity worth telling; 0.5 */
  readonly least?: number;
}

/** One classification over the years. Names are compared by `labelKey`: brackets' kind, white space and ordinals do not matter. */
export interface Codebook {
  readonly classification: Classification;
  readonly rows: readonly CodeRow[];
  /** The row of a code in a year (without a year: the latest); null where the code is unknown or did not hold that year. */
  byCode(code: string, year?: number): CodeRow | null;
  /** All rows of a code, oldest first: its names over the years. */
  history(code: string): readonly CodeRow[];
  /** Rows with a name, valid in a year (without a year: of any year, latest first), upper levels first. Several 款 share 行政运行. */
  byName(name: string, year?: number): readonly CodeRow[];
  /** Rows that had (or will have) a name in other years than this one: an outdated or premature name. */
  otherYears(name: string, year: number): readonly CodeRow[];
  /** The official name of a year nearest to a wrong one; null where none is similar enough. */
  nearest(name: string, year?: number, options?: NearestOptions): Nearest | null;
  /** The code above, '' at the top. */
  parentOf(code: string): string;
  /** Rows from the top down to the code itself, those that are known. */
  chain(code: string, year?: number): readonly CodeRow[];
  /** `below` equals `above` or lies under it. */
  isPrefix(above: string, below: string): boolean;
  /** 1 类, 2 款, 3 项; 0 where the shape is none of this classification's. */
  levelOf(code: string): number;
}

const latestFirst = (a: CodeRow, b: CodeRow) => (b.to ?? 9999) - (a.to ?? 9999) || (b.from ?? 0) - (a.from ?? 0);
const upperFirst = (a: CodeRow, b: CodeRow) => a.level - b.level || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);

function grouped(rows: readonly CodeRow[], key: (row: CodeRow) => string): Map<string, CodeRow[]> {
  const groups = new Map<string, CodeRow[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}

/** Builds the look-ups of a classification from its rows. */
export function createCodebook(classification: Classification, rows: readonly CodeRow[]): Codebook {
  const codes = grouped([...rows].sort(latestFirst), (row) => row.code);
  const names = grouped(rows, (row) => labelKey(row.name));
  const lengths = LENGTHS[classification];
  const found = new Map<string, Nearest | null>();

  const byCode = (code: string, year?: number) => codes.get(code)?.find((row) => year === undefined || validIn(row, year)) ?? null;

  const parentOf = (code: string): string => {
    const known = codes.get(code)?.[0];
    if (known) return known.parent;
    const at = lengths.indexOf(code.length);
    return at > 0 ? code.slice(0, lengths[at - 1]) : '';
  };

  const isPrefix = (above: string, below: string): boolean => {
    for (let code = below; code; code = parentOf(code)) if (code === above) return true;
    return false;
  };

  return {
    classification,
    rows,
    byCode,
    history: (code) => [...(codes.get(code) ?? [])].reverse(),
    byName: (name, year) =>
      (names.get(labelKey(name)) ?? [])
        .filter((row) => year === undefined || validIn(row, year))
        .sort((a, b) => (year === undefined ? latestFirst(a, b) : 0) || upperFirst(a, b)),
    otherYears: (name, year) => (names.get(labelKey(name)) ?? []).filter((row) => !validIn(row, year)).sort(upperFirst),
    nearest(name, year, { under, level, least = 0.5 } = {}) {
      const wanted = labelKey(name);
      const query = `${wanted}|${year}|${under}|${level}|${least}`;
      const before = found.get(query);
      if (before !== undefined) return before;
      let best: Nearest | null = null;
      for (const row of rows) {
        if (year !== undefined ? !validIn(row, year) : row.to !== null) continue;
        if ((level !== undefined && row.level !== level) || (under !== undefined && !isPrefix(under, row.code))) continue;
        const key = labelKey(row.name);
        const longer = Math.max(key.length, wanted.length);
        const limit = Math.floor(longer * (1 - (best?.similarity ?? least)) + 1e-9);
        const distance = editDistance(wanted, key, limit);
        if (distance > limit) continue;
        const similarity = 1 - distance / longer;
        if (similarity >= least && (!best || similarity > best.similarity)) best = { row, distance, similarity };
      }
      found.set(query, best);
      return best;
    },
    parentOf,
    chain(code, year) {
      const out: CodeRow[] = [];
      for (let at = code; at; at = parentOf(at)) {
        const row = byCode(at, year);
        if (row) out.unshift(row);
      }
      return out;
    },
    isPrefix,
    levelOf: (code) => codes.get(code)?.[0]?.level ?? (/^\d+$/.test(code) ? lengths.indexOf(code.length) + 1 : 0),
  };
}
