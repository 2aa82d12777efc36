import { columnName, type Merge, type SheetCell } from '../../format/tidy/sheet.ts';
import type { NamedSheet } from '../../format/xlsx/read.ts';
import type { PlanProblem } from '../plan.ts';
import { error, warning } from '../problems/problem.ts';
import type { Field, Kind, Row } from './kind.ts';
import { extraField } from './sheets.ts';
import { type Filled, plain, type ReadContext, readValue } from './values.ts';

/** A record with the sheet and row (0-based) it was read from. */
export interface ReadRow {
  readonly row: Row;
  readonly at: number;
}

/** A sheet as records; `columns`: where each field stands. */
export interface ReadSheet {
  readonly rows: readonly ReadRow[];
  /** rows of which we tell what they are for, and nothing is filled in */
  readonly blank: readonly ReadRow[];
  readonly columns: ReadonlyMap<string, number>;
  readonly problems: readonly PlanProblem[];
}

export const cellName = (sheet: string, row: number, column: number): string => `${sheet}!${columnName(column)}${row + 1}`;

/** Headers stand among the first rows. */
const HEAD_ROWS = 30;
const TOTALS = new Set(['合计', '小计', '总计', '共计']);
const isTyped = ({ type }: Field): boolean => type.kind !== 'told' && type.kind !== 'sum';

/** The filled cells by row and column. */
class Cells {
  readonly rows = new Map<number, Map<number, SheetCell>>();
  private readonly merges: readonly Merge[];

  constructor({ sheet }: NamedSheet) {
    this.merges = sheet.merges;
    for (const cell of sheet.cells) {
      // a zero may be hidden by its format, and is none the less a zero
      if (cell.text.trim() === '' && cell.number === undefined) continue;
      const row = this.rows.get(cell.row) ?? new Map<number, SheetCell>();
      this.rows.set(cell.row, row.set(cell.column, cell));
    }
  }

  at(row: number, column: number): SheetCell | undefined {
    return this.rows.get(row)?.get(column);
  }

  /** The cell that a blank one is merged into, from above. */
  over(row: number, column: number): SheetCell | undefined {
    const merge = this.merges.find(({ top, bottom, left, right }) => top < row && row <= bottom && left <= column && column <= right);
    return merge && this.at(merge.top, merge.left);
  }
}

interface Head {
  readonly row: number;
  readonly columns: ReadonlyMap<string, number>;
  readonly fields: readonly Field[];
  /** headers that are nobody's */
  readonly unknown: readonly SheetCell[];
}

/** The row with the most headers that the kind knows; null where there is none. */
function findHead(kind: Kind<string>, cells: Cells): Head | null {
  const byHead = new Map(kind.fields.map((field) => [plain(field.head), field]));
  let best: Head | null = null;
  for (const [row, filled] of cells.rows) {
    if (row >= HEAD_ROWS) continue;
    const columns = new Map<string, number>();
    const fields: Field[] = [];
    const unknown: SheetCell[] = [];
    for (const cell of filled.values()) {
      const field = byHead.get(plain(cell.text).replace(/\*$/, '')) ?? extraField(kind.id, cell.text.trim());
      if (!field || columns.has(field.key)) unknown.push(cell);
      else {
        columns.set(field.key, cell.column);
        fields.push(field);
      }
    }
    if (fields.length > 0 && fields.length > (best?.fields.length ?? 0)) best = { row, columns, fields, unknown };
  }
  return best;
}

/** Headers that were changed or taken out, and columns that nobody knows. */
function headProblems(kind: Kind<string>, { row, columns, unknown }: Head, cells: Cells): PlanProblem[] {
  const { sheet } = kind;
  const lost = kind.fields.filter((field) => !field.rare && field.type.kind !== 'sum' && !columns.has(field.key));
  const filled = unknown.filter(({ column }) => [...cells.rows].some(([at, own]) => at > row && own.has(column)));
  const names = filled.map(({ column, text }) => `“${text.trim()}”（${columnName(column)}列）`).join('、');
  const changed = filled.length > 0 ? `；是不是改成了${names}` : '';
  return [
    ...lost
      .filter((field) => field.needed || field.type.kind === 'told' || filled.length > 0)
      .map(({ head }) =>
        error(cellName(sheet, row, 0), '', `没有“${head}”这一列${changed}`, `把列名改回“${head}”，或从新工作簿复制这一列`),
      ),
    ...(lost.length === 0
      ? filled.map((cell) =>
          warning(
            cellName(sheet, cell.row, cell.column),
            '',
            `不认识“${cell.text.trim()}”这一列，没有读`,
            '不需要的话不用管；需要的数据移到已有的列',
          ),
        )
      : []),
  ];
}

/** Reads one row into a record; what cannot be used is told, and left out. */
function readRow(
  kind: Kind<string>,
  head: Head,
  at: number,
  cells: Cells,
  broken: ReadonlyMap<string, string>,
  context: ReadContext,
  problems: PlanProblem[],
): Row | null {
  const row = new Map<string, string>();
  let usable = true;
  for (const field of head.fields) {
    const column = head.columns.get(field.key) ?? 0;
    const place = cellName(kind.sheet, at, column);
    const own = cells.at(at, column);
    const above = own ? undefined : cells.over(at, column);
    if (field.type.kind === 'sum') continue;
    const trouble = broken.get(`${columnName(column)}${at + 1}`);
    if (trouble !== undefined) {
      const shown = trouble === '' ? '公式没有保存结果' : `公式出错（${trouble}）`;
      problems.push(error(place, field.key, `“${field.head}”的${shown}`, '改成数值；或用 Excel、WPS 打开后保存一次'));
      usable = false;
    } else if (above && (field.type.kind === 'money' || field.type.kind === 'number')) {
      problems.push(error(place, field.key, `“${field.head}”是合并单元格，不知道这一行是多少`, '取消合并，每行各填各的'));
      usable = false;
    } else {
      const cell: Filled | undefined = own ?? above;
      if (!cell) {
        if (field.needed) {
          problems.push(error(place, field.key, `没有填“${field.head}”`, field.note || '补填'));
          usable = false;
        }
        continue;
      }
      const read = readValue(field, cell, context);
      if ('value' in read) {
        row.set(field.key, read.value);
        if (read.warning) problems.push(warning(place, field.key, read.warning.message, read.warning.mend));
      } else {
        problems.push(error(place, field.key, `“${field.head}”：${read.message}`, read.mend));
        usable = false;
      }
    }
  }
  return usable ? row : null;
}

/** A sheet of a workbook as records of a kind. */
export function readKind(kind: Kind<string>, source: NamedSheet, context: ReadContext): ReadSheet {
  const cells = new Cells(source);
  const head = findHead(kind, cells);
  if (!head) {
    const heads = kind.fields.slice(0, 4).map(({ head: words }) => `“${words}”`);
    return {
      rows: [],
      blank: [],
      columns: new Map(),
      problems: [error(`${kind.sheet}!A1`, '', '没有找到列名', `列名应有${heads.join('、')}等，请恢复列名`)],
    };
  }
  const problems = headProblems(kind, head, cells);
  const broken = new Map(source.sheet.broken.map(({ cell, shown }) => [cell, shown]));
  const typed = head.fields.filter(isTyped).map(({ key }) => head.columns.get(key) ?? 0);
  const told = head.fields.filter(({ type }) => type.kind === 'told').map(({ key }) => [key, head.columns.get(key) ?? 0] as const);
  const rows: ReadRow[] = [];
  const blank: ReadRow[] = [];
  const numbers = new Set([...cells.rows.keys(), ...source.sheet.broken.map(({ cell }) => Number(/\d+$/.exec(cell)?.[0] ?? 0) - 1)]);
  for (const at of [...numbers].filter((row) => row > head.row).sort((a, b) => a - b)) {
    const filled = typed.flatMap((column) => cells.at(at, column) ?? (broken.has(`${columnName(column)}${at + 1}`) ? [null] : []));
    if (filled.length === 0) {
      blank.push({
        row: new Map(told.flatMap(([key, column]) => (cells.at(at, column) ? [[key, cells.at(at, column)?.text.trim() ?? '']] : []))),
        at,
      });
      continue;
    }
    const first = filled.find((cell) => cell !== null);
    if (first && TOTALS.has(plain(first.text))) {
      problems.push(warning(cellName(kind.sheet, at, first.column), '', `“${first.text.trim()}”行没有读`, '合计由明账相加，删去这一行'));
      continue;
    }
    const row = readRow(kind, head, at, cells, broken, context, problems);
    if (row) rows.push({ row, at });
  }
  return { rows, blank, columns: head.columns, problems };
}

/** A sheet whose one record has its fields below each other, found by their names. */
export function readUpright(
  kind: Kind<string>,
  source: NamedSheet,
  context: ReadContext,
): ReadSheet & { readonly lines: ReadonlyMap<string, number> } {
  const cells = new Cells(source);
  const row = new Map<string, string>();
  const lines = new Map<string, number>();
  const problems: PlanProblem[] = [];
  for (const field of kind.fields) {
    const [at, label] =
      [...cells.rows]
        .flatMap(([line, filled]) => [...filled.values()].map((cell) => [line, cell] as const))
        .find(([, cell]) => plain(cell.text) === plain(field.head)) ?? [];
    if (at === undefined || label === undefined) {
      if (field.needed)
        problems.push(error(`${kind.sheet}!A1`, field.key, `没有“${field.head}”这一行`, `把名称改回“${field.head}”，右边一格填内容`));
      continue;
    }
    const place = cellName(kind.sheet, at, label.column + 1);
    lines.set(field.key, at);
    const cell = cells.at(at, label.column + 1);
    const read = cell ? readValue(field, cell, context) : null;
    if (!read) {
      if (field.needed) problems.push(error(place, field.key, `没有填“${field.head}”`, field.note));
    } else if ('value' in read) row.set(field.key, read.value);
    else problems.push(error(place, field.key, `“${field.head}”：${read.message}`, read.mend));
  }
  return { rows: [{ row, at: 0 }], blank: [], columns: new Map(), lines, problems };
}
