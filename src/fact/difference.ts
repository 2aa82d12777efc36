import { amountText, isMoneyUnit } from './amount.ts';
import { decimalText, powerOfTen } from './decimal.ts';
import { type Dims, withDims } from './dimension.ts';
import { type Fact, keyOf, type Where } from './fact.ts';

/** A figure that two papers state differently, or only one of them. */
export interface FigureChange {
  readonly kind: 'changed' | 'added' | 'removed';
  readonly concept: string;
  readonly dims: Dims;
  /** where it stands: in the later paper, or else in the earlier */
  readonly where: Where;
  readonly unit: string;
  /** as printed, '' for a blank cell; null where the paper does not state it */
  readonly before: string | null;
  readonly after: string | null;
  /** after minus before, in `unit`, with its sign; null where one is missing or no number */
  readonly difference: string | null;
}

/** The same meaning so many years later. */
function moved(dims: Dims, years: number): Dims {
  if (years === 0) return dims;
  const later = (text: string): string => text.replace(/^\d{4}/, (year) => String(Number(year) + years));
  return withDims(dims, {
    ...(dims.year ? { year: later(dims.year) } : {}),
    ...(dims.date ? { date: later(dims.date) } : {}),
  });
}

/** The first fact of each key, one in a table before one in a sentence. */
function byKey(facts: readonly Fact[], years: number): Map<string, Fact> {
  const out = new Map<string, Fact>();
  for (const fact of facts) {
    const key = keyOf({ concept: fact.concept, dims: moved(fact.dims, years) });
    const known = out.get(key);
    if (!known || (known.where.node !== 'table' && fact.where.node === 'table')) out.set(key, fact);
  }
  return out;
}

/** What two facts of one meaning differ by, in digits and their scale; null where they are words. */
function gap(before: Fact, after: Fact): { readonly digits: number; readonly scale: number } | null {
  if (before.kind === 'text' || after.kind === 'text') return null;
  const scale = Math.max(before.scale, after.scale);
  const at = (fact: Fact): number => fact.value * powerOfTen(scale - fact.scale);
  return { digits: at(after) - at(before), scale };
}

const signed = (text: string, digits: number): string => (digits > 0 ? `+${text}` : text);

/** The difference of a pair in the unit of the later one; null where it is none, or they are words. */
function differenceText(before: Fact, after: Fact): string | null {
  const difference = gap(before, after);
  if (!difference) return null;
  const { digits } = difference;
  if (after.kind !== 'money') return signed(decimalText(difference), digits);
  return signed(amountText(digits, isMoneyUnit(after.unit) ? after.unit : '万元'), digits);
}

const isSame = (before: Fact, after: Fact): boolean => {
  const difference = gap(before, after);
  return difference ? difference.digits === 0 : before.printed === after.printed;
};

/**
 * The figures that changed between two papers, in the order of the later one, those that are gone at the end. `years`: how many years lie
 * between them, so that a figure is held against the one of the same meaning then. A blank cell is as much as a printed zero here.
 */
export function figureChanges(before: readonly Fact[], after: readonly Fact[], years: number): FigureChange[] {
  const [old, now] = [byKey(before, years), byKey(after, 0)];
  const told = ({ concept, where, unit }: Fact, dims: Dims) => ({ concept, dims, where, unit });
  const changes: FigureChange[] = [];
  for (const [key, fact] of now) {
    const was = old.get(key);
    if (was && isSame(was, fact)) continue;
    if (!was && fact.printed === '') continue;
    const common = { ...told(fact, fact.dims), after: fact.printed };
    changes.push(
      was
        ? { kind: 'changed', ...common, before: was.printed, difference: differenceText(was, fact) }
        : { kind: 'added', ...common, before: null, difference: null },
    );
  }
  for (const [key, fact] of old)
    if (!now.has(key) && fact.printed !== '')
      changes.push({ kind: 'removed', ...told(fact, moved(fact.dims, years)), before: fact.printed, after: null, difference: null });
  return changes;
}
