import { UNKNOWN } from '../fact/dimension.ts';
import type { Fact } from '../fact/fact.ts';
import type { Reading } from '../form/reading.ts';
import type { Canonical } from './canonical.ts';
import { equation } from './equation.ts';
import type { Relation } from './relation.ts';

const MOST_PAIRED = 14;

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
 * that differ, one rounded as a whole, one summed from rounded parts (`wholes`: totals with several parts).
 */
export function repeats(reading: Reading, canonical: Canonical, wholes: ReadonlySet<number>): Relation[] {
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
        const tails =
          a.where.node === 'table' &&
          b.where.node === 'table' &&
          (wholes.has(a.id) || wholes.has(b.id)) &&
          Math.abs(a.value - b.value) <= 2 * (a.half + b.half);
        if (tails) continue;
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
