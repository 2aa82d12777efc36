import type { Amount } from '../../fact/amount.ts';
import type { TargetValue } from '../../score/value.ts';

/** Words of an indicator that speak of cost as such and name no part of the project. */
const GENERIC =
  /(?:项目|工作|资金|经费|费用|成本|支出|总额|总|金额|预算|控制数?|额度|投入|补助|奖励|专项|本|年度|全年|的|元|不超过|节约|合计)/g;
/** Names of a cost of one thing, not of all. */
export const UNIT_PRICE = /标准|均价|单价|人均|户均|单[个件次项场台套户]|每[人户亩次天年月台套]|平均|节约|节省|单位成本|\/|率/;

/** Whether a cost is that of the whole project: its own words stand in the project's name, or it has none. */
export function isTotalCost(indicator: string, project: string): boolean {
  const own = indicator.replace(GENERIC, '');
  const name = project.replace(/\s+/g, '');
  if (own.length < 2) return true;
  let shared = 0;
  for (let i = 0; i + 2 <= own.length; i++) if (name.includes(own.slice(i, i + 2))) shared++;
  return shared * 2 >= own.length - 1;
}

/** A value that caps an amount of money. */
export const isCap = (value: TargetValue | undefined): boolean =>
  value !== undefined && value.amount !== null && value.comparator !== '≥' && value.comparator !== '>';

/** How a ceiling of cost stands beside the money that it caps (relation F-12). */
export function besideBudget(cap: Amount, budget: Amount): 'below' | 'fits' | 'above' {
  if (cap.fen + cap.half < budget.fen - budget.half) return 'below';
  return cap.fen - cap.half > budget.fen + budget.half ? 'above' : 'fits';
}
