import { dump } from 'js-yaml';
import { type Plan, usualLevel } from './plan.ts';
import { recordsOf } from './workbook/records.ts';
import { sourceOf } from './workbook/source.ts';

/** Keys whose values are numbers: codes of seven digits and less, and amounts in 元. Codes of units and projects may begin with 0. */
const NUMBERS =
  /^(?:function|economic|government|income|yuan|original|carried-out|budget|price|quantity|sme|micro|central|provincial|local|self-raised|other)$/;

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  (Array.isArray(value) ? value.length === 0 : typeof value === 'object' && value !== null && Object.keys(value).length === 0);

/** A value without what is empty; text of digits as numbers where the key says so and nothing is lost. */
function tidy(value: unknown, key = '', inTexts = false): unknown {
  if (Array.isArray(value)) return value.map((item) => tidy(item, '', inTexts));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, item]) => !isEmpty(item))
        .map(([name, item]) => [name, tidy(item, name, inTexts || name === 'texts' || name === 'fields')]),
    );
  return !inTexts && typeof value === 'string' && NUMBERS.test(key) && String(Number(value)) === value ? Number(value) : value;
}

type Fields = Readonly<Record<string, unknown>>;

/** A line without what `readPlan` takes it to have. */
const shortLine = ({ fund, origin, level, ...line }: Fields): Fields => ({
  fund: fund === 'general' ? undefined : fund,
  origin: origin === 'this-year' ? undefined : origin,
  ...line,
  level: level === usualLevel(String(fund)) ? undefined : level,
});

const shortLines = (lines: unknown): unknown => (Array.isArray(lines) ? lines.map(shortLine) : lines);

/** Depth from which maps stand on one line: lines, units and facts do, the lines and indicators of projects too. */
const flatFrom = (key: string): number => (key === 'projects' ? 4 : 2);

/** A plan as YAML that `readPlan` reads back: a line of the file for each line of the plan. */
export function planYaml(plan: Plan): string {
  const { lines, projects, ...source } = sourceOf(recordsOf(plan)).value;
  const short = {
    ...source,
    lines: shortLines(lines),
    projects: (projects as readonly Fields[]).map((project) => ({ ...project, lines: shortLines(project.lines) })),
  };
  return Object.entries(tidy(short) as Fields)
    .map(([key, value]) => dump({ [key]: value }, { flowLevel: flatFrom(key), lineWidth: -1 }))
    .join('');
}
