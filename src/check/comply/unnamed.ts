import type { ReadTable, Row } from '../../form/reading.ts';
import type { FindingPlace } from '../finding.ts';
import { found } from '../found.ts';
import { wordsPlace } from '../place.ts';
import { type Check, quoted } from './check.ts';

/** So many named rows make a side of a table a list of items. */
const LEAST = 3;
/** An amount that is not nothing. */
const AMOUNT = /^-?(?=.*[1-9])[\d,]+\.\d+$/;

/** Amounts on a side of a table whose row has no name there, though the other side's row has one: the amount belongs to another row. */
function unnamed({ rows, columns, grid, title }: ReadTable): FindingPlace[] {
  const named = (row: Row): boolean => row.label !== null || row.code !== null;
  const lists = new Set(
    [...Map.groupBy(rows.filter(named), ({ side }) => side)].flatMap(([side, own]) => (own.length >= LEAST ? side : [])),
  );
  return rows
    .filter((row) => !named(row) && lists.has(row.side) && rows.some((other) => other.index === row.index && other !== row && named(other)))
    .flatMap(({ index, side }) =>
      (grid.rows[index] ?? []).filter(({ column, words }) => {
        const own = columns.find((one) => one.index === column);
        return own?.side === side && own.role === 'value' && AMOUNT.test(words.text.replace(/\s+/g, ''));
      }),
    )
    .map(({ words }) => wordsPlace(words, { table: title?.text ?? null, row: null, column: null }));
}

export const amountUnnamed: Check = (reading) =>
  reading.tables.flatMap((table) => {
    const places = unnamed(table);
    if (places.length === 0) return [];
    return found('comply.amount-unnamed', {
      severity: 'warning',
      message: `《${table.title?.text.trim() ?? '该表'}》中${quoted(places.map(({ text }) => text))}所在的行没有项目名称，共${places.length}处，疑错行。`,
      stated: places[0]?.text ?? '',
      culprit: 0,
      suggestion: '把金额移到所属项目的行，或补上项目名称',
      places,
    });
  });
