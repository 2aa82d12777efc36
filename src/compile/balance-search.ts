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

/**
 * Finds whole values for parts so that their sums are close to what is wanted, by simulated annealing: with sums over several crossing
 * divisions the exact optimum is NP-hard (controlled rounding in three dimensions), and a branch-and-bound solver took minutes for 3,000
 * parts. Parts are moved by one step, or a step is shifted between two parts of a sum; a move that makes things worse is taken the more
 * rarely the cooler it gets; the best that was met is kept.
 */
export class Search {
  private readonly parts: readonly Part[];
  private readonly targets: readonly Target[];
  private readonly members: number[][];
  private readonly values: Int32Array;
  private readonly off: Int32Array;
  private readonly amiss: Drawn;
  private cost = 0;

  constructor(parts: readonly Part[], targets: readonly Target[]) {
    this.parts = parts;
    this.targets = targets;
    this.members = targets.map(() => []);
    this.amiss = new Drawn(targets.length);
    this.values = new Int32Array(parts.map(({ start }) => start));
    this.off = new Int32Array(targets.map(({ nearest }) => -nearest));
    parts.forEach(({ sums }, p) => {
      for (const s of sums) {
        this.members[s]?.push(p);
        this.off[s] = (this.off[s] ?? 0) + (this.values[p] ?? 0);
      }
    });
    targets.forEach((target, s) => {
      if (target.weight === 0) this.off[s] = 0;
      this.amiss.set(s, this.off[s] !== 0);
      this.cost += this.costAt(s, this.off[s] ?? 0);
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
    const target = this.targets[s];
    if (!target || off === 0) return 0;
    const steps = Math.abs(off);
    const neighbour = off * target.toward > 0;
    return (neighbour ? target.farther + (steps - 1) * BEYOND : steps * BEYOND) * target.weight;
  }

  /** Some sum is farther off than the whole numbers beside its exact value. */
  private isBeyond(values: Int32Array): boolean {
    return this.targets.some(({ nearest, toward, weight }, s) => {
      if (weight === 0) return false;
      const off = (this.members[s] ?? []).reduce((sum, p) => sum + (values[p] ?? 0), 0) - nearest;
      return off !== 0 && off !== toward;
    });
  }

  /** A part keeps its sign, and within two steps of what it is exactly. */
  private isOpen(p: number, by: number): boolean {
    const part = this.parts[p];
    if (!part) return false;
    const value = (this.values[p] ?? 0) + by;
    return value * Math.sign(part.exact) >= 0 && Math.abs(value - part.exact) < 3;
  }

  private change(p: number, by: number): number {
    let delta = 0;
    for (const s of this.parts[p]?.sums ?? []) {
      const off = this.off[s] ?? 0;
      delta += this.costAt(s, off + by) - this.costAt(s, off);
    }
    return delta;
  }

  private move(p: number, by: number): void {
    this.values[p] = (this.values[p] ?? 0) + by;
    for (const s of this.parts[p]?.sums ?? []) {
      const off = (this.off[s] ?? 0) + by;
      this.off[s] = off;
      this.amiss.set(s, off !== 0);
    }
  }

  private anneal(random: () => number, least: number, start: Int32Array): { readonly cost: number; readonly values: Int32Array } {
    const draw = (list: readonly number[]): number => list[Math.floor(random() * list.length)] ?? 0;
    let best: Int32Array = start;
    let lowest = least;
    const moves = Math.min(this.parts.length * ROUNDS, MOST_MOVES);
    for (let n = 0; n < moves; n++) {
      let part = Math.floor(random() * this.parts.length);
      let by = random() < 0.5 ? 1 : -1;
      if (this.amiss.list.length > 0 && random() < AIMED) {
        const sum = draw(this.amiss.list);
        part = draw(this.members[sum] ?? []);
        by = (this.off[sum] ?? 0) > 0 ? -1 : 1;
      }
      if (!this.isOpen(part, by)) continue;
      let delta = this.change(part, by);
      this.move(part, by);
      let other = -1;
      if (random() < SHIFTED) {
        other = draw(this.members[draw(this.parts[part]?.sums ?? [])] ?? []);
        if (other === part || !this.isOpen(other, -by)) {
          this.move(part, -by);
          continue;
        }
        delta += this.change(other, -by);
      }
      const heat = HOT * (COLD / HOT) ** (n / moves);
      if (delta > 0 && random() >= Math.exp(-delta / heat)) {
        this.move(part, -by);
        continue;
      }
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
