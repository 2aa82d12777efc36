import type { Fact } from '../../fact/fact.ts';
import type { Lexicon } from '../../lexicon/lexicon.ts';
import type { Paper } from '../../score/read.ts';
import type { Finding, FindingPlace } from '../finding.ts';
import { found } from '../found.ts';
import { findingPlace } from '../place.ts';
import { inFile, type Pair, paperName } from './pairs.ts';

const STOCKS = new Set(['vehicles', 'equipment', 'floor-area']);

/** Year at whose end a paper counts its assets: budgets the year before, final accounts their own. */
const countedAt = ({ identity }: Paper): number | null =>
  identity.year === null ? null : identity.kind === 'final' ? identity.year : identity.year - 1;

/** Stocks by concept and kind: what a paper prints, or nothing where it lists other kinds and leaves this blank. */
function stocksOf(paper: Paper): Map<string, Fact[]> {
  const stocks = new Map<string, Fact[]>();
  for (const fact of paper.facts) {
    if (!STOCKS.has(fact.concept) || fact.kind === 'text') continue;
    const key = `${fact.concept}|${fact.dims.item ?? ''}`;
    stocks.set(key, [...(stocks.get(key) ?? []), fact]);
  }
  return stocks;
}

const place = (paper: Paper, fact: Fact): FindingPlace =>
  inFile(paper, findingPlace(fact.place, `${fact.where.row ?? ''}${fact.printed}${fact.unit}`, fact.where));

/** The same things counted on the same day: equal for one scope; a department has at least what its own unit has. */
export function sameStocks({ earlier, later, sameScope }: Pair, lexicon: Lexicon): Finding[] {
  if (countedAt(earlier) === null || countedAt(earlier) !== countedAt(later)) return [];
  const unit = earlier.identity.scope === 'unit' ? earlier : later;
  const department = unit === earlier ? later : earlier;
  if (!sameScope && department.identity.scope !== 'department') return [];
  const small = stocksOf(unit);
  const large = stocksOf(department);
  const wrong: { name: string; own: Fact; others: Fact[]; value: number }[] = [];
  for (const [key, own] of small) {
    const [concept = '', item = ''] = key.split('|');
    const fact = own.find((f) => f.printed !== '');
    const listed = [...large.keys()].some((k) => k.startsWith(`${concept}|`) && k !== `${concept}|`);
    const others = large.get(key) ?? [];
    if (!fact || (others.length === 0 && !(item !== '' && listed))) continue;
    const value = Math.max(0, ...others.map((f) => f.value));
    if (fact.value <= value && !(sameScope && fact.value < value)) continue;
    wrong.push({ name: item === '' ? lexicon.name('concept', concept) : lexicon.name('item', item), own: fact, others, value });
  }
  const [first] = wrong;
  if (!first) return [];
  const shown = (large.get('vehicles|') ?? []).concat(
    [...large].flatMap(([key, facts]) =>
      key.startsWith(`${first.own.concept}|`) ? facts.filter((f) => f.printed !== '' && f.value > 0) : [],
    ),
  );
  const unique = [...new Set([...wrong.flatMap((w) => w.others.filter((f) => f.printed !== '')), ...shown])].filter(
    (f) => f.printed !== '',
  );
  return [
    found('carry.stock', {
      severity: 'error',
      message: `${countedAt(unit)}年12月31日：${wrong.map((w) => `${paperName(unit)}列${w.name}${w.own.printed}${w.own.unit}，${paperName(department)}列${w.value === 0 ? '0或未列' : w.value}`).join('；')}。${sameScope ? '同一口径的数应当相等。' : '部门口径包含本单位，不应小于单位口径。'}`,
      stated: `${first.own.printed}${first.own.unit}`,
      expected: `${first.value}`,
      suggestion: '对照资产台账核对车辆、设备的种类和数量，更正其中一份。',
      places: [...wrong.map((w) => place(unit, w.own)), ...unique.slice(0, 6).map((f) => place(department, f))],
    }),
  ];
}
