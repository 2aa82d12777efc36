import type { Field, Row } from '../../plan/workbook/kind.ts';
import type { Sheet, SheetId } from './kinds.ts';
import { LISTS, MEAN } from './rows.ts';

/** A row of a sheet, with what it is a row of. */
export interface SheetRow {
  readonly id: SheetId;
  readonly index: number;
  readonly row: Row;
}

/** The value of the records' YAML, with the row that each of its parts comes from, by path (records.projects[0].years[1]). */
export interface RowsSource {
  readonly value: Source;
  readonly paths: ReadonlyMap<string, SheetRow>;
}

type Source = Record<string, unknown>;

/** Keys that say what a row is of, or are shown beside it. */
const OF_ROW: ReadonlySet<string> = new Set(['project', 'year', 'target', 'of', 'points', 'sum', 'evaluated']);

function cellValue(field: Field | undefined, key: string, text: string): unknown {
  const mark = LISTS[key];
  if (mark !== undefined) return text.split(mark === '\n' ? '\n' : /[、，,；;\s]+/).filter((part) => part.trim() !== '');
  if (field?.type.kind === 'choice' && field.type.choices.some(({ id }) => id === 'true')) return text === 'true';
  return field?.type.kind === 'number' && field.type.whole ? Number(text) : text;
}

/** A row as a mapping: dotted keys are mappings below. */
function mapped(sheet: Sheet, row: Row, except: ReadonlySet<string> = OF_ROW): Source {
  const out: Source = {};
  for (const [key, text] of row) {
    if (except.has(key)) continue;
    const own = sheet.fields.find((field) => field.key === key);
    const parts = key.startsWith('fields.') ? ['fields', key.slice('fields.'.length)] : key.split('.');
    const last = parts.pop() ?? '';
    let at = out;
    for (const part of parts) {
      const below = at[part];
      const next: Source = typeof below === 'object' && below !== null ? (below as Source) : {};
      at[part] = next;
      at = next;
    }
    at[last] = cellValue(own, key, text);
  }
  return out;
}

interface Year extends Source {
  readonly year: number;
}

interface Project {
  readonly source: Source;
  readonly indicators: Source[];
  readonly years: Map<number, Year>;
}

const listIn = (source: Source, key: string): Source[] => {
  const known = source[key];
  if (Array.isArray(known)) return known;
  const list: Source[] = [];
  source[key] = list;
  return list;
};
const mapIn = (source: Source, key: string): Source => {
  const known = source[key];
  if (typeof known === 'object' && known !== null) return known as Source;
  const map: Source = {};
  source[key] = map;
  return map;
};

/** The path of every mapping that a row made. */
function pathsIn(value: unknown, made: ReadonlyMap<object, SheetRow>, path: string, into: Map<string, SheetRow>): void {
  if (typeof value !== 'object' || value === null) return;
  const row = made.get(value);
  if (row) into.set(path, row);
  if (Array.isArray(value)) for (const [i, item] of value.entries()) pathsIn(item, made, `${path}[${i}]`, into);
  else for (const [key, item] of Object.entries(value)) pathsIn(item, made, `${path}.${key}`, into);
}

export const ROOT = 'records';

/** Rows as the records' YAML. Rows of projects that are not there are left out. */
export function sourceOfRows(sheets: readonly Sheet[], rows: Readonly<Record<SheetId, readonly Row[]>>, date: string): RowsSource {
  const byId = new Map(sheets.map((sheet) => [sheet.id, sheet]));
  const made = new Map<object, SheetRow>();
  const sheet = (id: SheetId): Sheet => byId.get(id) as Sheet;
  const make = (id: SheetId, row: Row, index: number, except?: ReadonlySet<string>): Source => {
    const source = mapped(sheet(id), row, except);
    made.set(source, { id, index, row });
    return source;
  };
  const cover = mapped(sheet('cover'), rows.cover[0] ?? new Map(), new Set(['purpose', 'date']));
  const year = Number(cover.year);
  const projects = new Map<string, Project>();
  rows.projects.forEach((row, index) => {
    projects.set(row.get('name') ?? '', { source: make('projects', row, index), indicators: [], years: new Map() });
  });
  /** The year of a project that a row is of, made where it is the first. */
  const yearOf = (row: Row): Year | null => {
    const project = projects.get(row.get('project') ?? '');
    if (!project) return null;
    const at = Number(row.get('year') ?? year);
    const known = project.years.get(at) ?? { year: at };
    project.years.set(at, known);
    return known;
  };
  const each = (id: SheetId, into: (own: Year, row: Row, index: number) => void): void =>
    rows[id].forEach((row, index) => {
      const own = yearOf(row);
      if (own) into(own, row, index);
    });
  rows.indicators.forEach((row, index) => {
    projects.get(row.get('project') ?? '')?.indicators.push(make('indicators', row, index));
  });
  each('years', (own, row, index) => {
    Object.assign(
      own,
      mapped(sheet('years'), row),
      row.get('evaluated') === 'true' ? { evaluation: mapped(sheet('years'), row).evaluation ?? {} } : {},
    );
    made.set(own, { id: 'years', index, row });
  });
  each('money', (own, row, index) => listIn(own, 'money').push(make('money', row, index)));
  each('values', (own, row) => {
    for (const key of ['value', 'weight']) {
      const text = row.get(key);
      if (text !== undefined) mapIn(own, `${key}s`)[row.get('indicator') ?? ''] = text;
    }
  });
  const dated = (row: Row): Row => (row.has('date') ? row : new Map([...row, ['date', date]]));
  each('monitoring', (own, row, index) => listIn(own, 'monitoring').push(make('monitoring', dated(row), index)));
  each('progress', (own, row, index) => {
    const at = dated(row).get('date');
    const monitoring = listIn(own, 'monitoring').find((one) => one.date === at);
    if (monitoring) listIn(monitoring, 'progress').push(make('progress', row, index, new Set([...OF_ROW, 'date'])));
  });
  each('results', (own, row, index) => listIn(mapIn(own, 'evaluation'), 'results').push(make('results', row, index)));
  each('assessments', (own, row, index) => {
    const assessments = listIn(own, 'assessments');
    const { name, weight, score, says, ...assessment } = mapped(sheet('assessments'), row);
    const known = assessments.find((one) => one.by === assessment.by && one.date === assessment.date);
    if (!known) assessments.push(assessment);
    const of = known ?? assessment;
    made.set(of, { id: 'assessments', index, row });
    if (name !== undefined) listIn(of, 'levels').push({ name, weight, score, ...(says === undefined ? {} : { says }) });
  });
  const department = {
    money: rows['department-money'].map((row, index) => make('department-money', row, index)),
    levels: rows.levels.map((row, index) => make('levels', row, index)),
  };
  const mean = rows.grades.find((row) => row.get('grade') === MEAN)?.get('value');
  const grades = rows.grades.filter((row) => row.get('grade') !== MEAN).map((row) => [row.get('grade'), Number(row.get('value'))]);
  const value: Source = {
    ...cover,
    units: rows.units.map((row, index) => make('units', row, index)),
    ...(rows.grades.length > 0 ? { stated: { ...(mean === undefined ? {} : { average: mean }), grades: Object.fromEntries(grades) } } : {}),
    ...(department.money.length + department.levels.length > 0 ? { department } : {}),
    texts: Object.fromEntries(rows.texts.map((row) => [row.get('key') ?? '', row.get('text') ?? ''])),
    projects: [...projects.values()].map(({ source, indicators, years }) => {
      const whole = { ...source, indicators, years: [...years.values()].sort((a, b) => a.year - b.year) };
      const row = made.get(source);
      if (row) made.set(whole, row);
      return whole;
    }),
  };
  const paths = new Map<string, SheetRow>();
  pathsIn(value, made, ROOT, paths);
  return { value, paths };
}
