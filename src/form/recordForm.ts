import { plainLabel } from '../lexicon/lexicon.ts';
import { remembered } from '../lexicon/remember.ts';

/** A label that is printed twice in a row: the first stands for ids[0], the second for ids[1]. */
export interface FieldPair {
  readonly ids: readonly [string, string];
  readonly words: readonly string[];
}

/** Goals with two halves, and the headings of the halves. */
export interface GoalField extends FieldPair {
  readonly halves: readonly [readonly string[], readonly string[]];
}

type Words = Readonly<Record<string, readonly string[]>>;

/** A record form as forms/cn/records describes it: the words that name each field and each column. */
export interface RecordForm {
  readonly record: string;
  readonly name: string;
  /** grid: a grid is one record; summary: a row (or several) is one record */
  readonly layout: 'grid' | 'summary';
  /** fields that must be there, and fields of which one must be */
  readonly needs: readonly string[];
  readonly any: readonly string[];
  /** header words of other forms */
  readonly not: readonly string[];
  /** labels that may carry the unit of money: 项目资金（元） */
  readonly unit: readonly string[];
  /** labels of several fields or columns together, which have no value */
  readonly groups: readonly string[];
  /** field that words above the first label belong to */
  readonly head?: string;
  /** field that words without a label belong to */
  readonly unlabelled?: string;
  /** value beside the label */
  readonly fields: Words;
  readonly pairs: readonly FieldPair[];
  /** long texts: all that stands right of the label, and the rows below that have no label */
  readonly texts: Words;
  readonly goals: GoalField | null;
  /** value beside the label or in the same cell after a colon */
  readonly footer: Words;
  /** value in the row below the label */
  readonly heads: Words;
  /** columns of the indicator table */
  readonly rows: Words;
}

/** Names of the levels of indicators. */
export interface IndicatorLevels {
  readonly first: ReadonlySet<string>;
  /** name → id: quantity, quality, time, cost, economic, social, ecological, sustained, satisfaction, other */
  readonly second: ReadonlyMap<string, string>;
  /** id of a second level → the first levels that it may stand under; any where it has none */
  readonly under: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface RecordForms {
  readonly forms: readonly RecordForm[];
  readonly levels: IndicatorLevels;
}

/** What labels are compared by: without white space, ordinal, 其中：, trailing colon and unit. */
export const labelWord = remembered((text) => {
  const plain = plainLabel(text.replace(/:/g, '：'));
  const last = plain.replace(/^其中：?/, '');
  return plainLabel(last).replace(/（(?:万?元|%|％)）$/, '');
});

/** The label; where a cell holds “group：label”, the part behind the last colon; where words in brackets end it, it without them. */
export const labelWords = remembered((text): string[] => {
  const whole = labelWord(text);
  const tail = whole.includes('：') ? labelWord(whole.slice(whole.lastIndexOf('：') + 1)) : '';
  const short = whole.replace(/（[^（）]*）$/, '');
  return [whole, ...(tail ? [tail] : []), ...(short && short !== whole ? [short] : [])];
});

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : []);
const wordLists = (value: unknown): Record<string, string[]> =>
  isRecord(value) ? Object.fromEntries(Object.entries(value).map(([id, words]) => [id, strings(words)])) : {};

function pairOf(value: unknown): FieldPair | null {
  if (!isRecord(value)) return null;
  const [first, second] = strings(value.ids);
  return first && second ? { ids: [first, second], words: strings(value.words) } : null;
}

function goalsOf(value: unknown): GoalField | null {
  const pair = pairOf(value);
  if (!pair || !isRecord(value) || !Array.isArray(value.halves)) return null;
  return { ...pair, halves: [strings(value.halves[0]), strings(value.halves[1])] };
}

function formOf(data: Record<string, unknown>): RecordForm {
  const text = (key: string): string | undefined => (typeof data[key] === 'string' ? data[key] : undefined);
  return {
    record: text('record') ?? '',
    name: text('name') ?? '',
    layout: data.layout === 'summary' ? 'summary' : 'grid',
    needs: strings(data.needs),
    any: strings(data.any),
    not: strings(data.not),
    unit: strings(data.unit),
    groups: strings(data.groups),
    ...(text('head') ? { head: text('head') } : {}),
    ...(text('unlabelled') ? { unlabelled: text('unlabelled') } : {}),
    fields: wordLists(data.fields),
    pairs: Array.isArray(data.pairs) ? data.pairs.flatMap((pair) => pairOf(pair) ?? []) : [],
    texts: wordLists(data.texts),
    goals: goalsOf(data.goals),
    footer: wordLists(data.footer),
    heads: wordLists(data.heads),
    rows: wordLists(data.rows),
  } as RecordForm;
}

/** “指标” at the end of a level's name may be left out. */
const levelKey = remembered((text) => labelWord(text).replace(/指标$/, ''));

function levelsOf(data: unknown): IndicatorLevels {
  const levels = isRecord(data) ? data : {};
  const second = new Map<string, string>();
  const under = new Map<string, ReadonlySet<string>>();
  for (const entry of Array.isArray(levels.second) ? levels.second : []) {
    if (!isRecord(entry)) continue;
    for (const word of strings(entry.words)) second.set(levelKey(word), String(entry.id));
    if (entry.under) under.set(String(entry.id), new Set(strings(entry.under).map(levelKey)));
  }
  return { first: new Set(strings(levels.first).map(levelKey)), second, under };
}

/** The record forms and indicator levels among the documents of all form sets. */
export function recordForms(sets: readonly { readonly files: ReadonlyMap<string, readonly unknown[]> }[]): RecordForms {
  const documents = sets.flatMap(({ files }) => [...files.values()].flat()).filter(isRecord);
  return {
    forms: documents.filter(({ record, rows, needs }) => typeof record === 'string' && isRecord(rows) && Array.isArray(needs)).map(formOf),
    levels: levelsOf(documents.find(({ levels }) => isRecord(levels))?.levels),
  };
}

/** Whether a cell names a first level: 产出指标. */
export const isFirstLevel = (levels: IndicatorLevels, text: string): boolean => levels.first.has(levelKey(text));

/** The id of the second level that a cell names: 数量指标 → quantity; null where it names none. */
export const secondLevel = (levels: IndicatorLevels, text: string): string | null => levels.second.get(levelKey(text)) ?? null;

/** Whether a second level may stand under a first one: 社会效益 not under 产出指标. */
export const standsUnder = (levels: IndicatorLevels, level2: string, level1: string): boolean =>
  levels.under.get(secondLevel(levels, level2) ?? '')?.has(levelKey(level1)) ?? true;
