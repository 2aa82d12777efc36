/** An exact decimal number: `digits` × 10^-`scale`, both safe integers, scale ≥ 0. */
export interface Decimal {
  readonly digits: number;
  readonly scale: number;
}

const PLAIN = /^([-−－+]?)(\d{1,3}(?:[,，]\d{3})+|\d+)(?:[.．](\d+))?$/;
/** A negative as accountants print it: (5.50). A whole number in brackets is an ordinal. */
const BRACKETED = /^[(（](\d[\d,，]*[.．]\d+|\d{1,3}(?:[,，]\d{3})+)[)）]$/;

/**
 * Reads a plainly printed number: optional sign (or brackets around a negative), thousands separators in groups of three, decimal point.
 * Returns null for anything else ("7.498,9", "1.2.3", "——").
 */
export function parseDecimal(printed: string): Decimal | null {
  const match = PLAIN.exec(printed.replace(/\s+/g, '').replace(BRACKETED, '-$1'));
  if (!match) return null;
  const fraction = match[3] ?? '';
  const digits = Number(match[2]!.replace(/[,，]/g, '') + fraction);
  if (!Number.isSafeInteger(digits)) return null;
  const negative = match[1] !== '' && match[1] !== '+';
  return { digits: negative ? -digits : digits, scale: fraction.length };
}

const POWERS = Array.from({ length: 16 }, (_, n) => 10 ** n);

/** 10^n as an exact integer, 0 ≤ n ≤ 15. */
export function powerOfTen(n: number): number {
  const power = POWERS[n];
  if (power === undefined) throw new RangeError(`no exact power of ten: ${n}`);
  return power;
}

/** The decimal as text with exactly `scale` decimals. */
export function decimalText({ digits, scale }: Decimal): string {
  const sign = digits < 0 ? '-' : '';
  const text = String(Math.abs(digits)).padStart(scale + 1, '0');
  return scale === 0 ? sign + text : `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}
