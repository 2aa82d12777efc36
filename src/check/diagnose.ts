import type { Fact } from '../fact/fact.ts';
import { placeKey } from '../fact/place.ts';
import type { NumberUse } from '../form/reading.ts';
import { standsIn } from './agree.ts';
import { type Code, findingCodes } from './codes.ts';
import { culpritOf, type Evidence, inTable, isOtherUnit, type Repair } from './culprit.ts';
import { printedLike, scaled } from './equation.ts';
import type { Finding } from './finding.ts';
import { factPlace } from './place.ts';
import type { Interval, Relation } from './relation.ts';

/** With no culprit named every place that may be wrong is shown, within reason. */
const MOST_PLACES = 40;
const MOST_REASONS = 4;

/** A change of several cells must mend more than a change of one to be preferred. */
const COST_OF_TOGETHER = 0.5;

const meet = (a: Interval, b: Interval): Interval | null => {
  const lo = Math.max(a.lo, b.lo);
  const hi = Math.min(a.hi, b.hi);
  return lo <= hi ? { lo, hi } : null;
};

const middle = ({ lo, hi }: Interval): Interval => ({ lo: (lo + hi) / 2, hi: (lo + hi) / 2 });

/** The relation holds to the last place, not by rounding alone. */
const isExact = ({ kind }: Relation, interval: Interval, own: Fact | undefined): boolean =>
  kind === 'equation' && own !== undefined && middle(interval).lo === scaled(own).value;

/** The best change: the value that most of the broken relations ask for and that breaks fewest of those that hold. */
function repairOf(together: readonly number[], { byFact, facts }: Evidence, broken: ReadonlySet<Relation>): Repair | null {
  const [fact] = together;
  if (fact === undefined) return null;
  const touched = new Set(together.flatMap((id) => byFact.get(id) ?? []));
  const asks: { relation: Relation; interval: Interval }[] = [];
  const keeps: { interval: Interval; isExact: boolean }[] = [];
  for (const relation of touched) {
    const members = together.filter((id) => relation.facts.includes(id));
    // inside the row that changes as one nothing is lost
    const interval = members.length === 1 ? relation.solve(relation.facts.indexOf(members[0] ?? -1)) : null;
    if (!interval) continue;
    if (broken.has(relation)) asks.push({ relation, interval });
    else if (relation.holds) keeps.push({ interval, isExact: isExact(relation, interval, facts[members[0] ?? -1]) });
  }
  let best: Repair | null = null;
  for (const start of asks) {
    let target = start.interval;
    const repairs = [start.relation];
    for (const other of asks) {
      const common = other === start ? null : meet(target, other.interval);
      if (!common) continue;
      target = common;
      repairs.push(other.relation);
    }
    let breaks = 0;
    for (const { interval } of keeps) {
      const common = meet(target, interval);
      if (common) target = common;
      else breaks++;
    }
    const loosened = keeps.filter(({ interval, isExact }) => isExact && !meet(target, middle(interval))).length;
    const score = repairs.length - breaks - (together.length > 1 ? COST_OF_TOGETHER : 0);
    if (!best || score > best.score) best = { fact, together, target, repairs, score, loosened };
  }
  return best;
}

/** Cells of one row that repeat one figure (a total and its only column), by fact. */
function repeatsInRows(relations: readonly Relation[]): Map<number, readonly number[]> {
  const groups = new Map<number, number[]>();
  for (const relation of relations) {
    const [a, b] = relation.facts;
    if (relation.code !== 'sum.columns' || !relation.holds || relation.facts.length !== 2 || a === undefined || b === undefined) continue;
    const joined = [...new Set([...(groups.get(a) ?? [a]), ...(groups.get(b) ?? [b])])];
    for (const id of joined) groups.set(id, joined);
  }
  return groups;
}

/** Only too large or too small: what it should be is not known, but the other side of the bound. */
const isBounded = ({ repairs }: Repair): boolean => repairs.every(({ kind }) => kind === 'bound');

function boundOf({ fact, repairs: [relation] }: Repair, own: Fact, facts: readonly Fact[]): string {
  const other = facts[relation?.facts.find((id) => id !== fact) ?? -1];
  return other ? `${scaled(own).value > scaled(other).value ? '不超过' : '不小于'}${other.printed}${other.unit}` : '';
}

/** The value to print: one that stands elsewhere in the broken relations where there is one, else the middle of what they allow. */
function expectedOf(repair: Repair, facts: readonly Fact[]): string {
  const own = facts[repair.fact];
  if (!own) return '';
  if (isOtherUnit(repair, facts)) return `${own.printed}${own.unit === '元' ? '万元' : '元'}`;
  if (isBounded(repair)) return boundOf(repair, own, facts);
  const witness = repair.repairs.find((r) => r.law === 'agree')?.facts.find((id) => id !== repair.fact);
  const other = witness === undefined ? undefined : facts[witness];
  if (other && other.unit === own.unit) return `${other.printed}${other.unit}`;
  return `${printedLike(own, Math.round((repair.target.lo + repair.target.hi) / 2))}${own.unit}`;
}

/**
 * Changes of figures that repeat the named one (the same figure again, a whole with a single part) and that are broken in the same way: they were
 * copied with the error, so that all is one cause.
 */
function twinsOf(named: Repair, evidence: Evidence, broken: ReadonlySet<Relation>): Repair[] {
  const { byFact, facts } = evidence;
  const seen = new Set(named.together);
  const twins: Repair[] = [];
  const queue = [...named.together];
  for (const id of queue) {
    for (const { holds, kind, facts: pair } of byFact.get(id) ?? []) {
      const other = pair.find((it) => it !== id);
      if (!holds || kind !== 'equation' || pair.length !== 2 || other === undefined || seen.has(other)) continue;
      if (facts[other]?.value !== facts[id]?.value || facts[other]?.kind !== facts[id]?.kind) continue;
      seen.add(other);
      const twin = repairOf([other], evidence, broken);
      if (!twin || !meet(twin.target, named.target)) continue;
      twins.push(twin);
      queue.push(other);
    }
  }
  return twins;
}

/** Title of a relation's code; codes of helper relations share those of their law. */
const titleOf = (code: string): string => (Object.hasOwn(findingCodes, code) ? findingCodes[code as Code].title : '数字不符');

/** Where nobody can be named: what the total would be if its parts are right. */
function totalOf(relations: readonly Relation[], facts: readonly Fact[]): string {
  const [only] = relations;
  const whole = facts[only?.facts[0] ?? -1];
  const needed = only?.law === 'sum' && only.kind === 'equation' ? only.solve(0) : null;
  if (relations.length !== 1 || !whole || !needed) return '';
  return `${printedLike(whole, Math.round((needed.lo + needed.hi) / 2))}${whole.unit}（如果各分项无误）`;
}

function findingOf(relations: readonly Relation[], facts: readonly Fact[], repair: Repair | null): Finding {
  const [first] = relations;
  if (!first) throw new Error('a finding without a relation');
  const culprit = repair ? facts[repair.fact] : undefined;
  const involved = new Map<string, Fact>();
  const add = (id: number) => {
    const fact = facts[id];
    if (fact && fact.printed !== '' && !involved.has(placeKey(fact.place))) involved.set(placeKey(fact.place), fact);
  };
  for (const id of repair?.together ?? []) add(id);
  for (const relation of relations) add(relation.facts[0] ?? -1);
  for (const relation of relations) for (const id of relation.facts) if (involved.size < MOST_PLACES) add(id);
  const expected = repair ? expectedOf(repair, facts) : totalOf(relations, facts);
  const difference =
    repair && culprit && !isBounded(repair)
      ? `${printedLike(culprit, scaled(culprit).value - Math.round((repair.target.lo + repair.target.hi) / 2))}${culprit.unit}`
      : first.difference;
  const reasons = [...new Set(relations.map((r) => r.says))].slice(0, MOST_REASONS);
  const leading = relations.find((r) => r.severity === 'error') ?? first;
  const named = culprit ?? facts[first.facts[0] ?? -1];
  const name = named ? `“${(named.where.row ?? named.where.column ?? '').slice(0, 24)}”` : '';
  const said = culprit
    ? `${standsIn(culprit)}印为${culprit.printed || '空'}${culprit.unit}，按其他各处应${isBounded(repair as Repair) ? '' : '为'}${expected}。`
    : '几处数字不能同时成立。';
  return {
    code: first.code,
    law: first.law,
    severity: leading.severity,
    title: `${titleOf(first.code)}${name.length > 2 ? `：${name}` : ''}`,
    message: `${said}依据：${reasons.join('；')}${relations.length > reasons.length ? `；等${relations.length}条关系` : ''}。${difference ? `相差${difference}。` : ''}`,
    stated: culprit
      ? `${culprit.printed}${culprit.unit}`
      : [...involved.values()]
          .slice(0, 3)
          .map((f) => `${f.printed}${f.unit}`)
          .join(' / '),
    expected,
    difference,
    culprit: culprit ? 0 : null,
    suggestion: culprit
      ? `核对批复数据，${isBounded(repair as Repair) ? `改正“${culprit.printed}${culprit.unit}”` : `将“${culprit.printed}${culprit.unit}”改为“${expected}”`}，或更正与它不符的各处。`
      : '对照批复的预决算数据逐处核对，改正其中错误的一处。',
    basis: first.basis,
    places: [...involved.values()].map(factPlace),
  };
}

/** The same cells changing together, named from another of them. */
const sameFacts = (a: Repair, b: Repair): boolean =>
  a === b || (a.together.length > 1 && a.together.length === b.together.length && b.together.includes(a.fact));

/** Each set of cells that change together once. */
const distinct = (repairs: readonly Repair[]): Repair[] =>
  [
    ...new Map(repairs.toReversed().map((repair): [string, Repair] => [repair.together.toSorted((a, b) => a - b).join(), repair])).values(),
  ].reverse();

/** Findings that say the same of places that repeat one figure, nobody being named, are one. */
function joined(findings: readonly Finding[]): Finding[] {
  const byWords = Map.groupBy(findings, ({ message, culprit }) => (culprit === null ? message : Symbol('named')));
  return [...byWords.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const places = new Map([first, ...others].flatMap((finding) => finding.places.map((place) => [JSON.stringify(place), place] as const)));
    return { ...first, places: [...places.values()] };
  });
}

/**
 * From broken relations to findings: again and again the one fact whose change mends most and breaks least is named; what it mends is one
 * finding. Where several facts would serve equally well, what stands around them decides (culprit.ts); if that tells nothing, nobody is named.
 */
export function diagnose(relations: readonly Relation[], facts: readonly Fact[], numbers: readonly NumberUse[] = []): Finding[] {
  const byFact = new Map<number, Relation[]>();
  for (const relation of relations) {
    for (const id of relation.facts) {
      const own = byFact.get(id);
      if (own) own.push(relation);
      else byFact.set(id, [relation]);
    }
  }
  const rows = repeatsInRows(relations);
  const all = relations.filter((r) => !r.holds);
  const broken = new Set(all);
  const printed = new Set(numbers.flatMap((number) => (number.as === 'indicator' ? number.printed.replace(/,/g, '') : [])));
  const evidence: Evidence = { facts, byFact, broken: all, printed };
  const findings: Finding[] = [];
  while (broken.size > 0) {
    const candidates = new Set([...broken].flatMap((r) => r.facts));
    const repairs = [...candidates].flatMap((fact) => {
      const row = rows.get(fact);
      return [
        repairOf([fact], evidence, broken) ?? [],
        row ? (repairOf([fact, ...row.filter((id) => id !== fact)], evidence, broken) ?? []) : [],
      ].flat();
    });
    repairs.sort(
      (a, b) =>
        b.score - a.score ||
        b.repairs.length - a.repairs.length ||
        Number(inTable(a, facts)) - Number(inTable(b, facts)) ||
        a.fact - b.fact,
    );
    const [best] = repairs;
    if (!best) break;
    const tied = repairs.filter(
      (r) => r.score === best.score && !sameFacts(r, best) && r.repairs.some((relation) => best.repairs.includes(relation)),
    );
    const named = best.score <= 0 ? null : tied.length === 0 ? best : culpritOf(distinct([best, ...tied]), evidence);
    const twins = named ? twinsOf(named, evidence, broken) : [];
    const mended = named
      ? [...new Set([named, ...twins].flatMap((repair) => repair.repairs))]
      : best.score > 0
        ? best.repairs
        : best.repairs.slice(0, 1);
    findings.push(findingOf(mended, facts, named && { ...named, together: [...named.together, ...twins.map(({ fact }) => fact)] }));
    for (const relation of mended) broken.delete(relation);
  }
  return joined(findings);
}
