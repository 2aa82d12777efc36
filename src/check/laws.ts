import { type Dimension, type Dims, dimensions, member } from '../fact/dimension.ts';
import type { Fact } from '../fact/fact.ts';
import type { Reading } from '../form/reading.ts';
import { stageOf } from '../form/table.ts';
import { standsIn } from './agree.ts';
import type { Canonical } from './canonical.ts';
import type { Ledger } from './cross.ts';
import { atMost, equation } from './equation.ts';
import type { Severity } from './finding.ts';
import type { Relation } from './relation.ts';

type Pattern = { readonly concept: string } & Dims;

/** A relation of forms/laws: two terms over concepts and members. */
export interface LawRelation {
  readonly code: string;
  readonly name: string;
  readonly severity?: Severity;
  readonly equal?: readonly [Pattern, Pattern];
  readonly 'at-most'?: readonly [Pattern, Pattern];
  readonly each?: readonly Dimension[];
  readonly any?: readonly Dimension[];
  readonly when?: 'no-carry-over';
  readonly basis: string;
}

const FREE: readonly Dimension[] = ['year', 'stage'];

/** The members of a fact along `each` where it fits the pattern; null where it does not. */
function fit(fact: Fact, dims: Dims, pattern: Pattern, law: LawRelation): string | null {
  if (fact.concept !== pattern.concept || dims.measure) return null;
  const bound: string[] = [];
  for (const dimension of dimensions) {
    const value = member(dims, dimension);
    const wanted = pattern[dimension];
    if (wanted !== undefined) {
      if (value !== wanted) return null;
    } else if (law.each?.includes(dimension)) bound.push(value);
    else if (value !== 'all' && !FREE.includes(dimension) && !law.any?.includes(dimension)) return null;
  }
  return bound.join('|');
}

/** The relations of forms/laws over the facts of one paper, this year's figures only. */
export function lawRelations(reading: Reading, laws: readonly LawRelation[], canonical: Canonical, ledger: Ledger): Relation[] {
  const year = String(reading.identity.year ?? '');
  const stage = stageOf(reading.identity.kind);
  const current = [...ledger.groups.values()].flatMap((group) => {
    const fact = group[0];
    if (!fact || fact.printed === '') return [];
    const dims = canonical.dims(fact);
    return (dims.year ?? year) === year && (dims.stage ?? stage) === stage ? [{ fact, dims }] : [];
  });
  const relations: Relation[] = [];
  for (const law of laws) {
    const terms = law.equal ?? law['at-most'];
    if (!terms || (law.when === 'no-carry-over' && !(canonical.noCarryOver && canonical.noCarryOut))) continue;
    const rights = new Map<string, Fact>();
    for (const { fact, dims } of current) {
      const bound = fit(fact, dims, terms[1], law);
      if (bound !== null && !rights.has(bound)) rights.set(bound, fact);
    }
    for (const { fact, dims } of current) {
      const bound = fit(fact, dims, terms[0], law);
      const other = bound === null ? undefined : rights.get(bound);
      if (!other || other.id === fact.id) continue;
      const head = {
        law: law.code.startsWith('agree') ? ('agree' as const) : ('sum' as const),
        code: law.code,
        severity: law.severity ?? 'error',
        says: () => `${law.name}：${standsIn(fact)}为${fact.printed}${fact.unit}，${standsIn(other)}为${other.printed}${other.unit}`,
        basis: law.basis,
      };
      relations.push(law.equal ? equation(head, fact, [{ fact: other, sign: 1 }]) : atMost(head, fact, other));
    }
  }
  return relations;
}
