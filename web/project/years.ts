import type { ProjectDetail } from '../../src/server/projects/view.ts';
import type { SheetLine, YearView } from '../../src/server/projects/year-view.ts';
import { el } from '../shared/dom.ts';
import { empty, facts, gradeMark, known, tableOf } from './parts.ts';

/** The line of money, which is told by itself. */
const EXECUTION = '预算执行率';

/** How an indicator came out, by its points. */
function outcome({ score, weight }: SheetLine): string {
  if (score === null) return '还没有评';
  if (Number(score) >= Number(weight)) return '做到了';
  return Number(score) > 0 ? '部分做到' : '没有做到';
}

const linesOf = ({ sheet }: YearView): readonly SheetLine[] => (sheet?.lines ?? []).filter(({ item }) => item !== EXECUTION);

/** 5/6: of six indicators five were reached */
function reached(year: YearView): string {
  const lines = linesOf(year);
  if (lines.length === 0) return '—';
  return `${lines.filter((line) => outcome(line) === '做到了').length}/${lines.length}`;
}

function yearPart(year: YearView): HTMLElement {
  const { money, goal, sheet, indicators, answer } = year;
  const lines = linesOf(year);
  return el(
    'section',
    { class: 'year' },
    el('h3', {}, `${year.year}年`),
    facts([
      ['安排多少钱', known(money.adjusted, ' 万元')],
      [
        '花了多少',
        money.executed === null
          ? '这一年还没有结束，或没有填'
          : `${money.executed} 万元${money.rate === null ? '' : `，占 ${money.rate}%`}`,
      ],
      ['答应做到', goal || null],
      ['实际做到', sheet?.achieved || null],
      ['得几分', sheet?.total ? el('span', {}, el('b', {}, `${sheet.total} 分`), ' ', gradeMark(sheet.grade)) : '还没有评'],
      ['怎样整改', answer ? [answer.text, ...answer.measures].join('；') : null],
    ]),
    lines.length > 0
      ? tableOf(
          `${year.year}年答应的和做到的`,
          ['指标', '答应', '做到', '结果'],
          lines.map((line) => [line.item, known(line.target), known(line.actual), outcome(line)]),
          [],
        )
      : indicators.length > 0
        ? tableOf(
            `${year.year}年答应的`,
            ['指标', '答应'],
            indicators.map(({ name, annual }) => [name, known(annual)]),
            [],
          )
        : '',
  );
}

/** The page for citizens: promised, paid, reached, score, year by year; it can be printed by itself. */
export function yearsTab(project: ProjectDetail, organisation: string): HTMLElement {
  const { years } = project;
  if (years.length === 0) return empty('没有各年的记录。');
  return el(
    'div',
    { class: 'citizens' },
    el('p', { class: 'print-action' }, el('button', { type: 'button', class: 'button', onclick: () => window.print() }, '打印这一页')),
    ...project.otherNames.map((other) => el('p', {}, `${other.year}年的文本里叫“${other.name}”，项目编码相同。`)),
    el('p', { class: 'print-title', 'aria-hidden': 'true' }, `${organisation}　项目绩效公开页`),
    tableOf(
      '历年一览（金额单位万元；做到几项/共几项）',
      ['年度', '安排', '花了', '执行率', '做到', '得分'],
      years.map((year) => [
        String(year.year),
        known(year.money.adjusted),
        known(year.money.executed),
        known(year.money.rate, '%'),
        reached(year),
        year.sheet?.total ? el('span', {}, `${year.sheet.total} `, gradeMark(year.sheet.grade)) : '—',
      ]),
      [1, 2, 3, 4, 5],
    ),
    ...years.toReversed().map(yearPart),
  );
}
