import { type Dimension, dimensions } from '../../fact/dimension.ts';
import type { Codebook } from '../../lexicon/codebook.ts';
import type { Catalogue } from '../../lexicon/codes.ts';
import type { Lexicon } from '../../lexicon/lexicon.ts';
import { bounded, type Filled, plain, type ReadValue, readDate, readMoney, readNumber, readText } from './cells.ts';
import type { Field, FieldType } from './kind.ts';
import { bookOf } from './lists.ts';

export { type Filled, plain, type ReadValue } from './cells.ts';

export interface ReadContext {
  readonly lexicon: Lexicon;
  readonly codes: Catalogue;
  readonly year: number;
  readonly from1904: boolean;
}

/** The row that a name means in a year: one, several, none. */
function named(book: Codebook, level: number, words: string, year: number): ReadValue {
  const rows = book.byName(words, year).filter((row) => level === 0 || row.level === level);
  const [row, other] = rows;
  if (row && !other) return { value: row.code };
  if (row) {
    const list = rows.slice(0, 8).map(({ code }) => `${code}（${book.chain(code, year).at(-2)?.name ?? ''}）`);
    return { message: `“${words}”有 ${rows.length} 个科目`, mend: `填编码：${list.join('、')}${rows.length > 8 ? '等' : ''}` };
  }
  const near = book.nearest(words, year, level === 0 ? {} : { level })?.row;
  return { message: `没有“${words}”这个科目`, mend: near ? `可能应为 ${near.code} ${near.name}` : '从列表里选，或填编码' };
}

/** A code, a name, or both: the code counts. Codes that are not known stay as they are: what is wrong with them is told later, with neighbours. */
function readCode(type: Extract<FieldType, { kind: 'code' }>, { text, number }: Filled, { codes, year }: ReadContext): ReadValue {
  const book = bookOf(codes, type.list);
  const words = number !== undefined && Number.isInteger(number) ? String(number) : text.normalize('NFKC').trim();
  const [, code, name = ''] = /^([A-Za-z]?\d+)(?![\d.])[\s|:-]*(.*)$/s.exec(words) ?? [];
  if (code === undefined) return named(book, type.level, words, year);
  const row = book.byCode(code.toUpperCase(), year);
  if (row && name !== '' && plain(name) !== plain(row.name))
    return {
      value: row.code,
      warning: { message: `编码 ${row.code} 的名称是“${row.name}”，这里写的是“${name}”`, mend: '按编码读入；名称才对的话请改编码' },
    };
  return { value: code.toUpperCase() };
}

const isDimension = (key: string): key is Dimension => (dimensions as readonly string[]).includes(key);
const YES: Readonly<Record<string, string>> = { 是: 'true', 否: 'false', '√': 'true', '×': 'false', TRUE: 'true', FALSE: 'false' };

/** A member by its Chinese name, by another word for it, or by its own key. */
function readChoice(key: string, type: Extract<FieldType, { kind: 'choice' }>, { text }: Filled, { lexicon }: ReadContext): ReadValue {
  const words = plain(text);
  const found = type.choices.find(({ id, name }) => plain(name) === words || id === words);
  if (found) return { value: found.id };
  const meant = isDimension(key) ? lexicon.label(words)?.dims[key] : type.choices.some(({ id }) => id === 'true') ? YES[words] : undefined;
  if (type.choices.some(({ id }) => id === meant) && meant !== undefined) return { value: meant };
  if (isDimension(key) && /^[a-z-]+$/.test(words) && lexicon.name(key, words) !== words) return { value: words };
  return { message: `“${text}”不能填在这里`, mend: `请选：${type.choices.map(({ name }) => name).join('、')}` };
}

/** A filled cell by the kind of its field. */
export function readValue({ key, type }: Field, cell: Filled, context: ReadContext): ReadValue {
  switch (type.kind) {
    case 'text':
      return readText(type, cell);
    case 'money':
      return readMoney(cell);
    case 'number':
      return bounded(type, readNumber(cell));
    case 'date':
      return readDate(cell, context.from1904);
    case 'code':
      return readCode(type, cell, context);
    case 'choice':
      return readChoice(key, type, cell, context);
    default:
      return { value: cell.text.trim() };
  }
}
