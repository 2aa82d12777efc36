import { columnName } from '../tidy/sheet.ts';

/** How a cell looks. Colours are RGB in hexadecimal digits. */
export interface Look {
  readonly bold?: boolean;
  readonly color?: string;
  readonly fill?: string;
  readonly align?: 'left' | 'center' | 'right';
  /** number format: #,##0.00; @ keeps what is typed as text */
  readonly format?: string;
  /** may be filled in on a protected sheet */
  readonly input?: boolean;
  /** words that run on over the cells beside, without lines around */
  readonly open?: boolean;
}

export type CellValue = string | number | null;

/** A cell with a look of its own. */
export interface StyledCell {
  readonly value: CellValue;
  readonly look: Look;
  /** without =; `value` is what it comes to now */
  readonly formula?: string;
  /** shown when the pointer rests on the cell */
  readonly note?: string;
}

export interface SheetColumn {
  readonly head: string;
  /** in widths of a digit; a Chinese character has two */
  readonly width: number;
  readonly align?: Look['align'];
  /** look of its cells where they have none of their own */
  readonly look?: Look;
  /** a note at its header */
  readonly note?: string;
  /** words that its cells are filled with: a list, of which others are refused, or a range (代码!$A$2:$A$90), which only offers */
  readonly choices?: readonly string[] | string;
}

/** A sheet that is one table: a header that stays in sight and on every printed page, can be filtered, and rows of wrapped text. */
export interface TableSheet {
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly (CellValue | StyledCell)[])[];
  /** columns at the left that stay in sight */
  readonly frozen?: number;
  readonly paper: 'a3' | 'a4';
  /** lines below the table, outside the filter */
  readonly notes?: readonly string[];
  /** rows above the header, in sight with it */
  readonly above?: readonly (readonly (CellValue | StyledCell)[])[];
  /** blank rows below those that are filled */
  readonly spare?: number;
  /** only cells whose look says `input` can be changed, until somebody lifts the protection (there is no password) */
  readonly protected?: boolean;
  /** words that single cells (B7) are filled with */
  readonly lists?: readonly { readonly cell: string; readonly choices: readonly string[] }[];
}

export interface WorkbookInfo {
  readonly title: string;
  readonly author: string;
  /** told in the file's properties */
  readonly written: Date;
}

const HEAD: Look = { bold: true, color: 'FFFFFF', fill: '17324F', align: 'center' };
const FONT = { name: 'Microsoft YaHei', size: 10 };
const LINE = { style: 'thin', color: { rgb: 'C9D0D9' } } as const;
/** Excel takes no more characters in a cell. */
const LONGEST = 32_767;

/** Text as the cell keeps it: _x0041_, which Excel would read as A, is escaped, and what is too long is cut. */
export function kept(text: string): string {
  const escaped = text.replace(/\r\n?/g, '\n').replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
  return escaped.length > LONGEST ? `${escaped.slice(0, LONGEST - 1)}…` : escaped;
}

/** Text that would become a formula when somebody edits the cell. */
export const isFormulaLike = (value: CellValue): boolean => typeof value === 'string' && /^[=+\-@\t]/.test(value);

function styleOf(value: CellValue, { bold, color, fill, align, format, input, open }: Look) {
  const numFmt = format ?? (isFormulaLike(value) ? '@' : undefined);
  return {
    font: { ...FONT, ...(bold ? { bold } : {}), ...(color ? { color: { rgb: color } } : {}) },
    alignment: { wrapText: !open, vertical: 'top' as const, ...(align ? { horizontal: align } : {}) },
    ...(open ? {} : { border: { top: LINE, bottom: LINE, left: LINE, right: LINE } }),
    ...(fill ? { fill: { type: 'pattern' as const, pattern: 'solid' as const, fgColor: { rgb: fill } } } : {}),
    ...(numFmt ? { numFmt } : {}),
    ...(input ? { protection: { locked: false } } : {}),
  };
}

const isStyled = (cell: CellValue | StyledCell): cell is StyledCell => typeof cell === 'object' && cell !== null;

export const LINE_POINTS = 16;
/** Excel allows no higher row. */
const HIGHEST = 409;

/** Lines that text takes in a column: a Chinese character is as wide as two digits, and lines seldom fill to the end. */
export function linesOf(text: string, width: number): number {
  const room = Math.max(2, width - 1);
  const digits = (line: string): number => [...line].reduce((sum, sign) => sum + (sign.charCodeAt(0) >= 0x2000 ? 2 : 1), 0);
  return text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(digits(line) / room)), 0);
}

/** Height of a row, in points: programs that open a file do not all measure wrapped text themselves. */
const heightOf = (row: readonly StyledCell[], columns: readonly SheetColumn[]): number =>
  Math.min(HIGHEST, 4 + LINE_POINTS * Math.max(...row.map(({ value }, c) => linesOf(String(value ?? ''), columns[c]?.width ?? 8))));

const headRow = ({ above = [] }: TableSheet): number => above.length + 1;
const lastRow = (sheet: TableSheet): number => headRow(sheet) + sheet.rows.length + (sheet.spare ?? 0);

/** The table of a sheet, without what stands above it and its notes. */
const rangeOf = (sheet: TableSheet): string => `A${headRow(sheet)}:${columnName(sheet.columns.length - 1)}${lastRow(sheet)}`;

/** The cells of a sheet from its first row to the last blank one, without its notes. */
function cellsOf({ columns, rows, above = [], spare = 0 }: TableSheet): StyledCell[][] {
  const head = columns.map((column): StyledCell => ({ value: column.head, look: HEAD, ...(column.note ? { note: column.note } : {}) }));
  const blank = Array.from({ length: spare }, () => columns.map(() => null));
  const styled = (cell: CellValue | StyledCell, look: Look): StyledCell => (isStyled(cell) ? cell : { value: cell, look });
  return [
    ...above.map((row) => row.map((cell) => styled(cell, {}))),
    head,
    ...[...rows, ...blank].map((row) => row.map((cell, c) => styled(cell, columns[c]?.look ?? { align: columns[c]?.align }))),
  ];
}

/** What may be filled in, offered in a list. */
function validationOf(choices: readonly string[] | string, range: string) {
  const list = { type: 'list' as const, range, allowBlank: true };
  return typeof choices === 'string'
    ? { ...list, formula1: choices }
    : {
        ...list,
        values: [...choices],
        showErrorMessage: true,
        errorTitle: '只能从列表中选',
        errorMessage: `请选：${choices.join('、')}`,
      };
}

/** In widths of a digit, what a page shows and still can be read. */
const PAGE_WIDTH = { a3: 300, a4: 220 } as const;
const pagesWide = ({ columns, paper }: TableSheet): number =>
  Math.max(1, Math.ceil(columns.reduce((sum, { width }) => sum + width, 0) / PAGE_WIDTH[paper]));

/** Rows may be sorted, filtered, added and made higher on a protected sheet; what stands in locked cells may not be changed. */
const PROTECTION = {
  sheet: true,
  formatCells: true,
  formatColumns: true,
  formatRows: true,
  insertRows: true,
  deleteRows: true,
  sort: true,
  autoFilter: true,
};

/** A sheet in the words of the library. */
function plainSheet(sheet: TableSheet) {
  const { name, columns, paper, frozen = 0, notes = [] } = sheet;
  const cells = cellsOf(sheet);
  const filled = headRow(sheet) + sheet.rows.length;
  const below = notes.length > 0 ? [[], ...notes.map((note) => [kept(note)])] : [];
  const isTable = sheet.rows.length > 0 || (sheet.spare ?? 0) > 0;
  return {
    name,
    columns: columns.map(({ width }) => ({ width })),
    rows: [...cells.map((row) => row.map(({ value }) => (typeof value === 'string' ? kept(value) : value))), ...below],
    cells: new Map(
      cells.flatMap((row, r) =>
        row.map(({ value, look, formula, note }, c) => {
          const noted = note ? { comment: { text: note } } : {};
          const computed = formula ? { formula, formulaResult: value } : {};
          return [`${r},${c}`, { style: styleOf(value, look), ...noted, ...computed }] as const;
        }),
      ),
    ),
    rowDefs: new Map(
      cells.slice(0, filled).map((row, r) => [r, { height: r < headRow(sheet) - 1 ? LINE_POINTS + 6 : heightOf(row, columns) }]),
    ),
    autoFilter: { range: rangeOf(sheet) },
    freezePane: { rows: headRow(sheet), columns: frozen },
    dataValidations: [
      ...(sheet.lists ?? []).map(({ cell, choices }) => validationOf(choices, cell)),
      ...columns.flatMap(({ choices }, c) =>
        choices && isTable ? [validationOf(choices, `${columnName(c)}${headRow(sheet) + 1}:${columnName(c)}${lastRow(sheet)}`)] : [],
      ),
    ],
    ...(sheet.protected ? { protection: PROTECTION } : {}),
    pageSetup: {
      paperSize: paper,
      orientation: 'landscape' as const,
      fitToPage: true,
      fitToWidth: pagesWide(sheet),
      fitToHeight: 0,
      margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: '&L&A&C第 &P 页，共 &N 页' },
  };
}

/** A sheet's name as formulas write it. */
export const sheetReference = (name: string): string => `'${name.replaceAll("'", "''")}'`;

/**
 * Names that programs look up: the filter's range, without which LibreOffice shows no filter, and the rows (of wide sheets also the columns) on every printed page.
 * The library's own print titles leave out the quotes that a sheet such as 表 1 needs.
 */
function definedNames(sheet: TableSheet) {
  const quoted = sheetReference(sheet.name);
  const columns = pagesWide(sheet) > 1 && sheet.frozen ? `${quoted}!$A:$${columnName(sheet.frozen - 1)},` : '';
  return [
    { name: '_xlnm._FilterDatabase', range: `${quoted}!${rangeOf(sheet).replace(/[A-Z]+|\d+/g, '$$$&')}`, scope: sheet.name },
    { name: '_xlnm.Print_Titles', range: `${columns}${quoted}!$${headRow(sheet)}:$${headRow(sheet)}`, scope: sheet.name },
  ];
}

/** A workbook of tables as .xlsx. Text stays text, whatever it begins with; a formula is only what is given as one. */
export async function writeWorkbook(sheets: readonly TableSheet[], { title, author, written }: WorkbookInfo): Promise<Uint8Array> {
  // loaded when it is wanted: 70 ms
  const { writeXlsx } = await import('hucre/xlsx');
  return writeXlsx({
    properties: { title, creator: author, created: written, modified: written },
    defaultFont: FONT,
    sheets: sheets.map(plainSheet),
    namedRanges: sheets.flatMap(definedNames),
  });
}
