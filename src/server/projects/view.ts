import { nameCore } from '../../form/passage-name.ts';
import type { Lexicon } from '../../lexicon/lexicon.ts';
import {
  type Attribute,
  CLASS_NAMES,
  type DepartmentMoney,
  moneyOf,
  type PerformanceRecords,
  type ProjectRecord,
  yearOf,
} from '../../performance/record.ts';
import { type LevelsView, type ScoreView, scoreView } from '../../performance/view.ts';
import type { PlanProblem } from '../../plan/plan.ts';
import { exactWan } from '../../score/points.ts';
import type { Scheme } from '../../score/scheme.ts';
import { NO_ANCHORS, type ProjectAnchors } from './anchors.ts';
import type { ProjectFinding } from './findings.ts';
import { levelName, type MoneyView, rateText, type YearView, yearView } from './year-view.ts';

/** A problem of records; `project`: index of the project that it belongs to, null: of all. */
export interface RecordProblem extends Pick<PlanProblem, 'severity' | 'place' | 'message' | 'mend'> {
  readonly project: number | null;
}

/** One project through its life, as the page shows it. */
export interface ProjectDetail {
  readonly name: string;
  readonly code: string;
  readonly unit: string;
  readonly department: string;
  /** 特定目标类项目, 其他运转类项目 …; '' where a paper does not tell */
  readonly class: string;
  readonly attribute: string;
  readonly term: number | null;
  /** levels that give nothing are left out */
  readonly termFunding: readonly { readonly level: string; readonly amount: string }[];
  readonly spending: ProjectRecord['spending'];
  /** the words of its target form: overview, basis, need … */
  readonly words: readonly { readonly name: string; readonly text: string }[];
  readonly years: readonly YearView[];
  /** what other papers call it, whose code is the same */
  readonly otherNames: readonly { readonly year: number; readonly name: string }[];
  readonly spots: ProjectAnchors['spots'];
  readonly figures: ProjectAnchors['figures'];
  /** of the paper that it is read from; none for records */
  readonly findings: readonly ProjectFinding[];
}

/** A row of the department's money: 合计, 基本支出, 项目支出, and what is appropriated of it. */
export interface DepartmentRow extends MoneyView {
  readonly name: string;
}

/** All projects of one organisation. */
export interface RecordsView extends Pick<ScoreView, 'organisation' | 'year' | 'scheme' | 'average' | 'grades' | 'differences'> {
  readonly scope: PerformanceRecords['scope'];
  readonly projects: readonly ProjectDetail[];
  /** of the year reported on; executed only where it is known of every project */
  readonly money: MoneyView;
  /** how many projects have a score */
  readonly scored: number;
  readonly department: LevelsView | null;
  /** 部门整体支出; none where nobody says */
  readonly departmentMoney: readonly DepartmentRow[];
  readonly problems: readonly RecordProblem[];
}

const ATTRIBUTES: Readonly<Record<Attribute, string>> = { 'one-off': '一次性项目', recurring: '经常性项目', continuing: '延续性项目' };

/** The words of a target form in its order; goals stand with the indicators. */
const WORDS: readonly (readonly [string, string])[] = [
  ['overview', '项目概况'],
  ['basis', '立项依据'],
  ['necessity', '设立必要性'],
  ['measures', '保障措施'],
  ['plan', '实施计划'],
  ['purpose', '资金用途'],
  ['start', '开始日期'],
  ['end', '完成日期'],
  ['term-goal', '实施期目标'],
];

/** `told`: the year that the anchors' paper tells of. */
function projectDetail(record: ProjectRecord, scheme: Scheme, lexicon: Lexicon, anchors: ProjectAnchors, told: number): ProjectDetail {
  const { project, department, attribute, term, termFunding, spending, years } = record;
  const { name, code, unit, fields } = project;
  return {
    name,
    code,
    unit,
    department,
    class: record.class ? CLASS_NAMES[record.class] : '',
    attribute: fields.get('attribute') ?? (attribute ? ATTRIBUTES[attribute] : ''),
    term,
    termFunding: [...(termFunding ?? [])].flatMap(([level, fen]) =>
      fen === 0 ? [] : [{ level: levelName(level), amount: exactWan(fen) }],
    ),
    spending,
    words: WORDS.flatMap(([key, title]) => {
      const text = fields.get(key) ?? '';
      return text === '' ? [] : [{ name: title, text }];
    }),
    years: years.map((year) => yearView(record, year, scheme, lexicon, year.year === told ? anchors : NO_ANCHORS)),
    otherNames: [],
    spots: anchors.spots,
    figures: anchors.figures,
    findings: [],
  };
}

function totalMoney({ projects, year }: PerformanceRecords): MoneyView {
  const known = projects.flatMap((record) => {
    const own = yearOf(record, year);
    return own && own.money.length > 0 ? [moneyOf(own)] : [];
  });
  if (known.length === 0) return { original: null, adjusted: null, executed: null, rate: null };
  const sum = (of: (one: (typeof known)[number]) => number): number => known.reduce((total, one) => total + of(one), 0);
  const adjusted = sum((one) => one.adjusted);
  const executed = known.some((one) => one.executed === null) ? null : sum((one) => one.executed ?? 0);
  return {
    original: exactWan(sum((one) => one.original)),
    adjusted: exactWan(adjusted),
    executed: executed === null ? null : exactWan(executed),
    rate: rateText(executed, adjusted),
  };
}

const departmentRow = (name: string, own: readonly Pick<DepartmentMoney, 'original' | 'adjusted' | 'executed'>[]): DepartmentRow => {
  const sum = (key: 'original' | 'adjusted' | 'executed'): number => own.reduce((total, one) => total + one[key], 0);
  const [adjusted, executed] = [sum('adjusted'), sum('executed')];
  return {
    name,
    original: exactWan(sum('original')),
    adjusted: exactWan(adjusted),
    executed: exactWan(executed),
    rate: rateText(executed, adjusted),
  };
};

function departmentRows({ department }: PerformanceRecords): DepartmentRow[] {
  const money = department?.money ?? [];
  return [
    ...(money.length > 1 ? [departmentRow('合计', money)] : []),
    ...money.flatMap((own) => [
      departmentRow(own.nature === 'basic' ? '基本支出' : '项目支出', [own]),
      ...(own.appropriation ? [departmentRow('其中：当年财政拨款', [own.appropriation])] : []),
    ]),
  ];
}

/** Records as the page shows them: only what `scoreView` and its neighbours make, as text. `anchors`: where a paper speaks of its projects. */
export function recordsView(
  records: PerformanceRecords,
  scheme: Scheme,
  lexicon: Lexicon,
  anchors: ReadonlyMap<string, ProjectAnchors> = new Map(),
): RecordsView {
  const { organisation, year, scheme: shown, average, grades, differences, department, problems, projects } = scoreView(records, scheme);
  const names = records.projects.map(({ project }) => `项目“${project.name}”`);
  return {
    organisation,
    scope: records.scope,
    year,
    scheme: shown,
    projects: records.projects.map((record) =>
      projectDetail(record, scheme, lexicon, anchors.get(nameCore(record.project.name)) ?? NO_ANCHORS, year),
    ),
    money: totalMoney(records),
    scored: projects.filter(({ total }) => total !== null).length,
    average,
    grades,
    differences,
    department,
    departmentMoney: departmentRows(records),
    problems: problems.map(({ severity, place, message, mend }) => {
      const project = names.findIndex((name) => place.startsWith(name));
      return { severity, place, message, mend, project: project < 0 ? null : project };
    }),
  };
}
