import type { Row } from '../../plan/workbook/kind.ts';
import { shortPoints } from '../../score/points.ts';
import type { Scheme } from '../../score/scheme.ts';
import { type PerformanceRecords, type ProjectRecord, type YearRecord, yearOf } from '../record.ts';
import { recordsSource, type Source } from '../source.ts';
import { PARAGRAPHS, type SheetId, sheetIds } from './kinds.ts';
import { PURPOSES, type Purpose } from './purposes.ts';

export type Rows = Record<SheetId, Row[]>;
export const noRows = (): Rows => Object.fromEntries(sheetIds.map((id) => [id, [] as Row[]])) as Rows;

/** Lists that stand in one cell, and what parts them there. */
export const LISTS: Readonly<Record<string, string>> = {
  says: '\n',
  problems: '\n',
  advice: '\n',
  'answer.measures': '\n',
  'evaluation.stated': '、',
  'evaluation.stated-grade': '、',
};
/** The mean score, among the counts of grades. */
export const MEAN = '平均分';

const isSource = (value: unknown): value is Source => typeof value === 'object' && value !== null && !Array.isArray(value);
const sourcesIn = (value: unknown): Source[] => (Array.isArray(value) ? value.filter(isSource) : []);
const sourceIn = (value: unknown): Source => (isSource(value) ? value : {});

/** A mapping as the cells of a row: what is below it by dotted keys, without `except`. */
function cells(source: Source, except: readonly string[] = [], above = ''): [string, string][] {
  return Object.entries(source).flatMap(([name, value]): [string, string][] => {
    const key = `${above}${name}`;
    if (except.includes(key)) return [];
    if (Array.isArray(value)) return [[key, value.join(LISTS[key] ?? '\n')]];
    return isSource(value) ? cells(value, except, `${key}.`) : [[key, String(value)]];
  });
}

const rowOf = (...parts: readonly (readonly [string, string][])[]): Row => new Map(parts.flat().filter(([, value]) => value !== ''));

/** The rows of a year of a project. */
function yearRows(rows: Rows, key: [string, string][], year: Source): void {
  const add = (id: SheetId, list: readonly Source[], more: [string, string][] = []): void => {
    for (const one of list) rows[id].push(rowOf(key, more, cells(one, ['progress'])));
  };
  const evaluation = isSource(year.evaluation) ? year.evaluation : null;
  const bare = evaluation !== null && Object.keys(evaluation).length === 0;
  const own = cells(year, ['year', 'money', 'values', 'weights', 'monitoring', 'assessments', 'evaluation.results']);
  rows.years.push(rowOf(key, own, bare ? [['evaluated', 'true']] : []));
  add('money', sourcesIn(year.money));
  const [values, weights] = [sourceIn(year.values), sourceIn(year.weights)];
  for (const indicator of new Set([...Object.keys(values), ...Object.keys(weights)]))
    rows.values.push(rowOf(key, [['indicator', indicator]], cells({ value: values[indicator] ?? '', weight: weights[indicator] ?? '' })));
  for (const monitoring of sourcesIn(year.monitoring)) {
    add('monitoring', [monitoring]);
    add('progress', sourcesIn(monitoring.progress), [['date', String(monitoring.date)]]);
  }
  add('results', sourcesIn(evaluation?.results));
  for (const { levels, ...assessment } of sourcesIn(year.assessments)) {
    const [first = {}, ...others] = sourcesIn(levels);
    const which = cells({ by: 'department', date: assessment.date });
    rows.assessments.push(rowOf(key, cells({ by: 'department', ...assessment }), cells(first)));
    for (const level of others) rows.assessments.push(rowOf(key, which, cells({ by: assessment.by ?? 'department' }), cells(level)));
  }
}

/** Records as rows of sheets; the year reported on is that of the cover, and not told again. */
function givenRows(records: PerformanceRecords): Rows {
  const rows = noRows();
  const source = recordsSource(records);
  const { organisation, scope, year, form, scheme } = records;
  rows.cover.push(rowOf(cells({ organisation, scope, year, form, scheme })));
  rows.units.push(...sourcesIn(source.units).map((unit) => rowOf(cells(unit))));
  for (const project of sourcesIn(source.projects)) {
    const of: [string, string][] = [['project', String(project.name)]];
    rows.projects.push(rowOf(cells(project, ['indicators', 'years'])));
    rows.indicators.push(...sourcesIn(project.indicators).map((indicator) => rowOf(of, cells(indicator))));
    for (const own of sourcesIn(project.years)) yearRows(rows, own.year === year ? of : [...of, ['year', String(own.year)]], own);
  }
  const department = sourceIn(source.department);
  rows['department-money'].push(...sourcesIn(department.money).map((one) => rowOf(cells(one))));
  rows.levels.push(...sourcesIn(department.levels).map((one) => rowOf(cells(one))));
  const stated = sourceIn(source.stated);
  if (stated.average !== undefined) rows.grades.push(rowOf(cells({ grade: MEAN, value: stated.average })));
  rows.grades.push(...Object.entries(sourceIn(stated.grades)).map(([grade, value]) => rowOf(cells({ grade, value }))));
  rows.texts.push(...Object.entries(sourceIn(source.texts)).map(([key, text]) => rowOf(cells({ key, text }))));
  return rows;
}

const isOf = (row: Row, project: string, indicator: string): boolean =>
  row.get('project') === project && row.get('indicator') === indicator && !row.has('year');

/** What is told beside an indicator, so that it can be filled in without looking it up. */
const told = ({ level1, level2, annual, weight }: YearRecord['indicators'][number]): [string, string][] => [
  ['of', level2 || level1],
  ['target', annual.text],
  ['points', weight === null ? '' : shortPoints(weight)],
];

/** Rows of indicators with what is told beside them, and blank ones: for indicators that have none yet, or once more for all. */
function indicatorRows(rows: readonly Row[], records: PerformanceRecords, blank: 'none' | 'unfilled' | 'all'): Row[] {
  const blanks = (record: ProjectRecord): Row[] =>
    (yearOf(record, records.year)?.indicators ?? [])
      .filter(({ name, missing }) => !missing && (blank === 'all' || !rows.some((row) => isOf(row, record.project.name, name))))
      .map((indicator) =>
        rowOf(
          [
            ['project', record.project.name],
            ['indicator', indicator.name],
          ],
          told(indicator),
        ),
      );
  return records.projects.flatMap((record) => {
    const own = rows.filter((row) => row.get('project') === record.project.name);
    const filled = own.map((row): Row => {
      const year = yearOf(record, Number(row.get('year') ?? records.year));
      const indicator = year?.indicators.find(({ name }) => name === row.get('indicator'));
      return indicator ? rowOf([...row], told(indicator)) : row;
    });
    return blank === 'none' ? filled : [...filled, ...blanks(record)];
  });
}

/** The paragraphs of the report, written or not, then others that there are. */
function textRows(rows: readonly Row[]): Row[] {
  const known = new Map(rows.map((row) => [row.get('key') ?? '', row]));
  return [
    ...Object.entries(PARAGRAPHS).map(([key, heading]): Row => new Map([['heading', heading], ['key', key], ...(known.get(key) ?? [])])),
    ...rows.filter((row) => PARAGRAPHS[row.get('key') ?? ''] === undefined),
  ];
}

/** The department's own evaluation to be filled in: expenditure by nature, and the first-level indicators that the scheme prescribes. */
const departmentRows = ({ levels }: Pick<Scheme, 'levels'>): Pick<Rows, 'department-money' | 'levels'> => ({
  'department-money': ['basic', 'project'].map((nature) => new Map([['nature', nature]])),
  levels: levels.map(({ name, weight }) => rowOf(cells({ name, weight: shortPoints(weight) }))),
});

/** Records as rows, with rows to fill in for a purpose. */
export function rowsFor(purpose: Purpose, records: PerformanceRecords, scheme: Scheme): Rows {
  const rows = givenRows(records);
  const [monitoring, evaluation] = [purpose === 'monitoring', purpose === 'evaluation'];
  const blank = evaluation && records.scope === 'department' ? departmentRows(scheme) : noRows();
  return {
    ...rows,
    'department-money': rows['department-money'].length > 0 ? rows['department-money'] : blank['department-money'],
    levels: rows.levels.length > 0 ? rows.levels : blank.levels,
    cover: rows.cover.map((row) => new Map([...row, ['purpose', PURPOSES[purpose].name]])),
    monitoring: monitoring
      ? [...rows.monitoring, ...records.projects.map((one): Row => new Map([['project', one.project.name]]))]
      : rows.monitoring,
    progress: indicatorRows(rows.progress, records, monitoring ? 'all' : 'none'),
    results: indicatorRows(rows.results, records, evaluation ? 'unfilled' : 'none'),
    texts: evaluation ? textRows(rows.texts) : rows.texts,
  };
}
