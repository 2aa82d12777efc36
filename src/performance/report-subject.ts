import { ALL } from '../fact/dimension.ts';
import type { Subject } from '../form/report-form.ts';
import { isScore } from '../score/rule.ts';
import { EXECUTION_ITEM } from '../score/sheet.ts';
import { moneyOf, type PerformanceRecords, type YearRecord } from './record.ts';
import { itemsOf, levelName, partsOf, sourceOf, sources } from './report-facts.ts';
import type { ProjectScore, Scores } from './scores.ts';

const subject = (
  words: Readonly<Record<string, string>>,
  dims: Subject['dims'] = {},
  below: Readonly<Record<string, readonly Subject[]>> = {},
): Subject => ({
  dims,
  words: new Map(Object.entries(words)),
  below: new Map(Object.entries(below)),
});

const flag = (is: boolean): string => (is ? '是' : '');
const lines = (texts: readonly string[]): Subject[] => texts.map((text) => subject({ line: text }));

/** Why points were lost and what is done about it, as one cell prints it. */
const reasoned = (reason: string, mend: string): string =>
  [reason === '' ? '' : `原因：${reason}`, mend === '' ? '' : `改进措施：${mend}`].filter((text) => text !== '').join('；');

interface Line {
  readonly words: Readonly<Record<string, string>>;
  readonly lost: boolean;
  /** how sentences call it, and how the form does */
  readonly item: string;
  readonly name: string;
}

/** The indicators of a project with what became of them. */
function linesOf({ year, sheet }: ProjectScore): Line[] {
  const items = itemsOf(year.indicators);
  return year.indicators.map((indicator, i): Line => {
    const result = year.evaluation?.results.find((one) => one.indicator === indicator.name);
    const score = sheet.lines[i + 1]?.score;
    const weight = indicator.weight ?? 0;
    const lost = score !== undefined && isScore(score) && score.points < weight;
    const { reason = '', mend = '', actual = '', survey } = result ?? {};
    return {
      item: items[i] ?? '',
      name: indicator.name,
      lost,
      words: {
        level1: levelName(indicator.level1),
        level2: levelName(indicator.level2 || indicator.level1),
        name: indicator.name,
        target: indicator.annual.text,
        actual,
        evidence: indicator.evidence,
        how: survey?.how ?? '',
        satisfied: flag(survey?.satisfied !== undefined && survey.satisfied !== null),
        lost: flag(lost),
        reason,
        mend,
        reasoned: reasoned(reason, mend),
        formula: score && isScore(score) ? score.formula : '',
      },
    };
  });
}

/** What a project's summary row says of its work: the first quantity. */
function quantityOf(year: YearRecord): Readonly<Record<string, string>> {
  const own = year.indicators.find(({ class: of, missing }) => of === 'quantity' && !missing);
  const result = year.evaluation?.results.find(({ indicator }) => indicator === own?.name);
  return { what: own?.name ?? '', 'what-target': own?.annual.text ?? '', 'what-actual': result?.actual ?? '' };
}

function projectSubject(records: PerformanceRecords, score: ProjectScore, n: number): Subject {
  const { record, year, sheet } = score;
  const { project } = record;
  const { evaluation } = year;
  const own = linesOf(score);
  const { original, adjusted, executed } = moneyOf(year);
  const unspent = executed !== null && executed < adjusted;
  const all = own.every(({ lost }) => !lost);
  const { reason = '', mend = '' } = evaluation?.execution ?? {};
  const execution = { reason, mend, reasoned: reasoned(reason, mend), name: EXECUTION_ITEM, level2: EXECUTION_ITEM };
  return subject(
    {
      ...Object.fromEntries(project.fields),
      ordinal: String(n),
      name: project.name,
      // 夜市街区改造项目; a name that ends so is not lengthened
      called: /项目$/.test(project.name) ? project.name : `${project.name}项目`,
      code: project.code,
      unit: project.unit || records.organisation,
      department: record.department,
      goal: year.goal,
      achieved: evaluation?.achieved ?? '',
      reached: all && !unspent ? '已全部实现' : '部分实现',
      grade: sheet.grade?.grade ?? '',
      adjusted: flag(adjusted !== original),
      unspent: flag(unspent),
      short: flag(!all),
      lost: flag(unspent || !all),
      'execution-reasoned': execution.reasoned,
      full: flag(all && !unspent),
      answer: year.answer?.text ?? '',
      'total-formula': sheet.totalFormula,
      ...quantityOf(year),
    },
    // a project below a part of the projects is none of the part's sums
    { project: project.name, item: ALL },
    {
      items: own.map((line) => subject(line.words, { item: line.item })),
      indicators: own.map((line) => subject(line.words, { item: line.name })),
      lost: [
        ...(unspent ? [{ words: execution, dims: {} }] : []),
        ...own.filter(({ lost }) => lost).map((line) => ({ words: line.words, dims: { item: line.item } })),
      ].map(({ words, dims }, i) => subject({ ...words, ordinal: String(i + 1) }, dims)),
      sources: sources
        .filter((source) => year.money.some((money) => sourceOf(money) === source))
        .map(({ name, dims }, i) => subject({ source: i === 0 ? `其中：${name}` : name }, dims)),
      execution: unspent ? [subject(execution)] : [],
      measures: lines(year.answer?.measures ?? []),
    },
  );
}

/** What a report of performance speaks of: the organisation, its department's evaluation, its projects with all that is known of them. */
export function reportSubject(records: PerformanceRecords, scores: Scores): Subject {
  const { department } = scores;
  const projects = scores.projects.map((score, i) => projectSubject(records, score, i + 1));
  const partOf = partsOf(records, scores);
  const parts = Map.groupBy(projects.entries(), ([i]) => {
    const score = scores.projects[i];
    return score ? partOf(score) : null;
  });
  const levels = records.department?.levels ?? [];
  return subject(
    {
      ...Object.fromEntries(records.texts),
      year: String(records.year),
      next: String(records.year + 1),
      organisation: records.organisation,
      we: records.scope === 'unit' ? '本单位' : '本部门',
      'department-grade': department?.grade?.grade ?? '',
      'department-formula': department?.totalFormula ?? '',
    },
    { year: String(records.year) },
    {
      projects,
      lacking: projects.filter(({ words }) => words.get('lost') !== ''),
      answered: projects.filter(({ words }) => words.get('answer') !== ''),
      parts: [...parts].map(([part, own]) =>
        subject({ part: part ?? '部门预算项目' }, part === null ? {} : { item: part }, { members: [...own].map(([, one]) => one) }),
      ),
      grades: scores.grades.map(({ grade }) => subject({ grade }, { item: grade })),
      natures: (['basic', 'project'] as const).flatMap((nature) => natureRows(records, nature)),
      money: (records.department?.money ?? []).length > 0 ? [subject({})] : [],
      managing: paragraphs(records, 'managed').length > 0 ? [subject({})] : [],
      ...Object.fromEntries(PARAGRAPHS.map((key) => [key, lines(paragraphs(records, key))])),
      department: department
        ? [subject({}, {}, { levels: levels.map(({ name, says }) => subject({ level: name }, { item: name }, { says: lines(says) })) })]
        : [],
    },
  );
}

/** Texts of the organisation that are paragraphs of their own, a line each. */
const PARAGRAPHS = ['managed', 'survey', 'problems', 'advice', 'other'] as const;

const paragraphs = ({ texts }: PerformanceRecords, key: string): string[] =>
  (texts.get(key) ?? '').split('\n').flatMap((line) => (line.trim() ? [line.trim()] : []));

/** The rows of money of a nature: all of it, and what the year's appropriations are of it. */
function natureRows({ department }: PerformanceRecords, nature: 'basic' | 'project'): Subject[] {
  const own = department?.money.find((one) => one.nature === nature);
  if (!own) return [];
  const whole = subject({ nature: nature === 'basic' ? '基本支出' : '项目支出' }, { nature });
  return own.appropriation ? [whole, subject({ nature: '其中：当年财政拨款' }, { nature, fund: 'appropriation' })] : [whole];
}
