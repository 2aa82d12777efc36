import type { Block, Damage, Document, Mark } from '../../document/document.ts';
import { wordsAt } from '../../document/words.ts';
import { cellPlace, type Place } from '../../fact/place.ts';
import { FormatError } from '../error.ts';
import { Xml } from '../package/xml.ts';
import { isZip, openZip } from '../package/zip.ts';
import { markContents } from '../tidy/contents.ts';
import { columnName, sheetBlocks } from '../tidy/sheet.ts';
import { isStamp } from '../txt/marks.ts';
import { readSheet, type Sheet } from './sheet.ts';
import { readWorkbook } from './workbook.ts';

const EMPTY = 'Excel 文件里没有内容。请检查是否上传了正确的文件';
const MACROS = '文件带有宏，宏没有运行；公开文件不应带宏，请另存为不含宏的 .xlsx';
/** So many hidden rows or columns are told one by one. */
const TOLD = 10;

/** Whether the bytes hold a workbook. */
export const isXlsx = (bytes: Uint8Array): boolean => isZip(bytes) && openZip(bytes).names.some((name) => name.startsWith('xl/'));

const sheetPlace = (name: string): Place => ({ ...cellPlace('', 0, name.length, name), cell: null });

/** A sheet's name is the title of a table that has none. */
function titled(blocks: readonly Block[], name: string): Block[] {
  const [first] = blocks;
  const named = /[\u4e00-\u9fff]{2}/.test(name) && !/^(?:Sheet|工作表)\s*\d*$/i.test(name);
  if (!named || first === undefined || blocks.some(({ kind }) => kind === 'paragraph') || !blocks.some(({ kind }) => kind === 'grid'))
    return [...blocks];
  return [{ kind: 'paragraph', words: wordsAt(name, sheetPlace(name)), level: null }, ...blocks];
}

function marksOf(margins: readonly string[], name: string): Mark[] {
  return [...new Set(margins)].map((text) => ({
    kind: 'mark',
    mark: isStamp(text) ? 'watermark' : 'header',
    words: { text, pieces: [{ at: 0, length: text.length, place: sheetPlace(name) }] },
  }));
}

/** A sheet that was read, of whatever kind of workbook. */
export interface NamedSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly sheet: Sheet;
}

/** What of a sheet is hidden or broken, and said. */
function damageOf({ name, hidden, sheet }: NamedSheet): Damage[] {
  const filled = sheet.cells.filter(({ text }) => text !== '');
  const filledRows = new Set(filled.map(({ row }) => row));
  const filledColumns = new Set(filled.map(({ column }) => column));
  const rows = [...sheet.hiddenRows].filter((row) => filledRows.has(row));
  const columns = [...filledColumns]
    .filter((column) => sheet.hiddenColumns.some(({ from, to }) => from <= column && column <= to))
    .sort((a, b) => a - b);
  const list = (texts: readonly string[]): string => texts.slice(0, TOLD).join('、') + (texts.length > TOLD ? ` 等${texts.length}` : '');
  const errors = sheet.broken.filter(({ shown }) => shown !== '');
  const unknown = sheet.broken.filter(({ shown }) => shown === '');
  const places = (cells: typeof errors): Place[] => cells.map(({ cell, shown }) => cellPlace(cell, 0, shown.length, name));
  const out: Damage[] = [];
  const at = hidden ? [sheetPlace(name)] : [];
  if (hidden && filledRows.size > 0) out.push({ reason: `隐藏的工作表“${name}”也已读取；不打算公开的内容请在公开前删除`, places: at });
  if (rows.length)
    out.push({
      reason: `工作表“${name}”有隐藏的行（第${list(rows.map((row) => String(row + 1)))}行），也已读取`,
      places: rows.map((row) => cellPlace(`A${row + 1}`, 0, 0, name)),
    });
  if (columns.length)
    out.push({
      reason: `工作表“${name}”有隐藏的列（${list(columns.map(columnName))}列），也已读取`,
      places: columns.map((column) => cellPlace(`${columnName(column)}1`, 0, 0, name)),
    });
  if (errors.length)
    out.push({
      reason: `工作表“${name}”有公式出错的单元格（${list(errors.map(({ cell, shown }) => `${cell} ${shown}`))}）`,
      places: places(errors),
    });
  if (unknown.length)
    out.push({
      reason: `工作表“${name}”有公式没有保存计算结果（${list(unknown.map(({ cell }) => cell))}），请用 Excel 或 WPS 打开后保存一次`,
      places: places(unknown),
    });
  return out;
}

/** The paper that sheets make, in their order. `macros`: the workbook holds some. Throws FormatError where nothing is printed on any sheet. */
export function workbookDocument(format: string, sheets: readonly NamedSheet[], macros: boolean): Document {
  const blocks: Block[] = sheets.flatMap(({ name, sheet }) => [
    ...marksOf(sheet.margins, name),
    ...titled(sheetBlocks(sheet.cells, sheet.merges, name), name),
  ]);
  if (!blocks.some(({ kind }) => kind !== 'mark')) throw new FormatError(EMPTY);
  const damage = sheets.flatMap(damageOf);
  if (macros) damage.push({ reason: MACROS, places: [] });
  return { format, blocks: markContents(blocks), damage };
}

/** The sheets of a workbook with their cells, hidden ones too. Throws FormatError where the file is broken, locked or too large inside. */
export function readSheets(bytes: Uint8Array): { readonly sheets: NamedSheet[]; readonly macros: boolean; readonly from1904: boolean } {
  const zip = openZip(bytes);
  const workbook = readWorkbook(zip);
  const sheets = workbook.sheets.flatMap(({ name, part, hidden }): NamedSheet[] => {
    const xml = zip.read(part);
    return xml ? [{ name, hidden, sheet: readSheet(new Xml(xml), workbook) }] : [];
  });
  return { sheets, macros: zip.names.some((name) => /vbaProject\.bin$/i.test(name)), from1904: workbook.from1904 };
}

/**
 * Reads a workbook: its sheets in their order, each with titles and captions as paragraphs and tables with merged cells as spans.
 * Numbers read as they are printed by their format; formulas by the value kept with them. Places are sheet and cell (B7) with offsets in the cell.
 * Hidden sheets, rows and columns are read and said in `damage`. Throws FormatError where the file is broken, locked or too large inside.
 */
export function readXlsx(bytes: Uint8Array): Document {
  const { sheets, macros } = readSheets(bytes);
  return workbookDocument('xlsx', sheets, macros);
}
