import type { ScoreDifference } from '../performance/differences.ts';
import type { HistoryYear, ProjectHistory } from '../performance/history.ts';
import type { LevelsView, ProjectView, ScoreView } from '../performance/view.ts';
import { pointsText } from '../score/points.ts';

const differenceText = ({ item, stated, computed, why }: ScoreDifference): string =>
  `  与填报不同　${item}：填报 ${stated}，应为 ${computed}。${why}`;

function projectText({ name, original, adjusted, executed, rate, ...sheet }: ProjectView): string[] {
  const money = [`年初预算 ${original}`, ...(adjusted === original ? [] : [`全年预算 ${adjusted}`]), `执行 ${executed ?? '未填'}`].join(
    '，',
  );
  return [
    `【${name}】${money} 万元${rate === null ? '' : `，执行率 ${rate}%`}`,
    ...sheet.lines.map(({ item, weight, score, formula }) => `  ${item}（${weight}分）　${score ?? '——'}　${formula}`),
    `  综合得分　${sheet.total ?? '——'}　${sheet.totalFormula}`,
    `  等级　${sheet.grade ?? '——'}　${sheet.gradeFormula}`,
    ...sheet.differences.map(differenceText),
    '',
  ];
}

const levelsText = (name: string, { total, totalFormula, grade, gradeFormula, levels }: LevelsView): string[] => [
  `${name}　${total}　${totalFormula}`,
  `等级　${grade ?? '——'}　${gradeFormula}`,
  ...levels.map((level) => `  ${level.name}（${level.weight}分）　${level.score}　得分率 ${level.rate}%`),
  '',
];

/** Scores for people: each with the sum behind it. */
export function scoreText({
  organisation,
  year,
  scheme,
  projects,
  average,
  grades,
  differences,
  department,
  assessments,
  monitoring,
}: ScoreView): string {
  const scored = projects.filter(({ total }) => total !== null).length;
  const text = [
    `${organisation} ${year}年度绩效自评　计分办法：${scheme.name}（${scheme.basis}）`,
    '',
    ...projects.flatMap(projectText),
    ...(average.plain === null
      ? []
      : [
          `项目 ${projects.length} 个${scored < projects.length ? `，其中 ${scored} 个有得分` : ''}：${grades.map(({ grade, count }) => `${grade} ${count}`).join('，')}`,
          `平均得分　${average.plain}　${average.plainFormula}`,
          ...(average.weighted === null ? [] : [`按预算加权　${average.weighted}　${average.weightedFormula}`]),
          ...differences.map(differenceText),
          '',
        ]),
    ...(department === null ? [] : levelsText('部门整体', department)),
    ...assessments.flatMap(({ project, by, date, ...levels }) =>
      levelsText(`${by === 'finance' ? '财政评价' : '部门评价'} ${date} ${project}`, levels),
    ),
    ...monitoring.flatMap(({ project, date, rate, elapsed, warnings }) => [
      `监控 ${date} ${project}　支付 ${rate === null ? '——' : `${pointsText(rate)}%`}，全年已过 ${pointsText(elapsed)}%`,
      ...warnings.map(({ item, message }) => `  预警　${item}：${message}`),
    ]),
  ];
  return `${text.join('\n').trimEnd()}\n`;
}

const yearText = ({ year, promised, paid, rate, reached, score, grade }: HistoryYear): string =>
  [
    `  ${year}年`,
    `安排 ${promised === null ? '——' : `${promised} 万元`}`,
    `花了 ${paid === null ? '——' : `${paid} 万元${rate === null ? '' : `（${rate}%）`}`}`,
    `做到 ${reached ? `${reached.full}/${reached.of}` : '——'}`,
    `得分 ${score ?? '——'}${grade === null ? '' : ` ${grade}`}`,
  ].join('　');

/** What was promised, paid and reached of each project, year by year. */
export function historyText(history: readonly ProjectHistory[]): string {
  const text = history.flatMap(({ name, code, former, years }) => [
    `【${name}】${code}`,
    ...former.map((before) => `  ${before.year}年名称是“${before.name}”，编码相同，作为同一个项目`),
    ...years.map(yearText),
  ]);
  return `${['历年', ...text].join('\n')}\n`;
}
