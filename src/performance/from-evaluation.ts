import type { Fact } from '../fact/fact.ts';
import { countOf, quotedName } from '../form/passage-fact.ts';
import type { EvaluationClause, EvaluationNode, EvaluationRow, EvaluationTable } from '../form/passage-node.ts';
import type { ProjectEvaluation, ProjectMention } from '../score/evaluation.ts';
import { actualOf, namedValue } from '../score/outcome.ts';
import type { Points } from '../score/points.ts';
import type { Scheme } from '../score/scheme.ts';
import type { Attainment } from '../score/scoring.ts';
import { ASKED_BY } from './defaults.ts';
import { typedIndicator } from './read-indicator.ts';
import type { RecordIndicator, Result, SelfEvaluation, Survey, YearMoney } from './record.ts';
import { sources } from './report-facts.ts';

/** What a paper says of a project's evaluation in its year, as a record holds it. */
export interface ReadEvaluation {
  readonly money: readonly YearMoney[];
  readonly goal: string;
  readonly indicators: readonly RecordIndicator[];
  readonly evaluation: SelfEvaluation;
}

/** The paper's facts, tables and scheme that records are made from. */
export interface EvaluationSource {
  readonly facts: readonly Fact[];
  readonly tables: readonly EvaluationTable[];
  readonly scheme: Scheme;
}

const pointsIn = (text: string | undefined): Points | null =>
  text !== undefined && /^\d+(?:\.\d{1,2})?$/.test(text) ? Math.round(Number(text) * 100) : null;

const slotIn = (clause: Pick<EvaluationClause, 'slots'>, name: string): string => clause.slots.get(name)?.words.text ?? '';

/** 原因：…；改进措施：… taken apart; words without such marks are the reason. */
function reasonOf(text: string): { readonly reason: string; readonly mend: string } {
  const match = /^(?:(?:偏差|扣分)?原因：(.*?))?(?:；?(?:改进|整改)措施：(.*))?$/.exec(text);
  return match ? { reason: match[1] ?? '', mend: match[2] ?? '' } : { reason: text, mend: '' };
}

/** How far an indicator that is judged was reached, by the points that it got. */
function attainmentOf(got: Points | null, weight: Points | null, { judged }: Scheme): Pick<Result, 'attained' | 'share'> {
  if (got === null || !weight) return { attained: null, share: null };
  const share = Math.round((got * 10_000) / weight);
  const attained = (['reached', 'partly', 'missed'] as const satisfies readonly Attainment[]).find(
    (band) => share >= judged[band][0] * 100,
  );
  return attained ? { attained, share: share === judged[attained][1] * 100 ? null : share } : { attained: null, share: null };
}

interface Line {
  readonly indicator: RecordIndicator;
  readonly result: Result;
}

function lineOf(indicator: RecordIndicator, actual: string, got: Points | null, said: string, scheme: Scheme): Line {
  const judged = indicator.direction === 'judged' ? attainmentOf(got, indicator.weight, scheme) : { attained: null, share: null };
  return {
    indicator,
    result: {
      indicator: indicator.name,
      actual,
      ...judged,
      lowTarget: false,
      survey: null,
      ...reasonOf(said),
      stated: got,
      taken: got,
      note: '',
    },
  };
}

/** The lines of an official form. */
function formLines({ clauses }: EvaluationNode, scheme: Scheme): Line[] {
  return clauses.flatMap((clause): Line[] => {
    if (clause.id !== 'indicator' || slotIn(clause, 'indicator') === '') return [];
    const words = {
      level1: slotIn(clause, 'level1'),
      level2: slotIn(clause, 'level2'),
      name: slotIn(clause, 'indicator'),
      value: slotIn(clause, 'target'),
    };
    const indicator = typedIndicator(words, { weight: pointsIn(slotIn(clause, 'weight')) });
    return [lineOf(indicator, slotIn(clause, 'actual'), pointsIn(slotIn(clause, 'got')), slotIn(clause, 'reason'), scheme)];
  });
}

/** The lines that paragraphs describe; levels stand for first levels, which they do not tell. */
function itemLines({ items, deductions }: ProjectEvaluation, othersFull: boolean, scheme: Scheme): Line[] {
  return items.flatMap((item): Line[] => {
    if (item.kind === 'execution') return [];
    const weight = item.weight === null ? null : Math.round(item.weight * 100);
    const less = deductions.find(({ item: of }) => of.text.includes(item.level))?.points ?? 0;
    const got = item.got !== null ? Math.round(item.got * 100) : othersFull && weight !== null ? weight - Math.round(less * 100) : null;
    const { name, value } = item.missing ? { name: `未设置${item.level}`, value: '' } : namedValue(item.target.text);
    const indicator = typedIndicator({ level2: item.level, name, value }, { weight, missing: item.missing });
    return [lineOf(indicator, actualOf(item.result?.text ?? ''), got, '', scheme)];
  });
}

/** Who was asked about a satisfaction, where a sentence names the indicator. */
function surveysIn({ mentions }: ProjectEvaluation): ReadonlyMap<string, Survey> {
  const clauses = mentions.flatMap(({ node }) => node.clauses.filter(({ id }) => id === 'survey'));
  return new Map(
    clauses.flatMap((clause): [string, Survey][] => {
      const item = slotIn(clause, 'item');
      const name = quotedName(item);
      const [asked, answered, satisfied] = ['asked', 'answered', 'satisfied'].map((slot) => countOf(slotIn(clause, slot)));
      if (name === null || typeof asked !== 'number' || typeof answered !== 'number') return [];
      const how = /通过([^，。；]+)取得/.exec(item)?.[1] ?? ASKED_BY;
      return [[name, { how, asked, answered, satisfied: satisfied ?? null }]];
    }),
  );
}

/** Names that an evaluation uses twice are told apart by a number. */
function told(lines: readonly Line[]): Line[] {
  return lines.map((line, i) => {
    const before = lines.slice(0, i).filter(({ indicator }) => indicator.name === line.indicator.name).length;
    const name = before === 0 ? line.indicator.name : `${line.indicator.name}（${before + 1}）`;
    return { indicator: { ...line.indicator, name }, result: { ...line.result, indicator: name } };
  });
}

/** Money by source from the rows of an official form, or the project's own sums where it has none. */
function moneyOf(project: ProjectEvaluation, table: EvaluationTable | undefined, { facts }: EvaluationSource): YearMoney[] {
  const fen = (id: number | null | undefined): number | null => (id === null || id === undefined ? null : (facts[id]?.value ?? null));
  const cell = (row: EvaluationRow, role: string): number | null => fen(row.cells.get(role)?.fact);
  const line = (dims: YearMoney['dims'], original: number, adjusted: number, executed: number | null): YearMoney => ({
    dims,
    level: dims.fund === 'unit-funds' ? 'self-raised' : 'local',
    original,
    adjusted,
    executed,
  });
  const rows = (table?.rows ?? []).flatMap((row): YearMoney[] => {
    const source = row.kind === 'of-which' ? sources.find(({ name }) => row.label.text.includes(name)) : undefined;
    const [original, adjusted] = [cell(row, 'original'), cell(row, 'adjusted')];
    if (!source || original === null) return [];
    const dims = {
      fund: source.name === '其他资金' ? 'unit-funds' : 'general',
      origin: source.name === '上年结转资金' ? 'carried-over' : 'this-year',
    };
    return [line(dims, original, adjusted ?? original, cell(row, 'executed'))];
  });
  if (rows.length > 0) return rows;
  // a table has its figures in one place; then mentions that tell budget and execution together
  const trust = ({ node, executed }: ProjectMention): number => (node.source === 'table' ? 2 : executed === null ? 0 : 1);
  const mentions = [...project.mentions].sort((a, b) => trust(b) - trust(a));
  const first = (of: (mention: ProjectMention) => number | null): number | null => fen(mentions.map(of).find((id) => id !== null));
  const adjusted = first((mention) => mention.adjusted);
  const original = first((mention) => (mention.adjusted === null ? mention.budget : null)) ?? adjusted;
  if (original === null) return [];
  return [
    line(
      { fund: 'general', origin: 'this-year' },
      original,
      adjusted ?? original,
      first(({ executed }) => executed),
    ),
  ];
}

/** Everything that a paper says of one project's evaluation; null where it is only named. */
export function readEvaluation(project: ProjectEvaluation, source: EvaluationSource): ReadEvaluation | null {
  const { facts, tables, scheme } = source;
  const form = project.mentions.find(({ node }) => node.source === 'form')?.node;
  const tableOf = (kind: string): EvaluationTable | undefined =>
    form && tables.find((table) => table.form === kind && table.block === form.blocks[0]);
  const fields = tableOf('evaluation-form')?.fields ?? new Map();
  const value = (id: number | null): Fact | undefined => (id === null ? undefined : facts[id]);
  const stated = new Set(project.mentions.flatMap(({ total }) => pointsIn(value(total)?.printed) ?? []));
  // a full total tells all its parts
  const full = project.othersFull || stated.has(scheme.total);
  const surveys = surveysIn(project);
  const lines = told(form ? formLines(form, scheme) : itemLines(project, full, scheme));
  const grades = new Set(project.mentions.flatMap(({ grade }) => value(grade)?.printed ?? []));
  const money = moneyOf(project, tableOf('evaluation-money'), source);
  if (stated.size === 0 && lines.length === 0 && money.length === 0) return null;
  const rate = value(project.mentions.flatMap(({ rates }) => rates)[0] ?? null);
  const execution = form?.clauses.find(({ id }) => id === 'execution');
  const executionGot = execution ? slotIn(execution, 'got') : project.items.find(({ kind }) => kind === 'execution')?.got?.toString();
  return {
    money,
    goal: fields.get('goal')?.text ?? '',
    indicators: lines.map(({ indicator }) => indicator),
    evaluation: {
      achieved: fields.get('achieved')?.text ?? '',
      execution: {
        ...reasonOf(fields.get('execution-reason')?.text ?? ''),
        stated: pointsIn(executionGot),
        statedRate: pointsIn(rate?.printed),
        note: '',
      },
      results: lines.map(({ result }) => ({ ...result, survey: surveys.get(result.indicator) ?? null })),
      stated: [...stated],
      statedGrades: [...grades],
      place: project.name,
    },
  };
}
