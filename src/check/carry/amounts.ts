import { type Dims, factKey, withDims } from '../../fact/dimension.ts';
import type { Fact } from '../../fact/fact.ts';
import type { Paper } from '../../score/read.ts';
import { standsIn } from '../agree.ts';
import { canonicalOf } from '../canonical.ts';
import { equation, printedLike, scaled } from '../equation.ts';
import type { Finding } from '../finding.ts';
import { found } from '../found.ts';
import { factPlace } from '../place.ts';
import { inFile, type Pair, paperName } from './pairs.ts';

/** A figure of another year or stage that a paper states, or implies by a change: current minus change. */
interface Stated {
  readonly key: string;
  readonly value: number;
  readonly half: number;
  readonly facts: readonly Fact[];
}

const COMPARED = new Set(['revenue', 'expenditure', 'uses', 'three-public', 'agency-operating', 'procurement', 'carry-out']);

/** What a paper says of the year before (budgets: of last year's budget; final accounts: of last year's actual figures). */
function priorFigures(paper: Paper): Stated[] {
  const prior = String((paper.identity.year ?? 0) - 1);
  const out: Stated[] = [];
  for (const fact of paper.facts) {
    if (fact.kind === 'money' && fact.printed !== '' && !fact.dims.measure && fact.dims.year === prior && COMPARED.has(fact.concept)) {
      out.push({ key: factKey(fact.concept, fact.dims), value: fact.value, half: fact.half, facts: [fact] });
    }
  }
  for (const statement of paper.statements) {
    if (statement.kind !== 'change' || statement.against !== 'prior') continue;
    const current = statement.current === null ? undefined : paper.facts[statement.current];
    const delta = statement.delta === null ? undefined : paper.facts[statement.delta];
    if (!current || !delta || current.kind !== 'money' || !COMPARED.has(current.concept)) continue;
    const dims: Dims = withDims(current.dims, { year: prior });
    out.push({
      key: factKey(current.concept, dims),
      value: current.value - delta.value,
      half: current.half + delta.half,
      facts: [current, delta],
    });
  }
  return out;
}

/** Figures of one year that the later paper repeats or implies must be those of the earlier paper; only between papers of the same scope. */
export function carriedAmounts({ earlier, later, sameScope }: Pair): Finding[] {
  if (!sameScope) return [];
  const sameYear = earlier.identity.year === later.identity.year;
  const canonical = canonicalOf(earlier);
  const own = new Map<string, Fact>();
  for (const fact of earlier.facts) {
    if (fact.kind === 'money' && fact.printed !== '' && !fact.dims.measure) {
      const key = canonical.key(fact);
      if (!own.has(key) || (own.get(key)?.where.node !== 'table' && fact.where.node === 'table')) own.set(key, fact);
    }
  }
  const stated: Stated[] = sameYear
    ? later.facts.flatMap((fact) =>
        fact.kind === 'money' && fact.printed !== '' && fact.dims.stage === 'original' && !fact.dims.measure && COMPARED.has(fact.concept)
          ? [{ key: canonical.key(fact), value: fact.value, half: fact.half, facts: [fact] }]
          : [],
      )
    : later.identity.kind === earlier.identity.kind && (later.identity.year ?? 0) - 1 === earlier.identity.year
      ? priorFigures(later)
      : [];
  const findings: Finding[] = [];
  const seen = new Set<string>();
  for (const figure of stated) {
    const other = own.get(figure.key);
    const [fact] = figure.facts;
    if (!other || !fact || seen.has(figure.key)) continue;
    const gap = figure.value - scaled(other).value;
    if (Math.abs(gap) <= figure.half + other.half) continue;
    seen.add(figure.key);
    const implied = figure.facts.length > 1;
    findings.push(
      found(sameYear ? 'carry.original-budget' : 'carry.prior-year', {
        severity: 'error',
        message: `${paperName(later)}${standsIn(fact)}${implied ? '按本年数和增减额倒推的' : '所列的'}${sameYear ? '年初预算' : '上年数'}为${printedLike(fact, figure.value)}${fact.unit}，而${paperName(earlier)}${standsIn(other)}为${other.printed}${other.unit}。`,
        stated: `${printedLike(fact, figure.value)}${fact.unit}`,
        expected: `${other.printed}${other.unit}`,
        difference: `${printedLike(fact, gap)}${fact.unit}`,
        suggestion: '核对两份公开文本引用的口径（单位或部门、是否含结转）；口径相同的，以批复数为准更正其中一份。',
        places: [...figure.facts.map((f) => inFile(later, factPlace(f))), inFile(earlier, factPlace(other))],
      }),
    );
  }
  return findings;
}

/** What was left at the end of a year is what the next begins with (final accounts of the same scope). */
export function carriedOver({ earlier, later, sameScope }: Pair): Finding[] {
  if (
    !sameScope ||
    earlier.identity.kind !== 'final' ||
    later.identity.kind !== 'final' ||
    (later.identity.year ?? 0) - 1 !== earlier.identity.year
  )
    return [];
  const find = (paper: Paper, concept: string, dims: Dims) =>
    paper.facts.find(
      (f) =>
        f.kind === 'money' &&
        f.where.node === 'table' &&
        f.concept === concept &&
        factKey('', { ...f.dims, year: undefined, stage: undefined }) === factKey('', dims),
    );
  const left = find(earlier, 'carry-out', {});
  const begun = find(later, 'revenue', { origin: 'carried-over' });
  if (!left || !begun) return [];
  const relation = equation({ law: 'carry', code: 'carry.opening', severity: 'error', says: '', basis: '预算法实施条例第五十条' }, begun, [
    { fact: left, sign: 1 },
  ]);
  if (relation.holds) return [];
  return [
    found('carry.opening', {
      severity: 'warning',
      message: `${paperName(later)}年初结转和结余为${begun.printed || '空'}，${paperName(earlier)}年末结转和结余为${left.printed || '空'}，两数应当相等。`,
      stated: begun.printed,
      expected: left.printed,
      difference: relation.difference,
      suggestion: '如有财政收回存量资金、会计差错更正或机构划转，请在说明中写明；否则更正。',
      places: [inFile(later, factPlace(begun)), inFile(earlier, factPlace(left))],
    }),
  ];
}
