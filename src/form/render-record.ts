import type { Block } from '../document/document.ts';
import type { Dims } from '../fact/dimension.ts';
import type { RecordForm } from './form.ts';
import { fill, type RenderContext, type RenderProject } from './render-facts.ts';
import { gridOf, paragraph, type SketchCell } from './sketch.ts';

/** A field as a text: of the project, or an amount of money {yuan:central} {wan:all}. */
function fieldText(context: RenderContext, project: RenderProject | null, base: Dims, text: string): string {
  return fill(text, context).replace(/\{([a-z-]+)(?::([a-z0-9-]+))?\}/g, (_, name: string, argument: string | undefined) => {
    if (name === 'name') return project?.name ?? '';
    if (name === 'code') return project?.code ?? '';
    if (name === 'yuan' || name === 'wan') {
      const { value } = context.facts.value('expenditure', project ? { ...base, project: project.name } : base);
      return name === 'yuan' ? String(Math.round(value / 100)) : (value / 1_000_000).toFixed(2);
    }
    const key = argument ? `${name}:${argument}` : name;
    return project?.fields.get(key) ?? context.paper.texts.get(key) ?? '';
  });
}

const SLOT = /\{([a-z0-9-]+)\}/g;

/** Levels that the row above already names: 产出指标 stands once for its rows. */
function repeatedKeys(carry: readonly string[], now: ReadonlyMap<string, string>, last: ReadonlyMap<string, string> | null): Set<string> {
  const differs = carry.findIndex((key) => last?.get(key) !== now.get(key));
  return new Set(carry.slice(0, differs < 0 ? carry.length : differs));
}

/** The cells of the rows of one filled form. */
function recordCells(context: RenderContext, record: RecordForm, project: RenderProject | null, base: Dims): SketchCell[][] {
  const rows: string[][] = [];
  for (const row of record.rows) {
    if (row.kind === 'cells') {
      rows.push(row.cells.map((text) => fieldText(context, project, base, text)));
      continue;
    }
    let last: ReadonlyMap<string, string> | null = null;
    for (const indicator of project?.indicators ?? []) {
      const repeated = repeatedKeys(row.carry, indicator, last);
      last = indicator;
      rows.push(row.cells.map((text) => text.replace(SLOT, (_, key: string) => (repeated.has(key) ? '' : (indicator.get(key) ?? '')))));
    }
  }
  return rows.map((cells, r) => cells.flatMap((text, column) => (text ? [{ text, row: r, column, rowSpan: 1, columnSpan: 1 }] : [])));
}

/** The filled forms of a record: one per published project, or one for the paper. */
export function renderRecord(context: RenderContext, record: RecordForm, base: Dims): Block[] {
  const subjects = record.per === 'paper' ? [null] : context.paper.projects.filter(({ published }) => published);
  return subjects.flatMap((project) => {
    const rows = recordCells(context, record, project, base);
    const width = record.rows.reduce((most, { cells }) => Math.max(most, cells.length), 2);
    return [
      paragraph(fieldText(context, project, base, record.title)),
      ...record.captions.map((caption) => paragraph(fieldText(context, project, base, caption))),
      gridOf(rows.flat(), rows.length, width),
    ];
  });
}
