import { parseDay } from '../../score/day.ts';
import { goalOfYear, type Indicator, indicatorName } from '../../score/indicator.ts';
import type { Project } from '../../score/project.ts';
import { comparable, directionOf } from '../../score/rule.ts';
import { numberOf, type TargetValue } from '../../score/value.ts';
import type { Code } from '../codes.ts';
import type { Finding, Severity } from '../finding.ts';
import { found } from '../found.ts';
import { type Hit, hitPlaces, nameOf } from './spots.ts';

/** Months of a span as printed: 18个月, 2年, 3个季度; null for shorter units. */
function monthsOf({ unit, ...value }: TargetValue): number | null {
  const number = numberOf({ unit, ...value });
  const each = /^年$/.test(unit) ? 12 : /^(?:个月|月)$/.test(unit) ? 1 : /^(?:季度|季)$/.test(unit) ? 3 : null;
  return number === null || each === null ? null : number * each;
}

/** How long something is to last, not how soon it is to be done. */
const LASTING = /质保|保修|保质|服务期|使用|运行|寿命|合同期|任期|保障|维护期|有效期|连续|持续|管护|留存|保存/;

/** A day of the year's goal that lies outside the budget year. */
function dayHit(project: Project, { class: kind }: Indicator, value: TargetValue, year: number): string | null {
  const day = kind === 'time' && value.kind === 'date' ? parseDay(value.text) : null;
  if (!day) return null;
  if (day.last < `${year}-01-01`) return `是${year}年的目标，却写“${value.text}”，已经过去`;
  return day.first > `${year}-12-31` && (project.term ?? 2) <= 1 ? `写“${value.text}”，在${year}年度以后，项目期却只有1年` : null;
}

/** A time for finishing that is longer than the project. */
function spanHit({ term }: Project, { class: kind }: Indicator, value: TargetValue, name: string): string | null {
  const months = kind === 'time' && value.kind === 'span' && directionOf(value) !== 'exact' ? monthsOf(value) : null;
  return months !== null &&
    term !== null &&
    months > term * 12 &&
    value.comparator !== '≥' &&
    value.comparator !== '>' &&
    !LASTING.test(name)
    ? `定为“${value.text}”，比项目期${term}年还长`
    : null;
}

/** More promised for the year than for all years together. */
function shareHit({ term, annual, class: kind }: Indicator): string | null {
  if (!term || !annual?.value.number || kind === null || annual.value.upper || term.value.upper) return null;
  const [year, whole] = [annual.value, term.value];
  const counted = (year.kind === 'count' || year.kind === 'money') && directionOf(year) !== 'down' && directionOf(whole) !== 'down';
  const pair = counted && kind !== 'satisfaction' ? comparable(year, annual.value.number, whole) : null;
  return pair && pair[0] > pair[1] ? `年度为“${year.text}”，大于实施期的“${whole.text}”` : null;
}

interface TimeRule {
  readonly code: Code;
  readonly severity: Severity;
  readonly suggestion: string;
  says(project: Project, indicator: Indicator, value: TargetValue, name: string): string | null;
}

const rulesOf = (year: number | null): readonly TimeRule[] => [
  {
    code: 'comply.indicator-date',
    severity: 'warning',
    suggestion: '时效指标写预算年度之内、项目期之内的时间；沿用上年表格的，逐项更新。',
    says: (project, indicator, value, name) =>
      (year === null ? null : dayHit(project, indicator, value, year)) ?? spanHit(project, indicator, value, name),
  },
  {
    code: 'comply.term-goal',
    severity: 'warning',
    suggestion: '实施期指标按全部年度填写，不小于其中任何一年的指标值。',
    says: (_, indicator) => shareHit(indicator),
  },
];

/** Indicators whose time or share of the whole cannot be; one finding of a project for each rule. `year`: the budget year. */
export function timeFindings(projects: readonly Project[], year: number | null): Finding[] {
  return projects.flatMap((project) =>
    rulesOf(year).flatMap(({ code, severity, suggestion, says }): Finding[] => {
      const hits = project.indicators.flatMap((indicator): Hit[] => {
        const value = goalOfYear(indicator)?.value;
        const said = value ? says(project, indicator, value, indicatorName(indicator)) : null;
        return said === null ? [] : [{ project, indicator, says: said }];
      });
      if (!hits.length) return [];
      return [
        found(code, {
          severity,
          message: `项目“${nameOf(project)}”的指标${hits.map((hit) => `“${indicatorName(hit.indicator)}”${hit.says}`).join('；')}。`,
          stated: goalOfYear(hits[0]?.indicator as Indicator)?.value.text ?? '',
          suggestion,
          places: hitPlaces(hits),
        }),
      ];
    }),
  );
}
