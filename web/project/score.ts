import type { ScoreDifference } from '../../src/performance/differences.ts';
import type { ProjectDetail } from '../../src/server/projects/view.ts';
import type { AssessmentView, SheetLine, SheetView, YearView } from '../../src/server/projects/year-view.ts';
import { el } from '../shared/dom.ts';
import { empty, facts, gradeMark, known, placed, tableOf } from './parts.ts';

/** Where stated figures are others than the computed ones, with the reason. */
export const differenceList = (differences: readonly ScoreDifference[]): HTMLElement =>
  el(
    'ul',
    { class: 'differences' },
    ...differences.map(({ item, stated, computed, why }) =>
      el('li', {}, el('b', {}, item), `：填报 ${stated}，应为 ${computed}。`, el('span', { class: 'formula' }, why)),
    ),
  );

function lineRows({ item, target, actual, weight, score, formula, stated, reason, mend, why, anchor }: SheetLine, paper: string | null) {
  const said = [...(reason ? [`原因：${reason}`] : []), ...(mend ? [`改进：${mend}`] : [])].join('；');
  return [
    el(
      'tr',
      { class: 'line' },
      el('th', { scope: 'row', rowspan: '2' }, placed(item, paper, anchor)),
      el('td', { 'data-name': '目标' }, known(target)),
      el('td', { 'data-name': '完成' }, known(actual)),
      el('td', { class: 'num', 'data-name': '分值' }, weight),
      el('td', { class: 'num', 'data-name': '得分' }, el('b', {}, known(score))),
      el('td', { class: `num${why === null ? '' : ' differs'}`, 'data-name': '填报' }, known(stated)),
    ),
    el(
      'tr',
      { class: 'sum' },
      el(
        'td',
        { colspan: '5' },
        el('span', { class: 'formula' }, formula),
        why === null ? '' : el('span', { class: 'why' }, `填报 ${known(stated)}，应为 ${known(score)}。${why}`),
        said ? el('span', { class: 'said' }, said) : '',
      ),
    ),
  ];
}

function sheetOf(sheet: SheetView, { figures }: ProjectDetail, paper: string | null): HTMLElement[] {
  return [
    sheet.achieved ? el('p', {}, `完成情况：${sheet.achieved}`) : el('p', { class: 'visually-hidden' }, '评分表'),
    el(
      'div',
      { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': '评分表' },
      el(
        'table',
        { class: 'grid sheet' },
        el('caption', {}, '评分表，每一分的算式在它下面一行'),
        el(
          'thead',
          {},
          el(
            'tr',
            {},
            ...['指标', '目标', '完成', '分值', '得分', '填报'].map((name, i) =>
              el('th', { scope: 'col', class: i > 2 ? 'num' : '' }, name),
            ),
          ),
        ),
        el('tbody', {}, ...sheet.lines.flatMap((line) => lineRows(line, paper))),
      ),
    ),
    facts([
      [
        '综合得分',
        sheet.total === null
          ? '有的指标还没有得分，算不出总分'
          : el('span', {}, el('b', {}, placed(sheet.total, paper, figures.score)), el('span', { class: 'formula' }, sheet.totalFormula)),
      ],
      ['等级', sheet.grade === null ? null : el('span', {}, gradeMark(sheet.grade), el('span', { class: 'formula' }, sheet.gradeFormula))],
    ]),
    ...(sheet.differences.length > 0 ? [el('h3', {}, '与填报不同'), differenceList(sheet.differences)] : []),
  ];
}

const assessmentOf = ({
  name,
  date,
  team,
  levels,
  total,
  totalFormula,
  grade,
  conclusion,
  problems,
  advice,
}: AssessmentView): HTMLElement =>
  el(
    'section',
    {},
    el('h3', {}, `${name}${date ? `（${date}）` : ''}`),
    tableOf(
      `${name}各一级指标`,
      ['一级指标', '分值', '得分', '得分率'],
      levels.map((level) => [level.name, level.weight, level.score, `${level.rate}%`]),
      [1, 2, 3],
    ),
    facts([
      ['评价人', team],
      ['得分', el('span', {}, el('b', {}, total), ' ', gradeMark(grade), el('span', { class: 'formula' }, totalFormula))],
      ['结论', conclusion],
      ['问题', problems.join('；')],
      ['建议', advice.join('；')],
    ]),
  );

/** The score sheet of a year with the sum behind every score, then what others gave the project. */
export function scoreTab(project: ProjectDetail, year: YearView | null, paper: string | null): HTMLElement {
  if (!year || (!year.sheet && year.assessments.length === 0))
    return empty('还没有自评。年度结束后，把完成值填进记录再上传，就能看到得分和算式。');
  return el(
    'div',
    {},
    ...(year.sheet ? sheetOf(year.sheet, project, paper) : [empty('还没有自评。')]),
    ...year.assessments.map(assessmentOf),
    ...(year.answer
      ? [
          el('h3', {}, `整改${year.answer.date ? `（${year.answer.date}）` : ''}`),
          el('p', {}, year.answer.text),
          el('ul', {}, ...year.answer.measures.map((one) => el('li', {}, one))),
        ]
      : []),
  );
}
