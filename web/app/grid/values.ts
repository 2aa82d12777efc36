import { parseDecimal, powerOfTen } from '../../../src/fact/decimal.ts';
import { plain, type ReadValue, readDate, readMoney, readNumber, readText } from '../../../src/plan/workbook/cells.ts';
import type { Field } from '../../../src/plan/workbook/kind.ts';

/** Names of the codes that hold, by list and level: see `GridForm.lists`. */
export type Codes = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** "2010101 行政运行" by code. */
export const codesOf = (lists: Readonly<Record<string, readonly string[]>>): Codes =>
  new Map(Object.entries(lists).map(([name, entries]) => [name, new Map(entries.map((entry) => split(entry)))]));

function split(entry: string): [string, string] {
  const at = entry.indexOf(' ');
  return [entry.slice(0, at), entry.slice(at + 1)];
}

const own = (codes: Codes, { type }: Field): ReadonlyMap<string, string> =>
  (type.kind === 'code' ? codes.get(`${type.list}/${type.level}`) : undefined) ?? new Map<string, string>();

const orTyped = (read: ReadValue, text: string): string => ('value' in read ? read.value : text.trim());

/** What was typed or pasted, as the plan keeps it; what cannot be read stays as it is, and is told by the checks. */
export function typed(field: Field, text: string, codes: Codes): string {
  const { type } = field;
  if (text.trim() === '') return '';
  switch (type.kind) {
    case 'money':
      return orTyped(readMoney({ text }), text);
    case 'number':
      return orTyped(readNumber({ text }), text);
    case 'date':
      return orTyped(readDate({ text }, false), text);
    case 'text':
      return orTyped(readText(type, { text }), text);
    case 'choice':
      return type.choices.find(({ id, name }) => plain(name) === plain(text) || id === text.trim())?.id ?? text.trim();
    case 'code':
      return codeOf(own(codes, field), text);
    default:
      return text.trim();
  }
}

/** A code, its name, or both: the code counts. A name that several have stays a name. */
function codeOf(names: ReadonlyMap<string, string>, text: string): string {
  const words = text.normalize('NFKC').trim();
  const [, code] = /^([A-Za-z]?\d+)(?![\d.])[\s|:-]*(.*)$/s.exec(words) ?? [];
  if (code !== undefined) return code.toUpperCase();
  const [one, other] = [...names].filter(([, name]) => plain(name) === plain(words));
  return one && !other ? one[0] : words;
}

/** 元 as 分; null where it is no amount. */
export function fenOf(text: string): number | null {
  const value = parseDecimal(text);
  if (!value || value.scale > 2) return null;
  const fen = value.digits * powerOfTen(2 - value.scale);
  return Number.isSafeInteger(fen) ? fen : null;
}

/** 分 as 1,264,800.50. */
export function yuanOf(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  const whole = digits.slice(0, -2).replace(/\d(?=(?:\d{3})+$)/g, '$&,');
  return `${fen < 0 ? '-' : ''}${whole}.${digits.slice(-2)}`;
}

/** A value as its cell shows it: codes and choices with their names, money in groups. */
export function shown(field: Field, value: string, codes: Codes): string {
  const { type } = field;
  if (value === '') return '';
  switch (type.kind) {
    case 'code': {
      const name = own(codes, field).get(value);
      return name === undefined ? value : `${value} ${name}`;
    }
    case 'choice':
      return type.choices.find(({ id }) => id === value)?.name ?? value;
    case 'money': {
      const fen = fenOf(value);
      return fen === null ? value : yuanOf(fen);
    }
    default:
      return value;
  }
}
