import { type Dimension, type Dims, dimensions, member, UNKNOWN } from '../fact/dimension.ts';
import type { Fact } from '../fact/fact.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';

const CLOSED: readonly Dimension[] = ['nature', 'fund', 'item', 'origin'];

/** The dimension along which all items of a list differ; null where they do not differ along one. */
function dividedBy(items: readonly Fact[]): Dimension | null {
  const differing = dimensions.filter((dimension) => new Set(items.map((fact) => member(fact.dims, dimension))).size > 1);
  return differing.length === 1 ? (differing[0] ?? null) : null;
}

/**
 * 其中 does not always name all parts: true where the items leave out a member that a closed list has (基本支出，其中：人员经费).
 * Such a list need not add up.
 */
export function missingMembers(whole: Fact, items: readonly Fact[], lexicon: Lexicon): boolean {
  const dimension = dividedBy(items);
  if (!dimension) return items.some((fact) => Object.values(fact.dims).includes(UNKNOWN)) ? false : mixed(whole.dims, items);
  if (!CLOSED.includes(dimension)) return false;
  const members = items.map((fact) => member(fact.dims, dimension));
  if (dimension === 'nature' && member(whole.dims, 'nature') === 'all') return !(members.includes('basic') && members.includes('project'));
  if (dimension === 'nature') return lexicon.children('nature', member(whole.dims, 'nature')).some((child) => !members.includes(child));
  if (dimension === 'item' && whole.concept === 'three-public')
    return (
      member(whole.dims, 'item') === 'all' &&
      !(members.includes('overseas') && members.includes('reception') && members.some((it) => it.startsWith('vehicle')))
    );
  if (dimension === 'item' && whole.concept === 'procurement')
    return lexicon.itemsOf('procurement').some((item) => !members.includes(item));
  return false;
}

/** Items that differ along several dimensions (fund and origin) may overlap. */
function mixed(whole: Dims, items: readonly Fact[]): boolean {
  const along = dimensions.filter(
    (dimension) => items.some((fact) => member(fact.dims, dimension) !== member(whole, dimension)) && dimension !== 'measure',
  );
  return !along.every((dimension) => dimension === 'fund' || dimension === 'origin');
}
