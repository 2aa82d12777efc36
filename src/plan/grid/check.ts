import type { FormSet } from '../../form/form.ts';
import { NodeError } from '../../form/yaml.ts';
import type { PlanProblem } from '../plan.ts';
import { planProblems } from '../problems/index.ts';
import { error, warning } from '../problems/problem.ts';
import { readPlan } from '../read.ts';
import type { Field, Kind, KindId } from '../workbook/kind.ts';
import { ALIASES, namedRecord } from '../workbook/places.ts';
import type { WorkbookForms } from '../workbook/sheets.ts';
import { type ReadContext, readValue } from '../workbook/values.ts';
import { sheetsOf } from './form.ts';
import { type Cells, dataOf, type GridRow, type GridRows, isBlank, isGiven, isNested, LISTS } from './rows.ts';

/** What is wrong, at its cell. */
export interface GridProblem extends Pick<PlanProblem, 'severity' | 'message' | 'mend' | 'gap'> {
  readonly sheet: KindId;
  /** of the row; '' where all of the sheet is meant */
  readonly row: string;
  /** key of the field; '' where all of the row is meant */
  readonly column: string;
}

/** What stands for a needed cell that cannot be used, so that the rest of the plan is looked at all the same. */
const INSTEAD: Readonly<Record<string, string>> = {
  yuan: '0',
  nature: 'specific',
  item: 'goods',
  date: '2000-01-01',
  document: '？',
  reason: '？',
};

type Tell = (row: GridRow, column: string, problem: Pick<PlanProblem, 'severity' | 'message' | 'mend'>) => void;

const integer = (kind: KindId, { measure = '元' }: Cells): boolean => isGiven(kind) && measure !== '元';

/** One cell as the plan takes it, null where it cannot; what is wrong is told. */
function readCell(kind: Kind, field: Field, row: GridRow, context: ReadContext, tell: Tell): string | null {
  const text = row.cells[field.key] ?? '';
  if (text === '') {
    if (field.needed) tell(row, field.key, error('', '', `没有填“${field.head}”`, field.note || '补填'));
    return null;
  }
  const money: Field = isGiven(kind.id) && !integer(kind.id, row.cells) ? { ...field, type: { kind: 'money' } } : field;
  const read = readValue(money, { text }, context);
  if (!('value' in read)) {
    tell(row, field.key, error('', '', `“${field.head}”：${read.message}`, read.mend));
    return null;
  }
  if (read.warning) tell(row, field.key, warning('', '', read.warning.message, read.warning.mend));
  if (!integer(kind.id, row.cells) || !/\D/.test(read.value)) return read.value;
  tell(row, field.key, error('', '', `“${field.head}”应是整数，实为 ${read.value}`, '改为整数'));
  return null;
}

/** A row's cells as the plan takes them; null where it cannot be a record at all. */
function readCells(kind: Kind, row: GridRow, context: ReadContext, tell: Tell): Cells | null {
  const cells: Record<string, string> = { ...row.cells };
  let usable = true;
  for (const field of kind.fields) {
    const { key, type } = field;
    if (type.kind === 'told' || type.kind === 'sum' || (isNested(kind.id) && type.kind === 'project')) continue;
    const value = readCell(kind, field, row, context, tell) ?? (field.needed ? INSTEAD[key] : undefined);
    if (value === undefined) delete cells[key];
    else cells[key] = value;
    if (value === undefined && field.needed) usable = false;
  }
  return usable ? cells : null;
}

interface Target {
  readonly sheet: KindId;
  readonly row: GridRow;
}

/** The plan's YAML of the rows that can be used, with the row that each of its parts comes from. */
class Source {
  readonly value: Record<string, unknown>;
  readonly paths = new Map<string, Target>();

  constructor({ cover, texts }: GridRows) {
    const { year, ...own } = cover[0]?.cells ?? {};
    this.value = { ...own, year: Number(year), texts: Object.fromEntries(texts.map(({ key, cells }) => [key, cells.text ?? ''])) };
  }

  add(list: string, at: Record<string, unknown>, path: string, data: Record<string, unknown>, target: Target): string {
    const items = (at[list] as unknown[] | undefined) ?? [];
    at[list] = items;
    const place = `${path}.${list}[${items.length}]`;
    items.push(data);
    this.paths.set(place, target);
    return place;
  }
}

/** All that is wrong with a plan, though parts of it may be blank or unreadable: errors first, each at its cell. */
export function gridProblems(rows: GridRows, set: FormSet, forms: WorkbookForms): GridProblem[] {
  const found: GridProblem[] = [];
  const kinds = new Map(sheetsOf(set, forms).kinds.map((kind) => [kind.id, kind]));
  const context: ReadContext = { ...forms, year: Number(rows.cover[0]?.cells.year), from1904: false };
  const source = new Source(rows);
  const used = (id: KindId, own: readonly GridRow[]) =>
    own.flatMap((row) => {
      const kind = kinds.get(id);
      if (!kind || isBlank(id, row)) return [];
      const cells = readCells(kind, row, context, ({ key }, column, { severity, message, mend }) =>
        found.push({ severity, sheet: id, row: key, column, message, mend }),
      );
      return cells ? [{ row, data: dataOf(id, cells) }] : [];
    });
  for (const [list, id] of Object.entries(LISTS))
    for (const { row, data } of used(id, rows[id])) source.add(list, source.value, 'plan', data, { sheet: id, row });
  const children = (id: 'project-lines' | 'indicators') => Map.groupBy(rows[id], ({ parent = '' }) => parent);
  const [lines, indicators] = [children('project-lines'), children('indicators')];
  for (const project of rows.projects) {
    const own = [used('project-lines', lines.get(project.key) ?? []), used('indicators', indicators.get(project.key) ?? [])] as const;
    for (const { row, data } of used('projects', [project])) {
      const path = source.add('projects', source.value, 'plan', data, { sheet: 'projects', row });
      for (const one of own[0]) source.add('lines', data, path, one.data, { sheet: 'project-lines', row: one.row });
      for (const one of own[1]) source.add('indicators', data, path, one.data, { sheet: 'indicators', row: one.row });
    }
  }
  const told = new Set(found.map(({ sheet, row, column }) => `${sheet} ${row} ${column}`));
  for (const problem of planned(source, set, forms)) {
    const one = { ...pointed(problem, source, rows), ...kept(problem) };
    if (!told.has(`${one.sheet} ${one.row} ${one.column}`)) found.push(one);
  }
  return found.sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'));
}

const kept = ({ severity, message, mend, gap }: PlanProblem): Pick<PlanProblem, 'severity' | 'message' | 'mend' | 'gap'> => ({
  severity,
  message,
  mend,
  ...(gap ? { gap } : {}),
});

/** What is wrong with the plan as a whole; where something cannot be read that no cell shows, that alone. */
function planned({ value }: Source, set: FormSet, { codes }: WorkbookForms): PlanProblem[] {
  try {
    return planProblems(readPlan({ value, path: 'plan' }, set.kind, set.id), { codes, set });
  } catch (reason) {
    if (!(reason instanceof NodeError)) throw reason;
    const [, path = '', field = '', words = ''] = /^(plan(?:\.[a-z]+\[\d+\])*)\.?([^:]*): (.*)$/s.exec(reason.message) ?? [];
    return [error(path, field, words || reason.message, '改正这一格，或删去这一行重新填')];
  }
}

const SHEETS: Readonly<Record<string, KindId>> = { units: 'units', scope: 'cover', year: 'cover', organisation: 'cover' };

/** The cell that a problem speaks of. */
function pointed(problem: PlanProblem, { paths }: Source, rows: GridRows): Pick<GridProblem, 'sheet' | 'row' | 'column'> {
  const { place, field } = problem;
  const named = namedRecord(problem);
  if (named?.id === 'texts') return { sheet: 'texts', row: named.name, column: 'text' };
  const target = paths.get(place) ?? (named && recordNamed(named, rows));
  const column = ALIASES[field] ?? field;
  if (target) return { sheet: target.sheet, row: target.row.key, column };
  return { sheet: SHEETS[place] ?? 'cover', row: place in SHEETS && SHEETS[place] === 'cover' ? 'cover' : '', column: place };
}

function recordNamed({ id, name, nth }: { id: KindId; name: string; nth: number }, rows: GridRows): Target | null {
  if (id !== 'indicators') {
    const row = rows[id].find(({ cells }) => cells.name === name);
    return row ? { sheet: id, row } : null;
  }
  const project = rows.projects.find(({ cells }) => cells.name === name);
  const row = rows.indicators.filter((one) => one.parent === project?.key && !isBlank('indicators', one))[nth];
  return row ? { sheet: id, row } : null;
}
