import type { Words } from '../../document/document.ts';
import { placeOf } from '../../document/words.ts';
import type { Reading, ReadTable, Row } from '../../form/reading.ts';
import { type CodeRow, certain } from '../../lexicon/code-row.ts';
import type { Codebook } from '../../lexicon/codebook.ts';
import type { Catalogue } from '../../lexicon/codes.ts';
import { labelKey } from '../../lexicon/lexicon.ts';
import { rememberedFor } from '../../lexicon/remember.ts';
import type { FindingPlace } from '../finding.ts';
import { findingPlace, wordsPlace } from '../place.ts';

/** A row of a table that bears a code of a classification and its name. */
export interface CodedRow {
  readonly table: ReadTable;
  readonly row: Row;
  readonly book: Codebook;
  readonly code: string;
  /** as printed, without the code; '' where there is none */
  readonly name: string;
  readonly place: FindingPlace;
  /** where the name stands */
  readonly namePlace: FindingPlace;
}

/** A row whose code begins with a digit of none of the books. */
type Untold = Omit<CodedRow, 'book'> & { readonly book: Codebook | null };

const BRACKETED = /^[[［【]?(\d{3,9})[\]］】]/;
const ORGANISATION = /(?:局|委|委员会|办公室|中心|厅|处|站|所|队|院|校|馆|会|公司|政府)(?:本级|（本级）|机关)?$/;
const OTHER_CODES = /单位(?:编码|代码)|部门(?:编码|代码)|项目(?:编码|代码)|采购|品目/;

/** The book that a code belongs to, by its first digit (numbering of 政府收支分类科目). */
function bookOf(codes: Catalogue, code: string): Codebook | null {
  switch (code[0]) {
    case '1':
      return codes.income;
    case '2':
      return codes.functional;
    case '3':
      return codes.economic;
    case '5':
      return codes.government;
    default:
      return null;
  }
}

const title = (table: ReadTable): string => table.title?.text.trim() ?? '';

/** The rows of a table that bear a code. */
function codedRowsOf(table: ReadTable, codes: Catalogue): CodedRow[] {
  const heads = table.columns.filter(({ role }) => role === 'code').map(({ path }) => path.join(' '));
  if (heads.length > 0 && heads.every((head) => OTHER_CODES.test(head))) return [];
  const rows = table.rows.flatMap((row): Untold[] => {
    const label = row.label?.text.replace(/\s+/g, '') ?? '';
    const inside = BRACKETED.exec(label)?.[1];
    const bare = /^\d{3,7}$/.test(label) ? label : null;
    const code = inside ?? bare ?? row.code?.text.replace(/\s+/g, '') ?? '';
    const name = bare ? '' : label.replace(BRACKETED, '');
    const book = /^\d{3,9}$/.test(code) ? bookOf(codes, code) : null;
    const words = row.code && !inside ? row.code : row.label;
    if (!/^\d{3,9}$/.test(code) || !words || words.pieces.length === 0 || ORGANISATION.test(name)) return [];
    const spot = { table: title(table), row: label || code, column: null };
    const place = findingPlace(placeOf(words), shown(words, row.label, name), spot);
    const isApart = row.label !== null && row.label !== words && row.label.pieces.length > 0;
    return [{ table, row, book, code, name, place, namePlace: isApart ? wordsPlace(row.label, spot) : place }];
  });
  // a number before a name here and there is no column of codes
  if (rows.filter(({ book, code, name }) => name !== '' && book && book.history(code).length > 0).length < LEAST) return [];
  const books = new Set(rows.flatMap(({ book, code, name }) => (book && nameInHistory(book, code, name) ? book : [])));
  return rows.flatMap((row) => {
    const book = bookByName(row, books);
    return book ? { ...row, book } : [];
  });
}

/** The book of a row: that of its first digit, but another one of the table's where that one does not know the name and the other does. */
function bookByName({ book, code, name }: Untold, books: ReadonlySet<Codebook>): Codebook | null {
  if (name === '' || (book && (books.has(book) || nameInHistory(book, code, name)))) return book;
  return [...books].find((other) => rowsOfName(other, name, undefined).some((row) => row.code.length === code.length)) ?? book;
}

const rowsByCodes = rememberedFor((codes: Catalogue) =>
  rememberedFor(({ tables }: Reading): readonly CodedRow[] => tables.flatMap((table) => codedRowsOf(table, codes))),
);

/** All rows that bear a code: in a column of its own, or in brackets before the name, which then decides. */
export const codedRows = (reading: Reading, codes: Catalogue): readonly CodedRow[] => rowsByCodes(codes)(reading);

/** So many rows with known codes make a table by classification; a table of one item has its 类, 款 and 项. */
const LEAST = 2;

const shown = (words: Words, label: Words | null, name: string): string => (words === label ? words.text : `${words.text} ${name}`.trim());

const bare = (name: string): string =>
  labelKey(name)
    .replace(/支出$/, '')
    .replace(/（[类款项]）$/, '');

/** From here on a differing name is called an error; rows that are only just certain make a warning. */
export const SURE = 0.9;

/** A name that its code had in another year is told as wrong: both names are certain, or that of the paper's year is sure. */
export const isOutdated = (official: CodeRow, old: CodeRow): boolean =>
  !sameName(official.name, old.name) && certain(official) && (certain(old) || official.confidence >= SURE);

/** Two names of one thing: brackets, white space and a final 支出 do not matter. */
export const sameName = (a: string, b: string): boolean => bare(a) === bare(b);

/** `printed` is the beginning or end of `official`: a cell that was cut, not another name. */
export const isCut = (printed: string, official: string): boolean => {
  const [a, b] = [bare(printed), bare(official)];
  return a.length >= 4 && a.length < b.length && (b.startsWith(a) || b.endsWith(a));
};

/** The row of a code whose name (of any year) is the printed one. */
export const nameInHistory = (book: Codebook, code: string, name: string): CodeRow | null =>
  book.history(code).findLast((row) => sameName(row.name, name)) ?? null;

/** Rows of a year that bear a name, with or without a final 支出. */
export function rowsOfName(book: Codebook, name: string, year: number | undefined): readonly CodeRow[] {
  const key = labelKey(name);
  const forms = [key, key.endsWith('支出') ? key.slice(0, -2) : `${key}支出`];
  for (const form of forms) {
    const rows = book.byName(form, year);
    if (rows.length > 0) return rows;
  }
  return [];
}
