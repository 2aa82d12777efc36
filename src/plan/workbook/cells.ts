import { parseDecimal } from '../../fact/decimal.ts';
import type { FieldType } from './kind.ts';

/** A filled cell: as it is shown, and the number that it holds. */
export interface Filled {
  readonly text: string;
  readonly number?: number;
}

/** A cell as a record keeps it, or why it cannot be, and how to mend it; `warning`: it is taken, but worth a look. */
export type ReadValue =
  | { readonly value: string; readonly warning?: { readonly message: string; readonly mend: string } }
  | { readonly message: string; readonly mend: string };

/** Full-width digits, letters and signs as half-width ones, without blanks. */
export const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '');

/** A double's decimal text with the 15 digits that Excel keeps. */
function decimalOf(number: number): string {
  const text = String(Number(number.toPrecision(15)));
  return text.includes('e') ? number.toFixed(Math.abs(number) < 1 ? 15 : 0) : text;
}

const NUMBER = /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/;

export function readNumber({ text, number }: Filled): ReadValue {
  const words =
    number === undefined
      ? plain(text)
          .replace(/^[¥￥]/, '')
          .replace(/元$/, '')
      : decimalOf(number);
  if (/[万亿]/.test(words)) return { message: `“${text}”的单位不是元`, mend: '换算成元再填，只填数字' };
  if (/^[-—–]+$/.test(words)) return { message: `“${text}”不是数`, mend: '没有填 0，不知道就留空' };
  if (!NUMBER.test(words)) return { message: `“${text.slice(0, 30)}”不是数`, mend: '只填数字，如 1264800.50' };
  const value = parseDecimal(words.replace(/[,+]/g, ''));
  return value
    ? {
        value: words
          .replace(/[,+]/g, '')
          .replace(/(\.\d*?)0+$/, '$1')
          .replace(/\.$/, ''),
      }
    : { message: `“${text}”太大`, mend: '核对金额' };
}

export function readMoney(cell: Filled): ReadValue {
  const read = readNumber(cell);
  return 'value' in read && /\.\d{3,}$/.test(read.value)
    ? { message: `金额 ${read.value} 多于两位小数`, mend: '金额以元为单位，最多到分；公式算出的先四舍五入' }
    : read;
}

/** Points and percentages have at most two decimals and are not above `most`; counts are whole. */
export function bounded({ most, whole }: Extract<FieldType, { kind: 'number' }>, read: ReadValue): ReadValue {
  if (!('value' in read)) return read;
  if (whole && /\D/.test(read.value)) return { message: `${read.value} 不是个数`, mend: '填不小于 0 的整数' };
  if (most === undefined || (/^\d+(?:\.\d{1,2})?$/.test(read.value) && Number(read.value) <= most)) return read;
  return { message: `${read.value} 不能填在这里`, mend: `填 0 到 ${most} 之间的数，最多两位小数` };
}

/** Excel loses digits of long numbers. */
const LONGEST = 1e15;
const LOST = { message: '位数太多，Excel 把它存成了数，末尾几位已经丢失', mend: '先把单元格格式设为“文本”，再重新填写' };

export function readText(type: Extract<FieldType, { kind: 'text' }>, { text, number }: Filled): ReadValue {
  if (number !== undefined && Math.abs(number) >= LONGEST) return LOST;
  return { value: (type.lines ?? 1) > 1 ? text.replace(/\r\n?/g, '\n') : text.trim() };
}

const two = (digits: string): string => digits.padStart(2, '0');

export function readDate({ text, number }: Filled, from1904: boolean): ReadValue {
  const wrong = { message: `“${text}”不是日期`, mend: '写成 2024-09-30 这样' };
  if (number !== undefined && number > 20_000 && number < 80_000) {
    const days = Math.floor(number) + (from1904 ? 1462 : 0);
    return { value: new Date(Date.UTC(1899, 11, 30) + days * 86_400_000).toISOString().slice(0, 10) };
  }
  const [, year = '', month = '', day = ''] = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?$/.exec(plain(text)) ?? [];
  const iso = `${year}-${two(month)}-${two(day)}`;
  const at = year === '' ? Number.NaN : Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== iso ? wrong : { value: iso };
}
