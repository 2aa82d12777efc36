import { sliceWords } from '../../document/words.ts';
import { amountText } from '../../fact/amount.ts';
import type { Fact } from '../../fact/fact.ts';
import { type Indicator, indicatorName } from '../../score/indicator.ts';
import { type Money, type Project, projectKey } from '../../score/project.ts';
import type { Finding, FindingPlace } from '../finding.ts';
import { found } from '../found.ts';
import { factPlace } from '../place.ts';
import { besideBudget, isCap, isTotalCost, UNIT_PRICE } from './costCap.ts';
import { fieldPlace, goalPlace, nameOf } from './spots.ts';
import { textsOf } from './targetTexts.ts';

const moneyText = (fen: number): string => `${amountText(fen)}万元`;
const sumText = ({ amount }: Money): string => moneyText(amount.fen);

/** The money that a half of the form is about. */
const budgetOf = (project: Project, half: 'annual' | 'term'): Money | null => project.funding[half].total;

const WAN = 10_000;
/** One amount is another with 元 read as 万元. */
const mixesUnits = (a: number, b: number): boolean => a > 0 && b > 0 && (a === b * WAN || b === a * WAN);

/** A single ceiling of cost against the money of the same half of the form (relation F-12). */
function capFindings(project: Project, indicator: Indicator): Finding[] {
  const below: FindingPlace[] = [];
  const says: string[] = [];
  let above = false;
  let stated = '';
  let expected = '';
  let gap = 0;
  let tied = true;
  let unit = false;
  for (const half of ['annual', 'term'] as const) {
    const goal = indicator[half];
    const budget = budgetOf(project, half) ?? (half === 'annual' && project.term === 1 ? budgetOf(project, 'term') : null);
    if (!isCap(goal?.value) || !goal?.value.amount || !budget) continue;
    const cap = goal.value.amount;
    const beside = besideBudget(cap, budget.amount);
    if (beside === 'fits') continue;
    // a total that its own sources do not make up may itself be the wrong one
    tied &&= ![...project.funding[half].sources.values()].some(({ amount }) => amount.fen === cap.fen);
    above ||= beside === 'above';
    unit ||= mixesUnits(cap.fen, budget.amount.fen);
    const label = half === 'annual' ? '年度' : '实施期';
    const money = mixesUnits(cap.fen, budget.amount.fen) ? `${budget.words.text.trim()}${budget.unit}` : sumText(budget);
    says.push(`${label}资金${money}，成本指标${goal.value.text}`);
    stated ||= goal.value.text;
    expected ||= `≤${moneyText(budget.amount.fen)}`;
    gap ||= cap.fen - budget.amount.fen;
    const place = goalPlace(project, indicator, half);
    below.push(...(place ? [place] : []), fieldPlace(project, budget.words, `${label}资金总额`));
  }
  if (!says.length) return [];
  const total = isTotalCost(indicatorName(indicator), project.name?.text ?? '');
  const severity = unit || (!above && total) ? 'error' : 'info';
  return [
    found('agree.cost-target', {
      severity,
      message: `项目“${nameOf(project)}”${says.join('；')}。${unit ? '两者正好相差10000倍，疑把“元”“万元”写混' : above ? '成本上限高于安排的资金，起不到控制作用' : total ? '成本上限低于安排的资金，按预算执行必然超标' : '该成本指标只及资金的一部分，其余支出没有成本指标'}。`,
      stated,
      expected,
      difference: moneyText(gap),
      culprit: total && !above && tied ? 0 : null,
      suggestion: unit
        ? '核对资金和成本指标的计量单位，更正写错的一处。'
        : above || total
          ? '按当年预算核定成本指标，使其与项目资金一致。'
          : '补充其余支出的成本指标，或改设项目总成本指标。',
      places: below,
    }),
  ];
}

/** Ceilings of several parts against the year's money. */
function partsFinding(project: Project, indicators: readonly Indicator[]): Finding[] {
  const budget = budgetOf(project, 'annual');
  const caps = indicators.flatMap(({ annual }) => (isCap(annual?.value) && annual?.value.amount ? [annual.value.amount] : []));
  if (!budget || caps.length < indicators.length || caps.some(({ fen }) => fen === budget.amount.fen)) return [];
  const fen = caps.reduce((sum, cap) => sum + cap.fen, 0);
  const half = caps.reduce((sum, cap) => sum + cap.half, budget.amount.half);
  if (Math.abs(fen - budget.amount.fen) <= half) return [];
  return [
    found('agree.cost-target', {
      severity: 'info',
      message: `项目“${nameOf(project)}”${caps.length}项成本指标合计${moneyText(fen)}，年度资金${sumText(budget)}。`,
      stated: moneyText(fen),
      expected: moneyText(budget.amount.fen),
      difference: moneyText(fen - budget.amount.fen),
      suggestion: '核对各项成本指标，使合计与项目资金一致，或说明未列入的支出。',
      places: [
        ...indicators.flatMap((indicator) => goalPlace(project, indicator) ?? []),
        fieldPlace(project, budget.words, '年度资金总额'),
      ],
    }),
  ];
}

const NEAR = 0.01;
const FAR = 0.05;

/** What else speaks for the budget: its row in the table of projects, or an amount in the form's texts within 1 % of it. */
function supportOf(project: Project, budget: Money, listed: readonly Fact[]): FindingPlace | null {
  const key = projectKey(project.name?.text ?? '');
  const { fen, half } = budget.amount;
  const row = listed.find(({ dims, value, half: own }) => projectKey(dims.project ?? '') === key && Math.abs(value - fen) <= half + own);
  if (row) return factPlace(row);
  for (const { row: label, words } of textsOf(project)) {
    for (const match of words.text.matchAll(/(\d+(?:\.\d+)?)\s*万元/g)) {
      if (Math.abs(Number(match[1]) * 1e6 - fen) <= fen * NEAR)
        return fieldPlace(project, sliceWords(words, match.index, match.index + match[0].length), label);
    }
  }
  return null;
}

/** A quantity that is the project's own money must be the project's money; certainly wrong where another place speaks for the budget. */
function quantityFindings(project: Project, listed: readonly Fact[]): Finding[] {
  const budget = budgetOf(project, 'annual');
  if (!budget) return [];
  return project.indicators.flatMap((indicator) => {
    const { annual } = indicator;
    const name = indicatorName(indicator);
    if (indicator.class !== 'quantity' || !annual?.value.amount || annual.value.comparator === '≤') return [];
    if (UNIT_PRICE.test(name) || !/资金|费用?|补助|补贴|缺口|款|拨付|支付|兑付|奖励/.test(name) || /产值|投资|收入|贷款|引资|税/.test(name))
      return [];
    const { fen, half } = annual.value.amount;
    if (Math.abs(fen - budget.amount.fen) <= half + budget.amount.half) return [];
    const place = goalPlace(project, indicator);
    const exact = annual.value.comparator === null || annual.value.comparator === '=';
    const support = exact && Math.abs(fen - budget.amount.fen) > budget.amount.fen * FAR ? supportOf(project, budget, listed) : null;
    return [
      found('agree.quantity-target', {
        severity: support ? 'error' : 'warning',
        message: `项目“${nameOf(project)}”数量指标“${name}”为${annual.value.text}，年度资金为${sumText(budget)}，两者不符${support ? `；${support.row ?? '另一处'}所写的${support.text}也与年度资金相当` : ''}。`,
        stated: annual.value.text,
        expected: sumText(budget),
        difference: moneyText(fen - budget.amount.fen),
        suggestion: '核对项目资金与指标值，按批复的预算更正。',
        places: [...(place ? [place] : []), fieldPlace(project, budget.words, '年度资金总额'), ...(support ? [support] : [])],
      }),
    ];
  });
}

/** Words that make an amount the project's money of the year, and words that make it another. */
const YEARLY = /每年|本年|年度|当年|全年|安排/;
const NOT_YEARLY = /已|上年|去年|往年|以前|人均|每[人户名次台亩月]|其中|累计|总投资|不足|超过|缺口|20\d\d年/;

/** Amounts that the texts of a form say the project needs, where neither period has such money. */
function amountFindings(project: Project): Finding[] {
  const totals = [budgetOf(project, 'annual'), budgetOf(project, 'term')].flatMap((money) => money ?? []);
  const texts = [
    ['项目概况', project.overview],
    ['项目设立必要性', project.necessity],
    ['项目实施计划', project.plan],
  ] as const;
  return texts.flatMap(([row, words]) => {
    if (!words || !totals.length) return [];
    const pattern = /(?:经费|费用|资金|拨付)[^，。；,;\d]{0,12}?(约|共计?|合计)?\s*(\d+(?:\.\d+)?)\s*万元(?:左右|上下)?/g;
    const hits = [...words.text.matchAll(pattern)];
    const [hit] = hits;
    const value = Number(hit?.[2]) * 1e6;
    if (!hit || hits.length > 1 || totals.some(({ amount }) => Math.abs(amount.fen - value) <= 0.5e4)) return [];
    const clause = `${/[^。；，,;]*$/.exec(words.text.slice(0, hit.index))?.[0] ?? ''}${hit[0]}`;
    const rough = /约|大概|左右|上下/.test(clause);
    const certain = !rough && YEARLY.test(clause) && !NOT_YEARLY.test(clause);
    return [
      found('agree.project-amount-text', {
        severity: certain ? 'warning' : 'info',
        message: `项目“${nameOf(project)}”的${row}写“${hit[0].replace(/\s+/g, '')}”，资金总额为${totals[0] ? sumText(totals[0]) : ''}。`,
        stated: `${hit[2]}万元`,
        expected: totals[0] ? sumText(totals[0]) : '',
        suggestion: '核对文字中的金额是否为本年度批复数。',
        places: [
          fieldPlace(project, sliceWords(words, hit.index, hit.index + hit[0].length), row),
          ...totals.slice(0, 1).map((money) => fieldPlace(project, money.words, '资金总额')),
        ],
      }),
    ];
  });
}

/** Cumulative plan of spending by month: it never falls and ends at 100 (relation F-17). */
function spendingFindings(project: Project): Finding[] {
  const steps = project.spending.map((step) => ({ ...step, value: Number(step.words.text.replace(/[%％\s]/g, '')) }));
  const wrong = steps.find(
    ({ value, month }, i) => !(value >= (steps[i - 1]?.value ?? 0)) || value > 100 || (month === 12 && value !== 100),
  );
  if (!wrong) return [];
  const before = steps[steps.indexOf(wrong) - 1];
  return [
    found('derive.spending-plan', {
      severity: 'error',
      message: `项目“${nameOf(project)}”资金支出计划为${steps.map(({ month, value }) => `${month}月底${value}%`).join('、')}：累计进度应逐期不减，12月底为100%。`,
      stated: `${wrong.month}月底${wrong.value}%`,
      expected: wrong.month === 12 ? '100%' : `${before?.value ?? 0}%至100%`,
      culprit: steps.indexOf(wrong),
      suggestion: '按累计口径更正资金支出计划。',
      places: steps.map(({ month, words }) => fieldPlace(project, words, '资金支出计划', `${month}月底`)),
    }),
  ];
}

/** Findings about the money of projects' targets. */
export function moneyFindings(projects: readonly Project[], facts: readonly Fact[]): Finding[] {
  const listed = facts.filter(
    ({ concept, where, dims }) => concept === 'expenditure' && where.node === 'table' && dims.project !== undefined,
  );
  return projects.flatMap((project) => {
    const costs = project.indicators.filter(
      (indicator) =>
        indicator.class === 'cost' &&
        indicator.annual?.value.kind !== 'price' &&
        !UNIT_PRICE.test(indicatorName(indicator)) &&
        (isCap(indicator.annual?.value) || isCap(indicator.term?.value)),
    );
    const all = project.indicators.filter((indicator) => indicator.class === 'cost');
    const [only] = costs;
    const cost =
      only && costs.length === 1 && all.length === 1
        ? capFindings(project, only)
        : costs.length > 1 && costs.length === all.length
          ? partsFinding(project, costs)
          : [];
    return [...cost, ...quantityFindings(project, listed), ...amountFindings(project), ...spendingFindings(project)];
  });
}
