import {
  checkedOf,
  eachOf,
  fail,
  fieldsOf,
  isMissing,
  keysOf,
  mappingOf,
  type Node,
  oneOf,
  textOf,
  together,
  uniqueIn,
} from '../form/yaml.ts';
import { flagOf } from '../plan/read.ts';
import { indicatorClass } from '../score/indicator.ts';
import { directionOf, directions } from '../score/rule.ts';
import { parseValue } from '../score/value.ts';
import { pointsOrNull } from './read-fields.ts';
import type { RecordIndicator } from './record.ts';

/** Names under which a form prints an indicator, and what else a record holds of it. */
const FIELDS = [
  'level1',
  'level2',
  'name',
  'value',
  'term-value',
  'description',
  'evidence',
  'weight',
  'direction',
  'missing',
  'from',
  'until',
];

/** An indicator from its words: class and direction follow from them. */
export function typedIndicator(words: IndicatorWords, more: Partial<RecordIndicator> = {}): RecordIndicator {
  const { level1 = '', level2 = '', name = '', value = '', term, description = '', evidence = '' } = words;
  const annual = parseValue(value);
  return {
    level1,
    level2,
    class: indicatorClass(level2 || undefined, level1 || undefined),
    name,
    annual,
    term: term === undefined ? null : parseValue(term),
    direction: directionOf(annual),
    weight: null,
    description,
    evidence,
    missing: false,
    from: null,
    until: null,
    ...more,
  };
}

export type IndicatorWords = Readonly<
  Partial<Record<'level1' | 'level2' | 'name' | 'value' | 'term' | 'description' | 'evidence', string | undefined>>
>;

/** A year, also as the text that a form's words are. */
function yearOrNull(node: Node): number | null {
  if (isMissing(node)) return null;
  const text = textOf(node);
  return /^20\d\d$/.test(text) ? Number(text) : fail(node, '年度（四位数字）');
}

function indicatorOf(node: Node): RecordIndicator {
  const { direction, missing, weight, from, until, term, ...words } = mappingOf(node, FIELDS, (field) => {
    const text = (key: string) => () => textOf(field(key), '');
    const isMarked = field('missing').value === true;
    const value = () => (isMarked ? text('value')() : textOf(field('value')));
    return {
      level1: text('level1'),
      level2: text('level2'),
      name: () => textOf(field('name'), isMarked ? `未设置${text('level2')()}` : undefined),
      value,
      term: () => (isMissing(field('term-value')) ? undefined : text('term-value')()),
      description: text('description'),
      evidence: text('evidence'),
      weight: () => pointsOrNull(field('weight')),
      from: () => yearOrNull(field('from')),
      until: () => yearOrNull(field('until')),
      missing: () => flagOf(field('missing'), false),
      direction: () => {
        const annual = parseValue(value());
        const own = oneOf(field('direction'), directions, directionOf(annual));
        return !isMarked && own !== 'judged' && annual.number === null
          ? fail(field('direction'), `定性（direction: judged），因为指标值“${annual.text}”里没有可比较的数`)
          : own;
      },
    };
  });
  return typedIndicator({ ...words, term }, { weight, missing, direction, from, until });
}

/** The indicators of a project, which are told apart by their names. */
export const indicatorsOf = (node: Node): RecordIndicator[] =>
  checkedOf(
    () => eachOf(node, indicatorOf),
    () => uniqueIn(node, 'name', '与其他指标不同的名称（同一项目里指标不能重名）'),
  );

/** The indicators that what becomes of them may name; null: they could not be read, and any name may be right. */
export type KnownIndicators = readonly RecordIndicator[] | null;

/** Throws where a name is none of the project's indicators. */
export function knownIndicator(node: Node, indicators: KnownIndicators): string {
  const name = textOf(node);
  return indicators === null || indicators.some((one) => one.name === name)
    ? name
    : fail(node, `项目已有的指标：${indicators.map((one) => one.name).join('、') || '（还没有指标）'}`);
}

/** The indicators that a project promises in a year; all of them while the year is not known. */
export const promisedIn = (indicators: KnownIndicators, year: number | null): KnownIndicators =>
  indicators && (year === null ? indicators : indicators.filter(({ from, until }) => (from ?? year) <= year && year <= (until ?? year)));

/** The year's own values and weights laid over its indicators: {企业数: ≥12家}, {企业数: 20}. */
export function yearIndicators(values: Node, weights: Node, indicators: KnownIndicators): RecordIndicator[] {
  const own = <T>(node: Node, read: (item: Node) => T): ReadonlyMap<string, T> => {
    if (isMissing(node)) return new Map();
    const field = fieldsOf(node);
    const readings = keysOf(node).map((key) => [
      key,
      () => {
        const value = read(field(key));
        knownIndicator({ value: key, path: `${node.path}.${key}` }, indicators);
        return value;
      },
    ]);
    return new Map(Object.entries(together<Record<string, T>>(Object.fromEntries(readings))));
  };
  const { newValues, newWeights } = together({
    newValues: () => own(values, (item) => parseValue(textOf(item))),
    newWeights: () => own(weights, pointsOrNull),
  });
  return (indicators ?? []).map((indicator) => {
    const value = newValues.get(indicator.name);
    const annual = value ?? indicator.annual;
    return {
      ...indicator,
      annual,
      direction: value && indicator.direction === directionOf(indicator.annual) ? directionOf(annual) : indicator.direction,
      weight: newWeights.has(indicator.name) ? (newWeights.get(indicator.name) ?? null) : indicator.weight,
    };
  });
}
