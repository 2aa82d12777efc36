import { found } from '../found.ts';
import { factPlace } from '../place.ts';
import type { Check } from './check.ts';
import { containsText, obligationsOf } from './obligations.ts';
import { type Stretch, spotIn, stretches } from './stretch.ts';

const paragraphs = (all: readonly Stretch[]): Stretch[] => all.filter(({ kind, record }) => kind === 'paragraph' && !record);

/** What a final account must tell of each of the three public expenses beside the money, where there was any (143号). */
const COUNTS: Readonly<Record<string, readonly [RegExp, string]>> = {
  overseas: [/团组/, '因公出国（境）团组数和人次'],
  vehicles: [/保有量/, '公务用车购置数和保有量'],
  reception: [/批次/, '国内公务接待批次和人次'],
};

/** Counts behind the three public expenses, in final accounts. */
export const threePublicDetail: Check = (reading, forms) => {
  if (reading.identity.kind !== 'final' || !containsText(reading, obligationsOf(reading, forms))) return [];
  const all = paragraphs(stretches(reading));
  const spent = reading.facts.filter(
    ({ concept, dims, value, where }) =>
      concept === 'three-public' && dims.stage === 'actual' && value > 0 && where.node === 'table' && COUNTS[dims.item ?? ''] !== undefined,
  );
  const missing = spent.filter((fact) => {
    const [pattern] = COUNTS[fact.dims.item ?? ''] ?? [/^/];
    return !all.some(({ plain }) => pattern.test(plain));
  });
  if (missing.length === 0) return [];
  const what = [...new Set(missing.map((fact) => COUNTS[fact.dims.item ?? '']?.[1] ?? ''))].join('、');
  return [
    found('comply.three-public-detail', {
      severity: 'warning',
      message: `“三公”经费有支出，决算说明缺少${what}。`,
      stated: '未说明',
      expected: what,
      suggestion: '补充数量',
      places: missing.map(factPlace),
    }),
  ];
};

const PROCUREMENT = /政府采购(?:预算|支出|金额|计划)?(?:总额|总计|合计|共|安排|支出|预算)?[^。；]{0,12}?(\d[\d,]*(?:\.\d+)?)(?:万元|元)/;

/** The total of procurement is told by goods, works and services. */
export const procurementSplit: Check = (reading) => {
  const all = paragraphs(stretches(reading));
  const at = all.findIndex(({ plain }) => Number((PROCUREMENT.exec(plain)?.[1] ?? '0').replace(/,/g, '')) > 0);
  const stretch = all[at];
  if (!stretch || stretches(reading).some(({ plain }) => /采购/.test(plain) && /货物|工程|服务预算|服务支出/.test(plain))) return [];
  if (stretches(reading).some(({ kind, plain }) => kind === 'cell' && /^(?:政府采购目录|采购物品|货物)/.test(plain))) return [];
  return [
    found('comply.procurement-split', {
      severity: 'warning',
      message: '政府采购只说明总额，没有分别说明货物、工程、服务的金额。',
      stated: '只列总额',
      expected: '货物、工程、服务各多少',
      suggestion: '补充三项金额；没有的写0',
      places: [spotIn(stretch, 0, Math.min(stretch.plain.length, 50))],
    }),
  ];
};

/** Final accounts tell how much was awarded to small and medium enterprises. */
export const procurementSme: Check = (reading) => {
  if (reading.identity.kind !== 'final') return [];
  const all = paragraphs(stretches(reading));
  const stretch = all.find(({ plain }) => Number((PROCUREMENT.exec(plain)?.[1] ?? '0').replace(/,/g, '')) > 0);
  if (!stretch || all.some(({ plain }) => /中小微?企业/.test(plain) && /采购|授予/.test(plain))) return [];
  return [
    found('comply.procurement-sme', {
      severity: 'warning',
      message: '政府采购支出说明没有列示授予中小企业合同金额及其占比。',
      stated: '未说明',
      expected: '授予中小企业合同金额、占政府采购支出总额的比重',
      suggestion: '补充金额和比重；没有的写0',
      places: [spotIn(stretch, 0, Math.min(stretch.plain.length, 50))],
    }),
  ];
};

const MANAGED = /纳入[^。；]{0,12}绩效[^。；]{0,16}项目(\d+)个/;
const PUBLISHED = /公开[^。；]{0,10}绩效目标(?:的项目)?(\d+)个/;

/** Fewer project targets published than managed. */
export const targetsPublished: Check = (reading) =>
  paragraphs(stretches(reading)).flatMap((stretch) => {
    const managed = MANAGED.exec(stretch.plain);
    const published = PUBLISHED.exec(stretch.plain);
    if (!managed || !published || Number(published[1]) >= Number(managed[1])) return [];
    return found('comply.targets-published', {
      severity: 'info',
      message: `纳入绩效管理的项目${managed[1]}个，公开绩效目标${published[1]}个，少${Number(managed[1]) - Number(published[1])}个。除涉密项目外，绩效目标应随预算公开。`,
      stated: `${published[1]}个`,
      expected: `${managed[1]}个（涉密项目除外）`,
      suggestion: '公开其余项目的绩效目标，或说明不公开的理由',
      places: [
        spotIn(stretch, published.index, published.index + published[0].length),
        spotIn(stretch, managed.index, managed.index + managed[0].length),
      ],
    });
  });
