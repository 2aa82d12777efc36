import { decimalText } from '../../fact/decimal.ts';
import type { Dims } from '../../fact/dimension.ts';
import {
  type FundingLevel,
  fundingLevels,
  type GivenFact,
  lastYearFields,
  type Plan,
  type PlanLine,
  type Purchase,
  usualLevel,
} from '../plan.ts';
import { membersText, type Records, type Row } from './kind.ts';

/** 分 as 元, with 角分 only where there are any. */
export const yuanText = (fen: number): string =>
  fen % 100 === 0 ? String(fen / 100) : decimalText({ digits: fen, scale: 2 }).replace(/(\.\d)0$/, '$1');

/** A record without what is blank. */
const rowOf = (entries: Iterable<readonly [string, string | null | undefined]>): Row =>
  new Map(
    [...entries].filter((entry): entry is readonly [string, string] => entry[1] !== null && entry[1] !== undefined && entry[1] !== ''),
  );

const COLUMNS = ['organisation', 'function', 'economic', 'government', 'nature', 'fund', 'origin', 'income'] as const;

/** The members of a line, each in its column; others together; those of `base` are not told. */
function dimEntries(dims: Dims, base: Dims, columns: readonly (keyof Dims)[] = COLUMNS): [string, string | undefined][] {
  const rest = Object.entries(dims).filter(([key, value]) => !columns.includes(key as keyof Dims) && base[key as keyof Dims] !== value);
  return [...columns.map((key): [string, string | undefined] => [key, dims[key]]), ['rest', membersText(Object.fromEntries(rest))]];
}

const amounts = ({ fen, original, carriedOut }: PlanLine): [string, string][] => [
  ['yuan', yuanText(fen)],
  ...(original === null ? [] : ([['original', yuanText(original)]] as [string, string][])),
  ...(carriedOut === 0 ? [] : ([['carried-out', yuanText(carriedOut)]] as [string, string][])),
];

/** A fact's concept and members, as its row of the workbook is known by. */
export const factCode = (concept: string, dims: Dims): string => [concept, membersText(dims)].filter((part) => part !== '').join(';');

/** What a value is counted in. */
export const measureOf = (kind: GivenFact['kind']): string => (kind === 'money' ? '元' : kind === 'area' ? '平方米' : '个');

export const without = (dims: Dims, base: Dims): Dims =>
  Object.fromEntries(Object.entries(dims).filter(([key, value]) => base[key as keyof Dims] !== value)) as Dims;

const factRow = ({ concept, dims, kind, value, scale }: GivenFact, base: Dims): Row =>
  rowOf([
    ['of', factCode(concept, without(dims, base))],
    ['yuan', kind === 'money' ? yuanText(value) : decimalText({ digits: value, scale })],
    ['measure', measureOf(kind)],
  ]);

const purchaseRow = ({ item, code, name, unit, project, budget, fund, measure, quantity, price, fen, sme, micro }: Purchase): Row =>
  rowOf([
    ...Object.entries({ item, code, name, unit, project, fund, measure, quantity }),
    ...Object.entries({ budget, price, yuan: fen, sme: sme || undefined, micro: micro || undefined }).map(
      ([key, amount]) => [key, amount === undefined ? null : yuanText(amount)] as const,
    ),
  ]);

const termEntries = (levels: ReadonlyMap<FundingLevel, number>): [string, string][] =>
  fundingLevels.map((level) => [`term.${level}`, yuanText(levels.get(level) ?? 0)]);

const prefixed = (words: ReadonlyMap<string, string>): [string, string][] => [...words].map(([key, value]) => [`fields.${key}`, value]);

/** The members that a plan's lines, facts and last year's facts have unless they say otherwise. */
export function basesOf({ year, kind }: { readonly year: number; readonly kind: Plan['kind'] }) {
  const base: Dims = { year: String(year), stage: kind === 'budget' ? 'original' : 'actual' };
  return {
    line: base,
    adjustment: { ...base, stage: 'adjusted' } satisfies Dims,
    fact: base,
    prior: { ...base, measure: 'prior' } satisfies Dims,
  };
}

/** A plan as records: what a workbook shows, and the plan's YAML holds. */
export function recordsOf(plan: Plan): Records {
  const { paper, lines, terms, adjustments, purchases, given } = plan;
  const bases = basesOf({ year: paper.year, kind: plan.kind });
  const projectOf = ({ dims }: PlanLine) =>
    paper.projects.find(({ name, unit }) => name === dims.project && unit === (dims.organisation ?? '')) ??
    paper.projects.find(({ name }) => name === dims.project);
  const projectLine = (line: PlanLine): Row => {
    const project = projectOf(line);
    const own: Dims = { ...line.dims, nature: line.dims.nature === project?.nature ? undefined : line.dims.nature };
    const twins = paper.projects.filter(({ name }) => name === project?.name).length > 1;
    const organisation = own.organisation === (project?.unit || undefined) && !twins ? undefined : own.organisation;
    return rowOf([
      ['project', project?.name],
      ...dimEntries({ ...own, organisation }, { ...bases.line, project: project?.name }),
      ['level', line.level],
      ...amounts(line),
    ]);
  };
  const unit = (name: string): string | undefined =>
    paper.projects.filter((project) => project.name === name).length > 1
      ? paper.projects.find((project) => project.name === name)?.unit
      : undefined;
  return {
    cover: [
      rowOf([
        ['form', plan.form],
        ['organisation', paper.organisation],
        ['scope', paper.scope],
        ['year', String(paper.year)],
      ]),
    ],
    units: paper.units.map(({ code, name }) =>
      rowOf([
        ['code', code],
        ['name', name],
        ['kind', plan.unitKinds.get(name)],
      ]),
    ),
    lines: lines
      .filter((line) => !projectOf(line))
      .map((line) =>
        rowOf([
          ...dimEntries(line.dims, bases.line),
          ['level', line.level === usualLevel(line.dims.fund) ? null : line.level],
          ...amounts(line),
        ]),
      ),
    projects: paper.projects.map((project) =>
      rowOf([
        ['unit', project.unit],
        ['name', project.name],
        ['code', project.code],
        ['nature', project.nature],
        ['published', String(project.published)],
        ...termEntriesOf(terms, project.name),
        ...lastEntriesOf(plan, project.name),
        ...prefixed(project.fields),
      ]),
    ),
    'project-lines': paper.projects.flatMap((project) => lines.filter((line) => projectOf(line) === project).map(projectLine)),
    indicators: paper.projects.flatMap(({ name, indicators }) =>
      indicators.map((indicator) => rowOf([['project', name], ['organisation', unit(name)], ...indicator])),
    ),
    'whole-indicators': paper.indicators.map((indicator) => rowOf(indicator)),
    adjustments: adjustments.map(({ date, document, reason, dims, fen }) =>
      rowOf([
        ['date', date],
        ['document', document],
        ['reason', reason],
        ...dimEntries(dims, bases.adjustment, [...COLUMNS, 'project']),
        ['yuan', yuanText(fen)],
      ]),
    ),
    purchases: purchases.map(purchaseRow),
    facts: given.filter(({ dims }) => dims.measure !== 'prior').map((fact) => factRow(fact, bases.fact)),
    prior: given.filter(({ dims }) => dims.measure === 'prior').map((fact) => factRow(fact, bases.prior)),
    texts: [...paper.texts].map(([key, value]) =>
      rowOf([
        ['key', key],
        ['text', value],
      ]),
    ),
  };
}

const termEntriesOf = (terms: Plan['terms'], name: string): [string, string][] => {
  const term = terms.find(({ project }) => project === name);
  return term ? termEntries(term.levels) : [];
};

const lastEntriesOf = ({ last }: Plan, name: string): [string, string][] => {
  const own = last?.find(({ project }) => project === name);
  return own ? lastYearFields.map((key) => [`last.${key}`, key === 'due' ? (own.due ? 'true' : '') : own[key]]) : [];
};
