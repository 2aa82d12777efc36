import { nameCore } from '../form/passage-name.ts';
import { exactWan, pointsText, shareOf } from '../score/points.ts';
import { isScore } from '../score/rule.ts';
import type { Scheme } from '../score/scheme.ts';
import { EXECUTION_ITEM } from '../score/sheet.ts';
import { moneyOf, type PerformanceRecords, type ProjectRecord, type YearRecord } from './record.ts';
import { sheetOf } from './scores.ts';

/** One project in several papers of one organisation. */
export interface JoinedProject {
  /** with the years of all papers, under its latest name */
  readonly record: ProjectRecord;
  /** as each paper that has it tells it, by index of the papers */
  readonly parts: ReadonlyMap<number, ProjectRecord>;
  /** the names that it had before, latest last: its code is the same */
  readonly former: readonly { readonly year: number; readonly name: string }[];
}

const codeOf = ({ project }: ProjectRecord): string => project.code.replace(/\s+/g, '');
const isSame = (a: ProjectRecord, b: ProjectRecord): boolean => nameCore(a.project.name) === nameCore(b.project.name);

/** Two tellings of a year: what one of them leaves blank the other fills; an evaluation, and money that was spent, stand before what was planned. */
function mergedYear(a: YearRecord, b: YearRecord): YearRecord {
  const [own, other] = a.evaluation && !b.evaluation ? [a, b] : [b, a];
  const spent = [own, other].find((year) => moneyOf(year).executed !== null);
  const filled = <T>(mine: readonly T[], theirs: readonly T[]): readonly T[] => (mine.length > 0 ? mine : theirs);
  return {
    ...own,
    money: filled((spent ?? own).money, other.money),
    goal: own.goal || other.goal,
    indicators: filled(own.indicators, other.indicators),
    monitoring: filled(own.monitoring, other.monitoring),
    assessments: filled(own.assessments, other.assessments),
    answer: own.answer ?? other.answer,
  };
}

/** All years that are told of a project, in order, each once. */
function mergedYears(parts: readonly ProjectRecord[]): YearRecord[] {
  const years = new Map<number, YearRecord>();
  for (const year of parts.flatMap((part) => part.years)) {
    const known = years.get(year.year);
    years.set(year.year, known ? mergedYear(known, year) : year);
  }
  return [...years.values()].sort((a, b) => a.year - b.year);
}

function joined(parts: ReadonlyMap<number, ProjectRecord>, years: readonly number[]): JoinedProject {
  const tellings = [...parts].sort(([a], [b]) => (years[a] ?? 0) - (years[b] ?? 0) || a - b);
  const records = tellings.map(([, record]) => record);
  const last = records.at(-1) as ProjectRecord;
  const former = tellings.flatMap(([paper, record], i) => {
    const next = records[i + 1];
    return next && !isSame(record, next) ? [{ year: years[paper] ?? 0, name: record.project.name }] : [];
  });
  const code = records.map(codeOf).findLast((own) => own !== '') ?? '';
  return { record: { ...last, project: { ...last.project, code }, years: mergedYears(records) }, parts, former };
}

/**
 * The projects that papers of one organisation tell of: the same where their codes are, else where their names are (but for the year, owner and
 * endings like 项目, 经费). Of two projects in one paper none is the other; of unlike names without a common code nothing is guessed.
 */
export function joinProjects(papers: readonly Pick<PerformanceRecords, 'projects' | 'year'>[]): JoinedProject[] {
  const found: Map<number, ProjectRecord>[] = [];
  papers.forEach(({ projects }, paper) => {
    const before = [...found];
    const by = (is: (known: ProjectRecord, own: ProjectRecord) => boolean) => (own: ProjectRecord) =>
      before.find((one) => !one.has(paper) && [...one.values()].some((known) => is(known, own)));
    const byCode = by((known, own) => codeOf(known) !== '' && codeOf(known) === codeOf(own));
    const byName = by(isSame);
    const rest = projects.filter((project) => !byCode(project)?.set(paper, project));
    for (const project of rest) {
      const known = byName(project);
      if (known) known.set(paper, project);
      else found.push(new Map([[paper, project]]));
    }
  });
  const years = papers.map(({ year }) => year);
  return found.map((parts) => joined(parts, years));
}

/** Papers of one organisation as one: its projects through all years, reported on in the latest year that was evaluated. */
export function joinRecords(papers: readonly PerformanceRecords[]): {
  readonly records: PerformanceRecords;
  readonly projects: readonly JoinedProject[];
} {
  const inOrder = [...papers].sort((a, b) => a.year - b.year);
  const isEvaluated = ({ projects, year }: PerformanceRecords): boolean =>
    projects.some(({ years }) => years.some((own) => own.year === year && own.evaluation !== null));
  const told = inOrder.findLast(isEvaluated) ?? inOrder.at(-1);
  if (!told) throw new Error('no papers to join');
  const projects = joinProjects(inOrder);
  return { records: { ...told, projects: projects.map(({ record }) => record) }, projects };
}

/** A year of a project for anybody: amounts in 万元, rate in percent, points; null where nothing is known. */
export interface HistoryYear {
  readonly year: number;
  /** 安排: the year's budget */
  readonly promised: string | null;
  /** 花了 */
  readonly paid: string | null;
  readonly rate: string | null;
  readonly goal: string;
  readonly achieved: string;
  /** indicators that got all their points, of how many; null before the evaluation */
  readonly reached: { readonly full: number; readonly of: number } | null;
  readonly score: string | null;
  readonly grade: string | null;
}

export interface ProjectHistory {
  readonly name: string;
  readonly code: string;
  readonly former: JoinedProject['former'];
  readonly years: readonly HistoryYear[];
}

function historyYear(year: YearRecord, scheme: Scheme): HistoryYear {
  const { adjusted, executed } = moneyOf(year);
  const isKnown = year.money.length > 0;
  const sheet = year.evaluation && sheetOf(year, scheme);
  const lines = (sheet?.lines ?? []).filter(({ item }) => item !== EXECUTION_ITEM);
  return {
    year: year.year,
    promised: isKnown ? exactWan(adjusted) : null,
    paid: executed === null ? null : exactWan(executed),
    rate: executed === null || adjusted <= 0 ? null : pointsText(shareOf(10_000, Math.max(0, executed), adjusted)),
    goal: year.goal,
    achieved: year.evaluation?.achieved ?? '',
    reached:
      lines.length === 0
        ? null
        : { full: lines.filter(({ score, weight }) => isScore(score) && score.points >= weight).length, of: lines.length },
    score: sheet?.total === null || sheet === null ? null : pointsText(sheet.total),
    grade: sheet?.grade?.grade ?? null,
  };
}

/** What was promised, paid and reached of each project, and its score, year by year. */
export const historyOf = (projects: readonly JoinedProject[], scheme: Scheme): ProjectHistory[] =>
  projects.map(({ record: { project, years }, former }) => ({
    name: project.name,
    code: project.code,
    former,
    years: years.map((year) => historyYear(year, scheme)),
  }));
