import { Document, isMap, isScalar, isSeq, visit } from 'yaml';
import { decimalText } from '../fact/decimal.ts';
import { type Dims, dimensions } from '../fact/dimension.ts';
import type { RenderProject } from '../form/render-facts.ts';
import { APPROPRIATED, type FundingLevel, type GivenFact, type Plan, type PlanLine, type Purchase } from './plan.ts';

type Fields = Record<string, unknown>;

/** 元: a whole number where it is one. */
const yuan = (fen: number): number => Number(decimalText({ digits: fen, scale: 2 }).replace(/\.?0+$/, ''));

/** Members in their order, without those that hold for all of a list. */
function members(dims: Dims, base: Dims): Fields {
  const own = dimensions.filter((d) => dims[d] !== undefined && dims[d] !== base[d]);
  return Object.fromEntries(own.map((d) => [d, /^\d+$/.test(dims[d] ?? '') ? Number(dims[d]) : dims[d]]));
}

const usualLevel = ({ fund }: Dims): FundingLevel => (APPROPRIATED.includes(fund ?? '') ? 'local' : 'self-raised');

function lineNode({ dims, fen, original, carriedOut, level }: PlanLine, base: Dims): Fields {
  return {
    ...members(dims, base),
    yuan: yuan(fen),
    ...(original === null ? {} : { original: yuan(original) }),
    ...(carriedOut === 0 ? {} : { 'carried-out': yuan(carriedOut) }),
    ...(level === usualLevel(dims) ? {} : { level }),
  };
}

function givenNode({ concept, dims, kind, value, scale }: GivenFact, base: Dims): Fields {
  const amount = kind === 'money' ? { yuan: yuan(value) } : { [kind === 'area' ? 'area' : 'count']: value / 10 ** scale };
  return { concept, ...members(dims, base), ...amount };
}

function purchaseNode(purchase: Purchase): Fields {
  const { item, code, name, project, unit, fund, measure, quantity, price, budget, fen, sme, micro } = purchase;
  const words = Object.entries({ code, name, project, unit, fund, measure, quantity }).filter(([, text]) => text);
  const money = Object.entries({ price, budget, yuan: fen, sme, micro }).filter(([key, amount]) => key === 'yuan' || amount);
  return { item, ...Object.fromEntries(words), ...Object.fromEntries(money.map(([key, amount]) => [key, yuan(amount ?? 0)])) };
}

function projectNode(plan: Plan, project: RenderProject, base: Dims): Fields {
  const { name, code, unit, nature, published, fields, indicators } = project;
  const own: Dims = { ...base, nature, project: name, ...(unit ? { organisation: unit } : {}) };
  const term = plan.terms.find((one) => one.project === name);
  return {
    name,
    ...(code ? { code } : {}),
    ...(unit ? { unit } : {}),
    nature,
    published,
    ...(fields.size > 0 ? { fields: Object.fromEntries(fields) } : {}),
    ...(indicators.length > 0 ? { indicators: indicators.map((indicator) => Object.fromEntries(indicator)) } : {}),
    ...(term ? { term: Object.fromEntries([...term.levels].flatMap(([level, fen]) => (fen === 0 ? [] : [[level, yuan(fen)]]))) } : {}),
    lines: plan.lines.filter(({ dims }) => dims.project === name).map((line) => lineNode(line, own)),
  };
}

/** The plan as the object that `readPlan` reads: nothing lost, members that hold throughout left out. */
export function planNode(plan: Plan): Fields {
  const { paper } = plan;
  const base: Dims = { year: String(paper.year), stage: plan.kind === 'budget' ? 'original' : 'actual' };
  const line: Dims = { ...base, fund: 'general', origin: 'this-year' };
  const names = new Set(paper.projects.map(({ name }) => name));
  const list = (name: string, items: readonly unknown[]) => (items.length > 0 ? { [name]: items } : {});
  const isPrior = ({ dims }: GivenFact) => dims.measure === 'prior';
  return {
    form: plan.form,
    organisation: paper.organisation,
    scope: paper.scope,
    year: paper.year,
    units: paper.units.map(({ code, name }) => ({ code, name, ...(plan.unitKinds.has(name) ? { kind: plan.unitKinds.get(name) } : {}) })),
    texts: Object.fromEntries(paper.texts),
    ...list(
      'indicators',
      paper.indicators.map((indicator) => Object.fromEntries(indicator)),
    ),
    lines: plan.lines.filter(({ dims }) => !names.has(dims.project ?? '')).map((one) => lineNode(one, line)),
    ...list(
      'projects',
      paper.projects.map((project) => projectNode(plan, project, line)),
    ),
    ...list(
      'adjustments',
      plan.adjustments.map(({ date, document, reason, dims, fen }) => ({
        date,
        document,
        reason,
        ...members(dims, { ...line, stage: 'adjusted' }),
        yuan: yuan(fen),
      })),
    ),
    ...list('purchases', plan.purchases.map(purchaseNode)),
    ...list(
      'facts',
      plan.given.filter((fact) => !isPrior(fact)).map((fact) => givenNode(fact, base)),
    ),
    ...list(
      'prior',
      plan.given.filter(isPrior).map((fact) => givenNode(fact, { ...base, measure: 'prior' })),
    ),
  };
}

/** Lists whose items stand on one line each. */
const FLOWING: ReadonlySet<string> = new Set(['units', 'indicators', 'lines', 'adjustments', 'purchases', 'facts', 'prior']);

/** The plan as YAML: one line of the file per line of the plan, per indicator, per fact. */
export function planYaml(plan: Plan): string {
  const document = new Document(planNode(plan), { aliasDuplicateObjects: false });
  visit(document, {
    Pair(_, { key, value }) {
      if (!isScalar(key) || typeof key.value !== 'string') return;
      if (key.value === 'term' && isMap(value)) value.flow = true;
      if (!FLOWING.has(key.value) || !isSeq(value)) return;
      for (const item of value.items) if (isMap(item)) item.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}
