/** A sum as the search sees it, in steps. */
export interface Target {
  readonly nearest: number;
  /** towards the other whole number beside the exact value: +1, -1; 0 where the exact value is whole */
  readonly toward: number;
  /** how much farther that one is than the nearest, 0 … 1 of a step */
  readonly farther: number;
  readonly weight: number;
}

/** A summand that may be rounded up or down on its own. */
export interface Part {
  /** in steps */
  readonly exact: number;
  /** in whole steps */
  readonly start: number;
  readonly sums: readonly number[];
}

/** What each step beyond the two neighbours weighs. */
const BEYOND = 6;
const ROUNDS = 500;
const MOST_MOVES = 4_000_000;
const TRIES = 5;
const HOT = 4;
const COLD = 0.009;
/** How often a move starts at a sum that is not at its nearest value, and how often it is a shift between two parts of one sum. */
const AIMED = 0.6;
const SHIFTED = 0.7;

/** Numbers in 0 … 1 that are the same in every run (xorshift). */
function stream(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4294967296;
  };
}

/** Members of 0 … n-1 that can be put in, taken out and drawn in constant time. */
class Drawn {
  readonly list: number[] = [];
  private readonly at: Int32Array;

  constructor(size: number) {
    this.at = new Int32Array(size).fill(-1);
  }

  set(member: number, wanted: boolean): void {
    const at = this.at[member] ?? -1;
    if (wanted === at >= 0) return;
    if (wanted) {
      this.at[member] = this.list.push(member) - 1;
      return;
    }
    const last = this.list.pop() ?? member;
    this.at[member] = -1;
    if (last === member) return;
    this.list[at] = last;
    this.at[last] = at;
  }
}

/** What stands under each of some numbers, in one array: the members of k are list[from[k]] … list[from[k + 1] - 1]. */
class Lists {
  readonly from: Int32Array;
  readonly list: Int32Array;

  constructor(lists: readonly (readonly number[])[]) {
    this.from = new Int32Array(lists.length + 1);
    lists.forEach((own, k) => {
      this.from[k + 1] = (this.from[k] ?? 0) + own.length;
    });
    this.list = Int32Array.from(lists.flat());
  }
}

const membersOf = (parts: readonly Part[], sums: number): number[][] => {
  const members: number[][] = Array.from({ length: sums }, () => []);
  parts.forEach((part, p) => {
    for (const s of part.sums) members[s]?.push(p);
  });
  return members;
};

/**
 * Finds whole values for parts so that their sums are close to what is wanted, by simulated annealing: with sums over several crossing
 * divisions the exact optimum is NP-hard (controlled rounding in three dimensions), and a branch-and-bound solver took minutes for 3,000
 * parts. Parts are moved by one step, or a step is shifted between two parts of a sum; a move that makes things worse is taken the more
 * rarely the cooler it gets; the best that was met is kept.
 */
export class Search {
  private readonly targets: readonly Target[];
  private readonly sums: Lists;
  private readonly members: Lists;
  /** of each part: its value, and what it may become: it keeps its sign, and stays within two steps of what it is exactly */
  private readonly values: Int32Array;
  private readonly lowest: Int32Array;
  private readonly highest: Int32Array;
  /** of each sum: how far it is off its nearest value, and what a step off costs upwards and downwards, the first and each further one */
  private readonly off: Int32Array;
  private readonly up: Float64Array;
  private readonly down: Float64Array;
  private readonly further: Float64Array;
  private readonly amiss: Drawn;
  /** sums of the part that is being looked at */
  private readonly marked: Int32Array;
  private marks = 0;
  private cost = 0;

  constructor(parts: readonly Part[], targets: readonly Target[]) {
    const members = membersOf(parts, targets.length);
    this.targets = targets;
    this.sums = new Lists(parts.map(({ sums }) => sums));
    this.members = new Lists(members);
    this.amiss = new Drawn(targets.length);
    this.marked = new Int32Array(targets.length);
    this.values = Int32Array.from(parts, ({ start }) => start);
    this.lowest = Int32Array.from(parts, ({ exact }) => Math.max(exact > 0 ? 0 : Number.NEGATIVE_INFINITY, Math.floor(exact - 3) + 1));
    this.highest = Int32Array.from(parts, ({ exact }) => Math.min(exact < 0 ? 0 : Number.POSITIVE_INFINITY, Math.ceil(exact + 3) - 1));
    const first = ({ toward, farther, weight }: Target, way: number) => (toward === way ? farther : BEYOND) * weight;
    this.up = Float64Array.from(targets, (target) => first(target, 1));
    this.down = Float64Array.from(targets, (target) => first(target, -1));
    this.further = Float64Array.from(targets, ({ weight }) => weight * BEYOND);
    this.off = Int32Array.from(targets, ({ nearest, weight }, s) =>
      weight === 0 ? 0 : (members[s] ?? []).reduce((sum, p) => sum + (this.values[p] ?? 0), 0) - nearest,
    );
    this.off.forEach((off, s) => {
      this.amiss.set(s, off !== 0);
      this.cost += this.costAt(s, off);
    });
  }

  /** The values found, in steps. */
  run(): Int32Array {
    let best: Int32Array = this.values.slice();
    let least = this.cost;
    for (let attempt = 1; least > 0 && attempt <= TRIES; attempt++) {
      const found = this.anneal(stream(attempt * 7919), least, best);
      least = found.cost;
      best = found.values;
      if (attempt >= 3 && !this.isBeyond(best)) break;
    }
    return best;
  }

  /** What it costs that a sum is so many steps off its nearest value. */
  private costAt(s: number, off: number): number {
    if (off === 0) return 0;
    return off > 0
      ? (this.up[s] as number) + (off - 1) * (this.further[s] as number)
      : (this.down[s] as number) - (off + 1) * (this.further[s] as number);
  }

  /** Some sum is farther off than the whole numbers beside its exact value. */
  private isBeyond(values: Int32Array): boolean {
    const { from, list } = this.members;
    return this.targets.some(({ nearest, toward, weight }, s) => {
      if (weight === 0) return false;
      let off = -nearest;
      for (let i = from[s] ?? 0; i < (from[s + 1] ?? 0); i++) off += values[list[i] ?? 0] ?? 0;
      return off !== 0 && off !== toward;
    });
  }

  private isOpen(p: number, by: number): boolean {
    const value = (this.values[p] as number) + by;
    return value >= (this.lowest[p] as number) && value <= (this.highest[p] as number);
  }

  /** What it costs to move a part, and to move another the other way (-1: none); sums that both are part of stay as they are. */
  private costOf(part: number, by: number, other: number): number {
    const { from, list } = this.sums;
    const mark = ++this.marks;
    let cost = 0;
    for (let i = from[part] as number, end = from[part + 1] as number; i < end; i++) {
      const s = list[i] as number;
      this.marked[s] = mark;
      const off = this.off[s] as number;
      cost += this.costAt(s, off + by) - this.costAt(s, off);
    }
    if (other < 0) return cost;
    for (let i = from[other] as number, end = from[other + 1] as number; i < end; i++) {
      const s = list[i] as number;
      const off = this.off[s] as number;
      if (this.marked[s] === mark) cost -= this.costAt(s, off + by) - this.costAt(s, off);
      else cost += this.costAt(s, off - by) - this.costAt(s, off);
    }
    return cost;
  }

  private move(part: number, by: number): void {
    const { from, list } = this.sums;
    this.values[part] = (this.values[part] as number) + by;
    for (let i = from[part] as number, end = from[part + 1] as number; i < end; i++) {
      const s = list[i] as number;
      const off = this.off[s] as number;
      this.off[s] = off + by;
      if (off === 0 || off + by === 0) this.amiss.set(s, off === 0);
    }
  }

  private anneal(random: () => number, least: number, start: Int32Array): { readonly cost: number; readonly values: Int32Array } {
    const { members, sums, amiss } = this;
    const count = this.values.length;
    const drawn = ({ from, list }: Lists, k: number): number => {
      const at = from[k] as number;
      return list[at + Math.floor(random() * ((from[k + 1] as number) - at))] ?? 0;
    };
    let best: Int32Array = start;
    let lowest = least;
    const moves = Math.min(count * ROUNDS, MOST_MOVES);
    const cooling = (COLD / HOT) ** (1 / moves);
    let heat = HOT;
    for (let n = 0; n < moves; n++, heat *= cooling) {
      let part = Math.floor(random() * count);
      let by = random() < 0.5 ? 1 : -1;
      if (amiss.list.length > 0 && random() < AIMED) {
        const sum = amiss.list[Math.floor(random() * amiss.list.length)] ?? 0;
        part = drawn(members, sum);
        by = (this.off[sum] as number) > 0 ? -1 : 1;
      }
      if (!this.isOpen(part, by)) continue;
      let other = -1;
      if (random() < SHIFTED) {
        other = drawn(members, drawn(sums, part));
        if (other === part || !this.isOpen(other, -by)) continue;
      }
      const delta = this.costOf(part, by, other);
      if (delta > 0 && random() >= Math.exp(-delta / heat)) continue;
      this.move(part, by);
      if (other >= 0) this.move(other, -by);
      this.cost += delta;
      if (this.cost < lowest - 1e-9) {
        lowest = this.cost;
        best = this.values.slice();
      }
    }
    return { cost: lowest, values: best };
  }
}
