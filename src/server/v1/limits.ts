import { StoreError } from '../../store/error.ts';

const MINUTE = 60_000;
/** Addresses that are counted at once; more are a flood, which starts the count anew. */
const MOST = 50_000;

/** How often an address may ask within a minute. In memory: a restart forgives. */
export class RateLimit {
  private readonly most: number;
  private counts = new Map<string, number>();
  private minute = 0;

  constructor(most: number) {
    this.most = most;
  }

  /** Throws StoreError where it is too often. */
  count(address: string, now: Date): void {
    const minute = Math.floor(now.getTime() / MINUTE);
    if (minute !== this.minute || this.counts.size > MOST) {
      this.counts = new Map();
      this.minute = minute;
    }
    const count = (this.counts.get(address) ?? 0) + 1;
    this.counts.set(address, count);
    if (count > this.most) throw new StoreError('limited', '请求过于频繁，请一分钟后再试。');
  }
}

/** Comparisons, which anybody may ask for and which cost seconds when they are new. */
export const COMPARISONS = 30;
export const LOGINS = 20;
export const REQUESTS = 1200;
