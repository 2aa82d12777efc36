import type { Relation } from '../src/check/relation.ts';

/** The printed number with one digit changed, in every way; the first digit does not become 0. */
export function digitChanges(printed: string): string[] {
  const places = [...printed].flatMap((c, i) => (/\d/.test(c) ? [i] : []));
  return places.flatMap((at) => {
    const lowest = at === places[0] && places.length > 1 ? 1 : 0;
    return Array.from({ length: 10 - lowest }, (_, i) => String(i + lowest)).flatMap((digit) =>
      digit === printed[at] ? [] : printed.slice(0, at) + digit + printed.slice(at + 1),
    );
  });
}

/** The printed number with one digit changed; the first digit does not become 0. */
export function changeDigit(printed: string, next: () => number): string {
  const places = [...printed].flatMap((c, i) => (/\d/.test(c) ? [i] : []));
  const at = places[Math.floor(next() * places.length)] ?? 0;
  const old = Number(printed[at]);
  const lowest = at === places[0] && places.length > 1 ? 1 : 0;
  const digits = Array.from({ length: 10 - lowest }, (_, i) => i + lowest).filter((d) => d !== old);
  return printed.slice(0, at) + String(digits[Math.floor(next() * digits.length)]) + printed.slice(at + 1);
}

/**
 * True where some equation that held must break when facts take other values (on its own scale; see `scaled`): one that holds
 * just one of them, as changes of several may make up for each other.
 */
export function mustBreak(relations: readonly Relation[], changes: ReadonlyMap<number, number>): boolean {
  return relations.some((relation) => {
    if (relation.kind !== 'equation' || !relation.holds) return false;
    const touched = relation.facts.filter((id) => changes.has(id));
    const [id] = touched;
    if (id === undefined || touched.length > 1) return false;
    const value = changes.get(id) ?? 0;
    const allowed = relation.solve(relation.facts.indexOf(id));
    return allowed !== null && (value < allowed.lo || value > allowed.hi);
  });
}
