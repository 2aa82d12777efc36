import type { Words } from '../document/document.ts';
import type { Fact } from '../fact/fact.ts';
import type { Reading } from '../form/reading.ts';
import { standsIn } from './agree.ts';
import { scaled } from './equation.ts';
import type { Finding } from './finding.ts';
import { found } from './found.ts';
import { factPlace, wordsPlace } from './place.ts';

/** The natures of the units that a paper lists under 单位性质: 行政, 参公, 事业 …; none where it has no such list. */
function unitNatures(reading: Reading): Words[] {
  for (const block of reading.document.blocks) {
    if (block.kind !== 'grid') continue;
    const head = block.rows.findIndex((row) => row.some((cell) => cell.words.text.replace(/\s+/g, '') === '单位性质'));
    const column = block.rows[head]?.find((cell) => cell.words.text.replace(/\s+/g, '') === '单位性质')?.column;
    if (column === undefined) continue;
    return block.rows
      .slice(head + 1)
      .flatMap((row) => row.find((cell) => cell.column === column && cell.words.text.trim() !== '')?.words ?? []);
  }
  return [];
}

const only = (facts: readonly Fact[], fits: (fact: Fact) => boolean): Fact | null =>
  facts.find((f) => f.kind === 'money' && f.printed !== '' && !f.dims.measure && !f.dims.organisation && fits(f)) ?? null;

/**
 * Agency operating expenses are the public part of basic expenditure of agencies and of institutions run like them (机关事务管理条例 art. 9):
 * where a paper lists only such units, the two figures are one.
 */
export function agencyOperating(reading: Reading): Finding[] {
  const natures = unitNatures(reading);
  if (natures.length === 0 || natures.some(({ text }) => !/行政|参公|参照/.test(text))) return [];
  const agency = only(reading.facts, (f) => f.concept === 'agency-operating' && !f.dims.item);
  const publicFunds = only(
    reading.facts,
    (f) => f.concept === 'expenditure' && f.dims.nature === 'public' && !f.dims.function && !f.dims.economic,
  );
  if (!agency || !publicFunds) return [];
  const gap = Math.abs(scaled(agency).value - scaled(publicFunds).value);
  const [nature] = natures;
  if (gap <= agency.half + publicFunds.half || !nature) return [];
  return [
    found('agree.agency-operating', {
      severity: 'warning',
      message: `所列${natures.length}个单位都是行政（参公）单位，机关运行经费应等于公用经费：${standsIn(agency)}为${agency.printed}${agency.unit}，${standsIn(publicFunds)}为${publicFunds.printed}${publicFunds.unit}。`,
      stated: `${agency.printed}${agency.unit}`,
      expected: `${publicFunds.printed}${publicFunds.unit}`,
      suggestion: '按“行政单位和参公事业单位基本支出中的公用经费”核对机关运行经费的口径和金额。',
      places: [factPlace(agency), factPlace(publicFunds), wordsPlace(nature)],
    }),
  ];
}
