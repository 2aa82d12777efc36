import type { Words } from '../document/document.ts';
import { type Amount, type MoneyUnit, parseAmount } from '../fact/amount.ts';
import type { RecordNode } from '../form/reading.ts';
import { type Indicator, indicatorsOf } from './indicator.ts';

/** Sources of a project's money as the forms print them. */
export const fundingSources = [
  'central',
  'provincial',
  'local',
  'appropriation',
  'this-year',
  'carried-over',
  'self-raised',
  'other',
] as const;

export interface Money {
  readonly amount: Amount;
  readonly words: Words;
  readonly unit: MoneyUnit;
}

/** Money of a period: the total and what it is made of. */
export interface Funding {
  readonly total: Money | null;
  readonly sources: ReadonlyMap<string, Money>;
}

export interface Department {
  readonly code: string | null;
  readonly name: string;
  readonly words: Words;
}

/** The targets of a project, of a whole department (record whole-target), or of a unit's row in a summary (name is null). */
export interface Project {
  readonly record: RecordNode;
  readonly name: Words | null;
  readonly code: Words | null;
  readonly department: Department | null;
  readonly unit: Words | null;
  /** 一次性项目, 延续性项目 … */
  readonly attribute: Words | null;
  /** 特定目标类, 其他运转类 … */
  readonly category: Words | null;
  /** years of implementation; null where it is not given in years */
  readonly term: number | null;
  readonly termWords: Words | null;
  /** planned dates of beginning and end, where the form has them */
  readonly dates: { readonly start: Words | null; readonly end: Words | null };
  readonly funding: { readonly term: Funding; readonly annual: Funding };
  readonly overview: Words | null;
  readonly basis: Words | null;
  readonly necessity: Words | null;
  readonly measures: Words | null;
  readonly plan: Words | null;
  readonly purpose: Words | null;
  readonly goals: { readonly term: Words | null; readonly annual: Words | null };
  /** share of the year's money to be spent by the end of a month, in order: 3 → 30 % */
  readonly spending: readonly { readonly month: number; readonly words: Words }[];
  readonly contact: { readonly responsible: Words | null; readonly handler: Words | null; readonly telephone: Words | null };
  readonly filed: Words | null;
  readonly indicators: readonly Indicator[];
}

/** The name of a project as facts hold it: without white space and leading dash. */
export const projectName = (text: string): string => text.replace(/\s+/g, '').replace(/^[-—－–]+/, '');

/** What two names of projects are compared by: quotes, brackets' kind, dashes and punctuation do not matter. */
export const projectKey = (text: string): string =>
  projectName(text).replace(/["“”„〝〞＂'‘’《》〈〉【】[\]（）()〔〕、，,。.·\-—－–_：:；;]/g, '');

const unitOf = (record: RecordNode): MoneyUnit => {
  const text = record.fields.get('money-unit')?.text.replace(/\s+/g, '') ?? '';
  return /万元/.test(text) || (!/元/.test(text) && record.record !== 'project-target') ? '万元' : '元';
};

function money(record: RecordNode, id: string): Money | null {
  const words = record.fields.get(id);
  const unit = unitOf(record);
  const amount = words ? parseAmount(words.text.replace(/(?:万?元)$/, ''), unit) : null;
  return words && amount ? { amount, words, unit } : null;
}

function moneyMap(record: RecordNode, ids: readonly (readonly [string, string])[]): Map<string, Money> {
  const out = new Map<string, Money>();
  for (const [source, id] of ids) {
    const found = money(record, id);
    if (found) out.set(source, found);
  }
  return out;
}

/** “402-某局”, “038 某局”, “471001某局”: code and name. */
export function departmentOf(words: Words | undefined): Department | null {
  if (!words) return null;
  const match = /^\s*[[（(]?(\d{3,})[\])）]?\s*[-—－–_:：]?\s*(\D.*)$/s.exec(words.text);
  const name = (match?.[2] ?? words.text).replace(/\s+/g, '');
  return name ? { code: match?.[1] ?? null, name, words } : null;
}

const CHINESE = '一二三四五六七八九十';

/** Years of “3年”, “三年”, “2023-2025年”; null where no years are given. */
export function yearsOf(text: string | undefined): number | null {
  const plain = text?.replace(/\s+/g, '') ?? '';
  const span = /(20\d\d)年?[-—~～至]+(20\d\d)年/.exec(plain);
  if (span) return Number(span[2]) - Number(span[1]) + 1;
  const match = /^(\d{1,2}|[一二三四五六七八九十])年/.exec(plain);
  return match ? Number(match[1]) || CHINESE.indexOf(match[1] ?? '') + 1 : null;
}

function fundingOf(record: RecordNode): Project['funding'] {
  const prefixed = (prefix: string) =>
    moneyMap(
      record,
      fundingSources.map((source) => [source, `${prefix}-${source}`] as const),
    );
  const single = moneyMap(record, [
    ['appropriation', 'budget-appropriation'],
    ['other', 'budget-other'],
    ['government', 'government'],
    ['special-account', 'special-account'],
    ['unit-funds', 'unit-funds'],
  ]);
  const annual = money(record, 'annual-total') ?? money(record, 'budget') ?? money(record, 'total');
  const sources = prefixed('annual');
  return {
    term: { total: money(record, 'term-total'), sources: prefixed('term') },
    annual: { total: annual, sources: sources.size ? sources : single },
  };
}

/** The projects of a paper's records, in order. Self-evaluation records are no projects here. */
export function projectsOf(records: readonly RecordNode[]): Project[] {
  return records
    .filter(({ record }) => /target/.test(record))
    .map((record) => {
      const field = (id: string): Words | null => record.fields.get(id) ?? null;
      return {
        record,
        name: field('name'),
        code: field('code'),
        department: departmentOf(record.fields.get('department') ?? record.fields.get('organisation')),
        unit: field('implementer'),
        attribute: field('attribute'),
        category: field('category'),
        term: yearsOf(field('term')?.text),
        termWords: field('term'),
        dates: { start: field('start'), end: field('end') },
        funding: fundingOf(record),
        overview: field('overview'),
        basis: field('basis'),
        necessity: field('necessity'),
        measures: field('measures'),
        plan: field('plan'),
        purpose: field('purpose'),
        goals: { term: field('term-goal'), annual: field('annual-goal') ?? field('goal') ?? field('mission') },
        spending: [3, 6, 9, 10, 12].flatMap((month) => {
          const words = field(`plan-${month}`);
          return words ? [{ month, words }] : [];
        }),
        contact: { responsible: field('responsible'), handler: field('handler'), telephone: field('telephone') },
        filed: field('filed'),
        indicators: indicatorsOf(record),
      };
    });
}
