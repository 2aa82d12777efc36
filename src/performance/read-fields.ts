import { parseDecimal, powerOfTen } from '../fact/decimal.ts';
import { fail, isMissing, type Node, textOf } from '../form/yaml.ts';
import type { Points } from '../score/points.ts';

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** An ISO date that is in the calendar. Unquoted dates come from YAML as dates. */
export function dateOf(node: Node, fallback?: string): string {
  if (isMissing(node) && fallback !== undefined) return fallback;
  const text = node.value instanceof Date ? node.value.toISOString().slice(0, 10) : textOf(node);
  const [, year, month, day] = DATE.exec(text) ?? [];
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return day && Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= days
    ? text
    : fail({ ...node, value: text }, '日期（如 2024-07-31）');
}

/** A number with at most two decimals, in hundredths. `what`: how it is called where it is none. */
function hundredthsOf(node: Node, what: string): number {
  const { value } = node;
  const number = typeof value === 'number' || typeof value === 'string' ? parseDecimal(String(value).replace(/[分%]$/, '')) : null;
  return number && number.scale <= 2 && number.digits >= 0
    ? number.digits * powerOfTen(2 - number.scale)
    : fail(node, `${what}（不小于0，最多两位小数）`);
}

export const pointsOf = (node: Node): Points => hundredthsOf(node, '分数');
export const pointsOrNull = (node: Node): Points | null => (isMissing(node) ? null : pointsOf(node));

/** A percentage up to 100, in hundredths of a percent. */
export function shareOf(node: Node): number | null {
  if (isMissing(node)) return null;
  const share = hundredthsOf(node, '完成程度');
  return share <= 10_000 ? share : fail(node, '完成程度（0至100之间的百分数）');
}
