import type { Words } from '../document/document.ts';
import type { RecordNode } from '../form/reading.ts';
import { parseValue, type TargetValue } from './value.ts';

/** Second levels of indicators (财预〔2015〕88号; 财预〔2021〕101号 has no sustained). */
export type IndicatorClass =
  | 'quantity'
  | 'quality'
  | 'time'
  | 'cost'
  | 'economic'
  | 'social'
  | 'ecological'
  | 'sustained'
  | 'satisfaction'
  | 'other';

/** A goal as printed and as read. */
export interface Goal {
  readonly words: Words;
  readonly value: TargetValue;
}

/** A third-level indicator of a project's target. */
export interface Indicator {
  readonly level1: Words | null;
  readonly level2: Words | null;
  readonly class: IndicatorClass | null;
  readonly name: Words | null;
  readonly description: Words | null;
  /** for the implementation period; null where the form has no such half */
  readonly term: Goal | null;
  /** for the year */
  readonly annual: Goal | null;
  readonly evidence: Words | null;
}

const CLASSES: readonly (readonly [RegExp, IndicatorClass])[] = [
  [/满意/, 'satisfaction'],
  [/成本/, 'cost'],
  [/数量/, 'quantity'],
  [/质量/, 'quality'],
  [/时效|进度/, 'time'],
  [/经济效益/, 'economic'],
  [/社会效益/, 'social'],
  [/生态|环境效益/, 'ecological'],
  [/可持续/, 'sustained'],
];

/** The class of an indicator from its second level, or from its first where there is no second. */
export function indicatorClass(level2: string | undefined, level1?: string): IndicatorClass | null {
  for (const text of [level2, level1]) {
    const plain = text?.replace(/\s+/g, '');
    const found = plain === undefined ? undefined : CLASSES.find(([pattern]) => pattern.test(plain))?.[1];
    if (found) return found;
    if (plain && text === level2) return 'other';
  }
  return null;
}

const goalOf = (words: Words | undefined): Goal | null => (words ? { words, value: parseValue(words.text) } : null);

/** The indicators of a record. Tables with one half give goals of the year. */
export function indicatorsOf(record: RecordNode): Indicator[] {
  const doubled = record.rows.some((row) => row.has('annual-value') || row.has('annual-name'));
  return record.rows.map((row) => ({
    level1: row.get('level1') ?? null,
    level2: row.get('level2') ?? row.get('annual-level2') ?? null,
    class: indicatorClass((row.get('level2') ?? row.get('annual-level2'))?.text, row.get('level1')?.text),
    name: row.get('name') ?? row.get('annual-name') ?? null,
    description: row.get('description') ?? null,
    term: doubled ? goalOf(row.get('value')) : null,
    annual: goalOf(doubled ? row.get('annual-value') : row.get('value')),
    evidence: row.get('evidence') ?? null,
  }));
}

/** The goal of the year, or that of the implementation period where the year's was lost. */
export const goalOfYear = (indicator: Indicator): Goal | null => indicator.annual ?? indicator.term;

/** The name without white space, '' where there is none. */
export const indicatorName = ({ name }: Pick<Indicator, 'name'>): string => name?.text.replace(/\s+/g, '') ?? '';
