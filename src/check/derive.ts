import { decimalText, powerOfTen } from '../fact/decimal.ts';
import { type Dims, withDims } from '../fact/dimension.ts';
import type { Fact } from '../fact/fact.ts';
import { keyOf } from '../fact/fact.ts';
import type { Reading, Statement } from '../form/reading.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import { rememberedFor } from '../lexicon/remember.ts';
import { omittedRows } from './derive-economic.ts';
import { missingMembers } from './derive-list.ts';
import { type EquationHead, equation, printedLike, scaled } from './equation.ts';
import { type Bounds, operandOf, type PercentKind, percentOf } from './percent.ts';
import type { Interval, Relation } from './relation.ts';
import { nodesOf } from './tree.ts';

const BASIS = '财预〔2016〕143号 地方预决算公开操作规程（内容真实、准确）';

/**
 * What sentences claim, as relations between the facts they speak of: shares, changes, completion rates, lists. A relation is broken only
 * if no unrounded amounts could have produced what is printed.
 */
export function derive(reading: Reading, lexicon: Lexicon): Relation[] {
  const { facts, statements } = reading;
  const forced = forcedShares(facts, statements);
  const relations: Relation[] = [];
  for (const [i, statement] of statements.entries()) {
    if (statement.kind === 'share') {
      const [part, whole, percent] = [facts[statement.part], facts[statement.whole], facts[statement.percent]];
      if (part && whole && percent)
        relations.push(
          rate(
            'derive.share',
            `${nameOf(part)}${said(part)}占${nameOf(whole)}${said(whole)}的${said(percent)}`,
            percent,
            part,
            whole,
            'ratio',
            forced.has(i) ? 1 : 0,
          ),
        );
    } else if (statement.kind === 'completion') {
      const [actual, budget, percent] = [facts[statement.actual], facts[statement.budget], facts[statement.rate]];
      if (actual && budget && percent && budget.value !== 0)
        relations.push(
          rate(
            'derive.completion',
            `${nameOf(actual)}决算${said(actual)}完成预算${said(budget)}的${said(percent)}`,
            percent,
            actual,
            budget,
            'ratio',
            0,
          ),
        );
    } else if (statement.kind === 'change') relations.push(...changes(statement, facts));
    else if (statement.kind === 'list' && !omittedRows(reading, statement)) relations.push(...sums(statement, facts, lexicon));
  }
  return relations;
}

const said = (fact: Fact): string => `${fact.printed}${fact.unit}`;
const nameOf = (fact: Fact): string => `“${fact.where.row ?? ''}”`;

/**
 * Shares of one list that were made to add to exactly 100.00: those that would not have by themselves are off by one in the last place, all in
 * the direction that was wanting.
 */
function forcedShares(facts: readonly Fact[], statements: readonly Statement[]): Set<number> {
  const groups = new Map<string, number[]>();
  for (const [i, statement] of statements.entries()) {
    if (statement.kind !== 'share') continue;
    const percent = facts[statement.percent];
    const key = `${statement.whole}|${percent?.scale}`;
    groups.set(key, [...(groups.get(key) ?? []), i]);
  }
  const forced = new Set<number>();
  for (const group of groups.values()) {
    const shares = group.flatMap((i) => {
      const statement = statements[i];
      const fact = statement?.kind === 'share' ? facts[statement.percent] : undefined;
      const part = statement?.kind === 'share' ? facts[statement.part] : undefined;
      const whole = statement?.kind === 'share' ? facts[statement.whole] : undefined;
      if (!fact || !part || !whole) return [];
      const off = !rate('', '', fact, part, whole, 'ratio', 0).holds;
      const allowed = off && rate('', '', fact, part, whole, 'ratio', 1).holds;
      return [{ i, fact, off, allowed, up: off && scaled(fact).value > (percentOf(boundsOf(part), boundsOf(whole), 'ratio')?.hi ?? 0) }];
    });
    const [first] = shares;
    if (!first || shares.length < 2) continue;
    const total = shares.reduce((sum, { fact }) => sum + fact.value, 0);
    const off = shares.filter((share) => share.off);
    const alike = off.every(({ allowed, up }) => allowed && up === off[0]?.up);
    if (total === 100 * powerOfTen(first.fact.scale) && alike && off.length * 2 <= shares.length) for (const { i } of off) forced.add(i);
  }
  return forced;
}

/** What a printed number may stand for. */
export const boundsOf = (fact: Fact): Bounds => {
  const { value, half } = scaled(fact);
  return { lo: value - half, hi: value + half };
};

/** percent = part ÷ whole × 100 ('ratio'), or delta ÷ (current − delta) × 100 ('growth'), with `extra` last places of slack. */
function rate(code: string, says: string, percent: Fact, part: Fact, whole: Fact, kind: PercentKind, extra: number): Relation {
  const step = powerOfTen(6 - percent.scale);
  const own = scaled(percent);
  const slack = own.half + extra * step;
  const [a, b] = [boundsOf(part), boundsOf(whole)];
  const needed = percentOf(a, b, kind);
  const stated: Bounds = { lo: own.value - slack, hi: own.value + slack };
  const holds = needed === null || (stated.lo <= needed.hi && needed.lo <= stated.hi);
  const exact = needed === null ? null : (needed.lo + needed.hi) / 2;
  return {
    law: 'derive',
    code,
    severity: 'error',
    facts: [percent.id, part.id, whole.id],
    kind: 'equation',
    holds,
    solve(i): Interval | null {
      if (i === 0) return needed && { lo: needed.lo - own.half, hi: needed.hi + own.half };
      const operand = operandOf(i === 1 ? 'part' : 'whole', stated, i === 1 ? b : a, kind);
      const { half } = scaled(i === 1 ? part : whole);
      return operand && { lo: operand.lo - half, hi: operand.hi + half };
    },
    says: exact === null ? says : `${says}，计算应为${decimalText({ digits: Math.round(exact / step), scale: percent.scale })}%`,
    difference:
      holds || exact === null ? '' : `${decimalText({ digits: Math.round((own.value - exact) / step), scale: percent.scale })}个百分点`,
    basis: BASIS,
  };
}

/** The first fact of each kind and key that the text states. */
const statedInText = rememberedFor((facts: readonly Fact[]) => {
  const stated = new Map<string, Fact>();
  for (const { fact, key } of nodesOf(facts)) {
    const own = `${fact.kind}|${key}`;
    if (fact.where.node === 'text' && !stated.has(own)) stated.set(own, fact);
  }
  return stated;
});

/** What a change is measured against, where the paper prints it: the same figure of the year before, or of the year's original budget. */
export function priorOf(current: Fact, facts: readonly Fact[], against: 'prior' | 'budget' = 'prior'): Fact | null {
  if (against === 'budget') {
    const dims: Dims = withDims(current.dims, { stage: 'original' });
    return statedInText(facts).get(`${current.kind}|${keyOf({ concept: current.concept, dims })}`) ?? null;
  }
  const year = Number(current.dims.year);
  if (!Number.isSafeInteger(year)) return null;
  const stages = current.dims.stage === 'original' ? ['original', 'actual'] : [current.dims.stage];
  for (const stage of stages) {
    const dims: Dims = withDims(current.dims, { year: String(year - 1), ...(stage ? { stage } : {}) });
    const found = statedInText(facts).get(`${current.kind}|${keyOf({ concept: current.concept, dims })}`);
    if (found) return found;
  }
  return null;
}

/** Names of what changes are measured against. */
export const BASES = { prior: '上年', budget: '年初预算' } as const;

function changes(
  { current: c, delta: d, rate: r, direction, against }: Extract<Statement, { kind: 'change' }>,
  facts: readonly Fact[],
): Relation[] {
  const [current, delta, percent] = [c, d, r].map((id) => (id === null ? undefined : facts[id]));
  const relations: Relation[] = [];
  const prior = current ? priorOf(current, facts, against) : null;
  const head = (says: string): EquationHead => ({ law: 'derive', code: 'derive.change', severity: 'error', says, basis: BASIS });
  if (current && prior && delta && delta.value === signed(delta, direction)) {
    relations.push(
      equation(
        head(
          `${nameOf(current)}${said(current)}与${BASES[against]}${said(prior)}相差${printedLike(delta, current.value - prior.value)}${delta.unit}，说明为${said(delta)}`,
        ),
        current,
        [
          { fact: prior, sign: 1 },
          { fact: delta, sign: 1 },
        ],
      ),
    );
  }
  // where amount and rate point in opposite directions, the direction word is what is wrong, and is reported as such
  if (current && delta && percent && current.kind === 'money' && delta.value * percent.value >= 0) {
    const says = `${nameOf(current)}${said(current)}，增减${printedLike(delta, delta.value)}${delta.unit}，幅度${said(percent)}`;
    relations.push(rate('derive.change', says, percent, delta, current, 'growth', 0));
  }
  // 上年…万元，本年…万元，增加…%: the rate alone, both figures told of one subject
  if (current && prior && percent && !delta && prior.value > 0 && prior.where.node === 'text' && prior.where.row === current.where.row) {
    const says = `${nameOf(current)}由${said(prior)}到${said(current)}，幅度${said(percent)}`;
    relations.push(rate('derive.change', says, percent, current, prior, 'since', 0));
  }
  return relations;
}

/** A change whose sign follows from its direction word. */
const signed = (delta: Fact, direction: string): number => (direction === 'down' ? -Math.abs(delta.value) : delta.value);

function sums(
  { whole: w, items, named, open }: Extract<Statement, { kind: 'list' }>,
  facts: readonly Fact[],
  lexicon: Lexicon,
): Relation[] {
  const whole = facts[w];
  const parts = items.flatMap((id) => facts[id] ?? []);
  if (!whole || named || open || parts.length < 2 || missingMembers(whole, parts, lexicon)) return [];
  const says = `${nameOf(whole)}${said(whole)}，其中${parts.map((part) => `${part.where.row ?? ''}${part.printed}`).join('、')}`;
  return [
    equation(
      { law: 'derive', code: 'derive.list', severity: 'error', says, basis: BASIS },
      whole,
      parts.map((fact) => ({ fact, sign: 1 as const })),
    ),
  ];
}
