import { FormatError } from '../error.ts';
import { columnName, type SheetCell } from '../tidy/sheet.ts';
import { emptySheet, MANY, MOST_CELLS, MOST_MERGES, marginTexts, printNumber, type Sheet } from '../xlsx/sheet.ts';
import { BROKEN } from './container.ts';
import { BOF, EOF, type Fields, Records } from './records.ts';
import { longString, shortString } from './strings.ts';
import type { Book } from './workbook.ts';

const ERRORS: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
};

interface At {
  readonly row: number;
  readonly column: number;
}

const scratch = new DataView(new ArrayBuffer(8));

/** A double whose bytes are given from its lowest on. */
function double(low: number, high: number): number {
  scratch.setUint32(0, low, true);
  scratch.setUint32(4, high, true);
  return scratch.getFloat64(0, true);
}

/** A number packed into 30 bits ([MS-XLS] 2.5.217): a whole one or the upper half of a double, a hundredth of it where bit 0 is set. */
function packedNumber(packed: number): number {
  const value = packed & 2 ? (packed | 0) >> 2 : double(0, packed & ~3);
  return packed & 1 ? value / 100 : value;
}

/** Puts what the records of a sheet say into it. */
class Filling {
  readonly sheet: Sheet = emptySheet();
  private readonly book: Book;
  /** the formula whose text comes in a record of its own */
  private awaiting: At | null = null;

  constructor(book: Book) {
    this.book = book;
  }

  add(at: At, text: string): void {
    if (text !== '') this.sheet.cells.push({ ...at, text });
    if (this.sheet.cells.length > MOST_CELLS) throw new FormatError(MANY);
  }

  number(at: At, style: number, value: number): void {
    this.add(at, printNumber(value, this.book.formats[style] ?? 'General', this.book.from1904));
  }

  truth(at: At, value: number, isError: boolean): void {
    const text = isError ? (ERRORS[value] ?? '#N/A') : value ? 'TRUE' : 'FALSE';
    if (isError) this.sheet.broken.push({ cell: `${columnName(at.column)}${at.row + 1}`, shown: text });
    this.add(at, text);
  }

  label(fields: Fields): void {
    const { at } = cell(fields);
    this.add(at, longString(fields, this.book.lettering));
  }

  shared(fields: Fields): void {
    const { at } = cell(fields);
    const text = this.book.strings[fields.u32()];
    if (text === undefined) throw new FormatError(BROKEN);
    this.add(at, text);
  }

  /** A formula by the value kept with it; what it computes is never looked at. */
  formula(fields: Fields): void {
    const { at, style } = cell(fields);
    const [low, high] = [fields.u32(), fields.u32()];
    const special = high >>> 16 === 0xffff;
    const kind = low & 0xff;
    const value = (low >>> 16) & 0xff;
    if (!special) this.number(at, style, double(low, high));
    else if (kind === 0) this.awaiting = at;
    else if (kind === 1 || kind === 2) this.truth(at, value, kind === 2);
  }

  formulaText(fields: Fields): void {
    if (this.awaiting) this.add(this.awaiting, longString(fields, this.book.lettering));
    this.awaiting = null;
  }

  merges(fields: Fields): void {
    for (let left = fields.u16(); left > 0; left--) {
      const [top, bottom, first, last] = [fields.u16(), fields.u16(), fields.u16(), fields.u16()];
      if (top !== bottom || first !== last) this.sheet.merges.push({ top, bottom, left: first, right: last });
    }
    if (this.sheet.merges.length > MOST_MERGES) throw new FormatError(MANY);
  }

  margin(fields: Fields): void {
    if (fields.left === 0) return;
    const { lettering } = this.book;
    this.sheet.margins.push(...marginTexts(lettering.wide ? longString(fields, lettering) : shortString(fields, lettering)));
  }
}

/** Where a cell stands and its style: what every record of a cell begins with. */
function cell(fields: Fields): { readonly at: At; readonly style: number } {
  const at = { row: fields.u16(), column: fields.u16() };
  return { at, style: fields.u16() };
}

/** Records that are read ([MS-XLS] 2.3), by their numbers; all others, drawings and formulas among them, are passed over. */
const RECORDS: Readonly<Record<number, (sheet: Filling, fields: Fields) => void>> = {
  // Row
  520: ({ sheet }, fields) => {
    const row = fields.u16();
    fields.bytes(10);
    if (fields.u8() & 0x20) sheet.hiddenRows.add(row);
  },
  // ColInfo
  125: ({ sheet }, fields) => {
    const [from, to] = [fields.u16(), fields.u16()];
    fields.bytes(4);
    if (fields.u16() & 1) sheet.hiddenColumns.push({ from, to });
  },
  // Number
  515: (filling, fields) => {
    const { at, style } = cell(fields);
    filling.number(at, style, double(fields.u32(), fields.u32()));
  },
  // RK
  638: (filling, fields) => {
    const { at, style } = cell(fields);
    filling.number(at, style, packedNumber(fields.u32()));
  },
  // MulRk: numbers side by side
  189: (filling, fields) => {
    const row = fields.u16();
    for (let column = fields.u16(); fields.left >= 6; column++) filling.number({ row, column }, fields.u16(), packedNumber(fields.u32()));
  },
  // LabelSst, Label, RString
  253: (filling, fields) => filling.shared(fields),
  516: (filling, fields) => filling.label(fields),
  214: (filling, fields) => filling.label(fields),
  // BoolErr
  517: (filling, fields) => {
    const { at } = cell(fields);
    filling.truth(at, fields.u8(), fields.u8() === 1);
  },
  // Formula, String
  6: (filling, fields) => filling.formula(fields),
  519: (filling, fields) => filling.formulaText(fields),
  // MergeCells
  229: (filling, fields) => filling.merges(fields),
  // Header, Footer
  20: (filling, fields) => filling.margin(fields),
  21: (filling, fields) => filling.margin(fields),
};

const before = (a: At, b: At): number => a.row - b.row || a.column - b.column;

/** Cells row by row, left to right; of those written twice at one place the last. */
function inOrder(cells: SheetCell[]): void {
  if (cells.every((one, i) => i === 0 || before(cells[i - 1]!, one) < 0)) return;
  const last = new Map(cells.map((one) => [one.row * 65_536 + one.column, one]));
  cells.splice(0, cells.length);
  for (const one of [...last.values()].sort(before)) cells.push(one);
}

/** Reads the sheet that begins at an offset of the stream, and tells where it ends. Throws FormatError where it is cut or larger than any paper. */
export function readSheet(stream: Uint8Array, start: number, book: Book): { readonly sheet: Sheet; readonly end: number } {
  const records = new Records(stream, start);
  if (records.step() !== BOF) throw new FormatError(BROKEN);
  const filling = new Filling(book);
  // charts on a sheet have records of their own between BOF and EOF
  for (let depth = 1; depth > 0; ) {
    const type = records.step();
    if (type === BOF) depth++;
    else if (type === EOF) depth--;
    else if (depth === 1) RECORDS[type]?.(filling, records.fields());
  }
  inOrder(filling.sheet.cells);
  return { sheet: filling.sheet, end: records.next };
}
