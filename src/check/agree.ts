import { UNKNOWN } from '../fact/dimension.ts';
import type { Fact } from '../fact/fact.ts';
import type { Reading } from '../form/reading.ts';
import type { Canonical } from './canonical.ts';
import { equation } from './equation.ts';
import type { Relation } from './relation.ts';

const MOST_PAIRED = 14;

/** How far two prints of one total may be apart through rounding alone: one unit of the last place each. */
export const tailOf = (a: Fact, b: Fact): number => 2 * (a.half + b.half);

/** Two prints of a total that differ by a tail: in two tables, or a sentence that follows one of two such tables. */
function isTail(a: Fact, b: Fact, group: readonly Fact[], isTotal: (fact: Fact) => boolean): boolean {
  if (a.value === b.value || Math.abs(a.value - b.value) > tailOf(a, b) || !(isTotal(a) || isTotal(b))) return false;
  const inTables = (value: number) => group.some((f) => f.where.node === 'table' && f.value === value);
  return inTables(a.value) && inTables(b.value);
}

/** Where a fact stands, for people: 《…表》“…”行 or 说明“…”. */
export const standsIn = (fact: Fact): string =>
  fact.where.node === 'table'
    ? `《${fact.where.table ?? '表'}》${fact.where.row ? `“${fact.where.row}”行` : ''}${fact.where.column ? `“${fact.where.column.split(' / ').at(-1)}”栏` : ''}`
    : `${fact.where.table ? `“${fact.where.table}”一节` : '正文'}${fact.where.row ? `“${fact.where.row}”` : ''}`;

/** Numbers of known meaning; a share says nothing without its whole. */
const isComparable = (fact: Fact) =>
  fact.kind !== 'text' && fact.printed !== '' && fact.dims.measure !== 'share' && !Object.values(fact.dims).includes(UNKNOWN);

/**
 * The same fact stated twice has one value: every two statements of a key are compared. Two tables may print one total with tails of rounding
 * that differ, one rounded as a whole, one summed from rounded parts (`isTotal`: a total with several parts).
 */
export function repeats(reading: Reading, canonical: Canonical, isTotal: (fact: Fact) => boolean): Relation[] {
  const groups = new Map<string, Fact[]>();
  for (const fact of reading.facts) {
    if (!isComparable(fact)) continue;
    const key = `${canonical.key(fact)}|${fact.kind}`;
    const group = groups.get(key);
    if (group) group.push(fact);
    else groups.set(key, [fact]);
  }
  const relations: Relation[] = [];
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    const distinct = group.slice(0, MOST_PAIRED);
    for (let i = 0; i < distinct.length; i++) {
      for (let j = i + 1; j < distinct.length; j++) {
        const [a, b] = [distinct[i], distinct[j]];
        if (!a || !b) continue;
        if (isTail(a, b, distinct, isTotal)) continue;
        relations.push(
          equation(
            {
              law: 'agree',
              code: a.where.node === 'table' && b.where.node === 'table' ? 'agree.tables' : 'agree.text',
              severity: 'error',
              says: () => `${standsIn(a)}为${a.printed}${a.unit}，${standsIn(b)}为${b.printed}${b.unit}，说的是同一个数`,
              basis: '财预〔2016〕143号 地方预决算公开操作规程（内容准确）',
            },
            a,
            [{ fact: b, sign: 1 }],
          ),
        );
      }
    }
  }
  return relations;
}
