import { type Fault, NodeError } from '../../form/yaml.ts';
import type { NamedSheet } from '../../format/xlsx/read.ts';
import { readSheets } from '../../format/xlsx/read.ts';
import type { Catalogue } from '../../lexicon/codes.ts';
import type { Lexicon } from '../../lexicon/lexicon.ts';
import type { PlanProblem } from '../../plan/plan.ts';
import { error, warning } from '../../plan/problems/problem.ts';
import type { Row } from '../../plan/workbook/kind.ts';
import { cellName, type ReadRow, type ReadSheet, readKind, readUpright } from '../../plan/workbook/sheet.ts';
import { plain, type ReadContext } from '../../plan/workbook/values.ts';
import { readRecords } from '../read.ts';
import type { PerformanceRecords } from '../record.ts';
import { type Sheet, type SheetId, sheetsOf } from './kinds.ts';
import { placesOf, type SheetPlaces } from './places.ts';
import { PREFILLED, PURPOSES, purposeSheets, purposes } from './purposes.ts';
import { noRows } from './rows.ts';
import { ROOT, sourceOfRows } from './source.ts';

/** A workbook as records, or what keeps it from being such. */
export interface ReadRecordsWorkbook {
  /** null where there are errors among the problems */
  readonly records: PerformanceRecords | null;
  readonly problems: readonly PlanProblem[];
  /** A problem of the records with its cell as its place. */
  locate(problem: PlanProblem): PlanProblem;
}

export interface WorkbookWords {
  readonly lexicon: Lexicon;
  readonly codes: Catalogue;
}

const sheetNamed = (sheets: readonly NamedSheet[], { sheet }: Sheet): NamedSheet | undefined =>
  sheets.find(({ name }) => plain(name) === plain(sheet));

/** Whether a workbook is one of performance: its cover says what for. */
export function isRecordsWorkbook(bytes: Uint8Array): boolean {
  const cover = readSheets(bytes).sheets.find(({ name }) => plain(name) === '封面');
  return cover?.sheet.cells.some(({ text }) => plain(text) === '用途') ?? false;
}

/** A sheet of which nobody has to fill in every row that we prepared: those left blank are no rows, and nothing is wrong with them. */
function withoutPrefilled(sheet: Sheet, read: ReadSheet): ReadSheet {
  const prefilled = PREFILLED[sheet.id];
  if (!prefilled) return read;
  const isBlank = ({ row }: ReadRow): boolean => [...row.keys()].every((key) => prefilled.includes(key));
  const [blank, rows] = [read.rows.filter(isBlank), read.rows.filter((one) => !isBlank(one))];
  return { ...read, rows, blank: [...read.blank, ...blank] };
}

/** Names that rows may use: of projects, and of indicators after their project. */
interface Names {
  readonly projects: ReadonlySet<string>;
  readonly indicators: ReadonlySet<string>;
}

/** What a row names that is on no other sheet; null: nothing. */
function strangeName(row: Row, { projects, indicators }: Names): 'project' | 'indicator' | null {
  const [project, indicator] = [row.get('project'), row.get('indicator')];
  if (project === undefined) return null;
  if (!projects.has(project)) return 'project';
  return indicator === undefined || indicators.has(`${project}\n${indicator}`) ? null : 'indicator';
}

/** Rows that name what is on no other sheet. */
const strangers = (sheet: Sheet, { rows, columns }: ReadSheet, names: Names): PlanProblem[] =>
  rows.flatMap(({ row, at }): PlanProblem[] => {
    const strange = strangeName(row, names);
    if (strange === null) return [];
    const project = row.get('project');
    const place = cellName(sheet.sheet, at, columns.get(strange) ?? 0);
    return strange === 'project'
      ? [error(place, strange, `“项目”表里没有“${project}”`, '名称要与“项目”表里的一样，或在“项目”表里加上它')]
      : [error(place, strange, `项目“${project}”没有“${row.get('indicator')}”这个指标`, '名称要与“绩效指标”表里的一样')];
  });

/** Payments of a monitoring that has no date, or progress of which nobody says what was paid. */
function undated(sheets: ReadonlyMap<SheetId, ReadSheet>, date: string, coverCell: string): PlanProblem[] {
  const [paid, progress] = [sheets.get('monitoring')?.rows ?? [], sheets.get('progress')?.rows ?? []];
  if (date === '' && [...paid, ...progress].some(({ row }) => !row.has('date')))
    return [error(coverCell, 'date', '没有填监控日期', '填这次监控的截止日期，如 2025-07-31')];
  const key = (row: ReadonlyMap<string, string>): string => [row.get('project'), row.get('year'), row.get('date') ?? date].join('\n');
  const known = new Set(paid.map(({ row }) => key(row)));
  const twice = paid.find(({ row }, i) => paid.findIndex((other) => key(other.row) === key(row)) < i);
  if (twice)
    return [
      error(cellName('监控', twice.at, 0), 'date', `项目“${twice.row.get('project')}”在这一天已有一次监控`, '改监控日期，或改原来那一行'),
    ];
  const lost = progress.find(({ row }) => !known.has(key(row)));
  return lost
    ? [
        error(
          cellName('监控指标', lost.at, 0),
          'paid',
          `填了项目“${lost.row.get('project')}”的指标完成情况，“监控”表里没有填它付了多少钱`,
          '在“监控”表里填累计支付，没有支付填 0',
        ),
      ]
    : [];
}

/**
 * Reads a workbook that `recordsWorkbook` made and somebody filled in. Sheets are known by name, columns by header; other sheets are left alone.
 * Throws FormatError where the file is no workbook, or is broken.
 */
export function readRecordsWorkbook(bytes: Uint8Array, { lexicon, codes }: WorkbookWords): ReadRecordsWorkbook {
  const { sheets: found, from1904 } = readSheets(bytes);
  const context = (year: number): ReadContext => ({ lexicon, codes, year, from1904 });
  const [coverSheet] = sheetsOf(lexicon);
  const source = coverSheet && sheetNamed(found, coverSheet);
  const failed = (...problems: PlanProblem[]): ReadRecordsWorkbook => ({ records: null, problems, locate: (problem) => problem });
  if (!coverSheet || !source) return failed(error('封面', '', '没有“封面”这张表', '用明账生成的工作簿填写，不要改表名'));
  const cover = readUpright(coverSheet, source, context(0));
  const head = cover.rows[0]?.row ?? new Map<string, string>();
  const coverCell = (key: string): string => cellName(coverSheet.sheet, cover.lines.get(key) ?? 0, 1);
  const purpose = purposes.find((one) => PURPOSES[one].name === head.get('purpose'));
  const noYear = head.has('year') && !/^\d{4}$/.test(head.get('year') ?? '');
  const untimely = noYear ? [error(coverCell('year'), 'year', '年度不是四位数字', '改为四位数字')] : [];
  if (!purpose) {
    const said = `不知道“${head.get('purpose') ?? ''}”是什么用途`;
    const mend = `应为 ${purposes.map((one) => PURPOSES[one].name).join('、')} 之一；请恢复原样`;
    return failed(...cover.problems, error(coverCell('purpose'), 'purpose', said, mend), ...untimely);
  }
  if (noYear || !head.has('year')) return failed(...cover.problems, ...untimely);

  const sheets = purposeSheets(purpose, lexicon);
  const read = new Map<SheetId, ReadSheet>([['cover', cover]]);
  const problems: PlanProblem[] = [];
  for (const sheet of sheets) {
    if (sheet.upright) continue;
    const own = sheetNamed(found, sheet);
    if (own) {
      read.set(sheet.id, withoutPrefilled(sheet, readKind(sheet, own, context(Number(head.get('year'))))));
    } else if (PURPOSES[purpose].open[sheet.id] !== undefined)
      problems.push(
        warning(sheet.sheet, '', `没有“${sheet.sheet}”这张表，按没有填处理`, '改过表名的话请改回来；删掉的话从新工作簿复制一张'),
      );
  }
  const rowsOf = (id: SheetId): readonly ReadRow[] => read.get(id)?.rows ?? [];
  const names: Names = {
    projects: new Set(rowsOf('projects').map(({ row }) => row.get('name') ?? '')),
    indicators: new Set(rowsOf('indicators').map(({ row }) => `${row.get('project')}\n${row.get('name')}`)),
  };
  const date = head.get('date') ?? '';
  problems.push(...[...read.values()].flatMap((sheet) => sheet.problems));
  // where a sheet could not be read, that is told; what names its rows is no second mistake
  const whole = (...ids: SheetId[]): boolean =>
    ids.every((id) => !(read.get(id)?.problems ?? []).some(({ severity }) => severity === 'error'));
  if (whole('projects', 'indicators'))
    problems.push(
      ...sheets.flatMap((sheet) => {
        const own = read.get(sheet.id);
        return own ? strangers(sheet, own, names) : [];
      }),
    );
  if (whole('monitoring', 'progress')) problems.push(...undated(read, date, coverCell('date')));
  for (const [id, sheet] of read) read.set(id, { ...sheet, rows: sheet.rows.filter(({ row }) => strangeName(row, names) === null) });
  const places = placesOf(sheets, read as ReadonlyMap<SheetId, SheetPlaces>, head.get('year') ?? '');
  const rows = noRows();
  for (const [id, { rows: own }] of read) rows[id] = own.map(({ row }) => row);
  const { value, paths } = sourceOfRows(sheets, rows, date);
  const { records, faults } = recordsIn(value);
  const told = new Set(problems.map(({ place }) => place));
  const more = faults
    .map(({ path, said, mend }) => error(places.cellAt(path, paths), '', said, mend))
    .filter(({ place }) => !told.has(place) && (told.size === 0 || place.includes('!')));
  const all = [...problems, ...more];
  return { records: all.some(({ severity }) => severity === 'error') ? null : records, problems: all, locate: places.locate };
}

/** Records from the value of their YAML, or all that is wrong with it. */
function recordsIn(value: unknown): { readonly records: PerformanceRecords | null; readonly faults: readonly Fault[] } {
  try {
    return { records: readRecords({ value, path: ROOT }), faults: [] };
  } catch (reason) {
    if (!(reason instanceof NodeError)) throw reason;
    return { records: null, faults: reason.faults };
  }
}
