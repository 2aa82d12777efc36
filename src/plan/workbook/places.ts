import type { PlanProblem } from '../plan.ts';
import type { Kind, KindId } from './kind.ts';
import { cellName, type ReadRow } from './sheet.ts';
import type { RecordPath } from './source.ts';

/** Where the records of a sheet were read. */
export interface SheetPlaces {
  readonly rows: readonly ReadRow[];
  readonly blank: readonly ReadRow[];
  readonly columns: ReadonlyMap<string, number>;
}

/** The cells of a workbook behind the places that a plan and its problems name. */
export interface Places {
  /** Tells where the records stand in the plan's YAML. */
  learn(paths: readonly RecordPath[]): void;
  /** The first cell of the record at a path of the plan's YAML; the path itself where it is none. */
  cellAt(path: string): string;
  locate(problem: PlanProblem): PlanProblem;
}

/** Keys of problems that are no field of a sheet, with the field that stands for them. */
export const ALIASES: Readonly<Record<string, string>> = { term: 'term.local', lines: 'name', indicators: 'name', count: 'yuan' };

/** The record that a place like 项目“…”, 单位“…”, 项目“…”指标2, texts speaks of: the nth of its kind with a name under a key. */
export function namedRecord({ place, field }: PlanProblem): { id: KindId; key: string; name: string; nth: number } | null {
  const [, what, name = '', indicator] = /^(项目|单位)“(.*)”(?:指标(\d+))?$/s.exec(place) ?? [];
  if (indicator !== undefined) return { id: 'indicators', key: 'project', name, nth: Number(indicator) - 1 };
  if (what !== undefined) return { id: what === '项目' ? 'projects' : 'units', key: 'name', name, nth: 0 };
  return place === 'texts' ? { id: 'texts', key: 'key', name: field, nth: 0 } : null;
}

interface Target {
  readonly kind: Kind;
  readonly row: number;
}

export function placesOf(kinds: readonly Kind[], read: ReadonlyMap<KindId, SheetPlaces>, coverLines: ReadonlyMap<string, number>): Places {
  const byId = new Map(kinds.map((kind) => [kind.id, kind]));
  const byPath = new Map<string, Target>();
  const byCell = new Map<string, Target>();

  const first = ({ kind, row }: Target): string => cellName(kind.sheet, row, Math.min(...(read.get(kind.id)?.columns.values() ?? []), 99));
  const cellOf = ({ kind, row }: Target, field: string): string => {
    const column = read.get(kind.id)?.columns.get(ALIASES[field] ?? field) ?? read.get(kind.id)?.columns.get(field);
    return column === undefined ? first({ kind, row }) : cellName(kind.sheet, row, column);
  };
  const target = (id: KindId, find: (one: ReadRow) => boolean, nth = 0): Target | null => {
    const kind = byId.get(id);
    const sheet = read.get(id);
    const row = [...(sheet?.rows ?? []), ...(sheet?.blank ?? [])].filter(find)[nth];
    return kind && row ? { kind, row: row.at } : null;
  };
  /** The record that a problem's place speaks of: a cell, or one that is named. */
  function recordOf(problem: PlanProblem): Target | null {
    const cell = byCell.get(problem.place);
    const one = cell ? null : namedRecord(problem);
    return cell ?? (one && target(one.id, ({ row }) => row.get(one.key) === one.name, one.nth));
  }

  return {
    learn(paths) {
      for (const { path, kind: id, index } of paths) {
        const kind = byId.get(id);
        const row = read.get(id)?.rows[index];
        if (!kind || !row) continue;
        const found = { kind, row: row.at };
        byPath.set(path, found);
        byCell.set(first(found), found);
      }
    },
    cellAt(path) {
      const found = byPath.get(path);
      return found ? first(found) : path;
    },
    locate(problem) {
      const found = recordOf(problem);
      if (found) return { ...problem, place: cellOf(found, problem.place === 'texts' ? 'text' : problem.field) };
      const line = coverLines.get(problem.place);
      const cover = byId.get('cover');
      if (line !== undefined && cover) return { ...problem, place: cellName(cover.sheet, line, 1) };
      const sheet = byId.get(problem.place as KindId)?.sheet;
      return sheet === undefined ? problem : { ...problem, place: sheet };
    },
  };
}
