import { LOW, SAVED } from '../check/performance/evaluation-execution.ts';
import { amountText } from '../fact/amount.ts';
import { decimalText } from '../fact/decimal.ts';
import type { PlanProblem } from '../plan/plan.ts';
import { error, warning } from '../plan/problems/problem.ts';
import { pointsText, shareOf, shortPoints } from '../score/points.ts';
import { isScore } from '../score/rule.ts';
import { needsAnswer, type Scheme } from '../score/scheme.ts';
import { EXECUTION_ITEM } from '../score/sheet.ts';
import { parseValue } from '../score/value.ts';
import { type DepartmentEvaluation, moneyOf, type PerformanceRecords, type ProjectRecord, type YearRecord, yearOf } from './record.ts';
import { type ProjectScore, sheetOf } from './scores.ts';

const placeOf = (record: ProjectRecord, year: YearRecord | null): string => `项目“${record.project.name}”${year ? `${year.year}年` : ''}`;

/** Weights are fixed beforehand and make 100 with execution (财预〔2020〕10号). */
function weights(record: ProjectRecord, year: YearRecord, scheme: Scheme): PlanProblem[] {
  if (!year.evaluation || year.indicators.some(({ weight }) => weight === null)) return [];
  const total = year.indicators.reduce((sum, { weight }) => sum + (weight ?? 0), scheme.execution);
  return total === scheme.total
    ? []
    : [
        error(
          placeOf(record, year),
          'indicators',
          `各项指标分值与预算执行率${shortPoints(scheme.execution)}分合计${shortPoints(total)}分，应为${shortPoints(scheme.total)}分`,
          '按批复的绩效目标改正 weight',
        ),
      ];
}

/** Every indicator of an evaluated project has points; what lost points says why and what is done about it. */
function results({ record, year, sheet }: ProjectScore): PlanProblem[] {
  const { evaluation } = year;
  if (!evaluation) return [];
  const place = placeOf(record, year);
  return sheet.lines.flatMap(({ item, weight, score }): PlanProblem[] => {
    const at = item === EXECUTION_ITEM ? place : `${place}指标“${item}”`;
    if (!isScore(score)) return [error(at, 'results', score.message, score.mend)];
    if (score.rule === 'missing')
      return [warning(at, 'missing', '没有设置这项指标，却有分值', '补设指标，或在批复绩效目标时把分值分给其他指标')];
    if (score.points >= weight) return [];
    const said = item === EXECUTION_ITEM ? evaluation.execution : evaluation.results.find(({ indicator }) => indicator === item);
    const lost = `${item}扣${pointsText(weight - score.points)}分`;
    return [
      ...(said?.reason ? [] : [error(at, 'reason', `${lost}，没有写原因`, '写 reason：为什么没有达到')]),
      ...(said?.mend ? [] : [error(at, 'mend', `${lost}，没有写改进措施`, '写 mend：怎样改进')]),
    ];
  });
}

/** Money of the year: executed within the budget, targets not below what was reached before. */
function money(record: ProjectRecord, year: YearRecord): PlanProblem[] {
  const { adjusted, executed } = moneyOf(year);
  const place = placeOf(record, year);
  const term = record.termFunding && [...record.termFunding.values()].reduce((sum, fen) => sum + fen, 0);
  return [
    ...(executed !== null && executed > adjusted
      ? [error(place, 'executed', `执行数${amountText(executed)}万元超过全年预算${amountText(adjusted)}万元`, '核对执行数，或补上预算调整')]
      : []),
    ...(term && term < adjusted
      ? [error(place, 'term', `实施期资金${amountText(term)}万元小于年度资金${amountText(adjusted)}万元`, '改正 term')]
      : []),
  ];
}

/** What the project was to achieve, which the report tells. */
const goals = (record: ProjectRecord, year: YearRecord): PlanProblem[] =>
  year.goal === '' ? [error(placeOf(record, year), 'goal', '没有年度目标', '写 goal，或在 fields 里写 annual-goal')] : [];

/** 中 and 差 are improved or cut: somebody says how. */
function answers({ record, year, sheet }: ProjectScore, scheme: Scheme): PlanProblem[] {
  return needsAnswer(sheet.grade, scheme) && !year.answer
    ? [
        warning(
          placeOf(record, year),
          'answer',
          `自评为“${sheet.grade?.grade}”，没有写怎样整改`,
          '写 answer：原因（text）和整改措施（measures）',
        ),
      ]
    : [];
}

/** 部门评价 has weights of its own that make 100, most of them for what was achieved (财预〔2020〕10号: 产出、效益 at least 60). */
function assessments(record: ProjectRecord, year: YearRecord, scheme: Scheme): PlanProblem[] {
  return year.assessments.flatMap(({ levels, place: at }): PlanProblem[] => {
    const place = `${placeOf(record, year)}部门评价`;
    const sum = (own: typeof levels): number => own.reduce((total, { weight }) => total + weight, 0);
    const achieved = sum(levels.filter(({ name }) => /产出|效益|效果/.test(name)));
    if (levels.length === 0) return [warning(place, 'levels', '没有写各一级指标的分值和得分', `在 ${at}.levels 里写明`)];
    return [
      ...(sum(levels) === scheme.total
        ? []
        : [error(place, 'levels', `一级指标分值合计${shortPoints(sum(levels))}分，应为${shortPoints(scheme.total)}分`, '改正 weight')]),
      ...(achieved * 100 < sum(levels) * LEAST_ACHIEVED
        ? [warning(place, 'levels', `产出、效益分值${shortPoints(achieved)}分，不到${LEAST_ACHIEVED}%`, '提高产出、效益指标的分值')]
        : []),
    ];
  });
}

/** Percent of a departmental evaluation that 产出 and 效益 have at least. */
const LEAST_ACHIEVED = 60;

/** What was spent on evaluated projects is part of all project expenditure. */
function coverage({ department: evaluation, projects, year }: PerformanceRecords): PlanProblem[] {
  const whole = evaluation?.money.find(({ nature }) => nature === 'project');
  if (!whole) return [];
  const own = projects.flatMap((record) => yearOf(record, year) ?? []).map(moneyOf);
  const spent = own.reduce((sum, { executed }) => sum + (executed ?? 0), 0);
  const left = own.reduce((sum, { adjusted, executed }) => sum + (executed === null ? 0 : adjusted - executed), 0);
  if (spent <= whole.executed && left > whole.adjusted - whole.executed)
    return [
      error(
        'department',
        'money',
        `各项目没有花完的共${amountText(left)}万元，比部门项目支出没有花完的${amountText(whole.adjusted - whole.executed)}万元还多`,
        '部门和项目用同一个全年预算数：年中调减的，项目的 adjusted 也要调减',
      ),
    ];
  return spent > whole.executed
    ? [
        error(
          'department',
          'money',
          `各项目执行数合计${amountText(spent)}万元，超过部门项目支出${amountText(whole.executed)}万元`,
          '核对项目执行数和部门项目支出',
        ),
      ]
    : [];
}

/** Satisfaction that counts was asked of somebody; what was reached is the share of those who were satisfied. */
function surveys({ record, year, sheet }: ProjectScore): PlanProblem[] {
  return year.indicators.flatMap((indicator, i): PlanProblem[] => {
    const score = sheet.lines[i + 1]?.score;
    if (indicator.class !== 'satisfaction' || indicator.missing || !score || !isScore(score) || score.points === 0) return [];
    const place = `${placeOf(record, year)}指标“${indicator.name}”`;
    const result = year.evaluation?.results.find((one) => one.indicator === indicator.name);
    const survey = result?.survey;
    if (!survey)
      return [
        warning(
          place,
          'survey',
          '满意度计了分，没有写怎样调查',
          '写 survey：调查多少人（asked）、作答多少人（answered）、满意多少人（satisfied）',
        ),
      ];
    const { number, kind } = parseValue(result.actual);
    if (survey.satisfied === null || survey.answered === 0 || kind !== 'percent' || !number) return [];
    const share = shareOf(10 ** (number.scale + 2), survey.satisfied, survey.answered);
    if (share === number.digits) return [];
    const said = `作答${survey.answered}人、满意${survey.satisfied}人，满意度为${decimalText({ digits: share, scale: number.scale })}%，实际完成值写的是${result.actual}`;
    return [warning(place, 'survey', said, '核对调查结果和实际完成值')];
  });
}

/** Everything was reached with little of the money: somebody says how (as findings of such a report ask for). */
function saved({ record, year, sheet }: ProjectScore): PlanProblem[] {
  const { adjusted, executed } = moneyOf(year);
  const others = sheet.lines.slice(1);
  const full = others.every(({ weight, score }) => isScore(score) && score.rule !== 'missing' && score.points === weight);
  const { reason = '', mend = '' } = year.evaluation?.execution ?? {};
  if (executed === null || executed >= adjusted * LOW || others.length < 3 || !full || SAVED.test(reason + mend)) return [];
  return [
    warning(
      placeOf(record, year),
      'execution',
      `预算只执行${pointsText(sheet.rate ?? 0)}%，其他指标却都得满分，没有说明为什么少花钱仍办成了事`,
      '按实际完成值评分；确因节约、招标降价、跨年付款的，写在 execution 的 reason 里',
    ),
  ];
}

/** The department's own evaluation follows its scheme. */
function department(evaluation: DepartmentEvaluation, scheme: Scheme): PlanProblem[] {
  if (evaluation.levels.length === 0) return [];
  const text = (levels: readonly { readonly name: string; readonly weight: number }[]): string =>
    levels.map(({ name, weight }) => `${name}${shortPoints(weight)}`).join('、');
  const weight = evaluation.levels.reduce((sum, level) => sum + level.weight, 0);
  if (scheme.levels.length > 0 && text(scheme.levels) !== text(evaluation.levels))
    return [
      error(
        'department',
        'levels',
        `一级指标和分值为${text(evaluation.levels)}，计分办法“${scheme.name}”规定为${text(scheme.levels)}`,
        '改正一级指标，或另选 scheme',
      ),
    ];
  return weight === scheme.total
    ? []
    : [error('department', 'levels', `一级指标分值合计${shortPoints(weight)}分，应为${shortPoints(scheme.total)}分`, '改正 weight')];
}

function monitoringOrder(record: ProjectRecord, year: YearRecord): PlanProblem[] {
  return year.monitoring.flatMap(({ date, paid }, i): PlanProblem[] => {
    const place = `${placeOf(record, year)}${date}监控`;
    const before = year.monitoring[i - 1];
    return [
      ...(date.startsWith(`${year.year}-`) ? [] : [error(place, 'date', `监控时点不在${year.year}年`, '改正日期')]),
      ...(before && before.paid > paid ? [error(place, 'paid', '累计支付数比上次少', '填年初至今的累计支付数')] : []),
    ];
  });
}

/** What is wrong in records: errors first. With an error there is no report. */
export function recordProblems(records: PerformanceRecords, scheme: Scheme): PlanProblem[] {
  const found = records.projects.flatMap((record) => [
    ...record.years.flatMap((year) => [...money(record, year), ...monitoringOrder(record, year), ...assessments(record, year, scheme)]),
    ...[yearOf(record, records.year)].flatMap((year) => {
      if (!year?.evaluation) return [];
      const scored: ProjectScore = { record, year, sheet: sheetOf(year, scheme) };
      return [
        ...goals(record, year),
        ...weights(record, year, scheme),
        ...results(scored),
        ...surveys(scored),
        ...saved(scored),
        ...answers(scored, scheme),
      ];
    }),
  ]);
  const all = [...found, ...coverage(records), ...(records.department ? department(records.department, scheme) : [])];
  return [...all.filter(({ severity }) => severity === 'error'), ...all.filter(({ severity }) => severity === 'warning')];
}
