import type { FindingPlace } from '../finding.ts';
import { found } from '../found.ts';
import type { Check } from './check.ts';
import { hitPlace, hits, spotIn, stretches } from './stretch.ts';

const ASSETS = /国有资产|固定资产|资产占|资产信息|车辆情况|房屋情况/;
const THINGS = /车辆|公务用车|办公用房|建筑面积|固定资产|设备/;
const AS_OF = /(?:截至|截止)(?:到|时间：?)?(20\d\d)年(?:(\d{1,2})月(?:(\d{1,2})日)?|年?末|底)|^(20\d\d)年(?:期末|年末|末|底)/g;

/** State assets are told as of the end of the year before a budget, of the year itself in final accounts (31 August of the year before in Shanghai). */
export const assetDate: Check = (reading) => {
  const { kind, year } = reading.identity;
  if (kind === null || year === null) return [];
  const expected = kind === 'budget' ? year - 1 : year;
  const wrong: FindingPlace[] = [];
  const stated: number[] = [];
  for (const stretch of stretches(reading)) {
    if (
      stretch.record ||
      !(stretch.sections.some((title) => ASSETS.test(title)) || ASSETS.test(stretch.spot.table ?? '')) ||
      !(THINGS.test(stretch.plain) || stretch.plain.length < 24)
    )
      continue;
    for (const match of stretch.plain.matchAll(AS_OF)) {
      const year = Number(match[1] ?? match[4]);
      if (year === expected) continue;
      wrong.push(spotIn(stretch, match.index, match.index + match[0].length, 16));
      stated.push(year);
    }
  }
  if (wrong.length === 0) return [];
  return [
    found('comply.asset-date', {
      severity: 'error',
      message: `${year}年度${kind === 'budget' ? '预算' : '决算'}应列示${expected}年末的国有资产，文中却为${[...new Set(stated)].join('、')}年，疑沿用其他年度的文本。`,
      stated: `${stated[0]}年`,
      expected: `${expected}年12月31日`,
      suggestion: '按资产报表核对时点和数量后改正',
      places: wrong,
    }),
  ];
};

const DATE = /(?<!\d)((?:19|20)\d\d)年(\d{1,2})月(?:(\d{1,2})日)?/gm;

const daysIn = (year: number, month: number): number =>
  month === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

/** 2月30日, 13月. */
export const impossibleDate: Check = (reading) => {
  const places = hits(reading, DATE)
    .filter(
      ({ match: [, year, month, day] }) =>
        Number(month) < 1 ||
        Number(month) > 12 ||
        (day !== undefined && (Number(day) < 1 || Number(day) > daysIn(Number(year), Number(month)))),
    )
    .map((hit) => hitPlace(hit));
  if (places.length === 0) return [];
  return [
    found('comply.impossible-date', {
      severity: 'error',
      message: `“${places[0]?.text}”不是实际存在的日期。`,
      stated: places[0]?.text ?? '',
      suggestion: '核对后改正日期',
      places,
    }),
  ];
};

const REPORTED = /(?:报送|报告|编报|撰写)(?:时间|日期)：?(20\d\d)[年.\-/](\d{1,2})/gm;

/** A report on a whole year's results cannot be dated within that year. */
export const reportDate: Check = (reading) => {
  const { kind, year } = reading.identity;
  if (kind !== 'final' || year === null) return [];
  const places = hits(reading, REPORTED)
    .filter(({ match: [, stated, month] }) => Number(stated) < year || (Number(stated) === year && Number(month) < 12))
    .map((hit) => hitPlace(hit));
  if (places.length === 0) return [];
  return [
    found('comply.report-date', {
      severity: 'error',
      message: `报告使用${year}年全年数据，“${places[0]?.text}”却早于年度终了，不可能成立。`,
      stated: places[0]?.text ?? '',
      expected: `${year + 1}年`,
      suggestion: '核对后改正报送日期',
      places,
    }),
  ];
};
