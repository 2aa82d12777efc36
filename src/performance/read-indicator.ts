import { fail, fieldsOf, isMissing, keysOf, listOf, type Node, oneOf, textOf } from '../form/yaml.ts';
import { indicatorClass } from '../score/indicator.ts';
import { directionOf, directions } from '../score/rule.ts';
import { parseValue } from '../score/value.ts';
import { flagOf, pointsOrNull } from './read-fields.ts';
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
  const field = fieldsOf(node, FIELDS);
  const text = (key: string): string => textOf(field(key), '');
  const missing = flagOf(field('missing'));
  const indicator = typedIndicator(
    {
      level1: text('level1'),
      level2: text('level2'),
      name: textOf(field('name'), missing ? `未设置${text('level2')}` : undefined),
      value: missing ? text('value') : textOf(field('value')),
      term: isMissing(field('term-value')) ? undefined : text('term-value'),
      description: text('description'),
      evidence: text('evidence'),
    },
    { weight: pointsOrNull(field('weight')), missing, from: yearOrNull(field('from')), until: yearOrNull(field('until')) },
  );
  const direction = oneOf(field('direction'), directions, indicator.direction);
  if (!missing && direction !== 'judged' && indicator.annual.number === null)
    return fail(field('direction'), `定性（direction: judged），因为指标值“${indicator.annual.text}”里没有可比较的数`);
  return { ...indicator, direction };
}

/** The indicators of a project, which are told apart by their names. */
export function indicatorsOf(node: Node): RecordIndicator[] {
  const indicators = listOf(node).map(indicatorOf);
  indicators.forEach(({ name }, i) => {
    if (indicators.findIndex((other) => other.name === name) < i)
      fail({ value: name, path: `${node.path}[${i}].name` }, '与其他指标不同的名称（同一项目里指标不能重名）');
  });
  return indicators;
}

/** Throws where a name is none of the project's indicators. */
export function knownIndicator(node: Node, indicators: readonly RecordIndicator[]): string {
  const name = textOf(node);
  return indicators.some((one) => one.name === name)
    ? name
    : fail(node, `项目已有的指标：${indicators.map((one) => one.name).join('、') || '（还没有指标）'}`);
}

/** The indicators that a project promises in a year, with the year's own values and weights laid over them: {企业数: ≥12家}, {企业数: 20}. */
export function yearIndicators(values: Node, weights: Node, all: readonly RecordIndicator[], year: number): RecordIndicator[] {
  const indicators = all.filter(({ from, until }) => (from ?? year) <= year && year <= (until ?? year));
  const own = (node: Node): Map<string, Node> =>
    new Map(
      (isMissing(node) ? [] : keysOf(node)).map((key) => [
        knownIndicator({ value: key, path: `${node.path}.${key}` }, indicators),
        fieldsOf(node)(key),
      ]),
    );
  const newValues = own(values);
  const newWeights = own(weights);
  return indicators.map((indicator) => {
    const value = newValues.get(indicator.name);
    const weight = newWeights.get(indicator.name);
    const annual = value ? parseValue(textOf(value)) : indicator.annual;
    return {
      ...indicator,
      annual,
      direction: value && indicator.direction === directionOf(indicator.annual) ? directionOf(annual) : indicator.direction,
      weight: weight ? pointsOrNull(weight) : indicator.weight,
    };
  });
}
