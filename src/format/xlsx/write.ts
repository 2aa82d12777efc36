import { columnName } from '../tidy/sheet.ts';

/** How a cell looks. Colours are RGB in hexadecimal digits. */
export interface Look {
  readonly bold?: boolean;
  readonly color?: string;
  readonly fill?: string;
  readonly align?: 'left' | 'center' | 'right';
}

export type CellValue = string | number | null;

/** A cell with a look of its own. */
export interface StyledCell {
  readonly value: CellValue;
  readonly look: Look;
}

export interface SheetColumn {
  readonly head: string;
  /** in widths of a digit; a Chinese character has two */
  readonly width: number;
  readonly align?: Look['align'];
  /** words that the cells of this column may be filled with, offered in a list */
  readonly choices?: readonly string[];
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

const styleOf = (value: CellValue, { bold, color, fill, align }: Look) => ({
  font: { ...FONT, ...(bold ? { bold } : {}), ...(color ? { color: { rgb: color } } : {}) },
  alignment: { wrapText: true, vertical: 'top' as const, ...(align ? { horizontal: align } : {}) },
  border: { top: LINE, bottom: LINE, left: LINE, right: LINE },
  ...(fill ? { fill: { type: 'pattern' as const, pattern: 'solid' as const, fgColor: { rgb: fill } } } : {}),
  ...(isFormulaLike(value) ? { numFmt: '@' } : {}),
});

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

/** The table of a sheet, without its notes. */
const rangeOf = ({ columns, rows }: TableSheet): string => `A1:${columnName(columns.length - 1)}${rows.length + 1}`;

/** A sheet in the words of the library. */
function plainSheet(sheet: TableSheet) {
  const { name, columns, rows, paper, frozen = 0, notes = [] } = sheet;
  const head = columns.map((column): StyledCell => ({ value: column.head, look: HEAD }));
  const cells = [head, ...rows].map((row) =>
    row.map((cell, c): StyledCell => (isStyled(cell) ? cell : { value: cell, look: { align: columns[c]?.align } })),
  );
  const below = notes.length > 0 ? [[], ...notes.map((note) => [kept(note)])] : [];
  return {
    name,
    columns: columns.map(({ width }) => ({ width })),
    rows: [...cells.map((row) => row.map(({ value }) => (typeof value === 'string' ? kept(value) : value))), ...below],
    cells: new Map(cells.flatMap((row, r) => row.map(({ value, look }, c) => [`${r},${c}`, { style: styleOf(value, look) }] as const))),
    rowDefs: new Map(cells.map((row, r) => [r, { height: heightOf(row, columns) }])),
    autoFilter: { range: rangeOf(sheet) },
    freezePane: { rows: 1, columns: frozen },
    dataValidations: columns.flatMap(({ choices }, c) =>
      choices && rows.length > 0
        ? [
            {
              type: 'list' as const,
              values: [...choices],
              range: `${columnName(c)}2:${columnName(c)}${cells.length}`,
              allowBlank: true,
              showErrorMessage: true,
              errorTitle: '只能从列表中选',
              errorMessage: `请选：${choices.join('、')}`,
            },
          ]
        : [],
    ),
    pageSetup: {
      paperSize: paper,
      orientation: 'landscape' as const,
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: '&L&A&C第 &P 页，共 &N 页' },
  };
}

/**
 * Names that programs look up: the filter's range, without which LibreOffice shows no filter, and the rows on every printed page.
 * The library's own print titles leave out the quotes that a sheet such as 表 1 needs.
 */
function definedNames(sheet: TableSheet) {
  const quoted = `'${sheet.name.replaceAll("'", "''")}'`;
  return [
    { name: '_xlnm._FilterDatabase', range: `${quoted}!${rangeOf(sheet).replace(/[A-Z]+|\d+/g, '$$$&')}`, scope: sheet.name },
    { name: '_xlnm.Print_Titles', range: `${quoted}!$1:$1`, scope: sheet.name },
  ];
}

/** A workbook of tables as .xlsx. Text stays text, whatever it begins with; nothing is a formula. */
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
