import { FormatError } from '../error.ts';
import { mainPart, relationsOf } from '../package/relations.ts';
import { Xml } from '../package/xml.ts';
import type { Zip } from '../package/zip.ts';

/** A sheet as the workbook lists it. */
export interface SheetEntry {
  readonly name: string;
  readonly part: string;
  readonly hidden: boolean;
}

export interface Workbook {
  readonly sheets: readonly SheetEntry[];
  readonly strings: readonly string[];
  /** number format of each cell style */
  readonly formats: readonly string[];
  /** whether each cell style draws a border */
  readonly framed: readonly boolean[];
  readonly from1904: boolean;
}

const BINARY = '这是 Excel 二进制工作簿（.xlsb），暂不能读。请用 Excel 或 WPS 打开，另存为 .xlsx 后再试';
const EMPTY = 'Excel 文件里没有工作表，可能已损坏。请用 Excel 或 WPS 打开检查，另存为 .xlsx 后再试';

/** Formats that are known by number alone, as a Chinese Excel prints them (ECMA-376 part 1, 18.8.30). */
export const BUILT_IN: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  14: 'yyyy/m/d',
  15: 'd-m-yy',
  16: 'd-m',
  17: 'm-yy',
  18: 'h:mm',
  19: 'h:mm:ss',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'yyyy/m/d h:mm',
  27: 'yyyy"年"m"月"',
  28: 'm"月"d"日"',
  29: 'm"月"d"日"',
  30: 'm-d-yy',
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"时"mm"分"',
  33: 'h"时"mm"分"ss"秒"',
  36: 'yyyy"年"m"月"',
  37: '#,##0;-#,##0',
  38: '#,##0;-#,##0',
  39: '#,##0.00;-#,##0.00',
  40: '#,##0.00;-#,##0.00',
  41: '#,##0;-#,##0;"-"',
  42: '"¥"#,##0;"¥"-#,##0;"¥""-"',
  43: '#,##0.00;-#,##0.00;"-"',
  44: '"¥"#,##0.00;"¥"-#,##0.00;"¥""-"',
  45: 'mm:ss',
  46: 'h:mm:ss',
  47: 'mm:ss',
  49: '@',
  50: 'yyyy"年"m"月"',
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
};

/** A number format has at most so many signs (Excel: 255); a longer one is no format. */
const LONGEST_FORMAT = 1000;

const withoutEscapes = (text: string): string =>
  text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))) : text;

/** Text of rich text: its runs, without the reading aid above them. The cursor stands in it and goes past its end. */
export function readRichText(xml: Xml): string {
  let text = '';
  let inText = false;
  const depth = xml.depth;
  for (let event = xml.next(); xml.depth >= depth; event = xml.next()) {
    if (event === 'open') {
      if (xml.name === 'rPh' || xml.name === 'rPr') xml.skip();
      else inText = xml.name === 't';
    } else if (event === 'close') inText = false;
    else if (event === 'text' && inText) text += xml.text();
  }
  return withoutEscapes(text);
}

function readStrings(bytes: Uint8Array | null): string[] {
  const strings: string[] = [];
  if (!bytes) return strings;
  const xml = new Xml(bytes);
  for (let event = xml.next(); event !== 'end'; event = xml.next())
    if (event === 'open' && xml.name === 'si') strings.push(readRichText(xml));
  return strings;
}

const formatOf = (code: string | null): string => (code === null || code.length > LONGEST_FORMAT ? 'General' : code);

const SIDES = new Set(['left', 'right', 'top', 'bottom', 'start', 'end']);

/** Number formats and borders of the cell styles. */
function readStyles(bytes: Uint8Array | null): Pick<Workbook, 'formats' | 'framed'> {
  const own = new Map<number, string>();
  const borders: boolean[] = [];
  const formats: string[] = [];
  const framed: boolean[] = [];
  if (!bytes) return { formats, framed };
  const xml = new Xml(bytes);
  let inside = '';
  for (let event = xml.next(); event !== 'end'; event = xml.next()) {
    if (event === 'close' && xml.name === inside) inside = '';
    if (event !== 'open') continue;
    if (xml.name === 'numFmt') own.set(Number(xml.attribute('numFmtId') ?? 0), formatOf(xml.attribute('formatCode')));
    else if (xml.name === 'cellXfs' || xml.name === 'borders') inside = xml.name;
    else if (xml.name === 'border' && inside === 'borders') borders.push(false);
    else if (inside === 'borders' && SIDES.has(xml.name) && (xml.attribute('style') ?? 'none') !== 'none')
      borders[borders.length - 1] = true;
    else if (xml.name === 'xf' && inside === 'cellXfs') {
      const id = Number(xml.attribute('numFmtId') ?? 0);
      formats.push(own.get(id) ?? BUILT_IN[id] ?? 'General');
      framed.push(borders[Number(xml.attribute('borderId') ?? 0)] ?? false);
    }
  }
  return { formats, framed };
}

/** What a workbook says of all its sheets. Throws FormatError where it has none. */
export function readWorkbook(zip: Zip): Workbook {
  const main = mainPart(zip, 'xl/workbook.xml');
  if (main.endsWith('.bin')) throw new FormatError(BINARY);
  const bytes = zip.read(main);
  if (!bytes) throw new FormatError(EMPTY);
  const relations = relationsOf(zip, main);
  const part = (type: string): Uint8Array | null => {
    const target = relations.find((relation) => relation.type === type)?.target;
    return target === undefined ? null : zip.read(target);
  };
  const sheets: SheetEntry[] = [];
  const listed = new Set<string>();
  let from1904 = false;
  const xml = new Xml(bytes);
  for (let event = xml.next(); event !== 'end'; event = xml.next()) {
    if (event !== 'open') continue;
    if (xml.name === 'workbookPr') from1904 = /^(?:1|true)$/.test(xml.attribute('date1904') ?? '');
    if (xml.name !== 'sheet') continue;
    const id = xml.attribute('id');
    const target = relations.find((relation) => relation.id === id && relation.type === 'worksheet')?.target;
    // a sheet listed over and over is read once
    if (target === undefined || listed.has(target)) continue;
    listed.add(target);
    sheets.push({ name: xml.attribute('name') ?? '', part: target, hidden: (xml.attribute('state') ?? 'visible') !== 'visible' });
  }
  if (sheets.length === 0) throw new FormatError(EMPTY);
  return { sheets, strings: readStrings(part('sharedStrings')), ...readStyles(part('styles')), from1904 };
}
