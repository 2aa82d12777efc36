import type { Dims } from '../fact/dimension.ts';
import type { RenderProject } from '../form/render-facts.ts';
import type { FundingLevel, PlanPlace } from '../plan/plan.ts';
import type { IndicatorClass } from '../score/indicator.ts';
import type { Points } from '../score/points.ts';
import type { Direction } from '../score/rule.ts';
import type { Attainment } from '../score/scoring.ts';
import type { TargetValue } from '../score/value.ts';

/** 一次性, 经常性, 延续性 (domain §5.1). */
export type Attribute = 'one-off' | 'recurring' | 'continuing';

/** 人员类, 公用经费, 其他运转类, 特定目标类, as the integrated budget system has them. */
export const projectClasses = ['personnel', 'public', 'operating', 'specific'] as const;
export type ProjectClass = (typeof projectClasses)[number];
export const CLASS_NAMES: Readonly<Record<ProjectClass, string>> = {
  personnel: '人员类项目',
  public: '公用经费项目',
  operating: '其他运转类项目',
  specific: '特定目标类项目',
};

/** A third-level indicator of a project: what is promised, for the term and the year. */
export interface RecordIndicator {
  readonly level1: string;
  readonly level2: string;
  readonly class: IndicatorClass | null;
  /** unique within its project */
  readonly name: string;
  /** the value promised for the year, as written and as typed */
  readonly annual: TargetValue;
  readonly term: TargetValue | null;
  readonly direction: Direction;
  /** null until weights are fixed, with the budget */
  readonly weight: Points | null;
  readonly description: string;
  /** where what was reached can be seen: 台账, 验收单, 问卷 */
  readonly evidence: string;
  /** 未设置…指标: the scheme gives a weight, but nothing was promised */
  readonly missing: boolean;
  /** first and last year in which it is promised; null: all */
  readonly from: number | null;
  readonly until: number | null;
}

/** Money of a project in a year from one source, in 分. */
export interface YearMoney {
  /** fund, origin */
  readonly dims: Dims;
  readonly level: FundingLevel;
  /** 年初预算 */
  readonly original: number;
  /** 全年预算, after what was added and taken back within the year */
  readonly adjusted: number;
  /** 全年执行; null while the year goes on */
  readonly executed: number | null;
}

/** How far an indicator has come at a date within the year. */
export interface Progress {
  readonly indicator: string;
  readonly reached: string;
  /** what is expected at the end of the year, '' where nobody says */
  readonly forecast: string;
  readonly deviation: string;
  readonly measure: string;
}

/** 绩效运行监控 at a date (财预〔2019〕136号). */
export interface Monitoring {
  /** ISO date */
  readonly date: string;
  /** paid so far, 分 */
  readonly paid: number;
  /** expected to be paid by the end of the year, 分; null where nobody says */
  readonly forecast: number | null;
  readonly progress: readonly Progress[];
  readonly place: PlanPlace;
}

/** Who was asked for a satisfaction: it has no other source. */
export interface Survey {
  /** 问卷调查, 电话回访 */
  readonly how: string;
  readonly asked: number;
  readonly answered: number;
  /** of those that answered; null where nobody says */
  readonly satisfied: number | null;
}

/** What became of one indicator in the year. */
export interface Result {
  readonly indicator: string;
  /** as written: 6个, 95%, 已按期完成 */
  readonly actual: string;
  /** how far an indicator that is judged was reached; null for those that are measured */
  readonly attained: Attainment | null;
  /** share of the weight within the band of `attained`, in hundredths of a percent; null: the band's upper end */
  readonly share: number | null;
  /** it was far surpassed because too little was promised */
  readonly lowTarget: boolean;
  /** of a satisfaction; null where nobody says */
  readonly survey: Survey | null;
  /** why points were lost, and what is done about it */
  readonly reason: string;
  readonly mend: string;
  /** points that the unit itself gave; null: none given, they are computed */
  readonly stated: Points | null;
  /** read from a paper that tells points, not what was reached: taken as they are */
  readonly taken?: Points | null;
  /** what is to be known of the difference between stated and computed points */
  readonly note: string;
}

/** 单位自评 of a project in a year. */
export interface SelfEvaluation {
  /** 年度总体目标的实际完成情况 */
  readonly achieved: string;
  /** why less than the budget was spent, and what is done about it; points and rate (hundredths of a percent) that the unit gave itself */
  readonly execution: Pick<Result, 'reason' | 'mend' | 'stated' | 'note'> & { readonly statedRate: number | null };
  readonly results: readonly Result[];
  /** totals and grades that the unit stated, each once: in its table, in its text */
  readonly stated: readonly Points[];
  readonly statedGrades: readonly string[];
  readonly place: PlanPlace;
}

/** A first-level heading of an evaluation's scheme (决策, 投入 …) with its points. */
export interface LevelScore {
  readonly name: string;
  readonly weight: Points;
  readonly score: Points;
  /** paragraphs of analysis */
  readonly says: readonly string[];
}

/** 部门评价, 财政评价 of a project: another activity than self-evaluation, by other people. */
export interface Assessment {
  readonly by: 'department' | 'finance';
  /** ISO date */
  readonly date: string;
  /** who carried it out */
  readonly team: string;
  readonly levels: readonly LevelScore[];
  readonly conclusion: string;
  readonly problems: readonly string[];
  readonly advice: readonly string[];
  readonly place: PlanPlace;
}

/** What is done about a project that was graded 中 or 差. */
export interface Answer {
  /** ISO date, '' where none is given */
  readonly date: string;
  readonly text: string;
  readonly measures: readonly string[];
}

/** A project in one year. */
export interface YearRecord {
  readonly year: number;
  readonly money: readonly YearMoney[];
  /** 年度总体目标 */
  readonly goal: string;
  readonly indicators: readonly RecordIndicator[];
  readonly monitoring: readonly Monitoring[];
  readonly evaluation: SelfEvaluation | null;
  readonly assessments: readonly Assessment[];
  readonly answer: Answer | null;
  readonly place: PlanPlace;
}

/** One project through its life. `project` is the plan's own: name, code, unit, nature, the words of its target form. */
export interface ProjectRecord {
  readonly project: RenderProject;
  /** 主管部门 */
  readonly department: string;
  readonly attribute: Attribute | null;
  /** null: nobody says; `project` has the nearest that a plan knows */
  readonly class: ProjectClass | null;
  /** years of implementation; null where it is not given in years */
  readonly term: number | null;
  /** 分 over the whole term by level; null: no more than the year's */
  readonly termFunding: ReadonlyMap<FundingLevel, number> | null;
  /** Hebei: share of the year's money, in percent, to be paid by the end of a month */
  readonly spending: readonly { readonly month: number; readonly share: number }[];
  /** in order */
  readonly years: readonly YearRecord[];
  readonly place: PlanPlace;
}

/** Money of the whole department in a year by nature, in 分. */
export interface DepartmentMoney {
  readonly nature: 'basic' | 'project';
  readonly original: number;
  readonly adjusted: number;
  readonly executed: number;
  /** of it fiscal appropriations of the year; null where nobody says */
  readonly appropriation: Pick<DepartmentMoney, 'original' | 'adjusted' | 'executed'> | null;
}

/** 部门整体支出绩效自评. */
export interface DepartmentEvaluation {
  readonly money: readonly DepartmentMoney[];
  readonly levels: readonly LevelScore[];
  readonly place: PlanPlace;
}

/** What somebody stated of all projects together. */
export interface StatedSummary {
  readonly average: Points | null;
  /** how many projects have a grade */
  readonly grades: ReadonlyMap<string, number>;
}

/** All projects of an organisation, and what is evaluated of it as a whole in the year reported on. */
export interface PerformanceRecords {
  readonly organisation: string;
  readonly scope: 'unit' | 'department';
  /** the year reported on */
  readonly year: number;
  /** id of the form set of the report */
  readonly form: string;
  /** id of the scoring scheme (forms/cn/scoring) */
  readonly scheme: string;
  readonly units: readonly { readonly code: string; readonly name: string }[];
  readonly projects: readonly ProjectRecord[];
  readonly department: DepartmentEvaluation | null;
  readonly stated: StatedSummary;
  /** paragraphs by name */
  readonly texts: ReadonlyMap<string, string>;
}

/** A project in the year reported on; null where it has nothing of that year. */
export const yearOf = ({ years }: ProjectRecord, year: number): YearRecord | null => years.find((one) => one.year === year) ?? null;

/** Money of a year's record in 分; `executed` null where any of it is still open. */
export function moneyOf({ money }: Pick<YearRecord, 'money'>): {
  readonly original: number;
  readonly adjusted: number;
  readonly executed: number | null;
} {
  const sum = (of: (one: YearMoney) => number): number => money.reduce((total, one) => total + of(one), 0);
  return {
    original: sum(({ original }) => original),
    adjusted: sum(({ adjusted }) => adjusted),
    executed: money.length === 0 || money.some(({ executed }) => executed === null) ? null : sum(({ executed }) => executed ?? 0),
  };
}
