import type { Finding } from '../finding.ts';
import { found } from '../found.ts';
import type { Check } from './check.ts';
import { type CodedRow, codedRows, isCut, nameInHistory, rowsOfName, sameName } from './coded.ts';

const LENGTHS = { functional: [3, 5, 7], economic: [3, 5], government: [3, 5], income: [3, 5, 7, 9], procurement: [] } as const;

const isLength = ({ book, code }: CodedRow): boolean => (LENGTHS[book.classification] as readonly number[]).includes(code.length);

/** The code that the row's name has in the year, where name and neighbourhood leave only one; null otherwise. */
function rightCode(row: CodedRow, all: readonly CodedRow[], year: number | undefined): string | null {
  const { book, code, name } = row;
  const named = rowsOfName(book, name, year).map((found) => found.code);
  const sameParent = named.filter((right) => right.length === code.length && book.parentOf(right) === code.slice(0, -2));
  const sameClass = named.filter((right) => right.slice(0, 3) === code.slice(0, 3));
  const above = (right: string): boolean =>
    all.findLast(({ table, row: other, code: upper }) => table === row.table && other.index < row.row.index && upper.length < right.length)
      ?.code === book.parentOf(right);
  const below = (right: string): boolean =>
    all.some(
      ({ table, row: other, code: lower }) => table === row.table && other.index === row.row.index + 1 && book.parentOf(lower) === right,
    );
  const placed = named.filter((right) => right.length === code.length && (above(right) || below(right)));
  const witnessed = named.filter((right) => all.some((other) => other.code === right && other !== row && sameName(other.name, name)));
  for (const some of [placed, sameParent, sameClass, witnessed, named]) if (new Set(some).size === 1) return some[0] ?? null;
  return null;
}

/** No code at all: the catalogue is not complete below the classes, but a class that it has not, or another code beside it with this name, tells. */
const isNobodys = ({ book, code, name }: CodedRow, year: number | undefined): boolean =>
  book.history(code.slice(0, 3)).length === 0 ||
  rowsOfName(book, name, year).some((found) => found.code.length === code.length && found.code.slice(0, -2) === code.slice(0, -2));

/** Amounts of a row as printed. */
const amounts = ({ table, row }: CodedRow): string =>
  (table.grid.rows[row.index] ?? [])
    .map((cell) => cell.words.text.replace(/[\s,]+/g, ''))
    .filter((text) => /^-?\d+\.\d+$/.test(text))
    .join(' ');

/** The row next to it bears the right code and the same amounts. */
const isTwin = (other: CodedRow, row: CodedRow, right: string): boolean =>
  other.table === row.table &&
  other.code === right &&
  Math.abs(other.row.index - row.row.index) === 1 &&
  amounts(row) !== '' &&
  amounts(other) === amounts(row);

/** The code with the zeros that its 类, 款 and 项, in columns of their own, have lost (301 and 2 for 301 and 02). */
const padded = ({ row: { code } }: CodedRow): string =>
  (code?.pieces ?? []).map(({ at, length }, i) => code?.text.slice(at, at + length).padStart(i === 0 ? 3 : 2, '0')).join('');

interface Wrong {
  readonly row: CodedRow;
  readonly right: string;
  readonly rows: CodedRow[];
}

/** A zero left out of a column of codes, as spreadsheets do: one slip, however many rows show it. */
function lostZeros(all: readonly Wrong[]): Finding[] {
  const [first] = all;
  if (!first) return [];
  const shown = all.map(({ row, right }) => `“${row.name}”应为${right}`).slice(0, 4);
  return [
    found('comply.code', {
      severity: 'warning',
      message: `科目编码分栏填列，款、项应为两位，有${all.length}个科目少了前面的0：${shown.join('，')}${all.length > shown.length ? '等' : ''}。`,
      stated: first.row.code,
      expected: first.right,
      suggestion: '款、项编码补足两位（如“02”）；在 Excel 里把该列设为文本格式再填',
      places: all.flatMap(({ rows }) => rows.map(({ place }) => place)),
    }),
  ];
}

/** A code that is not the code of its name: of a wrong length, or another row's. Other rows of the paper bear witness. */
export const wrongCode: Check = (reading, { codes }) => {
  const year = reading.identity.year ?? undefined;
  const coded = codedRows(reading, codes);
  const all = coded.filter(({ name }) => /[\u4e00-\u9fff]/.test(name));
  const done = new Map<string, Wrong>();
  for (const row of all) {
    const { book, code, name } = row;
    if (isLength(row)) {
      const known = book.byCode(code, year);
      if (nameInHistory(book, code, name) || (known && isCut(name, known.name))) continue;
      if (!known && book.history(code).length === 0 && book.classification === 'functional' && !isNobodys(row, year)) continue;
    }
    const right = rightCode(row, all, year);
    if (right === null || right === code) continue;
    const key = `${code}|${name}`;
    const same = done.get(key);
    if (same) same.rows.push(row);
    else done.set(key, { row, right, rows: [row] });
  }
  const { lost = [], other = [] } = Object.groupBy(done.values(), ({ row, right }) =>
    !isLength(row) && padded(row) === right ? 'lost' : 'other',
  );
  const mistaken = other.map(({ row, right, rows }): Finding => {
    const witnesses = all.filter((other) => other.code === right && sameName(other.name, row.name));
    const detail = row.code.startsWith(right) && isLength(row);
    const twin = coded.find((other) => isTwin(other, row, right));
    return found('comply.code', {
      severity: detail ? 'warning' : 'error',
      message: `“${row.name}”的科目编码印为${row.code}，${isLength(row) ? `${row.code}不是该科目的编码` : `位数不合（应为3、5${row.book.classification === 'functional' ? '、7' : ''}位）`}；${reading.identity.year ?? ''}年该科目编码为${right}${witnesses.length ? `，本文件其他表也写作${right}` : ''}${twin ? `；相邻一行已列${right}，金额相同，疑为同一笔` : ''}。`,
      stated: row.code,
      expected: right,
      culprit: 0,
      suggestion: twin ? `两行只留一行，写作“${right} ${row.name}”；确为两笔的，改正名称和编码` : `把编码改为${right}`,
      places: [...rows, ...witnesses, ...(twin && !witnesses.includes(twin) ? [twin] : [])].map(({ place }) => place),
    });
  });
  return [...mistaken, ...lostZeros(lost)];
};
