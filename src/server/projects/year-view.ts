import type { Lexicon } from '../../lexicon/lexicon.ts';
import type { ScoreDifference } from '../../performance/differences.ts';
import { type MonitoringWarning, monitoringState } from '../../performance/monitor.ts';
import { type Answer, type Monitoring, moneyOf, type ProjectRecord, type YearMoney, type YearRecord } from '../../performance/record.ts';
import { type ProjectScore, sheetOf } from '../../performance/scores.ts';
import { type LevelsView, levelsView, projectView } from '../../performance/view.ts';
import { LEVELS } from '../../plan/workbook/kinds.ts';
import { exactWan, pointsText, shareOf, shortPoints } from '../../score/points.ts';
import type { Direction } from '../../score/rule.ts';
import type { Scheme } from '../../score/scheme.ts';
import { EXECUTION_ITEM, levelSheet } from '../../score/sheet.ts';
import { type Anchor, indicatorAnchor, type ProjectAnchors } from './anchors.ts';

/** Amounts are text in 万元, exact; rates text in percent; null where nothing is known. */
export interface MoneyView {
  readonly original: string | null;
  readonly adjusted: string | null;
  readonly executed: string | null;
  readonly rate: string | null;
}

export interface IndicatorView {
  readonly level1: string;
  readonly level2: string;
  readonly name: string;
  readonly annual: string;
  readonly term: string | null;
  /** how its value is held against the target, in words */
  readonly held: string;
  readonly weight: string | null;
  readonly description: string;
  readonly evidence: string;
  readonly missing: boolean;
  readonly anchor: Anchor | null;
}

/** A line of the score sheet, with what was reached and what was stated. */
export interface SheetLine {
  readonly item: string;
  readonly target: string;
  readonly actual: string;
  readonly weight: string;
  readonly score: string | null;
  readonly formula: string;
  readonly stated: string | null;
  readonly reason: string;
  readonly mend: string;
  /** what is to be known of the difference between stated and computed points, beside the formula; null where there is no difference */
  readonly why: string | null;
  readonly anchor: Anchor | null;
}

export interface SheetView {
  readonly achieved: string;
  readonly lines: readonly SheetLine[];
  readonly total: string | null;
  readonly totalFormula: string;
  readonly grade: string | null;
  readonly gradeFormula: string;
  /** of rate, total and grade */
  readonly differences: readonly ScoreDifference[];
}

export interface MonitoringView extends Pick<Monitoring, 'date' | 'progress'> {
  readonly paid: string;
  readonly forecast: string | null;
  readonly rate: string | null;
  readonly elapsed: string;
  readonly planned: string | null;
  readonly warnings: readonly MonitoringWarning[];
}

export interface AssessmentView extends LevelsView {
  readonly name: string;
  readonly date: string;
  readonly team: string;
  readonly conclusion: string;
  readonly problems: readonly string[];
  readonly advice: readonly string[];
}

/** A project in a year, as the page shows it. */
export interface YearView {
  readonly year: number;
  readonly money: MoneyView;
  readonly lines: readonly (MoneyView & { readonly level: string; readonly source: string })[];
  readonly goal: string;
  readonly indicators: readonly IndicatorView[];
  readonly monitoring: readonly MonitoringView[];
  readonly sheet: SheetView | null;
  readonly assessments: readonly AssessmentView[];
  readonly answer: Answer | null;
}

const HELD: Readonly<Record<Direction, string>> = { up: '越高越好', down: '越低越好', exact: '应等于', judged: '定性判断' };
const NONE: MoneyView = { original: null, adjusted: null, executed: null, rate: null };

export const levelName = (id: string): string => LEVELS.find((level) => level.id === id)?.name ?? id;

export const rateText = (part: number | null, whole: number): string | null =>
  part === null || whole <= 0 ? null : pointsText(shareOf(10_000, Math.max(0, part), whole));

const amounts = ({ original, adjusted, executed }: Pick<YearMoney, 'original' | 'adjusted' | 'executed'>): MoneyView => ({
  original: exactWan(original),
  adjusted: exactWan(adjusted),
  executed: executed === null ? null : exactWan(executed),
  rate: rateText(executed, adjusted),
});

export const moneyView = (year: YearRecord): MoneyView => (year.money.length === 0 ? NONE : amounts(moneyOf(year)));

function sheetView(score: ProjectScore, scheme: Scheme, anchors: ProjectAnchors): SheetView | null {
  const { evaluation, indicators } = score.year;
  if (!evaluation) return null;
  const { lines, total, totalFormula, grade, gradeFormula, differences, adjusted, executed } = projectView(score, scheme);
  const whyOf = (item: string, formula: string): string | null =>
    differences
      .find((one) => one.item === item)
      ?.why.replace(formula, '')
      .replace(/。$/, '') ?? null;
  const items = new Set(lines.map(({ item }) => item));
  return {
    achieved: evaluation.achieved,
    lines: lines.map((line): SheetLine => {
      const execution = line.item === EXECUTION_ITEM;
      const result = evaluation.results.find(({ indicator }) => indicator === line.item);
      const { stated = null, reason = '', mend = '' } = (execution ? evaluation.execution : result) ?? {};
      return {
        ...line,
        target: execution ? `预算${adjusted}万元` : (indicators.find(({ name }) => name === line.item)?.annual.text ?? ''),
        actual: execution ? (executed === null ? '' : `执行${executed}万元`) : (result?.actual ?? ''),
        stated: stated === null ? null : pointsText(stated),
        reason,
        mend,
        why: whyOf(line.item, line.formula),
        anchor: execution ? (anchors.figures.rate ?? null) : indicatorAnchor(anchors, line.item),
      };
    }),
    total,
    totalFormula,
    grade,
    gradeFormula,
    differences: differences.filter(({ item }) => !items.has(item)),
  };
}

/** A year of a project. `anchors`: where a paper speaks of it. */
export function yearView(record: ProjectRecord, year: YearRecord, scheme: Scheme, lexicon: Lexicon, anchors: ProjectAnchors): YearView {
  return {
    year: year.year,
    money: moneyView(year),
    lines: year.money.map((line) => ({
      ...amounts(line),
      level: levelName(line.level),
      source: (['fund', 'origin'] as const).flatMap((of) => (line.dims[of] ? lexicon.name(of, line.dims[of], year.year) : [])).join('，'),
    })),
    goal: year.goal,
    indicators: year.indicators.map(({ annual, term, direction, weight, class: _, ...own }) => ({
      ...own,
      annual: annual.text,
      term: term?.text ?? null,
      held: HELD[direction],
      weight: weight === null ? null : shortPoints(weight),
      anchor: indicatorAnchor(anchors, own.name),
    })),
    monitoring: year.monitoring.map((one): MonitoringView => {
      const { rate, elapsed, planned, warnings } = monitoringState(record, year, one, scheme);
      return {
        date: one.date,
        progress: one.progress,
        paid: exactWan(one.paid),
        forecast: one.forecast === null ? null : exactWan(one.forecast),
        rate: rate === null ? null : pointsText(rate),
        elapsed: pointsText(elapsed),
        planned: planned === null ? null : pointsText(planned),
        warnings,
      };
    }),
    sheet: sheetView({ record, year, sheet: sheetOf(year, scheme) }, scheme, anchors),
    assessments: year.assessments.map(({ by, levels, place: _, ...own }) => ({
      ...own,
      ...levelsView(levelSheet(levels, scheme)),
      name: by === 'finance' ? '财政评价' : '部门评价',
    })),
    answer: year.answer,
  };
}
