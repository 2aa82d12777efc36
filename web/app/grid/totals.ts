import { type GridRows, isBlank } from '../../../src/plan/grid/rows.ts';
import type { KindId } from '../../../src/plan/workbook/kind.ts';
import { fenOf } from './values.ts';

/** What a column of amounts comes to. */
export interface Total {
  /** 分 */
  readonly fen: number;
  /** cells that hold an amount; blank is not zero */
  readonly count: number;
  /** cells that hold something else */
  readonly unread: number;
}

export function totalOf(values: readonly string[]): Total {
  const amounts = values.flatMap((text) => (text === '' ? [] : [fenOf(text)]));
  const read = amounts.filter((fen) => fen !== null);
  return { fen: read.reduce((sum, fen) => sum + fen, 0), count: read.length, unread: amounts.length - read.length };
}

const column = (rows: GridRows, kind: KindId, key: string): string[] =>
  rows[kind].flatMap((row) => (isBlank(kind, row) ? [] : [row.cells[key] ?? '']));

/** What the lines of each project come to, by key of the project's row. */
export function projectTotals(rows: GridRows): ReadonlyMap<string, Total> {
  const lines = Map.groupBy(rows['project-lines'], ({ parent = '' }) => parent);
  return new Map([...lines].map(([project, own]) => [project, totalOf(own.map(({ cells }) => cells.yuan ?? ''))]));
}

/** Totals of the whole plan, as the workbook's 核对 begins with them. */
export function planTotals(rows: GridRows): readonly (readonly [name: string, total: Total])[] {
  const [basic, projects] = [column(rows, 'lines', 'yuan'), column(rows, 'project-lines', 'yuan')];
  return [
    ['基本支出', totalOf(basic)],
    ['项目支出', totalOf(projects)],
    ['支出合计', totalOf([...basic, ...projects])],
  ];
}
