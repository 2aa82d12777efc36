import type { Words } from '../../document/document.ts';
import type { Reading } from '../../form/reading.ts';
import type { Project } from '../../score/project.ts';
import type { Finding, FindingPlace } from '../finding.ts';
import { found } from '../found.ts';
import { fieldPlace, goalPlace, listed, nameOf } from './spots.ts';
import { timeFindings } from './targetTimes.ts';

const DAY = 86_400_000;

/** The date of a filing stamp, 2025-01-10 of 20250110161541 however it is broken; null where it is none. */
function filingDate(text: string | undefined): string | null {
  const match = /^(20\d\d)\D?([01]?\d)\D?([0-3]?\d)/.exec(text?.replace(/\s+/g, '').replace(/[年月]/g, '-') ?? '');
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null;
}

/** Targets are filed while the budget is made: from September of the year before (一上) to the year itself. */
function filingFindings(projects: readonly Project[], year: number): Finding[] {
  const dated = projects.flatMap((project) => {
    const date = filingDate(project.filed?.text);
    return project.filed && date ? [{ project, words: project.filed, date }] : [];
  });
  return dated.flatMap(({ project, words, date }) => {
    const others = dated
      .filter((other) => other.project !== project)
      .map((other) => other.date)
      .sort();
    const lead = others[0] ? (Date.parse(others[0]) - Date.parse(date)) / DAY : Number.POSITIVE_INFINITY;
    const early = date < `${year - 1}-09-01` && lead > 60;
    const late = date > `${year}-12-31`;
    if (!early && !late) return [];
    return [
      found('comply.filing-date', {
        severity: 'warning',
        message: `项目“${nameOf(project)}”是${year}年度绩效目标，填报日期为${date}，${early ? `早于${year}年预算编制` : `晚于${year}年度`}${others[0] ? `；其他各表为${others[0]}至${others.at(-1)}` : ''}，可能沿用了其他年度的旧表。`,
        stated: date,
        expected: early ? `${year - 1}年9月以后` : `${year}年以内`,
        culprit: 0,
        suggestion: '核对指标是否已按当年预算更新，重新填报。',
        places: [fieldPlace(project, words, '填报日期')],
      }),
    ];
  });
}

/** Attribute against years: 一次性 and 经常性 end within a year, 延续性 does not (relation F-14). */
function attributeFindings(projects: readonly Project[]): Finding[] {
  return projects.flatMap((project) => {
    const { attribute, term, termWords } = project;
    if (!attribute || !termWords || term === null) return [];
    const single = /一次性/.test(attribute.text) && term > 1;
    const staged = /延续性|阶段开展/.test(attribute.text) && term <= 1;
    if (!single && !staged) return [];
    return [
      found('comply.project-attribute', {
        severity: 'warning',
        message: `项目“${nameOf(project)}”的项目属性为“${attribute.text.replace(/\s+/g, '')}”，项目期为${term}年，两者不符。`,
        stated: `${term}年`,
        expected: single ? '1年' : '1年以上',
        suggestion: '核对项目属性和项目期。',
        places: [fieldPlace(project, attribute, '项目属性'), fieldPlace(project, termWords, '项目期')],
      }),
    ];
  });
}

/** One-off projects whose own words say that they recur. */
function recurringFinding(projects: readonly Project[]): Finding[] {
  const hits = projects.flatMap((project) => {
    const { attribute, overview, necessity, plan } = project;
    const recurs = [overview, necessity, plan].some((words) => /每年|逐年|常年|按月发放/.test(words?.text ?? ''));
    return attribute && /一次性/.test(attribute.text) && recurs ? [{ project, attribute }] : [];
  });
  if (!hits.length) return [];
  return [
    found('comply.project-attribute', {
      severity: 'info',
      message: `${listed(hits.map(({ project }) => `“${nameOf(project)}”`))}填为一次性项目，但文字说明每年或按月发生。`,
      suggestion: '每年发生的项目应填经常性项目。',
      places: hits.map(({ project, attribute }) => fieldPlace(project, attribute, '项目属性')),
    }),
  ];
}

/** Years that a plan names, those of documents left out. */
const yearsIn = (words: Words): number[] =>
  [...words.text.replace(/《[^》]*》|[〔[【（(]\s*\d{4}\s*[〕\]】）)]\s*\d*/g, '').matchAll(/(20\d\d)\s*年/g)].map((match) =>
    Number(match[1]),
  );

/** A plan of implementation that ends before the budget year. */
function planFindings(projects: readonly Project[], year: number): Finding[] {
  return projects.flatMap((project) => {
    const years = project.plan ? yearsIn(project.plan) : [];
    if (!project.plan || !years.length || Math.max(...years) >= year || project.record.record !== 'project-target') return [];
    return [
      found('comply.plan-year', {
        severity: 'warning',
        message: `项目“${nameOf(project)}”列入${year}年预算，项目实施计划却只写到${Math.max(...years)}年。`,
        stated: `${Math.max(...years)}年`,
        expected: `${year}年`,
        culprit: 0,
        suggestion: '按预算年度填写实施计划；属以前年度欠付的应说明。',
        places: [fieldPlace(project, project.plan, '项目实施计划')],
      }),
    ];
  });
}

/** Planned dates: the end not before the beginning, nor before the budget year. */
function dateFindings(projects: readonly Project[], year: number): Finding[] {
  return projects.flatMap((project) => {
    const { start, end } = project.dates;
    const [from, to] = [filingDate(start?.text), filingDate(end?.text)];
    if (!end || !to) return [];
    const turned = from !== null && to < from;
    if (!turned && to >= `${year}-01-01`) return [];
    return [
      found('comply.plan-year', {
        severity: turned ? 'error' : 'warning',
        message: turned
          ? `项目“${nameOf(project)}”计划开始日期${from}，完成日期${to}，完成早于开始。`
          : `项目“${nameOf(project)}”列入${year}年预算，计划完成日期却为${to}。`,
        stated: to,
        expected: turned ? `不早于${from}` : `${year}年或以后`,
        suggestion: '核对项目的起止日期。',
        places: [fieldPlace(project, end, '计划完成日期'), ...(start ? [fieldPlace(project, start, '计划开始日期')] : [])],
      }),
    ];
  });
}

/** Projects in stages whose whole money is that of one year, and whose dates end within it. */
function stagedFinding(projects: readonly Project[]): Finding[] {
  const hits = projects.flatMap((project) => {
    const { attribute, dates, funding } = project;
    const [from, to] = [filingDate(dates.start?.text), filingDate(dates.end?.text)];
    const [whole, annual] = [funding.term.total, funding.annual.total];
    const single = from !== null && to !== null && from.slice(0, 4) === to.slice(0, 4);
    return attribute && /阶段/.test(attribute.text) && single && whole && annual && whole.amount.fen === annual.amount.fen
      ? [{ project, whole }]
      : [];
  });
  if (!hits.length) return [];
  return [
    found('comply.project-attribute', {
      severity: 'info',
      message: `${listed(hits.map(({ project }) => `“${nameOf(project)}”`))}为阶段性项目，起止日期却在一年之内，项目资金总额等于年度资金。跨年度的应填全部年度的资金和日期。`,
      suggestion: '核对项目起止日期和项目资金总额。',
      places: hits.map(({ project, whole }) => fieldPlace(project, whole.words, '项目资金总额')),
    }),
  ];
}

/** Goals of several years that equal those of one. */
function termFindings(projects: readonly Project[]): Finding[] {
  return projects.flatMap((project) => {
    const both = project.indicators.filter(({ term, annual }) => term && annual);
    if ((project.term ?? 1) <= 1 || !project.termWords || both.length < 2) return [];
    if (!both.every(({ term, annual }) => term?.value.text === annual?.value.text)) return [];
    return [
      found('comply.term-goal', {
        severity: 'info',
        message: `项目“${nameOf(project)}”实施期${project.term}年，实施期指标与年度指标完全相同，未体现各年合计。`,
        suggestion: '实施期目标按全部年度填写，年度目标按当年填写。',
        places: [fieldPlace(project, project.termWords, '项目期'), ...both.flatMap((indicator) => goalPlace(project, indicator) ?? [])],
      }),
    ];
  });
}

/** Amounts and goals of the year that are blank where the paper's other forms have them. */
function blankFinding(projects: readonly Project[]): Finding[] {
  const forms = projects.filter(({ record }) => record.record === 'project-target');
  const blank = forms.filter(({ funding }) => funding.term.total && !funding.annual.total);
  if (!blank.length || blank.length === forms.length) return [];
  const places: FindingPlace[] = blank.flatMap((project) => [
    ...(project.funding.term.total ? [fieldPlace(project, project.funding.term.total.words, '实施期资金总额')] : []),
    ...(project.name ? [fieldPlace(project, project.name, '项目名称')] : []),
  ]);
  return [
    found('comply.target-blank', {
      severity: 'info',
      message: `${listed(blank.map((project) => `“${nameOf(project)}”`))}的年度资金总额空白，其他各表均已填写（也可能是提取时丢列）。`,
      suggestion: '对照原件，补填年度资金。',
      places,
    }),
  ];
}

/** Texts that break off with a comma. */
function fragmentFinding(projects: readonly Project[]): Finding[] {
  const places = projects.flatMap((project) =>
    (
      [
        ['项目概况', project.overview],
        ['立项依据', project.basis],
        ['项目设立必要性', project.necessity],
        ['保证项目实施的制度、措施', project.measures],
        ['项目实施计划', project.plan],
        ['绩效目标', project.goals.annual],
      ] as const
    ).flatMap(([row, words]) => (words && /[，,、]\s*$/.test(words.text) ? [fieldPlace(project, words, row)] : [])),
  );
  if (!places.length) return [];
  return [
    found('comply.target-fragment', {
      severity: 'info',
      message: `绩效目标表有${places.length}处文字以逗号、顿号结束，语句不完整。`,
      suggestion: '补全内容。',
      places,
    }),
  ];
}

/** Findings about the fields of projects' targets. `year`: the budget year, null where it is not known. */
export function formFindings(projects: readonly Project[], { identity }: Pick<Reading, 'identity'>): Finding[] {
  const { year } = identity;
  const forms = projects.filter(({ name }) => name);
  return [
    ...(year === null ? [] : [...filingFindings(forms, year), ...planFindings(forms, year), ...dateFindings(forms, year)]),
    ...attributeFindings(forms),
    ...recurringFinding(forms),
    ...stagedFinding(forms),
    ...termFindings(forms),
    ...timeFindings(forms, year),
    ...blankFinding(forms),
    ...fragmentFinding(forms),
  ];
}
