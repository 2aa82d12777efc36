import { amountText } from '../fact/amount.ts';
import { decimalText } from '../fact/decimal.ts';
import { type Dimension, dimensions } from '../fact/dimension.ts';
import type { Fact } from '../fact/fact.ts';
import { type Place, placeKey } from '../fact/place.ts';
import type { NumberUse } from '../form/reading.ts';
import type { Forms } from '../forms.ts';
import type { CheckedPaper, RelationSaid } from './checked.ts';
import { EXPLANATION_NAMES, LAW_NAMES } from './words.ts';

const DIMENSION_NAMES: Record<Dimension, string> = {
  organisation: '单位',
  year: '年度',
  stage: '阶段',
  fund: '资金性质',
  function: '功能科目',
  nature: '支出性质',
  economic: '部门经济科目',
  government: '政府经济科目',
  income: '收入科目',
  project: '项目',
  origin: '资金来源年度',
  item: '明细',
  set: '范围',
  measure: '指标',
  date: '截止日期',
};

const MEASURES: Record<string, string> = {
  change: '增减额',
  growth: '增减幅度',
  'budget-change': '与预算相比的增减额',
  'budget-growth': '与预算相比的增减幅度',
  share: '占比',
  completion: '完成率',
  prior: '上年数',
};

export interface RelationMeaning {
  readonly law: string;
  readonly says: string;
  readonly holds: boolean;
  readonly difference: string;
  /** the numbers that take part: index in reading.numbers (null for a blank cell), as printed, and where */
  readonly members: readonly { readonly number: number | null; readonly printed: string; readonly label: string }[];
}

export interface FactMeaning {
  readonly concept: string;
  readonly dimensions: readonly { readonly name: string; readonly value: string }[];
  /** 2264.20 万元（2264200000 分） */
  readonly value: string;
  readonly relations: readonly RelationMeaning[];
}

/** What is known of one number of a paper, in words. */
export interface NumberMeaning {
  readonly printed: string;
  readonly context: string;
  /** what it is when it is no fact; null when nothing explains it */
  readonly explanation: string | null;
  readonly where: string;
  readonly place: Place;
  readonly facts: readonly FactMeaning[];
}

const whereWords = ({ where }: Fact): string =>
  [where.table, where.row, where.column].filter((word) => word !== null && word !== '').join(' · ');

function valueWords(fact: Fact): string {
  if (fact.kind === 'money') return `${amountText(fact.value)} 万元（${amountText(fact.value, '元')} 元）`;
  if (fact.kind === 'text') return fact.printed;
  return `${decimalText({ digits: fact.value, scale: fact.scale })}${fact.unit}`;
}

function dimensionWords(dimension: Dimension, value: string, fact: Fact, forms: Forms): string {
  if (dimension === 'measure') return MEASURES[value] ?? value;
  const year = Number(fact.dims.year);
  const name = forms.lexicon.name(dimension, value, Number.isInteger(year) && year > 0 ? year : undefined);
  return /^\d+$/.test(value) && name !== value ? `${value} ${name}` : name;
}

const factMeaning = (fact: Fact, paper: CheckedPaper, find: (place: Place) => number | null, forms: Forms): FactMeaning => ({
  concept: forms.lexicon.name('concept', fact.concept),
  dimensions: dimensions.flatMap((dimension) => {
    const value = fact.dims[dimension];
    return value === undefined ? [] : [{ name: DIMENSION_NAMES[dimension], value: dimensionWords(dimension, value, fact, forms) }];
  }),
  value: valueWords(fact),
  relations: paper.relations
    .filter((relation) => relation.facts.includes(fact.id))
    .map((relation) => relationMeaning(relation, paper, find)),
});

function relationMeaning(relation: RelationSaid, paper: CheckedPaper, find: (place: Place) => number | null): RelationMeaning {
  const members = relation.facts.flatMap((id) => {
    const fact = paper.reading?.facts[id];
    return fact ? [{ number: find(fact.place), printed: fact.printed || '空', label: whereWords(fact) }] : [];
  });
  return { law: LAW_NAMES[relation.law], says: relation.says, holds: relation.holds, difference: relation.difference, members };
}

/** Finds the printed number at a place: a fact's place may take in a sign or a unit that the number does not. */
function numberFinder(numbers: readonly NumberUse[]): (place: Place) => number | null {
  const bySource = new Map<string, number[]>();
  numbers.forEach(({ place }, index) => {
    const list = bySource.get(source(place));
    if (list) list.push(index);
    else bySource.set(source(place), [index]);
  });
  return (place) => bySource.get(source(place))?.find((index) => overlap(numbers[index]!.place, place)) ?? null;
}

const source = (place: Place): string => placeKey({ ...place, from: 0 });
const overlap = (a: Place, b: Place): boolean => a.from < b.to && b.from < a.to;

/** What the n-th number of a paper means and which relations it takes part in; null where there is no such number. */
export function numberMeaning(paper: CheckedPaper, n: number, forms: Forms): NumberMeaning | null {
  const use = paper.reading?.numbers[n];
  if (!paper.reading || !use) return null;
  const find = numberFinder(paper.reading.numbers);
  const facts = use.as === 'fact' ? paper.reading.facts.filter((fact) => find(fact.place) === n) : [];
  return {
    printed: use.printed,
    context: use.context,
    explanation: use.as === null || use.as === 'fact' ? null : EXPLANATION_NAMES[use.as],
    where: facts[0] ? whereWords(facts[0]) : '',
    place: use.place,
    facts: facts.map((fact) => factMeaning(fact, paper, find, forms)),
  };
}
