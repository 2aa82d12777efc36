import type { Fact } from '../fact/fact.ts';
import { placeKey } from '../fact/place.ts';
import { standsIn } from './agree.ts';
import { type Code, findingCodes } from './codes.ts';
import { printedLike, scaled } from './equation.ts';
import type { Finding } from './finding.ts';
import { factPlace } from './place.ts';
import type { Interval, Relation } from './relation.ts';

/** With no culprit named every place that may be wrong is shown, within reason. */
const MOST_PLACES = 40;
const MOST_REASONS = 4;

/** One change that mends broken relations: of one fact, or of cells of one row that repeat one figure; to what; what it repairs. */
interface Repair {
  readonly fact: number;
  /** all facts that change together, `fact` first */
  readonly together: readonly number[];
  readonly target: Interval;
  readonly repairs: readonly Relation[];
  readonly score: number;
}

/** A change of several cells must mend more than a change of one to be preferred. */
const COST_OF_TOGETHER = 0.5;

const meet = (a: Interval, b: Interval): Interval | null => {
  const lo = Math.max(a.lo, b.lo);
  const hi = Math.min(a.hi, b.hi);
  return lo <= hi ? { lo, hi } : null;
};

/** The best change: the value that most of the broken relations ask for and that breaks fewest of those that hold. */
function repairOf(
  together: readonly number[],
  byFact: ReadonlyMap<number, readonly Relation[]>,
  broken: ReadonlySet<Relation>,
): Repair | null {
  const [fact] = together;
  if (fact === undefined) return null;
  const touched = new Set(together.flatMap((id) => byFact.get(id) ?? []));
  const asks: { relation: Relation; interval: Interval }[] = [];
  const keeps: Interval[] = [];
  for (const relation of touched) {
    const members = together.filter((id) => relation.facts.includes(id));
    // inside the row that changes as one nothing is lost
    const interval = members.length === 1 ? relation.solve(relation.facts.indexOf(members[0] ?? -1)) : null;
    if (!interval) continue;
    if (broken.has(relation)) asks.push({ relation, interval });
    else if (relation.holds) keeps.push(interval);
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
    for (const interval of keeps) {
      const common = meet(target, interval);
      if (common) target = common;
      else breaks++;
    }
    const score = repairs.length - breaks - (together.length > 1 ? COST_OF_TOGETHER : 0);
    if (!best || score > best.score) best = { fact, together, target, repairs, score };
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

/** The value to print: one that stands elsewhere in the broken relations where there is one, else the middle of what they allow. */
function expectedOf(repair: Repair, facts: readonly Fact[]): string {
  const own = facts[repair.fact];
  if (!own) return '';
  const witness = repair.repairs.find((r) => r.law === 'agree')?.facts.find((id) => id !== repair.fact);
  const other = witness === undefined ? undefined : facts[witness];
  if (other && other.unit === own.unit) return `${other.printed}${other.unit}`;
  return `${printedLike(own, Math.round((repair.target.lo + repair.target.hi) / 2))}${own.unit}`;
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
    repair && culprit
      ? `${printedLike(culprit, scaled(culprit).value - Math.round((repair.target.lo + repair.target.hi) / 2))}${culprit.unit}`
      : first.difference;
  const reasons = [...new Set(relations.map((r) => r.says))].slice(0, MOST_REASONS);
  const leading = relations.find((r) => r.severity === 'error') ?? first;
  const named = culprit ?? facts[first.facts[0] ?? -1];
  const name = named ? `“${(named.where.row ?? named.where.column ?? '').slice(0, 24)}”` : '';
  const said = culprit
    ? `${standsIn(culprit)}印为${culprit.printed || '空'}${culprit.unit}，按其他各处应为${expected}。`
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
      ? `核对批复数据，将“${culprit.printed}${culprit.unit}”改为“${expected}”，或更正与它不符的各处。`
      : '对照批复的预决算数据逐处核对，改正其中错误的一处。',
    basis: first.basis,
    places: [...involved.values()].map(factPlace),
  };
}

/** The same cells changing together, named from another of them. */
const sameFacts = (a: Repair, b: Repair): boolean =>
  a === b || (a.together.length > 1 && a.together.length === b.together.length && b.together.includes(a.fact));

const inTable = (repair: Repair, facts: readonly Fact[]): boolean => facts[repair.fact]?.where.node === 'table';

/** Text is written from the tables: where one sentence stands against tables only, the sentence is wrong. */
const textAgainstTables = (best: Repair, tied: readonly Repair[], facts: readonly Fact[]): boolean =>
  !inTable(best, facts) && tied.every((other) => inTable(other, facts)) && best.repairs.every((r) => r.law === 'agree');

/** Values that the fact would have with one printed digit changed lie within what the repair asks for: somebody mistyped it. */
function isMistyped({ fact, target }: Repair, facts: readonly Fact[]): boolean {
  const own = facts[fact];
  if (!own) return false;
  const { value, half } = scaled(own);
  const digits = own.printed.replace(/\D/g, '');
  const last = half * 2;
  if (last === 0 || value === 0) return false;
  return [...digits].some((digit, i) => {
    const place = Math.sign(value) * last * 10 ** (digits.length - 1 - i);
    return Array.from({ length: 10 }, (_, other) => value + (other - Number(digit)) * place).some(
      (typed) => typed !== value && typed >= target.lo && typed <= target.hi,
    );
  });
}

/** Each of the rivals would mend all that was broken about any of them. */
const isAlone = (rivals: readonly Repair[], broken: readonly Relation[]): boolean => {
  const about = broken.filter(({ facts }) => rivals.some(({ fact }) => facts.includes(fact)));
  return rivals.every(({ repairs }) => about.every((relation) => repairs.includes(relation)));
};

/**
 * From broken relations to findings: again and again the one fact whose change mends most and breaks least is named; what it mends is one
 * finding. Where two facts would serve equally well the one that is a digit off what it should be is named; if that tells nothing, nobody is.
 */
export function diagnose(relations: readonly Relation[], facts: readonly Fact[]): Finding[] {
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
  const findings: Finding[] = [];
  while (broken.size > 0) {
    const candidates = new Set([...broken].flatMap((r) => r.facts));
    const repairs = [...candidates].flatMap((fact) => {
      const row = rows.get(fact);
      return [
        repairOf([fact], byFact, broken) ?? [],
        row ? (repairOf([fact, ...row.filter((id) => id !== fact)], byFact, broken) ?? []) : [],
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
    const decided = best.score > 0 && (tied.length === 0 || textAgainstTables(best, tied, facts));
    const rivals = [best, ...tied];
    const mistyped = !decided && best.score > 0 && isAlone(rivals, all) ? rivals.filter((repair) => isMistyped(repair, facts)) : [];
    const named = decided ? best : mistyped.length === 1 ? (mistyped[0] ?? null) : null;
    const mended = named ? named.repairs : best.score > 0 ? best.repairs : best.repairs.slice(0, 1);
    findings.push(findingOf(mended, facts, named));
    for (const relation of mended) broken.delete(relation);
  }
  return findings;
}
