import type { Cell, Grid } from '../../document/document.ts';
import type { ColumnKind, Printable, Role } from '../../document/layout.ts';
import { blockText, type PrintedTable, printedParts } from '../../document/tables.ts';
import { parseDecimal, powerOfTen } from '../../fact/decimal.ts';
import { isLabel } from '../txt/phrases.ts';
import { isFormulaLike, kept, LINE_POINTS, linesOf } from './write.ts';

const BODY = { name: '宋体', size: 10 };
const FONTS: Readonly<Partial<Record<Role, { readonly name: string; readonly size: number; readonly bold?: boolean }>>> = {
  title: { name: '方正小标宋简体', size: 20 },
  'form-number': { name: '黑体', size: 10 },
  'table-title': { name: '方正小标宋简体', size: 16 },
  contents: { name: '仿宋_GB2312', size: 12 },
};
const LINE = { style: 'thin', color: { rgb: '000000' } } as const;
const FRAME = { top: LINE, bottom: LINE, left: LINE, right: LINE };
/** Widths of columns, in digits: the least and the most by what they hold. */
const WIDTHS: Readonly<Record<ColumnKind, readonly [number, number]>> = {
  words: [10, 34],
  code: [9, 14],
  value: [11, 16],
  prose: [20, 60],
};
const LEAST_TOTAL = 84;
/** A sheet's name has at most so many characters, and none of these. */
const LONGEST_NAME = 31;
const FORBIDDEN = /[[\]:*?/\\']/g;
const COVER = '封面';
const STAMP = '仅供内部审核';

type Align = 'left' | 'center' | 'right';

/** A cell of a sheet; `goes`: the sheet that it leads to. */
interface Placed {
  readonly row: number;
  readonly column: number;
  readonly value: string | number;
  readonly font: { readonly name: string; readonly size: number; readonly bold?: boolean };
  readonly align: Align;
  readonly framed: boolean;
  readonly format?: string;
  readonly goes?: string;
}

interface Merged {
  readonly startRow: number;
  readonly startCol: number;
  readonly endRow: number;
  readonly endCol: number;
}

/** Digits of width that a text takes. */
const digits = (text: string): number => [...text].reduce((sum, sign) => sum + (sign.charCodeAt(0) >= 0x2000 ? 2 : 1), 0);

/** A printed number as a number and the format that prints it so; null for words. */
function numberOf(text: string): { readonly value: number; readonly format: string } | null {
  const decimal = /^-?\d+(?:\.\d+)?$/.test(text) ? parseDecimal(text) : null;
  if (!decimal) return null;
  return { value: decimal.digits / powerOfTen(decimal.scale), format: decimal.scale === 0 ? '0' : `0.${'0'.repeat(decimal.scale)}` };
}

/** Cells and merges of one sheet, row by row. */
class Sheet {
  readonly cells: Placed[] = [];
  readonly merges: Merged[] = [];
  readonly heights = new Map<number, number>();
  row = 0;

  /** A line over some columns, merged. */
  line(text: string, from: number, to: number, role: Role, align: Align, goes?: string): void {
    const font = FONTS[role] ?? BODY;
    this.cells.push({ row: this.row, column: from, value: text, font, align, framed: false, ...(goes ? { goes } : {}) });
    if (to > from) this.merges.push({ startRow: this.row, startCol: from, endRow: this.row, endCol: to });
    this.heights.set(this.row, Math.max(this.heights.get(this.row) ?? 0, font.size * 1.8));
  }

  grid(grid: Grid, headRows: number, columns: readonly ColumnKind[], widths: readonly number[]): void {
    const top = this.row;
    for (const cell of grid.rows.flat()) {
      this.cells.push(gridCell(cell, top, headRows, columns[cell.column] ?? 'words'));
      const { row, column, rowSpan, columnSpan } = cell;
      if (rowSpan * columnSpan > 1) {
        this.cells.push(...coveredBy(cell, top));
        this.merges.push({ startRow: top + row, startCol: column, endRow: top + row + rowSpan - 1, endCol: column + columnSpan - 1 });
      }
    }
    for (const [r, row] of grid.rows.entries()) {
      const lines = row.map(({ words, column, columnSpan, rowSpan }) => {
        const width = widths.slice(column, column + columnSpan).reduce((sum, one) => sum + one, 0);
        return Math.ceil(linesOf(words.text, width) / rowSpan);
      });
      this.heights.set(top + r, 5 + LINE_POINTS * Math.max(1, ...lines));
    }
    this.row += grid.rows.length;
  }
}

/** The cells that a merged one covers: each has the frame, or the merged one has none at its far sides. */
function coveredBy({ row, column, rowSpan, columnSpan }: Cell, top: number): Placed[] {
  const all = Array.from({ length: rowSpan * columnSpan }, (_, i): Placed => {
    const place = { row: top + row + Math.floor(i / columnSpan), column: column + (i % columnSpan) };
    return { ...place, value: '', font: BODY, align: 'center', framed: true };
  });
  return all.slice(1);
}

function gridCell({ words, row, column }: Cell, top: number, headRows: number, kind: ColumnKind): Placed {
  const head = row < headRows;
  const number = !head && kind === 'value' ? numberOf(words.text) : null;
  const align: Align = head ? 'center' : number ? 'right' : 'left';
  const font = head ? { ...BODY, bold: true } : BODY;
  const shared = { row: top + row, column, font, align, framed: true };
  return number ? { ...shared, ...number } : { ...shared, value: words.text };
}

/** Widths by what the columns hold (a head that spans several counts for none of them), together wide enough for a title in one line. */
function widthsOf(grid: Grid, columns: readonly ColumnKind[]): number[] {
  const widths = Array.from({ length: grid.columns }, (_, column) => {
    const [least, most] = WIDTHS[columns[column] ?? 'words'];
    const own = grid.rows.flat().filter((cell) => cell.column === column && cell.columnSpan === 1);
    return Math.min(most, Math.max(least, ...own.map(({ words }) => digits(words.text) + 2)));
  });
  const total = widths.reduce((sum, width) => sum + width, 0);
  return total < LEAST_TOTAL ? widths.map((width) => Math.round((width * LEAST_TOTAL) / total)) : widths;
}

/** Names of sheets: number and title of the form without its year, each name once. */
class Names {
  private readonly used = new Set<string>([COVER]);

  of(number: string, title: string): string {
    const plain = `${number} ${title.replace(/^\d{4}年度?/, '')}`.trim().replace(FORBIDDEN, ' ') || '表';
    for (let n = 1; ; n++) {
      const end = n === 1 ? '' : ` ${n}`;
      const name = plain.slice(0, LONGEST_NAME - end.length) + end;
      if (!this.used.has(name)) {
        this.used.add(name);
        return name;
      }
    }
  }
}

interface Named {
  readonly name: string;
  readonly title: string;
  /** whose form it is, '' for a table with a header */
  readonly subject: string;
  readonly sheet: Sheet;
  readonly widths: readonly number[];
  /** rows printed on top of every page, 0-based, ends inclusive; null: none */
  readonly titles: readonly [number, number] | null;
}

/** Captions in one line above a table: the last at the right, in columns wide enough for its words, the others from the left. Where they find no room they are joined. */
function spreadCaptions(captions: readonly string[], widths: readonly number[]) {
  const spans: { text: string; from: number; to: number; align: Align }[] = [];
  const wide = (from: number, to: number): number => widths.slice(from, to + 1).reduce((sum, one) => sum + one, 0);
  const last = captions.length - 1;
  let end = widths.length - 1;
  while (last > 0 && end > 0 && wide(end, widths.length - 1) < digits(captions[last] ?? '')) end--;
  let from = 0;
  for (const [i, text] of captions.entries()) {
    let to = i === last ? widths.length - 1 : i === last - 1 ? end - 1 : from;
    while (i < last - 1 && to < end - 1 && wide(from, to) < digits(text)) to++;
    spans.push({ text, from, to, align: i === last ? 'right' : i === 0 ? 'left' : 'center' });
    from = to + 1;
  }
  const room = spans.every((span) => span.from <= span.to && wide(span.from, span.to) >= digits(span.text));
  return room ? spans : [{ text: captions.join('　'), from: 0, to: widths.length - 1, align: 'left' as const }];
}

function tableSheet(paper: Printable, { above, grid: at, notes }: PrintedTable, names: Names): Named | null {
  const grid = paper.document.blocks[at];
  const layout = paper.layout[at];
  if (grid?.kind !== 'grid' || !layout) return null;
  const texts = (role: Role): string[] =>
    above.filter((index) => paper.layout[index]?.role === role).map((index) => blockText(paper, index));
  const sheet = new Sheet();
  const last = grid.columns - 1;
  const add = (text: string, role: Role, align: Align): void => {
    sheet.line(text, 0, last, role, align);
    sheet.row++;
  };
  const widths = widthsOf(grid, layout.columns);
  const [number = ''] = texts('form-number');
  const [title = ''] = texts('table-title');
  if (number) add(number, 'form-number', 'left');
  if (title) add(title, 'table-title', 'center');
  const captions = texts('caption');
  // a bare name beside 单位：万元 would read as a row of the table
  const lines = captions.every(isLabel) ? [captions] : captions.map((caption) => [caption]);
  for (const line of captions.length > 0 ? lines : []) {
    for (const { text, from, to, align } of spreadCaptions(line, widths)) sheet.line(text, from, to, 'caption', align);
    sheet.row++;
  }
  const top = sheet.row;
  sheet.grid(grid, layout.headRows, layout.columns, widths);
  for (const index of notes) add(blockText(paper, index), 'note', 'left');
  const subject = layout.headRows === 0 ? (grid.rows[0]?.[1]?.words.text ?? '') : '';
  return {
    name: names.of(number, title),
    title,
    subject,
    sheet,
    widths,
    titles: layout.headRows > 0 ? [top, top + layout.headRows - 1] : null,
  };
}

/** The cover: the title of the paper, then its tables, each a link to its sheet. */
function coverSheet(paper: Printable, tables: readonly Named[]): Named {
  const sheet = new Sheet();
  sheet.row = 2;
  for (const [index, { role }] of paper.layout.entries()) {
    if (role !== 'title') continue;
    sheet.line(blockText(paper, index), 0, 0, 'title', 'center');
    sheet.row++;
  }
  sheet.row++;
  sheet.line('目 录', 0, 0, 'contents', 'center');
  for (const { name, title, subject } of tables) {
    const again = tables.filter((table) => table.title === title).length > 1;
    sheet.row++;
    sheet.line(again && subject ? `${title}：${subject}` : title || name, 0, 0, 'contents', 'left', name);
  }
  return { name: COVER, title: paper.edition.title, subject: '', sheet, widths: [80], titles: null };
}

/** The two sides of A4 within its margins, and a digit of a column's width, in pt. */
const PAGE = { short: 523, long: 741 } as const;
const DIGIT = 5.6;
/** Type made smaller than this part of its size is hard to read: such a sheet takes several pages. */
const READABLE = 0.6;

/** How a sheet is printed: on one page, upright or turned, whichever shows it larger; one that is too long as wide as a turned page. */
function printing({ sheet, widths }: Named): { readonly orientation: 'portrait' | 'landscape'; readonly fitToHeight: 0 | 1 } {
  const wide = widths.reduce((sum, one) => sum + one * DIGIT, 0);
  const high = [...sheet.heights.values()].reduce((sum, one) => sum + one, 0);
  const upright = Math.min(1, PAGE.short / wide, PAGE.long / high);
  const turned = Math.min(1, PAGE.long / wide, PAGE.short / high);
  const fits = Math.max(upright, turned) >= READABLE;
  const tall = fits ? upright >= turned : PAGE.short / wide >= READABLE;
  return { orientation: tall ? 'portrait' : 'landscape', fitToHeight: fits ? 1 : 0 };
}

const quoted = (name: string): string => `'${name.replaceAll("'", "''")}'`;

/** A sheet in the words of the library. */
function plainSheet(named: Named, draft: boolean) {
  const { name, sheet, widths } = named;
  const { cells, merges, heights } = sheet;
  const rows: (string | number | null)[][] = [];
  for (const { row, column, value } of cells) {
    while (rows.length <= row) rows.push([]);
    const line = rows[row];
    if (line) line[column] = typeof value === 'string' ? (value === '' ? null : kept(value)) : value;
  }
  return {
    name,
    columns: widths.map((width) => ({ width })),
    rows: rows.map((row) => Array.from(row, (value) => value ?? null)),
    cells: new Map(
      cells.map(({ row, column, value, font, align, framed, format, goes }) => [
        `${row},${column}`,
        {
          style: {
            font: goes ? { ...font, color: { rgb: '174E86' } } : font,
            alignment: { wrapText: true, vertical: 'center' as const, horizontal: align },
            ...(framed ? { border: FRAME } : {}),
            ...(format ? { numFmt: format } : isFormulaLike(value) ? { numFmt: '@' } : {}),
          },
          ...(goes ? { hyperlink: { target: '', location: `${quoted(goes)}!A1` } } : {}),
        },
      ]),
    ),
    rowDefs: new Map([...heights].map(([row, height]) => [row, { height: Math.min(409, height) }])),
    merges,
    pageSetup: {
      paperSize: 'a4' as const,
      fitToPage: true,
      fitToWidth: 1,
      ...printing(named),
      horizontalCentered: true,
      margins: { left: 0.5, right: 0.5, top: 0.7, bottom: 0.7, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: '&C— &P —', ...(draft ? { oddHeader: `&C&K808080${STAMP}` } : {}) },
    view: { showGridLines: false },
  };
}

/**
 * The tables of a paper as .xlsx: one sheet for each as its form prescribes, after a cover that leads to them. Numbers are numbers with the
 * format that prints them as the paper does; nothing is a formula. Drafts carry 仅供内部审核 above each page. Reads back as the same tables.
 */
export async function writeWorkbookOfPaper(paper: Printable): Promise<Uint8Array> {
  // loaded when it is wanted: 70 ms
  const { writeXlsx } = await import('hucre/xlsx');
  const names = new Names();
  const tables = printedParts(paper).flatMap((part) => (part.kind === 'table' ? (tableSheet(paper, part, names) ?? []) : []));
  const sheets = [coverSheet(paper, tables), ...tables];
  const { edition } = paper;
  const written = new Date(`${edition.date}T00:00:00Z`);
  return writeXlsx({
    properties: { title: edition.title, creator: edition.organisation, created: written, modified: written },
    defaultFont: BODY,
    sheets: sheets.map((sheet) => plainSheet(sheet, edition.draft)),
    namedRanges: sheets.flatMap(({ name, titles }) =>
      titles ? [{ name: '_xlnm.Print_Titles', range: `${quoted(name)}!$${titles[0] + 1}:$${titles[1] + 1}`, scope: name }] : [],
    ),
  });
}
