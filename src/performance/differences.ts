import { type Points, pointsText } from '../score/points.ts';
import { isScore } from '../score/rule.ts';
import type { Scheme } from '../score/scheme.ts';
import { EXECUTION_ITEM, gradedBy } from '../score/sheet.ts';
import type { PerformanceRecords, SelfEvaluation } from './record.ts';
import type { ProjectScore, Scores } from './scores.ts';

/** Where what somebody stated differs from what the records make, and why. */
export interface ScoreDifference {
  /** '' where it is of all projects together */
  readonly project: string;
  /** an indicator, 预算执行率, 综合得分, 等级, 平均得分 */
  readonly item: string;
  readonly stated: string;
  readonly computed: string;
  readonly why: string;
}

const sign = (points: Points): string => `${points < 0 ? '少' : '多'}${pointsText(Math.abs(points))}分`;
const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('。');

/** What was stated of one line of the sheet, and what is to be known of it. */
function saidOf({ execution, results }: SelfEvaluation, item: string): { readonly stated: Points | null; readonly note: string } {
  const said = item === EXECUTION_ITEM ? execution : results.find(({ indicator }) => indicator === item);
  return said ?? { stated: null, note: '' };
}

/** What the parts of a sheet make as they were stated. */
interface StatedParts {
  readonly sum: Points;
  /** parts that are no whole points: each may be half a hundredth off */
  readonly rounded: number;
}

/** Where a stated total does not come from: its own parts, or the parts as they should be. */
function totalWays(stated: Points, { sum, rounded }: StatedParts, total: Points): string {
  const slip = stated - sum;
  const why = 2 * Math.abs(slip) <= rounded ? '在各项四舍五入的范围内' : '是加总错误';
  return joined(
    slip === 0 ? '' : `填报的各项得分相加为${pointsText(sum)}，写成${pointsText(stated)}，${sign(slip)}，${why}`,
    sum === total ? '' : `各项得分重算后${sum > total ? '减少' : '增加'}${pointsText(Math.abs(sum - total))}分`,
  );
}

/** The differences of one project: of its parts, of the totals from the parts, of its grades from the total. */
export function differencesOf({ record, year, sheet }: ProjectScore, scheme: Scheme): ScoreDifference[] {
  const { evaluation } = year;
  if (!evaluation) return [];
  const out: ScoreDifference[] = [];
  const add = (item: string, stated: string, computed: string, why: string): void => {
    out.push({ project: record.project.name, item, stated, computed, why });
  };
  const { statedRate } = evaluation.execution;
  if (statedRate !== null && sheet.rate !== null && statedRate !== sheet.rate)
    add('执行率', `${pointsText(statedRate)}%`, `${pointsText(sheet.rate)}%`, sheet.rateFormula);
  let parts: StatedParts = { sum: 0, rounded: 0 };
  for (const { item, score } of sheet.lines) {
    if (!isScore(score)) continue;
    const { stated, note } = saidOf(evaluation, item);
    const part = stated ?? score.points;
    parts = { sum: parts.sum + part, rounded: parts.rounded + (part % 100 === 0 ? 0 : 1) };
    if (stated !== null && stated !== score.points) add(item, pointsText(stated), pointsText(score.points), joined(note, score.formula));
  }
  const { total, grade } = sheet;
  if (total === null || !grade) return out;
  for (const stated of evaluation.stated)
    if (stated !== total)
      add('综合得分', pointsText(stated), pointsText(total), joined(totalWays(stated, parts, total), sheet.totalFormula));
  for (const stated of evaluation.statedGrades) {
    if (grade.words.includes(stated)) continue;
    const fits = evaluation.stated.some((points) => gradedBy(points, scheme).grade?.words.includes(stated));
    add('等级', stated, grade.grade, joined(fits ? '综合得分改变，等级随之改变' : `填报的得分也不是“${stated}”`, sheet.gradeFormula));
  }
  return out;
}

/** The differences of what was stated of all projects together. */
export function summaryDifferences({ stated }: PerformanceRecords, { projects, averages, grades }: Scores): ScoreDifference[] {
  const out: ScoreDifference[] = [];
  // where some have no total, nothing can be said of all
  if (projects.some(({ sheet }) => sheet.total === null)) return out;
  const add = (item: string, was: string, computed: string, why: string): void => {
    out.push({ project: '', item, stated: was, computed, why });
  };
  if (stated.average !== null && averages.plain !== null && stated.average !== averages.plain) {
    const own = projects.map(({ year }) => year.evaluation?.stated[0]);
    const known = own.flatMap((points) => (points === undefined ? [] : [points]));
    const before = known.reduce((sum, points) => sum + points, 0);
    const was = known.length === projects.length ? `填报的各项目得分平均为${pointsText(Math.round(before / known.length))}` : '';
    add('平均得分', pointsText(stated.average), pointsText(averages.plain), joined(was, averages.plainFormula));
  }
  for (const { grade, count } of grades) {
    const was = stated.grades.get(grade);
    if (was !== undefined && was !== count) add(`“${grade}”的个数`, String(was), String(count), '按重算的等级统计');
  }
  return out;
}
