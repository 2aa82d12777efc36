import { parseDecimal, powerOfTen } from '../fact/decimal.ts';
import type { Dims } from '../fact/dimension.ts';
import type { RenderProject } from '../form/render-facts.ts';
import {
  allOf,
  eachOf,
  fail,
  fieldsOf,
  isMissing,
  keysOf,
  listOf,
  mappingOf,
  type Node,
  oneOf,
  senseOf,
  textOf,
  together,
  wholeOf,
} from '../form/yaml.ts';
import {
  type Adjustment,
  type FundingLevel,
  fundingLevels,
  type GivenFact,
  type LastYear,
  lastYearFields,
  type Plan,
  type PlanLine,
  type Purchase,
  type TermFunding,
  type UnitKind,
  unitKinds,
  usualLevel,
} from './plan.ts';

/** 元 with at most two decimals, in 分. */
export function fenOf(node: Node): number {
  const value = typeof node.value === 'number' || typeof node.value === 'string' ? parseDecimal(String(node.value)) : null;
  if (!value || value.scale > 2) return fail(node, '金额（元，最多两位小数）');
  const fen = value.digits * powerOfTen(2 - value.scale);
  return Number.isSafeInteger(fen) ? fen : fail(node, '金额（元）');
}

export const fenOr = (node: Node, fallback: number): number => (isMissing(node) ? fallback : fenOf(node));

/** true or false. */
export function flagOf(node: Node, fallback: boolean): boolean {
  if (isMissing(node)) return fallback;
  return typeof node.value === 'boolean' ? node.value : fail(node, 'true 或 false');
}

/** A mapping of words by name. */
export function words(node: Node): ReadonlyMap<string, string> {
  if (isMissing(node)) return new Map();
  const field = fieldsOf(node);
  const texts = Object.fromEntries(keysOf(node).map((key) => [key, () => textOf(field(key))]));
  return new Map(Object.entries(together<Record<string, string>>(texts)));
}

const PROJECT_FIELDS = ['name', 'code', 'unit', 'nature', 'published', 'fields', 'indicators', 'term', 'last', 'lines'];

/** A project as plans and records of performance hold it; `more`: fields that are read by others. */
export function projectOf(node: Node, more: readonly string[] = []): RenderProject {
  return mappingOf<RenderProject>(node, [...PROJECT_FIELDS, ...more], (field) => ({
    name: () => textOf(field('name')),
    code: () => textOf(field('code'), ''),
    unit: () => textOf(field('unit'), ''),
    nature: () => oneOf(field('nature'), ['operating', 'specific']),
    published: () => flagOf(field('published'), true),
    fields: () => words(field('fields')),
    indicators: () => eachOf(field('indicators'), words),
  }));
}

const LINE_VALUES = ['yuan', 'original', 'carried-out', 'level'];

function lineOf(node: Node, base: Dims): PlanLine {
  const field = fieldsOf(node);
  const dims = { ...base, ...senseOf(node, LINE_VALUES).dims };
  return {
    dims,
    level: oneOf(field('level'), fundingLevels, usualLevel(dims.fund)),
    fen: fenOf(field('yuan')),
    original: isMissing(field('original')) ? null : fenOf(field('original')),
    carriedOut: fenOr(field('carried-out'), 0),
    place: node.path,
  };
}

/** {central: 0, local: 480000}: 元 over the whole term, as 分; null where there is none. */
export function termLevelsOf(node: Node): ReadonlyMap<FundingLevel, number> | null {
  if (isMissing(node)) return null;
  const level = fieldsOf(node, fundingLevels);
  return new Map(allOf(fundingLevels.map((name) => () => [name, fenOr(level(name), 0)] as const)));
}

function termOf(node: Node): TermFunding[] {
  const field = fieldsOf(node);
  const levels = termLevelsOf(field('term'));
  return levels ? [{ project: textOf(field('name')), levels }] : [];
}

/** {year: 2024, score: 74.6, grade: 中, due: true, answer: …}: what became of a project last year. */
function lastOf(node: Node): LastYear[] {
  const field = fieldsOf(node);
  const last = field('last');
  if (isMissing(last)) return [];
  const own = fieldsOf(last, lastYearFields);
  const text = (key: (typeof lastYearFields)[number]): string => textOf(own(key), '');
  const due = own('due');
  return [
    {
      project: textOf(field('name')),
      year: text('year'),
      score: text('score'),
      grade: text('grade'),
      rate: text('rate'),
      unmet: text('unmet'),
      due: oneOf({ ...due, value: isMissing(due) ? 'false' : String(due.value) }, ['true', 'false']) === 'true',
      answer: text('answer'),
    },
  ];
}

function adjustmentOf(node: Node, base: Dims): Adjustment {
  const field = fieldsOf(node);
  return {
    date: textOf(field('date')),
    document: textOf(field('document')),
    reason: textOf(field('reason')),
    dims: { ...base, ...senseOf(node, ['date', 'document', 'reason', 'yuan']).dims, date: undefined },
    fen: fenOf(field('yuan')),
    place: node.path,
  };
}

const PURCHASE_FIELDS = [
  'item',
  'code',
  'name',
  'project',
  'unit',
  'fund',
  'measure',
  'quantity',
  'price',
  'budget',
  'yuan',
  'sme',
  'micro',
];

function purchaseOf(node: Node): Purchase {
  const field = fieldsOf(node, PURCHASE_FIELDS);
  const text = (name: string) => (isMissing(field(name)) ? {} : { [name]: textOf(field(name)) });
  const money = (name: string) => (isMissing(field(name)) ? {} : { [name]: fenOf(field(name)) });
  return {
    ...text('unit'),
    ...text('fund'),
    ...text('measure'),
    ...text('quantity'),
    ...money('price'),
    ...money('budget'),
    item: oneOf(field('item'), ['goods', 'works', 'services']),
    code: textOf(field('code'), ''),
    name: textOf(field('name'), ''),
    project: textOf(field('project'), ''),
    fen: fenOf(field('yuan')),
    sme: fenOr(field('sme'), 0),
    micro: fenOr(field('micro'), 0),
    place: node.path,
  };
}

const VALUES = ['yuan', 'count', 'area'];

/** {concept: vehicles, item: emergency, count: 2}; {concept: floor-area, area: 300}; {concept: fixed-assets, yuan: 1200}. */
function givenOf(node: Node, base: Dims): GivenFact {
  const field = fieldsOf(node);
  const { concept = 'expenditure', dims } = senseOf(node, VALUES);
  const fact = { concept, dims: { ...base, ...dims }, scale: 0, place: node.path };
  for (const kind of ['count', 'area'] as const) {
    if (!isMissing(field(kind))) return { ...fact, kind, value: wholeOf(field(kind)) };
  }
  return { ...fact, kind: 'money', value: fenOf(field('yuan')) };
}

const FIELDS = [
  'form',
  'organisation',
  'scope',
  'year',
  'units',
  'texts',
  'lines',
  'projects',
  'adjustments',
  'purchases',
  'indicators',
  'facts',
  'prior',
];

/**
 * A plan from its YAML or JSON. `lines` are expenditure in 元 (fund general and origin this-year unless said), projects bring their own lines,
 * `facts` are all other given numbers, `prior` last year's figures. Throws NodeError naming the path where it cannot be used.
 * `form`: the form set, where the plan does not name one.
 */
export function readPlan(node: Node, kind: 'budget' | 'final', form = ''): Plan {
  const field = fieldsOf(node, FIELDS);
  const year = wholeOf(field('year'));
  const base: Dims = { year: String(year), stage: kind === 'budget' ? 'original' : 'actual' };
  const line: Dims = { ...base, fund: 'general', origin: 'this-year' };
  const projects = listOf(field('projects')).map((item) => projectOf(item));
  const projectLines = listOf(field('projects')).flatMap((item, i) => {
    const project = projects[i];
    const of: Dims = project
      ? { nature: project.nature, project: project.name, ...(project.unit ? { organisation: project.unit } : {}) }
      : {};
    return listOf(fieldsOf(item)('lines')).map((lineNode) => lineOf(lineNode, { ...line, ...of }));
  });
  const units = listOf(field('units')).map((item) => {
    const unit = fieldsOf(item, ['code', 'name', 'kind']);
    return {
      code: textOf(unit('code'), ''),
      name: textOf(unit('name')),
      kind: isMissing(unit('kind')) ? null : oneOf<UnitKind>(unit('kind'), unitKinds),
    };
  });
  return {
    form: textOf(field('form'), form),
    kind,
    paper: {
      organisation: textOf(field('organisation')),
      scope: oneOf(field('scope'), ['unit', 'department']),
      year,
      units: units.map(({ code, name }) => ({ code, name })),
      projects,
      indicators: listOf(field('indicators')).map(words),
      texts: words(field('texts')),
    },
    unitKinds: new Map(units.flatMap(({ name, kind }) => (kind ? [[name, kind]] : []))),
    lines: [...listOf(field('lines')).map((item) => lineOf(item, line)), ...projectLines],
    terms: listOf(field('projects')).flatMap(termOf),
    last: listOf(field('projects')).flatMap(lastOf),
    adjustments: listOf(field('adjustments')).map((item) => adjustmentOf(item, { ...line, stage: 'adjusted' })),
    purchases: listOf(field('purchases')).map(purchaseOf),
    given: [
      ...listOf(field('facts')).map((item) => givenOf(item, base)),
      ...listOf(field('prior')).map((item) => givenOf(item, { ...base, measure: 'prior' })),
    ],
  };
}
