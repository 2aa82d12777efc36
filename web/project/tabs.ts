import type { ProjectDetail } from '../../src/server/projects/view.ts';
import type { MoneyView, MonitoringView, YearView } from '../../src/server/projects/year-view.ts';
import { el } from '../shared/dom.ts';
import { SEVERITY_NAMES } from '../shared/words.ts';
import { empty, facts, known, placed, tableOf } from './parts.ts';

/** Who carries it out, what it is for, where the paper speaks of it. */
export function basicTab(project: ProjectDetail, paper: string | null): HTMLElement {
  const { code, unit, department, attribute, term, words, spots } = project;
  return el(
    'div',
    {},
    facts([
      ['类别', project.class],
      ['编码', code],
      ['实施单位', unit],
      ['主管部门', department],
      ['属性', attribute],
      ['期限', term === null ? null : `${term} 年`],
      ...words.map(({ name, text }) => [name, text] as const),
    ]),
    ...(paper !== null && spots.length > 0
      ? [
          el('h3', {}, '在公开文本里'),
          el('ul', { class: 'spots' }, ...spots.map(({ name, anchor }) => el('li', {}, placed(name, paper, anchor)))),
        ]
      : []),
  );
}

/** What the check of the paper says of the project, each leading to the finding there. */
export const findingsTab = ({ findings }: ProjectDetail, paper: string): HTMLElement =>
  findings.length === 0
    ? empty('校验没有发现这个项目的问题。')
    : el(
        'ul',
        { class: 'problems' },
        ...findings.map(({ index, severity, title, message, suggestion }) =>
          el(
            'li',
            { class: severity },
            el(
              'p',
              {},
              el('span', { class: `tag ${severity}` }, SEVERITY_NAMES[severity]),
              el('a', { href: `/papers/${encodeURIComponent(paper)}#finding-${index}` }, title),
              `　${message}`,
            ),
            el('p', { class: 'mend' }, el('span', { class: 'visually-hidden' }, '改法：'), suggestion),
          ),
        ),
      );

const amounts = ({ original, adjusted, executed, rate }: MoneyView): string[] => [
  known(original),
  known(adjusted),
  known(executed),
  known(rate, '%'),
];

/** Money year by year and by level, of the whole term, and by when it is to be paid. */
export function moneyTab({ years, termFunding, spending }: ProjectDetail): HTMLElement {
  const rows = years.flatMap(({ year, money, lines }) => {
    const own = lines.map(({ level, source, ...line }) => [`${year}　${level}（${source}）`, ...amounts(line)]);
    return lines.length === 1 ? own : [[`${year}　合计`, ...amounts(money)], ...own];
  });
  if (rows.length === 0 && termFunding.length === 0) return empty('没有写资金。');
  return el(
    'div',
    {},
    rows.length > 0 ? tableOf('各年资金（万元）', ['年度和来源', '年初预算', '全年预算', '执行', '执行率'], rows, [1, 2, 3, 4]) : '',
    termFunding.length > 0
      ? tableOf(
          '实施期资金（万元）',
          ['来源', '金额'],
          termFunding.map(({ level, amount }) => [level, amount]),
          [1],
        )
      : '',
    spending.length > 0
      ? tableOf(
          '资金支出计划',
          ['到哪个月底', '应支付'],
          spending.map(({ month, share }) => [`${month}月底`, `${share}%`]),
          [1],
        )
      : '',
  );
}

/** What was promised for a year. */
export function targetTab(year: YearView | null, paper: string | null): HTMLElement {
  if (!year || (year.goal === '' && year.indicators.length === 0)) return empty('没有写绩效目标。');
  const term = year.indicators.some((own) => own.term !== null && own.term !== own.annual);
  return el(
    'div',
    {},
    year.goal ? el('p', {}, el('b', {}, '年度目标　'), year.goal) : '',
    year.indicators.length === 0
      ? empty('没有写指标。')
      : tableOf(
          '绩效指标',
          ['指标', '指标值', ...(term ? ['实施期'] : []), '怎样算好', '分值', '依据'],
          year.indicators.map((own) => [
            el(
              'span',
              {},
              placed(own.name, paper, own.anchor),
              el('small', {}, [own.level1, own.level2].filter((text) => text !== '').join(' › ')),
              own.missing ? el('span', { class: 'tag warning' }, '没有设置') : '',
              own.description && own.description !== own.name ? el('small', {}, own.description) : '',
            ),
            known(own.annual),
            ...(term ? [known(own.term)] : []),
            own.missing ? '—' : own.held,
            known(own.weight),
            known(own.evidence),
          ]),
          [term ? 4 : 3],
          'targets',
        ),
  );
}

function monitoringOf({ date, paid, rate, elapsed, planned, forecast, warnings, progress }: MonitoringView): HTMLElement {
  return el(
    'section',
    {},
    el('h3', {}, date),
    facts([
      ['已支付', `${paid} 万元${rate === null ? '' : `，${rate}%`}`],
      ['全年已过', `${elapsed}%`],
      ['计划支付', planned === null ? null : `${planned}%`],
      ['预计全年', forecast === null ? null : `${forecast} 万元`],
    ]),
    warnings.length === 0
      ? el('p', { class: 'next go' }, '没有预警。')
      : el(
          'ul',
          { class: 'problems' },
          ...warnings.map(({ item, message }) =>
            el('li', { class: 'warning' }, el('span', { class: 'tag warning' }, '预警'), el('b', {}, item), `：${message}`),
          ),
        ),
    progress.length > 0
      ? tableOf(
          `${date}各指标进展`,
          ['指标', '已完成', '预计年底', '偏差原因', '措施'],
          progress.map((own) => [own.indicator, known(own.reached), known(own.forecast), known(own.deviation), known(own.measure)]),
          [],
        )
      : '',
  );
}

/** What was seen at dates within the year. */
export const monitoringTab = (year: YearView | null): HTMLElement =>
  year && year.monitoring.length > 0
    ? el('div', {}, ...year.monitoring.map(monitoringOf))
    : empty('没有监控记录。年中填一次已支付数和各指标进展，就能看到预警。');
