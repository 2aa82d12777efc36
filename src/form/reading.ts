import type { Damage, Document, Grid, Words } from '../document/document.ts';
import type { MoneyUnit } from '../fact/amount.ts';
import type { Fact } from '../fact/fact.ts';
import type { Place } from '../fact/place.ts';
import type { Sense } from '../lexicon/lexicon.ts';

/** A stretch of the paper under one heading. Blocks from `from` (the heading) up to `to` (exclusive), subsections included. */
export interface Section {
  /** 1 第一部分, 2 一、, 3 （一）, 4 1. or 1、, 5 （1） or ① */
  readonly level: number;
  /** the ordinal as printed, without punctuation: 一, 第三部分, 3 */
  readonly ordinal: string;
  /** heading without ordinal and page number */
  readonly title: string;
  readonly heading: Words;
  readonly from: number;
  readonly to: number;
  /** index of the enclosing section, null at the top */
  readonly parent: number | null;
}

/** A grid with what stands around it. */
export interface TableFrame {
  /** index of the grid in document.blocks */
  readonly block: number;
  readonly grid: Grid;
  /** the caption line above it; null where there is none */
  readonly title: Words | null;
  readonly unit: MoneyUnit | null;
  /** 单位名称/部门名称 as printed above the table */
  readonly organisation: Words | null;
  /** 注：…, 说明：…, 备注：… below it */
  readonly notes: readonly Words[];
  /** a form number such as 预算公开表1 or 公开01表 */
  readonly number: Words | null;
  /** innermost section that holds it */
  readonly section: number | null;
}

export type ColumnRole = 'label' | 'code' | 'line' | 'value' | 'note' | 'empty';

export interface Column {
  readonly index: number;
  /** which side of a double-sided table, 0 first */
  readonly side: number;
  readonly role: ColumnRole;
  /** header texts from the top down */
  readonly path: readonly string[];
  readonly sense: Sense;
}

export interface Row {
  /** row in the grid */
  readonly index: number;
  readonly side: number;
  readonly label: Words | null;
  readonly code: Words | null;
  readonly sense: Sense | null;
  /** facts of this row on this side, by grid column */
  readonly facts: ReadonlyMap<number, number>;
}

export interface ReadTable extends TableFrame {
  /** rows of the grid that are header (0 … headRows - 1) */
  readonly headRows: number;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

/**
 * What a sentence claims about facts; indices into Reading.facts. The law `derive` recomputes each.
 * share: part is `percent` of whole. change: current minus prior is `delta` (signed by direction), `rate` percent of prior.
 * completion: actual is `rate` percent of budget. same: current equals prior. list: after 其中/主要包括, items are members of whole.
 */
export type Statement =
  | { readonly kind: 'share'; readonly part: number; readonly whole: number; readonly percent: number; readonly place: Place }
  | {
      readonly kind: 'change';
      readonly current: number | null;
      readonly delta: number | null;
      readonly rate: number | null;
      readonly direction: 'up' | 'down' | 'both' | 'none';
      readonly words: string;
      /** a reason (主要原因…) follows */
      readonly reason: string | null;
      /** what the change is measured against: last year's figure, or the year's own budget (较年初预算数) */
      readonly against: 'prior' | 'budget';
      readonly place: Place;
    }
  | { readonly kind: 'completion'; readonly actual: number; readonly budget: number; readonly rate: number; readonly place: Place }
  | { readonly kind: 'same'; readonly current: number; readonly place: Place }
  | {
      readonly kind: 'list';
      readonly whole: number;
      readonly items: readonly number[];
      /** labels of the items as printed */
      readonly labels: readonly Words[];
      /** items without amounts ("主要包括:办公费、差旅费等") */
      readonly named: boolean;
      /** exhaustive: 其中 with amounts and no 等; open: 等, 主要 without amounts */
      readonly open: boolean;
      readonly place: Place;
    };

/** A form filled with fields and rows: project targets, project evaluation. Field and column ids are those of forms/…: name, department, … */
export interface RecordNode {
  /** id of the record form: project-target, project-target-hebei, whole-target, … */
  readonly record: string;
  readonly title: Words | null;
  readonly fields: ReadonlyMap<string, Words>;
  readonly rows: readonly ReadonlyMap<string, Words>[];
  /** first and last block */
  readonly blocks: readonly [number, number];
}

/** The closed list of what a number may be when it is no fact. */
export const explanations = [
  'code', // of a classification, unit, project
  'date', // year, date, time, period
  'ordinal', // 一、 1. （1） ①, enumeration
  'line', // line and column numbers: 行次, 栏次
  'document', // number of a law or document: 财预〔2017〕98号
  'telephone',
  'page',
  'name', // part of a name: of a project, plan, law
  'indicator', // quantity inside the words or value of a performance indicator, or of goals and plans
  'threshold', // 单价100万元以上
  'rule', // weights and bands of a scoring rule
  'quantity', // of things told in duties, reasons, plans: 8个股室, 3名
] as const;
export type Explanation = (typeof explanations)[number];

export interface NumberUse {
  readonly printed: string;
  readonly place: Place;
  /** 'fact', an explanation, or null: unexplained */
  readonly as: Explanation | 'fact' | null;
  readonly context: string;
}

export interface Identity {
  readonly kind: 'budget' | 'final' | null;
  /** as printed on the cover */
  readonly organisation: string | null;
  readonly organisationPlace: Place | null;
  readonly scope: 'unit' | 'department' | null;
  readonly year: number | null;
  /** id of the form set, e.g. shanxi/budget/2025; null where the province has no form */
  readonly form: string | null;
  /** administrative level, from the name: 省 | 市 | 县; null when it cannot be told */
  readonly level: '省' | '市' | '县' | null;
}

/** A paper as read. */
export interface Reading {
  readonly document: Document;
  readonly identity: Identity;
  readonly sections: readonly Section[];
  readonly tables: readonly ReadTable[];
  readonly records: readonly RecordNode[];
  readonly facts: readonly Fact[];
  readonly statements: readonly Statement[];
  readonly numbers: readonly NumberUse[];
  readonly damage: readonly Damage[];
}

/** Gives out fact ids while a paper is read. */
export interface FactSink {
  add(fact: Omit<Fact, 'id'>): number;
  readonly facts: readonly Fact[];
}
