import type { RecordsDetail } from '../../src/server/projects/api.ts';
import type { RecordProblem, RecordsView } from '../../src/server/projects/view.ts';
import { Tabs } from '../paper/tabs.ts';
import { FORMATS, Line, sizeWords } from '../plan/downloads.ts';
import { el } from '../shared/dom.ts';
import { save } from '../shared/files.ts';
import { fetchReport, makeReport } from '../shared/project-api.ts';
import { facts, gradeMark, known, tableOf } from './parts.ts';
import { differenceList } from './score.ts';

const NAMES: Record<RecordProblem['severity'], string> = { error: '错误', warning: '提醒' };

const formula = (text: string): Node | string => (text === '' ? '' : el('span', { class: 'formula' }, text));

/** All projects together: money, means with their sums, grades, the department's own evaluation. */
function sumView(view: RecordsView, paper: string | null): HTMLElement {
  const { projects, scored, money, average, grades, differences, department, departmentMoney, scheme } = view;
  const mean = (text: string | null, sum: string): Node | null =>
    text === null ? null : el('span', {}, el('b', {}, `${text} 分`), formula(sum));
  return el(
    'div',
    {},
    facts([
      ['项目', `${projects.length} 个${scored < projects.length ? `，其中 ${scored} 个有自评得分` : ''}`],
      ['年初预算', known(money.original, ' 万元')],
      ['全年预算', money.adjusted === money.original ? null : known(money.adjusted, ' 万元')],
      ['全年执行', money.executed === null ? '还没有（或有的项目没有填）' : `${money.executed} 万元`],
      ['执行率', money.rate && `${money.rate}%`],
      ['平均得分', mean(average.plain, average.plainFormula)],
      ['按预算加权', mean(average.weighted, average.weightedFormula)],
      [
        '等级',
        scored === 0
          ? null
          : el('span', { class: 'grade-counts' }, ...grades.map(({ grade, count }) => el('span', {}, gradeMark(grade), ` ${count}`))),
      ],
      ['计分办法', `${scheme.name}（${scheme.basis}）`],
    ]),
    differences.length > 0 ? el('h3', {}, '汇总数与填报不同') : '',
    differenceList(differences),
    ...(departmentMoney.length > 0
      ? [
          el('h3', {}, '部门整体支出'),
          tableOf(
            '部门整体支出（万元）',
            ['支出', '年初预算', '全年预算', '执行', '执行率'],
            departmentMoney.map(({ name, original, adjusted, executed, rate }) => [
              name,
              known(original),
              known(adjusted),
              known(executed),
              known(rate, '%'),
            ]),
            [1, 2, 3, 4],
          ),
        ]
      : []),
    ...(department
      ? [
          el('h3', {}, '部门整体绩效自评'),
          tableOf(
            '部门整体绩效自评各一级指标',
            ['一级指标', '分值', '得分', '得分率'],
            department.levels.map(({ name, weight, score, rate }) => [name, weight, score, `${rate}%`]),
            [1, 2, 3],
          ),
          el('p', { class: 'formula' }, department.totalFormula),
          el('p', {}, '等级 ', gradeMark(department.grade), ' ', formula(department.gradeFormula)),
        ]
      : []),
    paper === null ? '' : el('p', {}, el('a', { class: 'button', href: `/papers/${encodeURIComponent(paper)}` }, '看公开文本和校验结果')),
  );
}

function problemsView({ problems, report, view }: RecordsDetail): HTMLElement {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const say =
    errors > 0
      ? `有 ${errors} 个错误，改正后才能编自评报告。改好记录，点左边的“上传改好的记录”。`
      : problems.length > 0
        ? '没有错误。下面的提醒请看一遍，确实如此的不用改。'
        : '没有发现问题。';
  return el(
    'div',
    {},
    el('p', { class: `next ${errors > 0 ? 'stop' : 'go'}` }, say),
    el(
      'ul',
      { class: 'problems' },
      ...problems.map(({ severity, place, message, mend, project }) =>
        el(
          'li',
          { class: severity },
          el(
            'p',
            {},
            el('span', { class: `tag ${severity}` }, NAMES[severity]),
            project === null ? el('b', {}, place) : el('a', { href: `#p${project}` }, place),
            `　${message}`,
          ),
          el('p', { class: 'mend' }, el('span', { class: 'visually-hidden' }, '改法：'), mend),
        ),
      ),
    ),
    view && !report && errors === 0 ? el('p', { class: 'hint' }, '还没有项目自评，所以没有报告可下载。') : '',
  );
}

/** The report in every format. */
function reportView({ id, report }: RecordsDetail): HTMLElement {
  if (!report) return el('p', { class: 'state' }, '现在编不出自评报告，原因见“问题”。');
  const draft = el('input', { type: 'checkbox', id: 'draft' });
  return el(
    'div',
    {},
    el('p', {}, el('b', {}, report.title)),
    el('p', { class: 'hint' }, '报告里的每个数都取自记录，舍入后处处加得起来。'),
    el('p', {}, el('label', {}, draft, ' 草稿（带“仅供内部审核”水印）')),
    el(
      'ul',
      { class: 'files' },
      ...FORMATS.map(({ format, name, note }) => {
        const line = new Line('下载', `下载${name}报告`, async (own) => {
          own.say('正在生成……');
          const made = await makeReport(id, format, draft.checked);
          save(await fetchReport(id, format, draft.checked), made.name);
          own.say(`已下载（${sizeWords(made.size)}）`);
        });
        return el('li', {}, el('span', { class: 'file-name' }, name, el('small', {}, note)), line.button, line.status);
      }),
    ),
  );
}

/** the tab that was looked at last stays when the records come anew */
let last = 'sum';

/** What is shown while no project is chosen. */
export function overviewOf(detail: RecordsDetail): HTMLElement {
  const { view, problems, paper } = detail;
  const list = el('div', { class: 'tabs', role: 'tablist', 'aria-label': '全部项目' });
  const views = el('div', { class: 'views' });
  const tabs = new Tabs(list, views, [
    ...(view ? [{ id: 'sum', name: '汇总', view: sumView(view, paper) }] : []),
    ...(paper === null
      ? [
          { id: 'problems', name: `问题 ${problems.length}`, view: problemsView(detail) },
          { id: 'report', name: '自评报告', view: reportView(detail) },
        ]
      : []),
  ]);
  tabs.select(problems.some(({ severity }) => severity === 'error') ? 'problems' : last);
  for (const event of ['click', 'keyup'])
    list.addEventListener(event, () => {
      last = list.querySelector('[aria-selected="true"]')?.id.replace('tab-', '') ?? last;
    });
  return el('div', {}, el('h2', { class: 'detail-name' }, view ? '全部项目' : '没能读懂这份记录'), list, views);
}
