import type { Dims } from '../fact/dimension.ts';
import type { FactValue, RenderPaper } from '../form/render-facts.ts';
import type { Leaves } from './leaves.ts';

/** 行政单位, 参照公务员法管理的事业单位, 事业单位: which government economic classes its spending maps to, and whether it has agency operating expenses. */
export const unitKinds = ['agency', 'participating', 'institution'] as const;
export type UnitKind = (typeof unitKinds)[number];

/** Who gives the money of a project (中央, 省级, 市县, 单位自筹, 其他). */
export const fundingLevels = ['central', 'provincial', 'local', 'self-raised', 'other'] as const;
export type FundingLevel = (typeof fundingLevels)[number];

/** Funds that are fiscal appropriations (财政拨款). */
export const APPROPRIATED: readonly string[] = ['general', 'general-appropriation', 'managed-funds', 'state-capital'];

/** Who gives the money of a line where it is not told. */
export const usualLevel = (fund = ''): FundingLevel => (APPROPRIATED.includes(fund) ? 'local' : 'self-raised');

/** Where in the plan something stands, for people: "plan.yaml: lines[3]", or sheet and cell of a workbook. */
export type PlanPlace = string;

/**
 * Expenditure at the finest grain: 项 × departmental economic 款 × government economic 款 × fund × nature × project × unit × origin.
 * In a budget `fen` is what is appropriated; in final accounts it is what was paid, and the line also holds its original budget (年初预算),
 * what was adjusted, and what is carried over or lapses (Budget Law art. 75).
 */
export interface PlanLine {
  readonly dims: Dims;
  /** 分 */
  readonly fen: number;
  /** final accounts only, 分 */
  readonly original: number | null;
  readonly carriedOut: number;
  /** of a project's line */
  readonly level: FundingLevel;
  readonly place: PlanPlace;
}

/** What a project costs over its whole term by level, in 分; a project without is done within the year. */
export interface TermFunding {
  readonly project: string;
  readonly levels: ReadonlyMap<FundingLevel, number>;
}

/** A change of the budget within the year. */
export interface Adjustment {
  /** ISO date */
  readonly date: string;
  /** number of the document that orders it */
  readonly document: string;
  readonly reason: string;
  readonly dims: Dims;
  /** 分, signed */
  readonly fen: number;
  readonly place: PlanPlace;
}

/** A number that does not follow from lines: vehicles, procurement, last year's figures. */
export interface GivenFact extends FactValue {
  readonly concept: string;
  readonly dims: Dims;
  readonly place: PlanPlace;
}

/** Something bought: an item of the procurement catalogue. */
export interface Purchase {
  readonly item: 'goods' | 'works' | 'services';
  /** code of 政府采购品目分类目录, '' where none is given */
  readonly code: string;
  readonly name: string;
  readonly project: string;
  /** the unit that buys, '' for the paper's organisation */
  readonly unit?: string;
  readonly fund?: string;
  /** 台, 套 …, how many, and the price of one in 分 */
  readonly measure?: string;
  readonly quantity?: string;
  readonly price?: number;
  /** 分: what the project (or other source) has in all, where the form asks for it */
  readonly budget?: number;
  /** 分: all of it, the part for small and medium enterprises, the part of that for small and micro ones */
  readonly fen: number;
  readonly sme: number;
  readonly micro: number;
  readonly place: PlanPlace;
}

/** Stands where a paper needs words that are still to be written. */
export const TO_BE_WRITTEN = '（待补写）';

export const isWritten = (text: string | undefined): boolean => text !== undefined && text.trim() !== '' && text.trim() !== TO_BE_WRITTEN;
/**
 * What became of a project in the year before, as its next budget shows it (结果应用, 财预〔2020〕10号): words for people. `due`: its grade is one that
 * must be answered (中, 差).
 */
export interface LastYear {
  readonly project: string;
  readonly year: string;
  readonly score: string;
  readonly grade: string;
  /** execution in percent */
  readonly rate: string;
  /** targets that were not reached, with what was */
  readonly unmet: string;
  readonly due: boolean;
  /** what is done about it */
  readonly answer: string;
}

/** Its fields in the order in which they are shown. */
export const lastYearFields = ['year', 'score', 'grade', 'rate', 'unmet', 'due', 'answer'] as const;

/** What an organisation holds before there is a paper: one year, in 元 at the finest grain. Nothing that is printed is held twice. */
export interface Plan {
  /** id of the form set */
  readonly form: string;
  readonly kind: 'budget' | 'final';
  readonly paper: RenderPaper;
  /** kinds of units by name, where they are told; others count as agencies */
  readonly unitKinds: ReadonlyMap<string, UnitKind>;
  readonly lines: readonly PlanLine[];
  readonly terms: readonly TermFunding[];
  readonly adjustments: readonly Adjustment[];
  readonly purchases: readonly Purchase[];
  readonly given: readonly GivenFact[];
  /** results of last year's projects, where they are known */
  readonly last?: readonly LastYear[];
  /** facts of `paper.evaluation`: money as leaves of their own, points, rates and counts by fact key */
  readonly evaluated?: { readonly leaves: Leaves; readonly scored: ReadonlyMap<string, FactValue> };
}

/** What is wrong in a plan, for the person who fills it in: where, what, and how to mend it. */
export interface PlanProblem {
  /** with an error there is no paper; a warning is worth a look */
  readonly severity: 'error' | 'warning';
  readonly place: PlanPlace;
  /** words that a draft can do without */
  readonly gap?: boolean;
  /** the field there, by its key (economic, yuan), '' for all of it */
  readonly field: string;
  readonly message: string;
  readonly mend: string;
}
