// Lists made from files may be longer than the arguments that a call takes (some 100,000): no spreading into push, Math.min, Math.max.

/** Adds all to the end of a list. */
export function append<T>(list: T[], more: readonly T[]): void {
  for (const item of more) list.push(item);
}

/** The smallest of numbers; Infinity where there is none. */
export const least = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);

/** The largest of numbers; -Infinity where there is none. */
export const most = (numbers: readonly number[]): number => numbers.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
