import { FormatError } from '../error.ts';
import { BUILT_IN } from '../xlsx/workbook.ts';
import { BROKEN } from './container.ts';
import { BOF, EOF, type Fields, Records } from './records.ts';
import { type Lettering, longString, shortString } from './strings.ts';

const PASSWORD =
  'Excel 文件（.xls）设有打开密码或写保护加密，没有读取。请用 Excel 或 WPS 打开，输入密码后在“文件—信息—保护工作簿”里去掉密码，另存为 .xlsx 后再试';
const ANCIENT = '这是 Excel 4.0 及更早的文件，不能读。请用 Excel 或 WPS 打开，另存为 .xlsx 后再试';
const EMPTY = 'Excel 文件（.xls）里没有工作表，可能已损坏。请用 Excel 或 WPS 打开检查，另存为 .xlsx 后再试';

/** A sheet as the workbook lists it; `at` is where it begins in the stream. */
export interface SheetEntry {
  readonly name: string;
  readonly at: number;
  readonly hidden: boolean;
  readonly kind: 'sheet' | 'macro' | 'other';
}

/** What a workbook says of all its sheets. */
export interface Book {
  readonly lettering: Lettering;
  readonly sheets: readonly SheetEntry[];
  readonly strings: readonly string[];
  /** number format of each cell style */
  readonly formats: readonly string[];
  readonly from1904: boolean;
}

const WIDE_VERSION = 0x600;
const OLD_VERSION = 0x500;

/** First bytes of a workbook stream that stands without a container: record, length, version, of every Excel there was. */
export const isStream = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x09 && [0x00, 0x02, 0x04, 0x08].includes(bytes[1] ?? 1) && [4, 6, 8, 16].includes(bytes[2] ?? 0) && bytes[3] === 0;

function readSheetEntry(fields: Fields, lettering: Lettering): SheetEntry {
  const at = fields.u32();
  const hidden = (fields.u8() & 3) !== 0;
  const kind = fields.u8();
  return { at, hidden, kind: kind === 0 ? 'sheet' : kind === 1 || kind === 6 ? 'macro' : 'other', name: shortString(fields, lettering) };
}

/** The shared strings; no more are read than are there, whatever their number is said to be. */
function readStrings(fields: Fields, lettering: Lettering): string[] {
  fields.u32();
  const count = fields.u32();
  const strings: string[] = [];
  for (let i = 0; i < count; i++) strings.push(longString(fields, lettering));
  return strings;
}

/** Reads the first part of a workbook stream ([MS-XLS] 2.1.7.20.3). Throws FormatError where it is cut, locked, or older than Excel 5. */
export function readBook(stream: Uint8Array): Book {
  const records = new Records(stream, 0);
  if (records.step() !== BOF) throw new FormatError(isStream(stream) ? ANCIENT : BROKEN);
  const version = records.fields().u16();
  if (version !== WIDE_VERSION && version !== OLD_VERSION) throw new FormatError(ANCIENT);
  const lettering = { wide: version === WIDE_VERSION, codePage: 0 };
  const sheets: SheetEntry[] = [];
  const own = new Map<number, string>();
  const styles: number[] = [];
  let strings: string[] = [];
  let from1904 = false;
  for (let type = records.step(); type !== EOF; type = records.step()) {
    switch (type) {
      case 0x2f: // FilePass
        throw new FormatError(PASSWORD);
      case 0x42:
        lettering.codePage = records.fields().u16();
        break;
      case 0x22:
        from1904 = records.fields().u16() === 1;
        break;
      case 0x41e: {
        const fields = records.fields();
        own.set(fields.u16(), lettering.wide ? longString(fields, lettering) : shortString(fields, lettering));
        break;
      }
      case 0xe0: {
        const fields = records.fields();
        fields.u16();
        styles.push(fields.u16());
        break;
      }
      case 0x85:
        sheets.push(readSheetEntry(records.fields(), lettering));
        break;
      case 0xfc:
        strings = readStrings(records.fields(), lettering);
        break;
    }
  }
  if (!sheets.some(({ kind }) => kind === 'sheet')) throw new FormatError(EMPTY);
  return { lettering, sheets, strings, formats: styles.map((id) => own.get(id) ?? BUILT_IN[id] ?? 'General'), from1904 };
}
