import type { Fact } from '../../fact/fact.ts';
import { stageOf } from '../../form/table.ts';
import { found } from '../found.ts';
import { factPlace } from '../place.ts';
import type { Check } from './check.ts';
import { hitPlace, hits } from './stretch.ts';

const FUNDS = { 政府性基金: 'managed-funds', 国有资本经营: 'state-capital' } as const;
const NAMED = '(政府性基金|国有资本经营)(?:预算)?';
/** 本单位没有政府性基金预算财政拨款收支; 国有资本经营预算无收支. */
const NONE = new RegExp(
  `(?:没有|(?<![有毫])无|未)(?:使用|安排|发生|涉及)?[^，。；：]{0,4}${NAMED}(?:财政)?(?:拨款)?(?:安排)?的?(?:预算)?(?:收支|收入|支出|资金|安排)`,
  'gm',
);
/** A conditional note of the form, last year, or carried money only. */
const NOT_MEANT = /如|若|凡|上年|去年|结转|单位[^，。]*的，/;

/** A book that the text says has neither revenue nor expenditure, and for which the paper prints money of the year. */
export const noneClaimed: Check = (reading) => {
  const { kind, year } = reading.identity;
  if (kind === null || year === null) return [];
  const claims = hits(reading, NONE).filter(
    ({ stretch, from, to }) =>
      stretch.kind === 'paragraph' && !stretch.record && !NOT_MEANT.test(stretch.plain.slice(Math.max(0, from - 20), to + 4)),
  );
  return Object.entries(FUNDS).flatMap(([name, fund]) => {
    const own = claims.filter(({ match }) => match[1] === name);
    const isMoney = ({ concept, dims, value, kind: sort }: Fact): boolean =>
      (concept === 'revenue' || concept === 'expenditure') &&
      sort === 'money' &&
      value > 0 &&
      dims.fund === fund &&
      dims.origin !== 'carried-over' &&
      !dims.measure &&
      !dims.organisation &&
      dims.year === String(year) &&
      dims.stage === stageOf(kind);
    const money = reading.facts.filter(isMoney);
    const [first] = own;
    const [fact] = money;
    if (!first || !fact || own.some(({ stretch }) => /单位|部门/.test(stretch.plain) && /下属|所属/.test(stretch.plain))) return [];
    return found('comply.none-claimed', {
      severity: 'warning',
      message: `说明写“${first.match[0]}”，${fact.where.node === 'table' ? `《${fact.where.table ?? '表'}》` : '文中'}却有${fact.printed}${fact.unit}。`,
      stated: first.match[0],
      expected: `${fact.printed}${fact.unit}`,
      suggestion: '核对该项预算：有收支的写明金额，没有的改正表中或文中的数',
      places: [...own.map((hit) => hitPlace(hit)), ...money.slice(0, 6).map(factPlace)],
    });
  });
};
