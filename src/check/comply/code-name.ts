import { certain } from '../../lexicon/code-row.ts';
import { editDistance } from '../../lexicon/distance.ts';
import { labelKey } from '../../lexicon/lexicon.ts';
import { found } from '../found.ts';
import type { Check } from './check.ts';
import { type CodedRow, codedRows, isCut, isOutdated, nameInHistory, rowsOfName, SURE, sameName } from './coded.ts';

/** Rows by code and printed name. */
function grouped(rows: readonly CodedRow[]): CodedRow[][] {
  const groups = new Map<string, CodedRow[]>();
  for (const row of rows) {
    const key = `${row.code}|${labelKey(row.name)}`;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}

const named = (rows: readonly CodedRow[]): CodedRow[] => rows.filter(({ name }) => /[\u4e00-\u9fff]/.test(name));

/** A name that is nobody's, beside a code whose official name is known for sure. */
export const codeName: Check = (reading, { codes }) => {
  const year = reading.identity.year ?? undefined;
  return grouped(named(codedRows(reading, codes))).flatMap((rows) => {
    const [row] = rows;
    const official = row?.book.byCode(row.code, year);
    if (!row || !official || !certain(official) || nameInHistory(row.book, row.code, row.name) || isCut(row.name, official.name)) return [];
    // the name of another row: the code is wrong, not the name
    if (rowsOfName(row.book, row.name, year).length > 0) return [];
    const longer = Math.max(row.name.length, official.name.length);
    const near = editDistance(labelKey(row.name), labelKey(official.name), longer) / longer <= 0.4;
    return found('comply.code-name', {
      severity: near && official.confidence >= SURE ? 'error' : 'warning',
      message: `科目编码${row.code}的名称印为“${row.name}”，${reading.identity.year ?? ''}年政府收支分类科目的名称是“${official.name}”，共${rows.length}处。`,
      stated: row.name,
      expected: official.name,
      culprit: 0,
      suggestion: `核对编码，名称改为“${official.name}”`,
      places: rows.map(({ namePlace }) => namePlace),
    });
  });
};

/** The name that a code had in another year. */
export const codeOutdated: Check = (reading, { codes }) => {
  const year = reading.identity.year;
  if (year === null) return [];
  return grouped(named(codedRows(reading, codes))).flatMap((rows) => {
    const [row] = rows;
    const official = row?.book.byCode(row.code, year);
    if (!row || !official || sameName(official.name, row.name) || isCut(row.name, official.name)) return [];
    const old = nameInHistory(row.book, row.code, row.name);
    if (!old || sameName(old.name, official.name)) return [];
    return found('comply.code-outdated', {
      severity: isOutdated(official, old) ? 'warning' : 'info',
      message: `${row.code}印为“${row.name}”，${old.to !== null && old.to < year ? `该名称只用到${old.to}年` : `该名称自${old.from}年起使用`}；${year}年的名称是“${official.name}”，共${rows.length}处。`,
      stated: row.name,
      expected: official.name,
      culprit: 0,
      suggestion: `改用${year}年科目名称“${official.name}”`,
      places: rows.map(({ namePlace }) => namePlace),
    });
  });
};

/** Codes without names among rows that have names: a reader cannot tell what was spent. */
export const codeUnnamed: Check = (reading, { codes }) => {
  const all = codedRows(reading, codes);
  const unnamed = all.filter(
    ({ name, table, row, book, code }) =>
      name === '' &&
      book.byCode(code) !== null &&
      all.some((other) => other.table === table && other.name !== '') &&
      hasAmount(table, row.index),
  );
  if (unnamed.length === 0) return [];
  return [
    found('comply.code-unnamed', {
      severity: 'warning',
      message: `下列${unnamed.length}行只印科目编码（${unnamed.map(({ code }) => code).join('、')}），没有科目名称，读者无法看懂。`,
      stated: unnamed.map(({ code }) => code).join('、'),
      expected: unnamed.map(({ book, code }) => `${code} ${book.byCode(code)?.name ?? ''}`).join('、'),
      suggestion: '补上科目名称',
      places: unnamed.map(({ place }) => place),
    }),
  ];
};

const hasAmount = (table: CodedRow['table'], row: number): boolean =>
  (table.grid.rows[row] ?? []).some((cell) => /^[-\d,]+\.\d+$/.test(cell.words.text.replace(/\s+/g, '')));
