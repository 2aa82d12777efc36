import type { Document } from '../../document/document.ts';
import { FormatError } from '../error.ts';
import { Xml } from '../package/xml.ts';
import { columnName } from '../tidy/sheet.ts';
import { decodeText } from '../txt/decode.ts';
import { type NamedSheet, workbookDocument } from '../xlsx/read.ts';
import { emptySheet, MANY, MOST_CELLS, marginTexts, printNumber, type Sheet } from '../xlsx/sheet.ts';

const NAMESPACE = 'urn:schemas-microsoft-com:office:spreadsheet';
const SAMPLE = 4096;
const MOST_COLUMNS = 16_384;
const MOST_ROWS = 1_048_576;

/** Formats that are known by name. */
const NAMED: Readonly<Record<string, string>> = {
  'General Number': 'General',
  'General Date': 'yyyy/m/d h:mm',
  'Short Date': 'yyyy/m/d',
  'Medium Date': 'yyyy/m/d',
  'Long Date': 'yyyy"年"m"月"d"日"',
  'Short Time': 'h:mm',
  'Long Time': 'h:mm:ss',
  Fixed: '0.00',
  Standard: '#,##0.00',
  Percent: '0.00%',
  Scientific: '0.00E+00',
};

/** Whether the bytes are an XML Spreadsheet 2003, which some systems export under the name .xls. */
export function isXmlWorkbook(bytes: Uint8Array): boolean {
  const begin = String.fromCharCode(...bytes.subarray(0, SAMPLE).filter((byte) => byte !== 0));
  return /<(?:[\w-]+:)?Workbook\b/.test(begin) && begin.includes(NAMESPACE) && !/<html\b/i.test(begin);
}

/** An attribute that counts from 1, within bounds; null where there is none. */
function ordinal(xml: Xml, name: string, most: number): number | null {
  const value = Number(xml.attribute(name) ?? Number.NaN);
  return Number.isInteger(value) && value > 0 ? Math.min(value, most) : null;
}

/** Days since the last of 1899, as Excel counts, of 2025-01-01T00:00:00.000. */
const serial = (date: string): number => (Date.parse(`${date.slice(0, 23).replace(/Z$/, '')}Z`) - Date.UTC(1899, 11, 30)) / 86_400_000;

/** All words inside the element at hand, fonts within them left out; the cursor goes past its end. */
function innerText(xml: Xml): string {
  const depth = xml.depth;
  let text = '';
  for (let event = xml.next(); xml.depth >= depth; event = xml.next()) if (event === 'text') text += xml.text();
  return text;
}

/** Number formats by style; a style has its parent's where it has none. */
class Styles {
  private readonly formats = new Map<string, string>();

  /** Reads Style up to its end. */
  read(xml: Xml): void {
    const id = xml.attribute('ID') ?? '';
    let format = this.formats.get(xml.attribute('Parent') ?? 'Default');
    const depth = xml.depth;
    for (let event = xml.next(); xml.depth >= depth; event = xml.next())
      if (event === 'open' && xml.name === 'NumberFormat') format = xml.attribute('Format') ?? 'General';
    if (format !== undefined) this.formats.set(id, NAMED[format] ?? format);
  }

  format(id: string | null): string {
    return this.formats.get(id ?? 'Default') ?? 'General';
  }
}

/** Data as it is printed. */
function printed(type: string, value: string, format: string): string {
  if (type === 'Boolean') return value === '1' ? 'TRUE' : 'FALSE';
  if (type !== 'Number' && type !== 'DateTime') return value;
  const number = type === 'Number' ? Number(value) : serial(value);
  if (value.trim() === '' || !Number.isFinite(number)) return value;
  return printNumber(number, type === 'DateTime' && format === 'General' ? 'yyyy/m/d' : format, false);
}

interface At {
  row: number;
  column: number;
}

/** Reads Cell up to its end into the sheet; comments are no words of the table. */
function readCell(xml: Xml, sheet: Sheet, at: At, style: string): void {
  const formula = xml.attribute('Formula') !== null;
  let type = '';
  let text = '';
  const depth = xml.depth;
  for (let event = xml.next(); xml.depth >= depth; event = xml.next()) {
    if (event !== 'open') continue;
    if (xml.name === 'Data') {
      type = xml.attribute('Type') ?? 'String';
      text = printed(type, innerText(xml), style);
    } else xml.skip();
  }
  if (type === 'Error' || (formula && type === '')) sheet.broken.push({ cell: `${columnName(at.column)}${at.row + 1}`, shown: text });
  if (text !== '') sheet.cells.push({ ...at, text });
  if (sheet.cells.length > MOST_CELLS) throw new FormatError(MANY);
}

/** Reads Worksheet up to its end. */
function readSheet(xml: Xml, styles: Styles): NamedSheet {
  const name = xml.attribute('Name') ?? '';
  const sheet = emptySheet();
  let hidden = false;
  const at = { row: -1, column: -1 };
  let nextRow = 0;
  let hiddenFrom = 0;
  const depth = xml.depth;
  for (let event = xml.next(); xml.depth >= depth; event = xml.next()) {
    if (event !== 'open') continue;
    switch (xml.name) {
      case 'Column': {
        const from = (ordinal(xml, 'Index', MOST_COLUMNS) ?? hiddenFrom + 1) - 1;
        hiddenFrom = from + (ordinal(xml, 'Span', MOST_COLUMNS) ?? 0) + 1;
        if (xml.attribute('Hidden') === '1') sheet.hiddenColumns.push({ from, to: hiddenFrom - 1 });
        break;
      }
      case 'Row':
        at.row = (ordinal(xml, 'Index', MOST_ROWS) ?? nextRow + 1) - 1;
        at.column = -1;
        nextRow = at.row + (ordinal(xml, 'Span', MOST_ROWS) ?? 0) + 1;
        if (xml.attribute('Hidden') === '1') sheet.hiddenRows.add(at.row);
        break;
      case 'Cell': {
        at.column = (ordinal(xml, 'Index', MOST_COLUMNS) ?? at.column + 2) - 1;
        const across = ordinal(xml, 'MergeAcross', MOST_COLUMNS) ?? 0;
        const down = ordinal(xml, 'MergeDown', MOST_ROWS) ?? 0;
        if (across + down > 0) sheet.merges.push({ top: at.row, left: at.column, bottom: at.row + down, right: at.column + across });
        readCell(xml, sheet, at, styles.format(xml.attribute('StyleID')));
        at.column += across;
        break;
      }
      case 'Header':
      case 'Footer':
        sheet.margins.push(...marginTexts(xml.attribute('Data') ?? ''));
        break;
      case 'Visible':
        hidden = innerText(xml).trim() !== 'SheetVisible';
        break;
    }
  }
  return { name, hidden, sheet };
}

/** Reads an XML Spreadsheet 2003 as .xlsx is read. Throws FormatError where it is broken, has a DTD, or is too large. */
export function readXmlWorkbook(bytes: Uint8Array): Document {
  const xml = new Xml(Buffer.from(decodeText(bytes)));
  const styles = new Styles();
  const sheets: NamedSheet[] = [];
  for (let event = xml.next(); event !== 'end'; event = xml.next()) {
    if (event !== 'open') continue;
    if (xml.name === 'Style') styles.read(xml);
    else if (xml.name === 'Worksheet') sheets.push(readSheet(xml, styles));
  }
  return workbookDocument('xls-xml', sheets, false);
}
