import type { Dims } from '../fact/dimension.ts';
import type { RecordForm } from './form.ts';
import { fill, printed, type RenderContext, type RenderProject } from './render-facts.ts';
import { gridOf, paragraph, type Sketch, type SketchCell, table } from './sketch.ts';

/** Expenditure of the project or paper in 万元; `part`: a fund or nature of it. */
function wan({ facts }: RenderContext, project: RenderProject | null, base: Dims, part: string): string {
  const of: Dims = part === 'basic' || part === 'project' ? { nature: part } : part ? { fund: part } : {};
  return printed(facts.value('expenditure', { ...base, ...of, ...(project ? { project: project.name } : {}) }));
}

/** A field as a text: of the project or paper, or an amount of money: {wan} {wan:appropriation} {wan:basic}. */
function fieldText(context: RenderContext, project: RenderProject | null, base: Dims, text: string): string {
  return fill(text, context).replace(/\{([a-z0-9-]+)(?::([a-z0-9-]+))?\}/g, (_, name: string, argument: string | undefined) => {
    if (name === 'name') return project?.name ?? '';
    if (name === 'code') return project?.code ?? '';
    if (name === 'unit') return project?.unit || context.paper.organisation;
    if (name === 'wan') return wan(context, project, base, argument ?? '');
    const key = argument ? `${name}:${argument}` : name;
    return project?.fields.get(key) ?? context.paper.texts.get(key) ?? '';
  });
}

const SLOT = /\{([a-z0-9-]+)\}/g;

/** A word of an indicator; what it is to be over the whole term is what it is in the year, unless that is told. */
const indicatorText = (indicator: ReadonlyMap<string, string>, key: string): string =>
  indicator.get(key) ?? (key === 'term-value' ? (indicator.get('value') ?? '') : '');

/** Levels that the row above already names: 产出指标 stands once for its rows. */
function repeatedKeys(carry: readonly string[], now: ReadonlyMap<string, string>, last: ReadonlyMap<string, string> | null): Set<string> {
  const differs = carry.findIndex((key) => last?.get(key) !== now.get(key));
  return new Set(carry.slice(0, differs < 0 ? carry.length : differs));
}

/** The rows of a project with its indicators side by side, each level 1 in columns of its own. */
function projectRows(context: RenderContext, cells: readonly string[], project: RenderProject, base: Dims): string[][] {
  const levels = new Map<string, ReadonlyMap<string, string>[]>();
  for (const indicator of project.indicators) {
    const level = indicator.get('level1') ?? '';
    levels.set(level, [...(levels.get(level) ?? []), indicator]);
  }
  const height = Math.max(1, ...[...levels.values()].map(({ length }) => length));
  return Array.from({ length: height }, (_, i) =>
    cells.map((text) => {
      const side = /^\{([^:{}]+指标):(name|value)\}$/.exec(text);
      if (side) return levels.get(side[1] ?? '')?.[i]?.get(side[2] ?? '') ?? '';
      return i === 0 ? fieldText(context, project, base, text) : '';
    }),
  );
}

/** A cell of a form's row: its text, or null where the cell left of it (at the start of a row: above it) goes on. */
export type RecordCell = string | null;

const leading = (cells: readonly string[]): number => cells.findIndex((text) => text !== '');

/** The rows of one filled form. */
function recordRows(context: RenderContext, record: RecordForm, project: RenderProject | null, base: Dims): RecordCell[][] {
  const rows: RecordCell[][] = [];
  for (const row of record.rows) {
    if (row.kind === 'cells') {
      rows.push(row.cells.map((text) => (text === '' ? null : fieldText(context, project, base, text))));
      continue;
    }
    if (row.kind === 'projects') {
      rows.push(...context.paper.projects.flatMap((one) => projectRows(context, row.cells, one, base)));
      continue;
    }
    let last: ReadonlyMap<string, string> | null = null;
    for (const indicator of project?.indicators ?? context.paper.indicators) {
      const repeated = repeatedKeys(row.carry, indicator, last);
      last = indicator;
      const isRepeated = (text: string): boolean => [...text.matchAll(SLOT)].some(([, key = '']) => repeated.has(key));
      rows.push(
        row.cells.map((text, i) =>
          i < leading(row.cells) || isRepeated(text) ? null : text.replace(SLOT, (_, key: string) => indicatorText(indicator, key)),
        ),
      );
    }
  }
  return rows;
}

/** Rows as cells: what is left open joins the cell before it, at the start of a row, or after such, the one above. */
export function joinedCells(rows: readonly (readonly RecordCell[])[]): SketchCell[] {
  const cells: SketchCell[] = [];
  let above: SketchCell[] = [];
  rows.forEach((row, r) => {
    const now: SketchCell[] = [];
    for (let column = 0; column < row.length; ) {
      const upper = above.find((cell) => cell.column === column);
      if (upper && row.slice(column, column + upper.columnSpan).every((text) => text === null)) {
        const taller = { ...upper, rowSpan: upper.rowSpan + 1 };
        cells[cells.indexOf(upper)] = taller;
        now.push(taller);
        column += upper.columnSpan;
        continue;
      }
      let end = column + 1;
      while (row[end] === null) end++;
      const cell: SketchCell = { text: row[column] ?? '', row: r, column, rowSpan: 1, columnSpan: end - column };
      cells.push(cell);
      now.push(cell);
      column = end;
    }
    above = now;
  });
  return cells;
}

/** The filled forms of a record: one per published project, or one for the paper. */
export function renderRecord(context: RenderContext, record: RecordForm, base: Dims): Sketch[] {
  const subjects = record.per === 'paper' ? [null] : context.paper.projects.filter(({ published }) => published);
  return subjects.flatMap((project) => {
    const rows = recordRows(context, record, project, base);
    const width = record.rows.reduce((most, { cells }) => Math.max(most, cells.length), 2);
    const columns = Array.from({ length: width }, () => 'words' as const);
    return [
      paragraph(fieldText(context, project, base, record.title), 'table-title'),
      ...record.captions.map((caption) => paragraph(fieldText(context, project, base, caption), 'caption')),
      table(gridOf(joinedCells(rows), rows.length, width), 0, columns),
    ];
  });
}
