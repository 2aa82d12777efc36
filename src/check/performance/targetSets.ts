import { goalOfYear, indicatorName } from '../../score/indicator.ts';
import { type Project, projectKey } from '../../score/project.ts';
import type { Finding } from '../finding.ts';
import { found } from '../found.ts';
import { groupOf, missingGroups } from './indicatorGroups.ts';
import { fieldPlace, type Hit, hitPlaces, listed, nameOf } from './spots.ts';

/** Projects without an output, cost, benefit or satisfaction indicator (F-15). */
function missingFinding(projects: readonly Project[]): Finding[] {
  const lacking = projects.flatMap((project) => {
    const missing = missingGroups(project.indicators.map(({ class: kind, level1 }) => groupOf(kind, level1?.text ?? '')));
    return project.indicators.length && project.name && missing.length ? [{ project, name: project.name, missing }] : [];
  });
  if (!lacking.length) return [];
  return [
    found('comply.indicator-missing', {
      severity: 'info',
      message: `${listed(lacking.map(({ project, missing }) => `项目“${nameOf(project)}”缺${missing.join('、')}指标`))}。`,
      suggestion: '绩效指标应包括产出、成本、效益和服务对象满意度。',
      places: lacking.map(({ project, name }) => fieldPlace(project, name, '项目名称')),
    }),
  ];
}

/** Projects none of whose quantities is a number: nothing can be counted at the year's end (F-15). */
function uncountedFinding(projects: readonly Project[]): Finding[] {
  const hits = projects.flatMap((project) => {
    const quantities = project.indicators.filter((indicator) => indicator.class === 'quantity' && goalOfYear(indicator));
    return quantities.length &&
      quantities.every((indicator) => !goalOfYear(indicator)?.value.number && !/\d/.test(indicatorName(indicator)))
      ? quantities.map((indicator): Hit => ({ project, indicator, says: `项目“${nameOf(project)}”` }))
      : [];
  });
  if (!hits.length) return [];
  return [
    found('comply.indicator-missing', {
      severity: 'info',
      message: `${listed(hits.map(({ says }) => says))}的数量指标没有一项写了数，年终无法计数。`,
      suggestion: '至少设一项可以计数的产出指标，如完成多少、覆盖多少。',
      places: hitPlaces(hits),
    }),
  ];
}

/** First levels that a group may stand under beside its own: cost under output (财预〔2015〕88号), satisfaction under effects. */
const ALSO: Readonly<Record<string, string>> = { 成本: '产出', 满意度: '效益' };

/** Second levels printed under a first level that is not theirs: 数量指标 under 效益指标. */
function strayFinding(projects: readonly Project[]): Finding[] {
  const hits = projects.flatMap((project) =>
    project.indicators.flatMap((indicator): Hit[] => {
      const { class: kind, level1, level2 } = indicator;
      const [own, above] = [groupOf(kind, ''), groupOf(null, level1?.text ?? '')];
      const stray = own !== null && above !== null && own !== above && ALSO[own] !== above;
      const says = `项目“${nameOf(project)}”的“${level2?.text.replace(/\s+/g, '') ?? own}”填在“${level1?.text.replace(/\s+/g, '')}”下`;
      return stray ? [{ project, indicator, says }] : [];
    }),
  );
  if (!hits.length) return [];
  return [
    found('comply.indicator-level', {
      severity: 'info',
      message: `${listed(hits.map(({ says }) => says))}。`,
      suggestion: '二级指标归入所属的一级指标：数量、质量、时效属产出，经济、社会、生态效益和可持续影响属效益。',
      places: hitPlaces(hits),
    }),
  ];
}

/** Two projects with the same indicators. */
function duplicateFindings(projects: readonly Project[]): Finding[] {
  const out: Finding[] = [];
  const keyOf = (project: Project): string => project.indicators.map(indicatorName).filter(Boolean).sort().join('|');
  for (const [i, project] of projects.entries()) {
    for (const other of projects.slice(i + 1)) {
      if (project.indicators.length < 4 || keyOf(project) !== keyOf(other) || nameOf(project) === nameOf(other)) continue;
      const hits = [project, other].flatMap((one): Hit[] => one.indicators.map((indicator) => ({ project: one, indicator, says: '' })));
      out.push(
        found('comply.indicator-duplicate', {
          severity: 'info',
          message: `“${nameOf(project)}”与“${nameOf(other)}”的三级指标全部相同。`,
          suggestion: '按各项目的内容分别设定指标；属重复立项的应合并。',
          places: hitPlaces(hits),
        }),
      );
    }
  }
  return out;
}

/** An indicator that stands twice in one form, with one value or with two. */
function repeatedFindings(projects: readonly Project[]): Finding[] {
  return projects.flatMap((project) => {
    const named = project.indicators.flatMap((indicator) => {
      const goal = goalOfYear(indicator);
      const key = `${indicatorName(indicator)}${indicator.description?.text.replace(/\s+/g, '') ?? ''}`;
      return goal && key ? [{ key, indicator, goal }] : [];
    });
    const twice = [...Map.groupBy(named, ({ key }) => key).values()].filter(({ length }) => length > 1);
    const [first] = twice;
    if (!first) return [];
    const says = twice.map((same) => {
      const values = [...new Set(same.map(({ goal }) => goal.value.text))];
      return `“${indicatorName((same[0] as (typeof named)[number]).indicator)}”出现${same.length}次${values.length > 1 ? `，指标值分别为${values.map((value) => `“${value}”`).join('、')}` : ''}`;
    });
    return [
      found('comply.indicator-duplicate', {
        severity: 'warning',
        message: `项目“${nameOf(project)}”的指标${says.join('；')}。`,
        stated: first[0]?.goal.value.text ?? '',
        suggestion: '删去重复的指标；指标值不同的，写明各指什么。',
        places: hitPlaces(twice.flat().map(({ indicator }) => ({ project, indicator, says: '' }))),
      }),
    ];
  });
}

/** Indicators with a name and no value in either half of the form. */
function valuelessFinding(projects: readonly Project[]): Finding[] {
  const hits = projects.flatMap((project) =>
    project.indicators.flatMap((indicator): Hit[] =>
      indicatorName(indicator) && !goalOfYear(indicator)
        ? [{ project, indicator, says: `项目“${nameOf(project)}”的“${indicatorName(indicator)}”` }]
        : [],
    ),
  );
  if (!hits.length) return [];
  return [
    found('comply.indicator-value', {
      severity: 'warning',
      message: `${listed(hits.map(({ says }) => says))}没有指标值（也可能是提取时丢失）。`,
      stated: '空白',
      suggestion: '补填要达到的指标值。',
      places: hitPlaces(hits),
    }),
  ];
}

const SHORTEST = 5;

/** The longest stretch of an indicator that stands in another project's name and nowhere in its own form. */
function foreignWords(name: string, own: string, others: readonly string[]): string | null {
  for (let length = name.length; length >= SHORTEST; length--) {
    for (let i = 0; i + length <= name.length; i++) {
      const part = name.slice(i, i + length);
      if (others.some((other) => other.includes(part)) && !own.includes(part)) return part;
    }
  }
  return null;
}

/** Words of any project, which tell nothing of its subject. */
const COMMON = /项目|资金|经费|专项|工作|建设|管理|服务|补助|费用|发展|配套|支出|年度|完成|数量|成本|质量|及时|情况|企业|单位/g;

/** Whether two texts share two characters in a row that say what they are about. */
function sharesSubject(a: string, b: string): boolean {
  const subject = a.replace(COMMON, '|');
  for (let i = 0; i + 2 <= subject.length; i++)
    if (!subject.slice(i, i + 2).includes('|') && b.includes(subject.slice(i, i + 2))) return true;
  return false;
}

/** Indicators that name the subject of another project of the paper. */
function copiedFindings(projects: readonly Project[]): Finding[] {
  return projects.flatMap((project) => {
    const { name, overview, basis, necessity, measures, plan, purpose, goals } = project;
    const own = projectKey(
      [name, overview, basis, necessity, measures, plan, purpose, goals.term, goals.annual].map((words) => words?.text ?? '').join(''),
    );
    const others = projects.filter((other) => other !== project).map((other) => projectKey(other.name?.text ?? ''));
    const hits = project.indicators.flatMap((indicator): Hit[] => {
      const part = foreignWords(projectKey(indicatorName(indicator)), own, others);
      // words that begin the names of several projects belong to none of them
      return part &&
        !sharesSubject(projectKey(indicatorName(indicator)), projectKey(name?.text ?? '')) &&
        others.filter((other) => other.includes(part)).length === 1
        ? [{ project, indicator, says: part }]
        : [];
    });
    const [first] = hits;
    if (!first) return [];
    const source = projects.find((other) => other !== project && projectKey(other.name?.text ?? '').includes(first.says));
    return [
      found('comply.indicator-copied', {
        severity: 'warning',
        message: `项目“${nameOf(project)}”的指标“${indicatorName(first.indicator)}”说的是${source ? `“${nameOf(source)}”` : '另一项目'}的内容，本项目的名称和概况都没有提到。`,
        stated: indicatorName(first.indicator),
        suggestion: '按本项目内容重新设定指标。',
        places: [
          ...hits.flatMap(({ indicator }) => (indicator.name ? [fieldPlace(project, indicator.name, '三级指标')] : [])),
          ...(source?.name ? [fieldPlace(source, source.name, '项目名称')] : []),
        ],
      }),
    ];
  });
}

/** Findings about the indicators of projects taken together. */
export function setFindings(projects: readonly Project[]): Finding[] {
  const own = projects.filter(({ record, name }) => record.record !== 'whole-target' && name);
  return [
    ...missingFinding(own),
    ...uncountedFinding(own),
    ...strayFinding(own),
    ...duplicateFindings(own),
    ...repeatedFindings(own),
    ...valuelessFinding(own),
    ...copiedFindings(own),
  ];
}
