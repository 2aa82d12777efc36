/** part / whole in hundredths of a percent, rounded half up; 0 where there is no whole. */
export function percentOf(part: number, whole: number): number {
  if (whole === 0) return 0;
  const scaled = BigInt(Math.abs(part)) * 20_000n;
  const digits = Number((scaled / BigInt(Math.abs(whole)) + 1n) / 2n);
  return part < 0 !== whole < 0 ? -digits : digits;
}

/** A share as it is asked for. */
interface Share {
  readonly part: string;
  readonly value: number;
  readonly whole: number;
}

/** 100.00 % in hundredths of a percent. */
const ALL = 10_000;

/**
 * The shares of a paragraph. Those of one whole that together are the whole add to 100.00: where they would not by themselves, the ones that lost
 * (or gained) most by rounding give way by one in the last place.
 */
export class ShareList {
  private readonly wholes = new Map<string, Map<string, Share>>();
  private readonly settled = new Map<string, number>();

  /** A share in hundredths of a percent. */
  of(part: string, value: number, wholeKey: string, whole: number): number {
    const known = this.settled.get(`${part} of ${wholeKey}`);
    if (known !== undefined) return known;
    const shares = this.wholes.get(wholeKey) ?? new Map<string, Share>();
    this.wholes.set(wholeKey, shares);
    shares.set(part, { part, value, whole });
    return percentOf(value, whole);
  }

  /** Called when all shares were asked for once. */
  settle(): void {
    for (const [wholeKey, shares] of this.wholes) {
      const list = [...shares.values()];
      const whole = list[0]?.whole ?? 0;
      const sum = list.reduce((total, { value }) => total + value, 0);
      if (list.length < 2 || sum !== whole || list.some(({ value }) => value < 0)) continue;
      const digits = list.map(({ value }) => percentOf(value, whole));
      const wanting = ALL - digits.reduce((total, own) => total + own, 0);
      // how far each was rounded away from where it must now go
      const lost = list.map(({ value }, i) => (value / whole) * ALL - (digits[i] ?? 0));
      const order = list.map((_, i) => i).filter((i) => (list[i]?.value ?? 0) > 0);
      order.sort((a, b) => ((lost[b] ?? 0) - (lost[a] ?? 0)) * Math.sign(wanting) || a - b);
      for (const i of order.slice(0, Math.abs(wanting))) digits[i] = (digits[i] ?? 0) + Math.sign(wanting);
      for (const [i, { part }] of list.entries()) this.settled.set(`${part} of ${wholeKey}`, digits[i] ?? 0);
    }
  }
}
