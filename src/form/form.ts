import type { MoneyUnit } from '../fact/amount.ts';
import type { Dims } from '../fact/dimension.ts';

/** Concept and members that a node of a form adds to what stands around it. */
export interface FormSense {
  readonly concept?: string;
  readonly dims: Dims;
}

/**
 * What a column's cells hold: a fact, or words and codes of the row. `code-1` … are the parts 类, 款, 项 of a split code. `budget` is a fact of rows
 * of purchases only.
 */
export const columnKinds = [
  'value',
  'label',
  'code',
  'code-1',
  'code-2',
  'code-3',
  'government',
  'government-code',
  'government-1',
  'government-2',
  'unit',
  'unit-code',
  'category',
  'goods',
  'measure',
  'quantity',
  'price',
  'budget',
  'line',
  'blank',
] as const;
export type ColumnKind = (typeof columnKinds)[number];

/** A node of the header: a leaf is a column, a branch spans those under it. */
export interface ColumnForm {
  readonly head: string;
  readonly is: ColumnKind;
  readonly fact: FormSense;
  readonly columns: readonly ColumnForm[];
}

/**
 * What rows can be listed by: members for which there are facts (function-class: all classes, in the order of the summary table; purchase: each
 * unit's total with its purchases below).
 */
export const eachKinds = ['function-class', 'function', 'economic', 'government', 'income', 'organisation', 'project', 'purchase'] as const;
export type EachKind = (typeof eachKinds)[number];

/** A row, its children below it; a gap of blank rows; or a row for each member. Slots in labels: {ordinal} {name} {code}. */
export type RowForm =
  | { readonly kind: 'row'; readonly label: string; readonly fact: FormSense | null; readonly children: readonly RowForm[] }
  | { readonly kind: 'gap'; readonly count: number }
  | {
      readonly kind: 'each';
      readonly each: EachKind;
      readonly label: string;
      /** 1 类, 2 款, 3 项 */
      readonly levels: readonly number[];
      /** exactly these members, with or without facts; null: those with facts */
      readonly members: readonly string[] | null;
      readonly fact: FormSense;
      /** among which facts the members are looked for, where the columns are of several concepts */
      readonly among: FormSense;
    };

/** One side of a table, from the left. */
export interface BlockForm {
  /** a header over all its columns; neighbouring blocks with one head share it */
  readonly head: string | null;
  readonly fact: FormSense;
  readonly columns: readonly ColumnForm[];
  readonly rows: readonly RowForm[];
  /** rows that stand at the bottom, on a level with those of the other sides */
  readonly foot: readonly RowForm[];
  /** number of the first row in the line column */
  readonly line: number | null;
}

/** A table as a form has it. Slots in texts: {year} {prior} {organisation}. */
export interface TableForm {
  readonly id: string;
  readonly title: string;
  /** form number: 预算公开表1 */
  readonly number: string | null;
  readonly unit: MoneyUnit;
  /** lines between title and table: 单位名称：{organisation} */
  readonly captions: readonly string[];
  readonly fact: FormSense;
  readonly blocks: readonly BlockForm[];
  /** a row of column numbers under the header, with its label (栏次); null: none */
  readonly counts: string | null;
  /** how a zero is printed */
  readonly zero: 'blank' | 'digits';
  /** notes below it */
  readonly notes: readonly string[];
  /** the note of a table without data */
  readonly empty: string;
}

/** What a chart is for: bars to compare series, or the parts of a whole with their shares. */
export const chartKinds = ['bars', 'shares'] as const;

/** A chart: a small table, drawn. It is left out where fewer than two of its rows hold anything, or a column holds nothing. */
export interface ChartForm {
  readonly id: string;
  readonly kind: (typeof chartKinds)[number];
  readonly table: TableForm;
}

/** A piece of a paragraph: words with slots; a list of members; words for when a fact is zero or not. */
export type TextForm =
  | string
  | {
      readonly kind: 'list';
      readonly each: EachKind;
      readonly level: number;
      readonly fact: FormSense;
      readonly item: string;
      readonly join: string;
    }
  | { readonly kind: 'when'; readonly fact: FormSense; readonly text: readonly TextForm[]; readonly otherwise: readonly TextForm[] };

/**
 * What stands in a section: a paragraph, a table, a chart, a record per project, a section below it, or what a report (report-form.ts) says of
 * performance; `otherwise` where the paper has no records of it.
 */
export type SectionPart =
  | { readonly kind: 'paragraph'; readonly text: readonly TextForm[] }
  | { readonly kind: 'table'; readonly table: string }
  | { readonly kind: 'chart'; readonly chart: string }
  | { readonly kind: 'record'; readonly record: string }
  | { readonly kind: 'report'; readonly report: string; readonly otherwise: readonly SectionPart[] }
  | { readonly kind: 'section'; readonly section: SectionForm };

/** The parts of a body as they stand where there are no records of performance. */
export const plainBody = (body: readonly SectionPart[]): SectionPart[] =>
  body.flatMap((part) => (part.kind === 'report' ? plainBody(part.otherwise) : [part]));

export interface SectionForm {
  readonly id: string;
  /** without ordinal */
  readonly heading: string;
  readonly body: readonly SectionPart[];
}

/**
 * A form filled once per project (or once per paper): rows of cells with slots, {field}. Rows of indicators are repeated; levels in `carry`
 * are printed once. Rows of projects (in a form of the paper) are repeated with indicators side by side: {产出指标:name} {产出指标:value}.
 */
export interface RecordForm {
  readonly id: string;
  readonly title: string;
  readonly captions: readonly string[];
  readonly per: 'project' | 'paper';
  readonly rows: readonly RecordRow[];
}

export type RecordRow =
  | { readonly kind: 'cells'; readonly cells: readonly string[] }
  | { readonly kind: 'indicators'; readonly cells: readonly string[]; readonly carry: readonly string[] }
  | { readonly kind: 'projects'; readonly cells: readonly string[] };

/** 第一部分 …: sections, tables, records of performance, the glossary. */
export interface PartForm {
  readonly heading: string;
  readonly sections: readonly string[];
  readonly tables: readonly string[];
  readonly records: readonly string[];
  readonly glossary: readonly string[];
}

/** A form set after `extends` is resolved: what a paper of a province, kind and year consists of. */
export interface FormSet {
  /** province/kind/year */
  readonly id: string;
  readonly name: string;
  readonly kind: 'budget' | 'final';
  readonly year: number;
  /** words in a paper that speak for this province */
  readonly province: readonly string[];
  /** the only base of others, no form of its own */
  readonly abstract: boolean;
  readonly title: readonly string[];
  readonly parts: readonly PartForm[];
  readonly tables: ReadonlyMap<string, TableForm>;
  readonly charts: ReadonlyMap<string, ChartForm>;
  readonly sections: ReadonlyMap<string, SectionForm>;
  readonly records: ReadonlyMap<string, RecordForm>;
  readonly glossary: ReadonlyMap<string, string>;
  /** invented facts that show the form; null: none */
  readonly example: unknown;
}

const tablesIn = (section: SectionForm): string[] =>
  plainBody(section.body).flatMap((part) => (part.kind === 'table' ? [part.table] : part.kind === 'section' ? tablesIn(part.section) : []));

/** The tables of a set in the order in which its parts print them, those inside sections of text included. */
export const tablesOf = (set: FormSet): TableForm[] =>
  set.parts
    .flatMap((part) => [
      ...part.sections.flatMap((id) => {
        const section = set.sections.get(id);
        return section ? tablesIn(section) : [];
      }),
      ...part.tables,
    ])
    .flatMap((id) => set.tables.get(id) ?? []);
