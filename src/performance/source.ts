import { decimalText } from '../fact/decimal.ts';
import { APPROPRIATED } from '../plan/plan.ts';
import { yuanText } from '../plan/workbook/records.ts';
import type { Points } from '../score/points.ts';
import { ASKED_BY, DEFAULT_FORM, DEFAULT_SCHEME } from './defaults.ts';
import { indicatorsOf } from './read-indicator.ts';
import type {
  Assessment,
  DepartmentEvaluation,
  LevelScore,
  Monitoring,
  PerformanceRecords,
  ProjectRecord,
  RecordIndicator,
  Result,
  SelfEvaluation,
  YearMoney,
  YearRecord,
} from './record.ts';

/** A mapping of the records' YAML. */
export type Source = Readonly<Record<string, unknown>>;

const isNothing = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  value === false ||
  (Array.isArray(value) ? value.length === 0 : typeof value === 'object' && Object.keys(value).length === 0);

/** Without what the reader takes for granted: nothing, or a value that is usual. */
const short = (fields: Source, usual: Source = {}): Source =>
  Object.fromEntries(Object.entries(fields).filter(([key, value]) => !isNothing(value) && value !== usual[key]));

const yuan = (fen: number): number | string => {
  const text = yuanText(fen);
  return String(Number(text)) === text ? Number(text) : text;
};
const yuanOrNull = (fen: number | null): number | string | null => (fen === null ? null : yuan(fen));
/** Hundredths: points, percentages. */
const points = (value: Points): number => Number(decimalText({ digits: value, scale: 2 }));
const pointsOrNull = (value: Points | null): number | null => (value === null ? null : points(value));

const moneyOf = ({ dims, level, original, adjusted, executed }: YearMoney): Source =>
  short(
    {
      ...dims,
      level,
      original: yuan(original),
      adjusted: adjusted === original ? null : yuan(adjusted),
      executed: yuanOrNull(executed),
    },
    { fund: 'general', origin: 'this-year', level: APPROPRIATED.includes(dims.fund ?? '') ? 'local' : 'self-raised' },
  );

const monitoringOf = ({ date, paid, forecast, progress }: Monitoring): Source =>
  short({ date, paid: yuan(paid), forecast: yuanOrNull(forecast), progress: progress.map((one) => short({ ...one })) });

const resultOf = ({ survey, lowTarget, share, stated, taken, ...words }: Result): Source =>
  short({
    ...words,
    share: pointsOrNull(share),
    'low-target': lowTarget,
    survey: survey && short({ ...survey }, { how: ASKED_BY }),
    stated: pointsOrNull(stated),
  });

const evaluationOf = ({ achieved, execution, results, stated, statedGrades }: SelfEvaluation): Source =>
  short({
    achieved,
    execution: short({
      reason: execution.reason,
      mend: execution.mend,
      stated: pointsOrNull(execution.stated),
      'stated-rate': pointsOrNull(execution.statedRate),
      note: execution.note,
    }),
    results: results.map(resultOf),
    stated: stated.map(points),
    'stated-grade': [...statedGrades],
  });

const levelOf = ({ name, weight, score, says }: LevelScore): Source =>
  short({ name, weight: points(weight), score: points(score), says: [...says] });

const assessmentOf = ({ by, date, team, levels, conclusion, problems, advice }: Assessment): Source =>
  short({ by, date, team, levels: levels.map(levelOf), conclusion, problems: [...problems], advice: [...advice] }, { by: 'department' });

/** What a year has of its own, where it differs from its project. */
function ownValues(year: YearRecord, base: readonly RecordIndicator[]): Source {
  const own = year.indicators.map((indicator) => ({ indicator, before: base.find(({ name }) => name === indicator.name) }));
  const values = own.filter(({ indicator, before }) => before?.annual.text !== indicator.annual.text);
  const weights = own.filter(({ indicator, before }) => before?.weight !== indicator.weight);
  return {
    values: Object.fromEntries(values.map(({ indicator: { name, annual } }) => [name, annual.text])),
    weights: Object.fromEntries(weights.map(({ indicator: { name, weight } }) => [name, pointsOrNull(weight)])),
  };
}

function yearOf(year: YearRecord, base: readonly RecordIndicator[], goal: string): Source {
  const { money, monitoring, evaluation, assessments, answer } = year;
  return {
    year: year.year,
    ...short(
      {
        money: money.map(moneyOf),
        goal: year.goal,
        ...ownValues(year, base),
        monitoring: monitoring.map(monitoringOf),
      },
      { goal },
    ),
    // an evaluation of which nothing is written yet is one all the same
    ...(evaluation ? { evaluation: evaluationOf(evaluation) } : {}),
    ...short({
      assessments: assessments.map(assessmentOf),
      answer: answer && short({ date: answer.date, text: answer.text, measures: [...answer.measures] }),
    }),
  };
}

/** The indicators of a project with their flags, which are none of the words that a form prints. */
function indicatorSources({ project, years }: ProjectRecord): Source[] {
  return project.indicators.map((words, i) => {
    const name = words.get('name');
    const missing = years.some(({ indicators }) => indicators.some((one, at) => one.missing && (name ? one.name === name : at === i)));
    const weight = words.get('weight');
    const number = weight !== undefined && String(Number(weight)) === weight ? { weight: Number(weight) } : {};
    return { ...Object.fromEntries(words), ...number, ...(missing ? { missing: true } : {}) };
  });
}

/** One project of the records, as `projectRecordOf` reads it. */
export function projectSource(record: ProjectRecord, organisation: string): Source {
  const { project, department, termFunding, years } = record;
  const indicators = indicatorSources(record);
  const base = indicatorsOf({ value: indicators, path: 'indicators' });
  const goal = project.fields.get('annual-goal') ?? project.fields.get('goal') ?? '';
  const term = [...(termFunding ?? [])].filter(([, fen]) => fen !== 0);
  return {
    ...short(
      {
        name: project.name,
        code: project.code,
        unit: project.unit,
        department,
        nature: record.class,
        fields: Object.fromEntries(project.fields),
        term:
          termFunding && Object.fromEntries((term.length > 0 ? term : [['local', 0] as const]).map(([level, fen]) => [level, yuan(fen)])),
        indicators,
      },
      { department: organisation },
    ),
    ...(project.published ? {} : { published: false }),
    ...short({ years: years.map((year) => yearOf(year, base, goal)) }),
  };
}

const departmentOf = ({ money, levels }: DepartmentEvaluation): Source => ({
  money: money.map(({ nature, appropriation, ...own }) => {
    const amounts = ({ original, adjusted, executed }: typeof own): Source => ({
      original: yuan(original),
      adjusted: yuan(adjusted),
      executed: yuan(executed),
    });
    return { nature, ...amounts(own), ...(appropriation ? { appropriation: amounts(appropriation) } : {}) };
  }),
  levels: levels.map(levelOf),
});

/** Records as the value of their YAML: `readRecords` reads them back, but for where they stood. */
export function recordsSource(records: PerformanceRecords): Source {
  const { organisation, scope, year, form, scheme, units, projects, department, stated, texts } = records;
  return short(
    {
      organisation,
      scope,
      year,
      form,
      scheme,
      units: units.map((unit) => short({ ...unit })),
      stated: short({ average: pointsOrNull(stated.average), grades: Object.fromEntries(stated.grades) }),
      department: department && departmentOf(department),
      texts: Object.fromEntries(texts),
      projects: projects.map((project) => projectSource(project, organisation)),
    },
    { form: DEFAULT_FORM, scheme: DEFAULT_SCHEME },
  );
}
