import type { Plan } from './plan.ts';
import { recordsOf } from './workbook/records.ts';
import { sourceOf } from './workbook/source.ts';

/** Keys whose values are numbers: codes of seven digits and less, and amounts in 元. Codes of units and projects may begin with 0. */
const NUMBERS = /^(?:function|economic|government|income|yuan|original|carried-out|sme|micro|central|provincial|local|self-raised|other)$/;
/** Words that YAML takes for nothing else. */
const PLAIN = /^(?!(?:true|false|null|yes|no|on|off|y|n)$)[\p{Script=Han}A-Za-z][\p{Script=Han}\w/，。、；：（）《》“”-]*$/iu;

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const isNested = (value: unknown): boolean => typeof value === 'object' && value !== null;
const isEmpty = (value: unknown): boolean => value === undefined || (isNested(value) && Object.keys(value as object).length === 0);
const filled = (fields: Fields): [string, unknown][] => Object.entries(fields).filter(([, value]) => !isEmpty(value));

/** A scalar; what could be taken for something else in quotes, as JSON writes it, which is YAML too. */
function scalar(value: unknown, key: string): string {
  if (typeof value !== 'string') return String(value);
  const isNumber = NUMBERS.test(key) && String(Number(value)) === value;
  return isNumber || PLAIN.test(value) ? value : JSON.stringify(value);
}

/** {function: 2010401, yuan: 1264800} */
const inline = (fields: Fields): string =>
  `{${filled(fields)
    .map(([key, value]) => `${scalar(key, '')}: ${scalar(value, key)}`)
    .join(', ')}}`;

/** Lines of a mapping; mappings in lists that hold only scalars take one line each. */
function block(fields: Fields, indent: string): string[] {
  return filled(fields).flatMap(([key, value]) => {
    const name = `${indent}${scalar(key, '')}:`;
    if (Array.isArray(value)) return [name, ...value.flatMap((item: unknown) => listItem(item, `${indent}  `))];
    return isFields(value) ? [name, ...block(value, `${indent}  `)] : [`${name} ${scalar(value, key)}`];
  });
}

function listItem(item: unknown, indent: string): string[] {
  if (!isFields(item)) return [`${indent}- ${scalar(item, '')}`];
  if (!filled(item).some(([, value]) => isNested(value))) return [`${indent}- ${inline(item)}`];
  return block(item, `${indent}  `).map((line, i) => (i === 0 ? `${indent}- ${line.slice(indent.length + 2)}` : line));
}

/** A plan as YAML that `readPlan` reads back: a line of the file for each line of the plan. */
export const planYaml = (plan: Plan): string => `${block(sourceOf(recordsOf(plan)).value, '').join('\n')}\n`;
