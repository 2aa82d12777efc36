import { type Decimal, decimalText, parseDecimal, powerOfTen } from './decimal.ts';

/** 分 in one unit of money, as a power of ten. */
const UNIT_POWERS = { 分: 0, 元: 2, 百元: 4, 千元: 5, 万元: 6, 万: 6, 百万元: 8, 亿元: 10, 亿: 10 } as const;
export type MoneyUnit = keyof typeof UNIT_POWERS;

export const isMoneyUnit = (unit: string): unit is MoneyUnit => unit in UNIT_POWERS;

/**
 * An amount of money as it was printed. `fen` is the printed figure in 分, a safe integer. The true amount lies within `half` of it:
 * half of the last printed place, in 分 (a multiple of 0.5, which a double holds exactly); 0 for a blank, which is an exact zero.
 */
export interface Amount {
  readonly fen: number;
  readonly half: number;
}

/** A blank cell: exactly nothing, unlike a printed 0.00. */
export const BLANK: Amount = { fen: 0, half: 0 };

/** The amount that a printed decimal of a unit stands for; null where it is finer than 分 or too large. */
export function amountOf(value: Decimal, unit: MoneyUnit): Amount | null {
  const power = UNIT_POWERS[unit] - value.scale;
  if (power >= 0) {
    const fen = value.digits * powerOfTen(power);
    return Number.isSafeInteger(fen) ? { fen, half: powerOfTen(power) / 2 } : null;
  }
  const divisor = powerOfTen(-power);
  return value.digits % divisor === 0 ? { fen: value.digits / divisor, half: 0.5 } : null;
}

/** Reads a printed amount of money; null where it is not a number. */
export function parseAmount(printed: string, unit: MoneyUnit): Amount | null {
  const value = parseDecimal(printed);
  return value && amountOf(value, unit);
}

/** `fen` in a unit with so many decimals, rounded half away from zero. */
export function amountText(fen: number, unit: MoneyUnit = '万元', decimals = 2): string {
  const power = UNIT_POWERS[unit] - decimals;
  if (power <= 0) return decimalText({ digits: fen * powerOfTen(-power), scale: decimals });
  const step = powerOfTen(power);
  const digits = Math.sign(fen) * Math.floor((Math.abs(fen) + step / 2) / step);
  return decimalText({ digits, scale: decimals });
}
