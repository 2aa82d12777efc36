import { type Dims, factKey } from '../fact/dimension.ts';
import type { FactValue } from '../form/render-facts.ts';
import type { Leaf, Leaves } from '../plan/leaves.ts';
import { APPROPRIATED } from '../plan/plan.ts';
import { shareOf } from '../score/points.ts';
import { isScore } from '../score/rule.ts';
import { EXECUTION_ITEM } from '../score/sheet.ts';
import type { DepartmentMoney, PerformanceRecords, RecordIndicator, YearMoney } from './record.ts';
import type { ProjectScore, Scores } from './scores.ts';

/** The part of a report that a project stands in: its unit's; null where all are of one unit, and the report speaks of them together. */
export function partsOf({ organisation }: PerformanceRecords, { projects }: Scores): (score: ProjectScore) => string | null {
  const unitOf = ({ record }: ProjectScore): string => record.project.unit || organisation;
  const several = new Set(projects.map(unitOf)).size > 1;
  return (score) => (several ? `${unitOf(score)}项目` : null);
}

/** 数量 → 数量指标: as the passages of evaluation call levels. */
export const levelName = (level: string): string => (level === '' || level.endsWith('指标') ? level : `${level}指标`);

/** What indicators are called in sentences: by their level, numbered where a project has several of one. */
export function itemsOf(indicators: readonly Pick<RecordIndicator, 'level1' | 'level2'>[]): string[] {
  const counts = new Map<string, number>();
  return indicators.map(({ level1, level2 }) => {
    const level = levelName(level2 || level1);
    const count = (counts.get(level) ?? 0) + 1;
    counts.set(level, count);
    return count === 1 ? level : `${level}${count}`;
  });
}

/** Where money comes from, as the form of self-evaluation tells it apart. */
export const sources = [
  { name: '当年财政拨款', dims: { fund: 'appropriation' } },
  { name: '上年结转资金', dims: { origin: 'carried-over' } },
  { name: '其他资金', dims: { item: 'other-funding' } },
] as const satisfies readonly { readonly name: string; readonly dims: Dims }[];

export const sourceOf = ({ dims }: YearMoney): (typeof sources)[number] =>
  dims.origin === 'carried-over' ? sources[1] : APPROPRIATED.includes(dims.fund ?? '') ? sources[0] : sources[2];

/** Collects leaves of money; what is the same money has one source, so that it is rounded as one. */
class Money {
  readonly leaves: Leaf[] = [];
  readonly sources: number[] = [];
  /** where in the records each source stands */
  readonly places: string[] = [];

  private source(fen: number, place: string): readonly number[] {
    if (fen === 0) return [];
    this.places.push(place);
    return [this.sources.push(fen) - 1];
  }

  private add(concept: string, dims: Dims, of: readonly number[]): void {
    this.leaves.push({
      concept,
      dims,
      kind: 'money',
      value: of.reduce((sum, source) => sum + (this.sources[source] ?? 0), 0),
      scale: 0,
      of,
    });
  }

  /** 年初预算, 预算调整, 全年预算, 执行 of one thing, under every meaning that it has. */
  stages(
    senses: readonly { readonly concept: string; readonly dims: Dims }[],
    money: Pick<DepartmentMoney, 'original' | 'adjusted' | 'executed'>,
    place: string,
  ): void {
    const original = this.source(money.original, place);
    const adjustment = this.source(money.adjusted - money.original, place);
    const adjusted = [...original, ...adjustment];
    const actual = money.executed === money.adjusted ? adjusted : this.source(money.executed, place);
    for (const { concept, dims } of senses) {
      this.add(concept, { ...dims, stage: 'original' }, original);
      this.add(concept, { ...dims, stage: 'adjustment' }, adjustment);
      this.add(concept, { ...dims, stage: 'adjusted' }, adjusted);
      this.add(concept, { ...dims, stage: 'actual' }, actual);
    }
  }
}

/** Money of a report as leaf facts: of each project by source, of all evaluated projects by part, of the department by nature. */
export function reportLeaves(records: PerformanceRecords, scores: Scores): Leaves {
  const { projects } = scores;
  const partOf = partsOf(records, scores);
  const into = new Money();
  const year = String(records.year);
  for (const score of projects) {
    const part = partOf(score);
    for (const money of score.year.money) {
      const amount: Dims = { year, set: 'self-evaluated', fund: money.dims.fund, ...(part ? { item: part } : {}) };
      into.stages(
        [
          { concept: 'project-budget', dims: { year, project: score.record.project.name, ...sourceOf(money).dims } },
          { concept: 'project-amount', dims: amount },
        ],
        { ...money, executed: money.executed ?? 0 },
        score.year.place,
      );
    }
  }
  for (const { nature, appropriation, ...money } of records.department?.money ?? []) {
    const rest = appropriation
      ? {
          original: money.original - appropriation.original,
          adjusted: money.adjusted - appropriation.adjusted,
          executed: money.executed - appropriation.executed,
        }
      : money;
    if (appropriation)
      into.stages([{ concept: 'expenditure', dims: { year, nature, fund: 'appropriation' } }], appropriation, 'department');
    into.stages([{ concept: 'expenditure', dims: { year, nature } }], rest, 'department');
  }
  return into;
}

/** Points, weights, rates and counts of a report, by fact key: none is a sum of others. */
export function reportFigures(records: PerformanceRecords, scores: Scores): ReadonlyMap<string, FactValue> {
  const facts = new Map<string, FactValue>();
  const year = String(records.year);
  const put = (concept: string, dims: Dims, kind: FactValue['kind'], value: number, scale = kind === 'count' ? 0 : 2): void => {
    facts.set(factKey(concept, { year, ...dims }), { kind, value, scale });
  };
  const evaluated: Dims = { set: 'self-evaluated' };
  const count = (dims: Dims, n: number): void => put('project-count', { ...evaluated, ...dims }, 'count', n);
  count({}, scores.projects.length);
  for (const { grade, count: n } of scores.grades) count({ item: grade }, n);
  const parts = Map.groupBy(scores.projects, partsOf(records, scores));
  for (const [part, own] of parts) if (part !== null) count({ item: part }, own.length);
  const { plain, weighted } = scores.averages;
  if (plain !== null) put('score', { ...evaluated, measure: 'average' }, 'score', plain);
  if (weighted !== null) put('score', { ...evaluated, measure: 'weighted' }, 'score', weighted);
  for (const { record, year: own, sheet } of scores.projects) {
    const project = record.project.name;
    const items = itemsOf(own.indicators);
    sheet.lines.forEach(({ item, weight, score }, i) => {
      for (const name of item === EXECUTION_ITEM ? [item] : [item, items[i - 1] ?? item]) {
        put('weight', { project, item: name }, 'score', weight);
        if (isScore(score)) put('score', { project, item: name }, 'score', score.points);
      }
    });
    own.indicators.forEach(({ name }, i) => {
      const survey = own.evaluation?.results.find(({ indicator }) => indicator === name)?.survey;
      for (const set of ['asked', 'answered', 'satisfied'] as const) {
        const n = survey?.[set] ?? null;
        if (n !== null) put('survey', { project, item: items[i] ?? name, set }, 'count', n);
      }
    });
    put(
      'weight',
      { project },
      'score',
      sheet.lines.reduce((sum, { weight }) => sum + weight, 0),
    );
    if (sheet.total !== null) put('score', { project }, 'score', sheet.total);
    if (sheet.rate !== null) put('project-budget', { project, measure: 'execution' }, 'percent', sheet.rate);
  }
  const { department } = scores;
  if (department) {
    for (const { name, weight, score, rate } of [...department.levels, { ...department, name: undefined, score: department.total }]) {
      put('weight', { item: name }, 'score', weight);
      put('score', { item: name }, 'score', score);
      put('score', { item: name, measure: 'share' }, 'percent', rate);
    }
  }
  const money = records.department?.money ?? [];
  const rate = (dims: Dims, own: readonly Pick<DepartmentMoney, 'adjusted' | 'executed'>[]): void => {
    const [adjusted, executed] = [own.reduce((sum, one) => sum + one.adjusted, 0), own.reduce((sum, one) => sum + one.executed, 0)];
    if (adjusted > 0) put('expenditure', { ...dims, measure: 'execution' }, 'percent', shareOf(10_000, executed, adjusted));
  };
  rate({}, money);
  for (const own of money) {
    rate({ nature: own.nature }, [own]);
    if (own.appropriation) rate({ nature: own.nature, fund: 'appropriation' }, [own.appropriation]);
  }
  return facts;
}
