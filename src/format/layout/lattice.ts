import { append, least, most } from '../lists.ts';
import type { Rule } from './rules.ts';

/** A cell between ruling lines, by 0-based row and column. */
export interface Slot {
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
}

/** A table's ruling lines: `xs` and `ys` bound its columns and rows. */
export interface Lattice {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly slots: readonly Slot[];
}

/** Lines as near as this (points) are one. */
const NEAR = 2.5;
/** A line that misses another by less than this meets it. */
const REACH = 3;
const SHORTEST = 5;
/** A side is there where this share of it is drawn. */
const DRAWN = 0.5;
/** Lines that stand out so far beyond the last one across have lost the line that closed them. */
const OPEN = 8;

/** Level or upright lines of one position, the pieces joined. */
function mergeRules(rules: readonly Rule[]): Rule[] {
  const sorted = rules.toSorted((a, b) => a.at - b.at);
  const groups: Rule[][] = [];
  for (const rule of sorted) {
    const last = groups.at(-1);
    if (last?.[0] && rule.at - last[0].at <= NEAR / 2) last.push(rule);
    else groups.push([rule]);
  }
  return groups.flatMap((group) => {
    const merged: { level: boolean; at: number; from: number; to: number }[] = [];
    for (const rule of group.toSorted((a, b) => a.from - b.from)) {
      const last = merged.at(-1);
      if (last && rule.from - last.to <= REACH) last.to = Math.max(last.to, rule.to);
      else merged.push({ ...rule });
    }
    return merged.filter(({ from, to }) => to - from >= SHORTEST);
  });
}

const meets = (level: Rule, upright: Rule): boolean =>
  upright.at >= level.from - REACH && upright.at <= level.to + REACH && level.at >= upright.from - REACH && level.at <= upright.to + REACH;

/** Lines that hang together, as one table's do. */
function connected(levels: readonly Rule[], uprights: readonly Rule[]): { levels: Rule[]; uprights: Rule[] }[] {
  const all = [...levels, ...uprights];
  const parent = all.map((_, i) => i);
  const find = (i: number): number => {
    let at = i;
    while (parent[at] !== at) at = parent[at] = parent[parent[at] ?? at] ?? at;
    return at;
  };
  for (const [i, level] of levels.entries()) {
    for (const [j, upright] of uprights.entries()) if (meets(level, upright)) parent[find(i)] = find(levels.length + j);
  }
  const groups = new Map<number, { levels: Rule[]; uprights: Rule[] }>();
  for (const [i, rule] of all.entries()) {
    const root = find(i);
    const group = groups.get(root) ?? { levels: [], uprights: [] };
    group[rule.level ? 'levels' : 'uprights'].push(rule);
    groups.set(root, group);
  }
  return [...groups.values()].filter((group) => group.levels.length > 0 && group.uprights.length > 0);
}

/** The places across of lines, near ones as one. */
function positions(rules: readonly Rule[]): number[] {
  const out: { sum: number; count: number }[] = [];
  for (const { at } of rules.toSorted((a, b) => a.at - b.at)) {
    const last = out.at(-1);
    if (last && at - last.sum / last.count <= NEAR) {
      last.sum += at;
      last.count++;
    } else out.push({ sum: at, count: 1 });
  }
  return out.map(({ sum, count }) => sum / count);
}

/** Positions with the end that the lines across run on to, where the line that closed them is missing. */
function closed(found: readonly number[], across: readonly Rule[]): number[] {
  const low = across.reduce((least, { from }) => Math.min(least, from), Infinity);
  const high = across.reduce((most, { to }) => Math.max(most, to), -Infinity);
  const first = found[0] ?? low;
  const last = found.at(-1) ?? high;
  return [...(low < first - OPEN ? [low] : []), ...found, ...(high > last + OPEN ? [high] : [])];
}

/** The lines at each position. */
const rulesAt = (rules: readonly Rule[], places: readonly number[]): Rule[][] =>
  places.map((place) => rules.filter((rule) => Math.abs(rule.at - place) <= NEAR));

/** Whether one of these lines is drawn along most of from … to. */
function drawn(rules: readonly Rule[] | undefined, from: number, to: number): boolean {
  let length = 0;
  for (const rule of rules ?? []) {
    length = Math.max(length, Math.min(rule.to, to) - Math.max(rule.from, from));
  }
  return length >= (to - from) * DRAWN;
}

/** Cells as the missing sides leave them; a region that is no rectangle is cut into its rows. */
function slotsOf(xs: readonly number[], ys: readonly number[], levels: readonly Rule[], uprights: readonly Rule[]): Slot[] {
  const width = xs.length - 1;
  const height = ys.length - 1;
  const standing = rulesAt(uprights, xs);
  const lying = rulesAt(levels, ys);
  const owner = new Int32Array(width * height).map((_, i) => i);
  const find = (i: number): number => {
    let at = i;
    while (owner[at] !== at) at = owner[at] ?? at;
    return at;
  };
  for (let r = 0; r < height; r++) {
    for (let c = 0; c < width; c++) {
      const here = r * width + c;
      const [x0 = 0, x1 = 0, y0 = 0, y1 = 0] = [xs[c], xs[c + 1], ys[r], ys[r + 1]];
      if (c + 1 < width && !drawn(standing[c + 1], y0, y1)) owner[find(here + 1)] = find(here);
      if (r + 1 < height && !drawn(lying[r + 1], x0, x1)) owner[find(here + width)] = find(here);
    }
  }
  const regions = new Map<number, number[]>();
  for (let i = 0; i < width * height; i++) {
    const root = find(i);
    const region = regions.get(root);
    if (region) region.push(i);
    else regions.set(root, [i]);
  }
  const slots: Slot[] = [];
  for (const region of regions.values()) append(slots, rectangles(region, width));
  return slots.sort((a, b) => a.row - b.row || a.column - b.column);
}

function rectangles(region: readonly number[], width: number): Slot[] {
  const rows = region.map((i) => Math.floor(i / width));
  const columns = region.map((i) => i % width);
  const [row, last, column, right] = [least(rows), most(rows), least(columns), most(columns)];
  const whole: Slot = { row, column, rowSpan: last - row + 1, columnSpan: right - column + 1 };
  if (whole.rowSpan * whole.columnSpan === region.length) return [whole];
  const out: Slot[] = [];
  for (let r = row; r <= last; r++) {
    const own = region
      .filter((i) => Math.floor(i / width) === r)
      .map((i) => i % width)
      .sort((a, b) => a - b);
    let from = 0;
    for (let i = 1; i <= own.length; i++) {
      if (i < own.length && own[i] === (own[i - 1] ?? 0) + 1) continue;
      out.push({ row: r, column: own[from] ?? 0, rowSpan: 1, columnSpan: i - from });
      from = i;
    }
  }
  return out;
}

/** More cells than this on one page is a drawing, not a table. */
const MOST = 40_000;
/** So are more pairs of a level and an upright line. */
const CROSSINGS = 10_000_000;

/** The tables that a page's ruling lines make, from the top down; frames of a single cell are none. */
export function latticesOf(rules: readonly Rule[]): Lattice[] {
  const levels = mergeRules(rules.filter(({ level }) => level));
  const uprights = mergeRules(rules.filter(({ level }) => !level));
  const out: Lattice[] = [];
  if (levels.length * uprights.length > CROSSINGS) return out;
  for (const group of connected(levels, uprights)) {
    const xs = closed(positions(group.uprights), group.levels);
    const ys = closed(positions(group.levels), group.uprights);
    if (xs.length < 2 || ys.length < 2 || (xs.length - 1) * (ys.length - 1) > MOST) continue;
    const slots = slotsOf(xs, ys, group.levels, group.uprights);
    if (slots.length > 1) out.push({ xs, ys, slots });
  }
  return out.sort((a, b) => (a.ys[0] ?? 0) - (b.ys[0] ?? 0) || (a.xs[0] ?? 0) - (b.xs[0] ?? 0));
}
