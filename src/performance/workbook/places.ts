import type { PlanProblem } from '../../plan/plan.ts';
import { cellName, type ReadRow } from '../../plan/workbook/sheet.ts';
import type { Sheet, SheetId } from './kinds.ts';
import type { SheetRow } from './source.ts';

/** Where the rows of a sheet were read. */
export interface SheetPlaces {
  readonly rows: readonly ReadRow[];
  readonly blank: readonly ReadRow[];
  readonly columns: ReadonlyMap<string, number>;
}

/** The cells of a workbook behind paths of the records' YAML and problems of records. */
export interface RecordPlaces {
  cellAt(path: string, paths: ReadonlyMap<string, SheetRow>): string;
  locate(problem: PlanProblem): PlanProblem;
}

/** Where a field of a problem is filled in, for a project in a year: sheet and field. */
const OF_YEAR: Readonly<Record<string, readonly [SheetId, string]>> = {
  indicators: ['projects', 'sum'],
  goal: ['projects', 'fields.annual-goal'],
  term: ['projects', 'term.local'],
  executed: ['money', 'executed'],
  reason: ['years', 'evaluation.execution.reason'],
  mend: ['years', 'evaluation.execution.mend'],
  execution: ['years', 'evaluation.execution.reason'],
  answer: ['years', 'answer.text'],
  results: ['money', 'executed'],
};
/** The same for an indicator; other fields are those of its result. */
const OF_INDICATOR: Readonly<Record<string, readonly [SheetId, string]>> = {
  missing: ['indicators', 'missing'],
  results: ['results', 'actual'],
  survey: ['results', 'survey.asked'],
};

export function placesOf(sheets: readonly Sheet[], read: ReadonlyMap<SheetId, SheetPlaces>, year: string): RecordPlaces {
  const nameOf = (id: SheetId): string => sheets.find((sheet) => sheet.id === id)?.sheet ?? '';
  const cellOf = (id: SheetId, row: number, key: string): string => {
    const columns = read.get(id)?.columns;
    return cellName(nameOf(id), row, columns?.get(key) ?? Math.min(...(columns?.values() ?? []), 99));
  };
  const find = (id: SheetId, is: (row: ReadonlyMap<string, string>) => boolean): number | null =>
    [...(read.get(id)?.rows ?? []), ...(read.get(id)?.blank ?? [])].find(({ row }) => is(row))?.at ?? null;

  /** The cell that a problem of a project speaks of. */
  function projectCell(project: string, at: string, indicator: string | undefined, date: string | undefined, field: string): string | null {
    const ofYear = (row: ReadonlyMap<string, string>): boolean => row.get('project') === project && (row.get('year') ?? year) === at;
    const [id, key]: readonly [SheetId, string] = date
      ? ['monitoring', field]
      : indicator === undefined
        ? (OF_YEAR[field] ?? ['projects', 'name'])
        : (OF_INDICATOR[field] ?? ['results', field]);
    const row = find(id, (own) => {
      if (id === 'projects') return own.get('name') === project;
      if (id === 'indicators') return own.get('project') === project && own.get('name') === indicator;
      return (
        ofYear(own) && (indicator === undefined || own.get('indicator') === indicator) && (!date || (own.get('date') ?? date) === date)
      );
    });
    return row === null ? null : cellOf(id, row, key);
  }

  return {
    cellAt(path, paths) {
      const own = [...paths.keys()]
        .filter((known) => path === known || path.startsWith(`${known}.`))
        .sort((a, b) => b.length - a.length)[0];
      const row = own === undefined ? undefined : paths.get(own);
      const at = row && read.get(row.id)?.rows[row.index]?.at;
      return row && at !== undefined && own !== undefined ? cellOf(row.id, at, path.slice(own.length + 1)) : path;
    },
    locate(problem) {
      const { place, field } = problem;
      const [, project, at = year, date, indicator] =
        /^项目“(.*?)”(?:(\d{4})年)?(?:(\d{4}-\d{2}-\d{2})监控|指标“(.*)”)?$/s.exec(place) ?? [];
      if (project !== undefined) {
        const cell = projectCell(project, at, indicator, date, field);
        return cell === null ? problem : { ...problem, place: cell };
      }
      if (place !== 'department') return problem;
      const [id, key]: readonly [SheetId, string] = field === 'money' ? ['department-money', 'executed'] : ['levels', 'weight'];
      const row = find(id, (own) => field !== 'money' || own.get('nature') === 'project');
      return { ...problem, place: row === null ? nameOf(id) : cellOf(id, row, key) };
    },
  };
}
