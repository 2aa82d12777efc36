import type { Document } from '../document/document.ts';
import type { BlockLayout } from '../document/layout.ts';
import type { Dims } from '../fact/dimension.ts';
import type { Catalogue } from '../lexicon/codes.ts';
import { type FormSet, type PartForm, plainBody, type RecordForm, type SectionForm, type TableForm } from './form.ts';
import { chineseOrdinal } from './ordinal.ts';
import { type FigureCount, renderChart } from './render-chart.ts';
import { type FormFacts, fill, over, type RenderContext, type RenderPaper, type StatedFact } from './render-facts.ts';
import { renderRecord } from './render-record.ts';
import { reportParts } from './render-report.ts';
import { renderTable } from './render-table.ts';
import { renderText } from './render-text.ts';
import { contents, paragraph, placed, type Sketch } from './sketch.ts';

/** A rendered paper, how each of its blocks is to be printed, and every fact that it states (blank cells left out), in reading order. */
export interface Rendered {
  readonly document: Document;
  /** one for each block */
  readonly layout: readonly BlockLayout[];
  readonly stated: readonly StatedFact[];
}

/** What the tables and sentences of a paper speak of unless they say otherwise. */
const baseOf = (set: FormSet, paper: RenderPaper): Dims => ({
  year: String(paper.year),
  stage: set.kind === 'budget' ? 'original' : 'actual',
});

interface Setting {
  readonly set: FormSet;
  readonly context: RenderContext;
  readonly base: Dims;
  readonly figures: FigureCount;
}

function tableBlocks({ context, base }: Setting, form: TableForm, level: number | null): Sketch[] {
  const table = { ...form, title: fill(form.title, context), fact: over({ dims: base }, form.fact) };
  const { sketch, filled } = renderTable(context, table);
  const notes = filled ? form.notes : [...form.notes, form.empty];
  return [
    ...(form.number ? [paragraph(form.number, 'form-number')] : []),
    paragraph(table.title, 'table-title', level),
    ...form.captions.map((caption) => paragraph(fill(caption, context, { unit: form.unit }), 'caption')),
    sketch,
    ...notes.map((note) => paragraph(fill(note, context), 'note')),
  ];
}

function sectionBlocks(setting: Setting, section: SectionForm, ordinal: string, level: number): Sketch[] {
  const { set, context, base } = setting;
  let below = 0;
  const heading = `${ordinal}${fill(section.heading, context)}`;
  const { evaluation } = context.paper;
  const body = (evaluation ? section.body : plainBody(section.body)).flatMap((part): Sketch[] => {
    switch (part.kind) {
      case 'paragraph': {
        const text = renderText({ ...context, base, where: heading }, part.text);
        return text.split('\n').flatMap((line) => (line.trim() ? paragraph(line.trim(), 'body') : []));
      }
      case 'table': {
        const table = set.tables.get(part.table);
        return table ? tableBlocks(setting, table, null) : [];
      }
      case 'chart': {
        const chart = set.charts.get(part.chart);
        return chart ? renderChart(context, base, chart, setting.figures) : [];
      }
      case 'record': {
        const record = set.records.get(part.record);
        return record ? renderRecord(context, record, base) : [];
      }
      case 'report':
        return evaluation ? reportParts(evaluation, context, heading, level) : [];
      default:
        below++;
        return sectionBlocks(setting, part.section, level === 2 ? `（${chineseOrdinal(below)}）` : `${below}.`, level + 1);
    }
  });
  return [paragraph(heading, 'heading', level), ...body];
}

/** The numbered headings of a part: 一、 … for sections, tables and terms. */
function partBlocks(setting: Setting, part: PartForm): Sketch[] {
  const { set, context } = setting;
  const sections = part.sections.flatMap((id, i) => {
    const section = set.sections.get(id);
    return section ? sectionBlocks(setting, section, `${chineseOrdinal(i + 1)}、`, 2) : [];
  });
  const tables = part.tables.flatMap((id) => {
    const table = set.tables.get(id);
    return table ? tableBlocks(setting, table, 2) : [];
  });
  const records = part.records.flatMap((id) => {
    const record = set.records.get(id);
    return record ? renderRecord(context, record, setting.base) : [];
  });
  const terms = part.glossary.map((term, i) =>
    paragraph(`${chineseOrdinal(i + 1)}、${term}：${fill(set.glossary.get(term) ?? '', context)}`, 'term'),
  );
  return [paragraph(fill(part.heading, context), 'part', 1), ...sections, ...tables, ...records, ...terms];
}

function contentsOf({ set, context }: Setting): Sketch[] {
  const entries = set.parts.flatMap((part) => [
    part.heading,
    ...part.sections.map((id, i) => `${chineseOrdinal(i + 1)}、${set.sections.get(id)?.heading ?? ''}`),
    ...[...part.tables.map((id) => set.tables.get(id)?.title ?? ''), ...part.records.map((id) => set.records.get(id)?.title ?? '')].map(
      (title, i) => `${chineseOrdinal(i + 1)}、${title}`,
    ),
  ]);
  return [contents('目 录'), ...entries.map((entry) => contents(fill(entry, context)))];
}

/**
 * The paper of a form set, filled with facts: title, contents, parts in their order. Places are those of the text that writeText prints.
 * Throws an Error where a code has no name in the year, or a template asks for words that the paper does not have.
 */
export function render(set: FormSet, facts: FormFacts, paper: RenderPaper, codes: Catalogue): Rendered {
  const context: RenderContext = { facts, paper, codes, kind: set.kind, stated: [] };
  const setting: Setting = { set, context, base: baseOf(set, paper), figures: { drawn: 0 } };
  const sketches = [
    ...set.title.map((line) => paragraph(fill(line, context), 'title')),
    ...contentsOf(setting),
    ...set.parts.flatMap((part) => partBlocks(setting, part)),
  ];
  const blocks = placed(sketches.map(({ block }) => block));
  return {
    document: { format: 'rendered', blocks, damage: [] },
    layout: sketches.map(({ layout }) => layout),
    stated: context.stated,
  };
}

/** The target forms of a form set alone, for the projects of a paper: what speaks of the organisation as a whole is left out. */
export function renderTargets(set: FormSet, facts: FormFacts, paper: RenderPaper, codes: Catalogue): Rendered {
  const context: RenderContext = { facts, paper, codes, kind: set.kind, stated: [] };
  const sketches = targetForms(set).flatMap((record) => renderRecord(context, record, baseOf(set, paper)));
  return {
    document: { format: 'rendered', blocks: placed(sketches.map(({ block }) => block)), damage: [] },
    layout: sketches.map(({ layout }) => layout),
    stated: context.stated,
  };
}

/** The forms of a set that projects fill in. */
export const targetForms = (set: FormSet): RecordForm[] =>
  [...set.records.values()].filter(({ per, rows }) => per === 'project' || rows.some(({ kind }) => kind === 'projects'));
