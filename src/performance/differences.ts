import { type Points, pointsText } from '../score/points.ts';
import { isScore } from '../score/rule.ts';
import type { Scheme } from '../score/scheme.ts';
import { EXECUTION_ITEM, gradedBy } from '../score/sheet.ts';
import type { ProjectScore } from './scores.ts';

/** Where what somebody stated differs from what the records make, and why. */
export interface ScoreDifference {
  readonly project: string;
  /** an indicator, 预算执行率, 综合得分, 等级 */
  readonly item: string;
  readonly stated: string;
  readonly computed: string;
  readonly why: string;
}

const sign = (points: Points): string => `${points < 0 ? '少' : '多'}${pointsText(Math.abs(points))}分`;

/** The differences of one project: of its parts, of the total from the parts, of its grade from the total. */
export function differencesOf({ record, year, sheet }: ProjectScore, scheme: Scheme): ScoreDifference[] {
  const { evaluation } = year;
  if (!evaluation) return [];
  const project = record.project.name;
  const statedOf = (item: string): Points | null =>
    item === EXECUTION_ITEM
      ? evaluation.execution.stated
      : (evaluation.results.find(({ indicator }) => indicator === item)?.stated ?? null);
  const out: ScoreDifference[] = [];
  let parts = 0;
  for (const { item, score } of sheet.lines) {
    const stated = statedOf(item);
    if (!isScore(score)) continue;
    parts += stated ?? score.points;
    if (stated !== null && stated !== score.points)
      out.push({ project, item, stated: pointsText(stated), computed: pointsText(score.points), why: score.formula });
  }
  const { stated, statedGrade } = evaluation;
  if (stated !== null && sheet.total !== null && stated !== sheet.total) {
    const slip = stated - parts;
    const ways = [
      ...(slip === 0 ? [] : [`原列各项得分相加为${pointsText(parts)}，写成${pointsText(stated)}，${sign(slip)}，是加总错误`]),
      ...(parts === sheet.total
        ? []
        : [`各项得分重算后${parts > sheet.total ? '减少' : '增加'}${pointsText(Math.abs(parts - sheet.total))}分`]),
    ];
    out.push({
      project,
      item: '综合得分',
      stated: pointsText(stated),
      computed: pointsText(sheet.total),
      why: `${ways.join('；')}。${sheet.totalFormula}`,
    });
  }
  if (statedGrade !== null && sheet.grade && !sheet.grade.words.includes(statedGrade)) {
    const own = gradedBy(stated, scheme).grade;
    const why = own?.words.includes(statedGrade) ? '综合得分改变，等级随之改变' : `原得分${pointsText(stated ?? 0)}也不是“${statedGrade}”`;
    out.push({ project, item: '等级', stated: statedGrade, computed: sheet.grade.grade, why: `${why}；${sheet.gradeFormula}` });
  }
  return out;
}
