import { nameCore } from '../form/passage-name.ts';
import type { LastYear, Plan, PlanProblem } from '../plan/plan.ts';
import { warning } from '../plan/problems/problem.ts';
import { pointsText } from '../score/points.ts';
import { directionOf, isScore, scoreIndicator } from '../score/rule.ts';
import { needsAnswer, type Scheme } from '../score/scheme.ts';
import { parseValue } from '../score/value.ts';
import type { PerformanceRecords, RecordIndicator, YearRecord } from './record.ts';
import { type ProjectScore, type Scores, scoresOf } from './scores.ts';

/** The evaluation of a plan's project: of its name, or of what names have in common. */
function scoreOf({ projects }: Scores, name: string): ProjectScore | undefined {
  return (
    projects.find(({ record }) => record.project.name === name) ??
    projects.find(({ record }) => nameCore(record.project.name) === nameCore(name))
  );
}

/** 扶持产业项目：指标值>10个，完成6个 */
function unmetOf({ year, sheet }: ProjectScore): string {
  return year.indicators
    .flatMap((indicator, i) => {
      const score = sheet.lines[i + 1]?.score;
      if (!score || !isScore(score) || score.points >= (indicator.weight ?? 0) || indicator.missing) return [];
      return [`${indicator.name}：指标值${indicator.annual.text}，完成${actualOf(year, indicator)}`];
    })
    .join('；');
}

const actualOf = ({ evaluation }: YearRecord, { name }: RecordIndicator): string =>
  evaluation?.results.find(({ indicator }) => indicator === name)?.actual ?? '';

function lastYearOf(score: ProjectScore, project: string, scheme: Scheme): LastYear {
  const { year, sheet } = score;
  const { answer } = year;
  return {
    project,
    year: String(year.year),
    score: sheet.total === null ? '' : pointsText(sheet.total),
    grade: sheet.grade?.grade ?? '',
    rate: sheet.rate === null ? '' : pointsText(sheet.rate),
    unmet: unmetOf(score),
    due: needsAnswer(sheet.grade, scheme),
    answer: answer ? [answer.text, ...answer.measures].join('；') : '',
  };
}

/** A plan with the results of the evaluated year beside its projects; what was answered in the plan before stays. */
export function withResults<P extends Pick<Plan, 'last'> & { readonly paper: Pick<Plan['paper'], 'projects'> }>(
  plan: P,
  records: PerformanceRecords,
  scheme: Scheme,
): P {
  const scores = scoresOf(records, scheme);
  const before = new Map(plan.last?.map((one) => [one.project, one]));
  const last = plan.paper.projects.flatMap(({ name }): LastYear[] => {
    const score = scoreOf(scores, name);
    const known = before.get(name);
    if (!score) return known ? [known] : [];
    const own = lastYearOf(score, name, scheme);
    return [{ ...own, answer: own.answer || (known?.year === own.year ? known.answer : '') }];
  });
  return { ...plan, last };
}

/** Targets of a plan that ask for less than was reached in the evaluated year: set low, or copied. */
export function lowTargets(plan: Plan, records: PerformanceRecords, scheme: Scheme): PlanProblem[] {
  const scores = scoresOf(records, scheme);
  return plan.paper.projects.flatMap(({ name, indicators }) => {
    const score = scoreOf(scores, name);
    if (!score) return [];
    return indicators.flatMap((words): PlanProblem[] => {
      const promised = score.year.indicators.find((one) => one.name === words.get('name'));
      const actual = promised ? actualOf(score.year, promised) : '';
      const target = parseValue(words.get('value') ?? '');
      const direction = directionOf(target);
      if (actual === '' || (direction !== 'up' && direction !== 'down')) return [];
      const reached = parseValue(actual);
      // the target held against what was reached: short of it, it asks for less
      const held = scoreIndicator(
        { annual: reached, direction, weight: 100, missing: false },
        { actual: target.text, attained: null, share: null, lowTarget: false },
        scheme,
      );
      const less = isScore(held) && (held.rule === 'proportional' || held.rule === 'inverse');
      return less
        ? [
            warning(
              `项目“${name}”指标“${words.get('name')}”`,
              'value',
              `指标值${target.text}低于${score.year.year}年完成的${actual}`,
              '按上年完成情况提高指标值，或说明为什么降低',
            ),
          ]
        : [];
    });
  });
}
