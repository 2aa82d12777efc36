import { random } from '../random.ts';

/** Draws from a seeded stream: the same seed always draws the same. */
export class Draw {
  private readonly next: () => number;

  constructor(seed: number) {
    this.next = random(seed);
  }

  /** 0 … n-1 */
  below(n: number): number {
    return Math.floor(this.next() * n);
  }

  /** lo … hi, both included */
  within(lo: number, hi: number): number {
    return lo + this.below(hi - lo + 1);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  /** Throws an Error where there is nothing to pick from. */
  pick<T>(list: readonly T[]): T {
    const one = list[this.below(list.length)];
    if (one === undefined) throw new Error('nothing to draw from');
    return one;
  }

  /** Up to `n` different members, in the order of the list. */
  some<T>(list: readonly T[], n: number): T[] {
    const left = list.map((_, i) => i);
    const chosen = new Set<number>();
    while (chosen.size < Math.min(n, list.length)) chosen.add(left.splice(this.below(left.length), 1)[0] ?? 0);
    return list.filter((_, i) => chosen.has(i));
  }

  /** A whole number between two bounds, each order of magnitude as likely as the next. */
  spread(lo: number, hi: number): number {
    return Math.round(Math.exp(Math.log(lo) + this.next() * (Math.log(hi) - Math.log(lo))));
  }
}
