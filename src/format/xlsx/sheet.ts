import { FormatError } from '../error.ts';
import type { Xml } from '../package/xml.ts';
import { columnName, type Merge, type SheetCell } from '../tidy/sheet.ts';
import { formatNumber, general } from './number.ts';
import { readRichText, type Workbook } from './workbook.ts';

/** A sheet as printed. Rows are 1-based, columns are letters where they are told of. */
export interface Sheet {
  readonly cells: SheetCell[];
  readonly merges: Merge[];
  readonly hiddenRows: Set<number>;
  readonly hiddenColumns: { readonly from: number; readonly to: number }[];
  /** cells that show an error (#REF!) or a formula without a result */
  readonly broken: { readonly cell: string; readonly shown: string }[];
  /** lines above and below each printed page */
  readonly margins: string[];
}

export const MANY = '工作表太大（超过 100 万个单元格），不像公开文本，为安全起见没有读取。请只保留要公开的表格后再试';
export const MOST_CELLS = 1_000_000;
export const MOST_MERGES = 100_000;
/** Blank cells with a border are kept up to this number of cells; those of a whole sheet drawn over with lines say nothing. */
const MOST_FRAMED = 200_000;
const ROWS = 1_048_576;
const COLUMNS = 16_384;

/** B7 as 0-based row and column; null where it is no cell. */
export function parseCell(reference: string): { readonly row: number; readonly column: number } | null {
  let column = 0;
  let i = 0;
  for (; i < reference.length; i++) {
    const letter = reference.charCodeAt(i) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  const row = Number(reference.slice(i));
  return i > 0 && column <= COLUMNS && Number.isInteger(row) && row > 0 && row <= ROWS ? { row: row - 1, column: column - 1 } : null;
}

/** A number as its format prints it. */
export const printNumber = (value: number, format: string, from1904: boolean): string =>
  format === 'General' ? general(value) : formatNumber(value, format, from1904);

interface RawCell {
  type: string;
  style: number;
  value: string;
  formula: boolean;
}

/** The cell as it is printed. */
function printed({ type, style, value }: RawCell, { strings, formats, from1904 }: Workbook, zeros: boolean): string {
  if (type === 's') return strings[Number(value)] ?? '';
  if (type === 'b') return value === '1' ? 'TRUE' : value === '0' ? 'FALSE' : '';
  if (type === 'd') return value.slice(0, 10);
  if (type !== 'n') return value;
  const number = Number(value);
  if (value === '' || !Number.isFinite(number)) return value;
  if (number === 0 && !zeros) return '';
  return printNumber(number, formats[style] ?? 'General', from1904);
}

/** Reads w:c up to its end: the value that was kept, a formula's too. */
function readCell(xml: Xml): RawCell {
  const cell: RawCell = { type: xml.attribute('t') ?? 'n', style: Number(xml.attribute('s') ?? 0), value: '', formula: false };
  const depth = xml.depth;
  let inValue = false;
  for (let event = xml.next(); xml.depth >= depth; event = xml.next()) {
    if (event === 'text') {
      if (inValue) cell.value += xml.text();
    } else if (event === 'close') inValue = false;
    else if (xml.name === 'v') inValue = true;
    else if (xml.name === 'is') cell.value = readRichText(xml);
    else if (xml.name === 'f') {
      cell.formula = true;
      xml.skip();
    } else xml.skip();
  }
  return cell;
}

function readMerge(reference: string): Merge | null {
  const [first = '', last = ''] = reference.split(':');
  const [from, to] = [parseCell(first), parseCell(last)];
  if (!from || !to || (from.row === to.row && from.column === to.column)) return null;
  return { top: from.row, left: from.column, bottom: to.row, right: to.column };
}

/** Codes of a header or footer: where it stands, fonts, page numbers. */
const MARGIN_CODES = /&"[^"]*"|&K[0-9A-Fa-f]{6}|&\d+|&[PNDTZFAGBIUESXYOH]/g;

/** The words of a header or footer, part by part; its codes and bare numbers are left out. */
export const marginTexts = (source: string): string[] =>
  source
    .replace(MARGIN_CODES, '')
    .split(/&[LCR]/)
    .map((part) => part.trim())
    .filter((part) => /\p{L}/u.test(part));

/** A sheet of nothing yet. */
export const emptySheet = (): Sheet => ({
  cells: [],
  merges: [],
  hiddenRows: new Set(),
  hiddenColumns: [],
  broken: [],
  margins: [],
});

const isFalse = (value: string | null): boolean => value === '0' || value === 'false';
const isTrue = (value: string | null): boolean => value === '1' || value === 'true';

/** Reads a worksheet. Throws FormatError where it holds more cells than any paper. */
export function readSheet(xml: Xml, workbook: Workbook): Sheet {
  const sheet = emptySheet();
  let zeros = true;
  let row = -1;
  let column = -1;
  for (let event = xml.next(); event !== 'end'; event = xml.next()) {
    if (event !== 'open') continue;
    switch (xml.name) {
      case 'sheetView':
        zeros = !isFalse(xml.attribute('showZeros'));
        break;
      case 'row':
        row = Number(xml.attribute('r') ?? row + 2) - 1;
        column = -1;
        if (isTrue(xml.attribute('hidden'))) sheet.hiddenRows.add(row);
        break;
      case 'c': {
        const at = parseCell(xml.attribute('r') ?? '') ?? { row, column: column + 1 };
        column = at.column;
        const raw = readCell(xml);
        const text = printed(raw, workbook, zeros);
        if (raw.type === 'e') sheet.broken.push({ cell: `${columnName(at.column)}${at.row + 1}`, shown: text });
        else if (raw.formula && raw.value === '' && raw.type !== 'str')
          sheet.broken.push({ cell: `${columnName(at.column)}${at.row + 1}`, shown: '' });
        const framed = workbook.framed[raw.style] ?? false;
        const number = raw.type === 'n' && raw.value !== '' ? { number: Number(raw.value) } : {};
        if (text !== '' || (framed && sheet.cells.length < MOST_FRAMED)) sheet.cells.push({ ...at, text, framed, ...number });
        if (sheet.cells.length > MOST_CELLS) throw new FormatError(MANY);
        break;
      }
      case 'col':
        if (isTrue(xml.attribute('hidden')))
          sheet.hiddenColumns.push({ from: Number(xml.attribute('min') ?? 1) - 1, to: Number(xml.attribute('max') ?? 1) - 1 });
        break;
      case 'mergeCell': {
        const merge = readMerge(xml.attribute('ref') ?? '');
        if (merge) sheet.merges.push(merge);
        if (sheet.merges.length > MOST_MERGES) throw new FormatError(MANY);
        break;
      }
      case 'oddHeader':
      case 'oddFooter': {
        const depth = xml.depth;
        let text = '';
        for (event = xml.next(); xml.depth >= depth; event = xml.next()) if (event === 'text') text += xml.text();
        sheet.margins.push(...marginTexts(text));
        break;
      }
    }
  }
  return sheet;
}
