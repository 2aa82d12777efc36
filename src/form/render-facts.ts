import type { MoneyUnit } from '../fact/amount.ts';
import { amountText } from '../fact/amount.ts';
import { decimalText } from '../fact/decimal.ts';
import { type Dimension, type Dims, withDims } from '../fact/dimension.ts';
import type { FactKind } from '../fact/fact.ts';
import type { Catalogue } from '../lexicon/codes.ts';
import type { FormSense } from './form.ts';
import type { ReportForm, Subject } from './report-form.ts';

/** What a form asks a fact for. money: 分; other kinds: value × 10^-scale. */
export interface FactValue {
  readonly kind: FactKind;
  readonly value: number;
  readonly scale: number;
  /** it is more than nothing, though too small for the last place: printed as 0.00 where nothing is left blank */
  readonly trace?: boolean;
}

/** The facts that a paper is rendered from, asked for by concept and members; a dimension left out means all of it. */
export interface FormFacts {
  value(concept: string, dims: Dims): FactValue;
  /** The different combinations of members along some dimensions among facts that are not zero, sorted. */
  combinations(concept: string, dims: Dims, along: readonly Dimension[]): readonly Dims[];
}

/** A unit, a project: what rows and records show beside facts. */
export interface RenderProject {
  readonly name: string;
  readonly code: string;
  /** the unit that carries it out, '' for the paper's organisation */
  readonly unit: string;
  readonly nature: 'operating' | 'specific';
  readonly published: boolean;
  readonly fields: ReadonlyMap<string, string>;
  readonly indicators: readonly ReadonlyMap<string, string>[];
}

/** Something bought, as a row shows it. */
export interface RenderPurchase {
  readonly unit: string;
  readonly project: string;
  /** code of the procurement catalogue, or goods, works, services */
  readonly code: string;
  /** by kind of column: goods, code, measure, quantity, price */
  readonly words: ReadonlyMap<string, string>;
}

/** Who the paper is of, and what is told in words. */
export interface RenderPaper {
  readonly organisation: string;
  readonly scope: 'unit' | 'department';
  readonly year: number;
  readonly units: readonly { readonly code: string; readonly name: string }[];
  readonly projects: readonly RenderProject[];
  readonly purchases?: readonly RenderPurchase[];
  /** indicators of the whole organisation */
  readonly indicators: readonly ReadonlyMap<string, string>[];
  /** paragraphs by name: duties, structure, reasons … */
  readonly texts: ReadonlyMap<string, string>;
  /** what it says of performance, where there are records of it */
  readonly evaluation?: { readonly form: ReportForm; readonly subject: Subject };
}

/** A fact as the rendered paper states it. */
export interface StatedFact extends FactValue {
  readonly concept: string;
  readonly dims: Dims;
  readonly printed: string;
  /** table or section, row, column, as text */
  readonly where: string;
}

/** What every part of rendering needs. */
export interface RenderContext {
  readonly facts: FormFacts;
  readonly paper: RenderPaper;
  readonly codes: Catalogue;
  readonly kind: 'budget' | 'final';
  readonly stated: StatedFact[];
}

/** A sense with another laid over it: the concept of the inner one, members of both, the inner ones first. */
export const over = (outer: FormSense, inner: FormSense): FormSense => ({
  concept: inner.concept ?? outer.concept,
  dims: withDims(outer.dims, inner.dims),
});

/** Slots that every text of a form may have. */
export const fill = (text: string, { paper }: RenderContext, more: Readonly<Record<string, string>> = {}): string =>
  text.replace(/\{(year|prior|organisation|we|[a-z0-9-]+)\}/g, (slot, name: string) => {
    switch (name) {
      case 'year':
        return String(paper.year);
      case 'prior':
        return String(paper.year - 1);
      case 'organisation':
        return paper.organisation;
      case 'we':
        return paper.scope === 'unit' ? '本单位' : '本部门';
      default:
        return more[name] ?? slot;
    }
  });

/** A value as a table or text prints it, without its unit. */
export function printed({ kind, value, scale }: FactValue, unit: MoneyUnit = '万元'): string {
  return kind === 'money' ? amountText(value, unit, unit === '元' ? 0 : 2) : decimalText({ digits: value, scale });
}

/** The codes at a level of which `code` is part: 类 3, 款 5, 项 7 digits. */
export const codeAt = (code: string, level: number): string => code.slice(0, level * 2 + 1);
