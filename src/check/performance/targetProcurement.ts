import { amountText } from '../../fact/amount.ts';
import type { Fact } from '../../fact/fact.ts';
import { goalOfYear, type Indicator, indicatorName } from '../../score/indicator.ts';
import { type Project, projectKey } from '../../score/project.ts';
import type { Finding } from '../finding.ts';
import { found } from '../found.ts';
import { factPlace } from '../place.ts';
import { fieldPlace, goalPlace, nameOf } from './spots.ts';

/** Groups of the catalogue of government procurement (财库〔2022〕31号, 2014 in brackets): 设备 A02, A03; 家具 A05 (A06). */
const KINDS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/家具/, ['A05', 'A06']],
  [/设备|计算机|电脑|空调/, ['A02', 'A03']],
];
/** A purchase of goods that names no kind of them: all goods. */
const ANY_GOODS =
  /^(?:货物|物资|固定资产|资产|办公用品|政府)?(?:购置|采购)(?:货物|物资|固定资产|资产|办公用品)?(?:总)?(?:成本|费用?|金额|支出|经费|资金|额)?$/;
const NOT_GOODS = /维修|检测|保养|改造|维护|运维|租赁|租金|安装|运行|服务|软件|单价|均价|标准|每[台套件]/;

/** The groups of goods whose purchase a ceiling of cost is about; null where it is about none. */
function goodsOf(name: string): readonly string[] | null {
  if (NOT_GOODS.test(name)) return null;
  if (ANY_GOODS.test(name)) return ['A'];
  const groups = KINDS.flatMap(([words, kinds]) => (words.test(name) ? kinds : []));
  return groups.length ? groups : null;
}

const ROWS = new Set(['year', 'stage', 'organisation', 'item', 'project']);

/** Rows of the procurement table: the year's whole amount of one thing for one project. */
const procurementRows = (facts: readonly Fact[], project: string): Fact[] =>
  facts.filter(
    ({ concept, where, dims, value }) =>
      concept === 'procurement' &&
      where.node === 'table' &&
      value > 0 &&
      dims.project !== undefined &&
      projectKey(dims.project) === project &&
      Object.keys(dims).every((key) => ROWS.has(key)),
  );

/** The printed subtotal of a unit that is the sum of the rows. */
const subtotal = (facts: readonly Fact[], [first]: readonly Fact[], sum: number): Fact[] =>
  facts
    .filter(
      ({ concept, where, dims, value }) =>
        concept === 'procurement' &&
        where.node === 'table' &&
        value === sum &&
        dims.organisation === first?.dims.organisation &&
        dims.organisation !== undefined &&
        Object.keys(dims).every((key) => key === 'year' || key === 'stage' || key === 'organisation'),
    )
    .slice(0, 1);

interface Ceiling {
  readonly indicator: Indicator;
  readonly goods: readonly string[];
  readonly fen: number;
  readonly text: string;
}

const ceilingsOf = ({ indicators }: Project): Ceiling[] =>
  indicators.flatMap((indicator) => {
    const goal = goalOfYear(indicator);
    const goods = goodsOf(indicatorName(indicator));
    const kept = goal?.value.comparator !== '≥' && goal?.value.comparator !== '>';
    return indicator.class === 'cost' && goal?.value.kind === 'money' && goal.value.amount && kept && goods
      ? [{ indicator, goods, fen: goal.value.amount.fen, text: goal.value.text }]
      : [];
  });

/** A ceiling of purchases below what the procurement budget has for the project. */
export function procurementFindings(projects: readonly Project[], facts: readonly Fact[]): Finding[] {
  return projects.flatMap((project) => {
    const key = projectKey(project.name?.text ?? '');
    if (!key || projects.some((other) => other !== project && projectKey(other.name?.text ?? '') === key)) return [];
    const rows = procurementRows(facts, key);
    const ceilings = ceilingsOf(project);
    return ceilings.flatMap((ceiling): Finding[] => {
      const { indicator, goods, fen, text } = ceiling;
      // two ceilings that share a kind of goods divide it: how, is not said
      if (ceilings.some((other) => other !== ceiling && other.goods.some((a) => goods.some((b) => a.startsWith(b) || b.startsWith(a)))))
        return [];
      const own = rows.filter(({ dims }) => goods.some((group) => dims.item?.startsWith(group)));
      const sum = own.reduce((total, { value }) => total + value, 0);
      const slack = own.reduce((total, { half }) => total + half, 0);
      const place = goalPlace(project, indicator);
      if (!own.length || fen >= sum - slack || !place) return [];
      const parts = own.map(({ printed }) => printed).join('＋');
      return [
        found('agree.procurement-cost', {
          severity: 'error',
          message: `项目“${nameOf(project)}”的成本指标“${indicatorName(indicator)}”为“${text}”，政府采购预算表中本项目的货物采购共${amountText(sum)}万元${own.length > 1 ? `（${parts}）` : ''}，按采购预算执行必然超过指标。`,
          stated: text,
          expected: `≤${amountText(sum)}万元`,
          difference: `${amountText(fen - sum)}万元`,
          suggestion: '核对采购预算与成本指标，使两者一致。',
          places: [
            place,
            ...(indicator.name ? [fieldPlace(project, indicator.name, '三级指标')] : []),
            ...[...own, ...subtotal(facts, own, sum)].map(factPlace),
          ],
        }),
      ];
    });
  });
}
