import type { CsvRecord } from '../lexicon/code-row.ts';
import type { IndicatorPair } from '../lexicon/codes.ts';
import { type IndicatorClass, indicatorClass } from '../score/indicator.ts';
import { type Direction, directionOf } from '../score/rule.ts';
import { parseValue, type TargetValue } from '../score/value.ts';

/** The two shapes of target forms: 2015 has cost under 产出 (财预〔2015〕88号), 2021 has it as a first level (财预〔2021〕101号). */
export const frameworks = ['2015', '2021'] as const;
export type Framework = (typeof frameworks)[number];

export interface Levels {
  readonly level1: string;
  readonly level2: string;
}

/** A kind of project that has indicators of its own. */
export interface LibraryKind {
  readonly id: string;
  readonly name: string;
  /** other words that the kind is looked for by */
  readonly words: readonly string[];
}

/** A well-made indicator, ready to be taken over with a number of one's own. */
export interface LibraryIndicator {
  readonly kind: LibraryKind;
  /** 数量, 经济成本 …: the second level as both shapes together know it */
  readonly level: string;
  readonly class: IndicatorClass;
  readonly levels: Readonly<Record<Framework, Levels>>;
  readonly name: string;
  /** comparator, a number for example, unit */
  readonly value: TargetValue;
  readonly direction: Direction;
  /** points of 100 that the indicator is usually worth */
  readonly weight: number;
  /** what proves the value that was reached */
  readonly evidence: string;
  /** how it is counted */
  readonly how: string;
  /** what makes it bad */
  readonly avoid: string;
  /** of a value in words: when it is reached, reached in part, not reached */
  readonly grades: readonly string[];
}

export interface IndicatorLibrary {
  readonly kinds: readonly LibraryKind[];
  readonly indicators: readonly LibraryIndicator[];
  /** points of a first level by shape; what is missing to 100 is the execution of the budget */
  readonly weights: Readonly<Record<Framework, ReadonlyMap<string, number>>>;
}

/**
 * The levels of a shape for a level of the library: the one of that name, else the first of its class (2015 has one kind of cost), else
 * social benefit (2021 has no 可持续影响). Throws an Error where the shape has none of these.
 */
export function levelsIn(level: string, pairs: readonly IndicatorPair[], framework: Framework): Levels {
  const own = pairs.filter((pair) => pair.framework === framework);
  const kind = indicatorClass(level);
  const pair =
    own.find(({ level2 }) => level2 === `${level}指标`) ??
    own.find(({ level2 }) => indicatorClass(level2) === kind) ??
    own.find(({ level2 }) => kind === 'sustained' && indicatorClass(level2) === 'social');
  if (!pair) throw new Error(`forms/codes/performance-indicators.csv：${framework} 没有与“${level}”相当的二级指标`);
  return { level1: pair.level1, level2: pair.level2 };
}

const FILE = 'forms/indicators';

/** Throws an Error naming file, row and column where a row cannot be used. */
function indicatorOf(row: CsvRecord, at: string, kind: LibraryKind, pairs: readonly IndicatorPair[]): LibraryIndicator {
  const cell = (name: string): string => {
    const text = row[name]?.trim();
    if (!text) throw new Error(`${at}：${name} 空白`);
    return text;
  };
  const level = cell('level');
  const known = indicatorClass(level);
  if (known === null || known === 'other') throw new Error(`${at}：没有“${level}”这一级`);
  const weight = Number(cell('weight'));
  if (!Number.isInteger(weight) || weight < 1 || weight > 50) throw new Error(`${at}：weight 应为 1 到 50 的整数`);
  const grades = (row.grades ?? '').split('|').filter(Boolean);
  if (grades.length !== 0 && grades.length !== 3) throw new Error(`${at}：grades 应有三级，以 | 分开`);
  const value = parseValue(cell('value'));
  return {
    kind,
    level,
    class: known,
    levels: { '2015': levelsIn(level, pairs, '2015'), '2021': levelsIn(level, pairs, '2021') },
    name: cell('name'),
    value,
    direction: directionOf(value),
    weight,
    evidence: cell('evidence'),
    how: cell('how'),
    avoid: cell('avoid'),
    grades,
  };
}

/** The library that the files of forms/indicators make. Throws an Error naming file and row where something cannot be used. */
export function indicatorLibrary(files: ReadonlyMap<string, readonly CsvRecord[]>, pairs: readonly IndicatorPair[]): IndicatorLibrary {
  const kinds = (files.get('kinds') ?? []).map(({ kind, name, words }): LibraryKind => {
    if (!kind || !name) throw new Error(`${FILE}/kinds.csv：kind、name 不能空白`);
    return { id: kind, name, words: (words ?? '').split(/\s+/).filter(Boolean) };
  });
  const weights = { '2015': new Map<string, number>(), '2021': new Map<string, number>() };
  for (const { framework, level1, points } of files.get('weights') ?? []) {
    const own = frameworks.find((one) => one === framework);
    if (!own || !level1 || !Number.isInteger(Number(points)))
      throw new Error(`${FILE}/weights.csv：“${framework} ${level1} ${points}”不能用`);
    weights[own].set(level1, Number(points));
  }
  const indicators = kinds.flatMap((kind) => {
    const rows = files.get(kind.id);
    if (!rows) throw new Error(`缺少 ${FILE}/${kind.id}.csv`);
    const seen = new Set<string>();
    return rows.map((row, i) => {
      const at = `${FILE}/${kind.id}.csv 第${i + 2}行`;
      const indicator = indicatorOf(row, at, kind, pairs);
      if (seen.has(indicator.name)) throw new Error(`${at}：“${indicator.name}”重复`);
      seen.add(indicator.name);
      return indicator;
    });
  });
  return { kinds, indicators, weights };
}
