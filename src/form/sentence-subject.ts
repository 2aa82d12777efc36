import { type Dimension, type Dims, member, UNKNOWN } from '../fact/dimension.ts';
import type { Lexicon, Sense, TermHit } from '../lexicon/lexicon.ts';

/** What a number is about. `own` are the members that the words themselves name, `dims` those and what the context gives. */
export interface Subject {
  readonly concept: string;
  readonly own: Dims;
  readonly dims: Dims;
  /** 收支总计: both sides, so that parts of either are its parts */
  readonly both: boolean;
}

/** What the words before a number say, before the context is asked. `stage` and `year` belong to this number only. */
export interface Phrase {
  readonly concept: string | null;
  readonly own: Dims;
  readonly stage: string | null;
  readonly both: boolean;
  /** only words for a year or a stage: the subject is the one before */
  readonly bare: boolean;
}

const GENERIC = new Set(['expenditure', 'revenue', 'uses']);

/** Words about one number read from left to right: 财政拨款 + “三公”经费 + 年初预算. */
export function mergeTerms(hits: readonly TermHit[], pick: (hit: TermHit) => Sense): Phrase {
  let concept: string | null = null;
  let own: Record<string, string> = {};
  let stage: string | null = null;
  let both = false;
  let named = false;
  for (const hit of hits) {
    const sense = pick(hit);
    const { stage: at, ...dims } = sense.dims;
    if (at) stage = at;
    if (/收[、，,]?(?:入)?[、，,]?支/.test(hit.text)) both = true;
    if (sense.concept === undefined) {
      Object.assign(own, dims);
      named ||= Object.keys(dims).length > 0;
      // 收入合计, 支出总计 in two words: what was all of this year's becomes the grand total
      if (hit.text.includes('总计') && concept === 'expenditure' && Object.keys(own).every((d) => d === 'fund')) concept = 'uses';
      if (hit.text.includes('总计') && concept === 'revenue' && own.origin === 'this-year') own = withoutOrigin(own);
      continue;
    }
    named = true;
    const plain = Object.keys(dims).length === 0;
    if (concept !== null && plain && GENERIC.has(sense.concept) && (!GENERIC.has(concept) || sense.concept === concept)) continue;
    if (concept !== null && concept !== sense.concept && !(GENERIC.has(concept) && GENERIC.has(sense.concept))) {
      // 货物采购授予中小企业合同金额: a part of what is told of goods
      const { fund, item } = own;
      const isPart = item !== undefined && sense.concept.startsWith(`${concept}-`);
      own = { ...(fund ? { fund } : {}), ...(isPart ? { item } : {}), ...definedOnly(dims) };
    } else own = { ...own, ...definedOnly(dims) };
    concept = sense.concept;
  }
  return { concept, own, stage, both, bare: !named };
}

const definedOnly = (dims: Dims): Record<string, string> => ({ ...dims }) as Record<string, string>;
function withoutOrigin({ origin: _, ...rest }: Record<string, string>): Record<string, string> {
  return rest;
}

/** The dimension along which an item is told apart from its siblings, most telling first. */
const TELLING: readonly Dimension[] = ['economic', 'function', 'project', 'item', 'nature', 'fund', 'set', 'origin'];
export const tellingOf = (own: Dims): Dimension | null => TELLING.find((dimension) => member(own, dimension) !== 'all') ?? null;

const SIDE: Readonly<Record<string, string>> = {
  expenditure: 'out',
  uses: 'out',
  revenue: 'in',
  'project-count': 'projects',
  'project-amount': 'projects',
  vehicles: 'vehicles',
  'vehicles-bought': 'vehicles',
};
export const sideOf = (concept: string): string => SIDE[concept] ?? concept;

/** An item may be a part of a whole: same side, every member within the whole's, and not the whole itself. */
export function partOf(item: Phrase, whole: Subject, lexicon: Lexicon): boolean {
  const concept = item.concept;
  const natureOfProjects = sideOf(whole.concept) === 'projects' && item.own.nature !== undefined;
  const carried = item.own.origin !== undefined && sideOf(whole.concept) === 'out';
  if (concept !== null && sideOf(concept) !== sideOf(whole.concept) && !whole.both && !natureOfProjects && !carried) return false;
  let narrower = false;
  for (const [dimension, value] of Object.entries(item.own) as [Dimension, string][]) {
    const above = member(whole.dims, dimension);
    if (value === UNKNOWN) {
      narrower = true;
      continue;
    }
    // 预算收入…，其中：本年…，上年结转…: the words for this year's money are used for all of it
    const loose = dimension === 'origin' && above === 'this-year';
    if (above !== 'all' && !loose && !lexicon.within(dimension, value, above)) return false;
    if (above !== value) narrower = true;
  }
  return narrower;
}

/** The subject of an item under a whole: what it does not say itself it has from the whole. */
export function inherit({ concept, own, both }: Phrase, whole: Subject): Subject {
  const projects = sideOf(whole.concept) === 'projects';
  const sameSide = projects || concept === null || sideOf(concept) === sideOf(whole.concept);
  const carried = !sameSide && own.origin !== undefined && sideOf(whole.concept) === 'out';
  const dims: Record<string, string> = {};
  for (const [dimension, value] of Object.entries(whole.dims)) {
    if (value === undefined || (!sameSide && !carried && dimension === 'origin')) continue;
    if (dimension === 'function' && own.economic !== undefined) continue;
    dims[dimension] = value;
  }
  Object.assign(dims, own);
  // kinds of vehicles told of those to be bought
  const kinds = whole.concept === 'vehicles-bought' && concept === 'vehicles';
  const out = concept === null || projects || carried || kinds ? (whole.concept === 'uses' ? 'expenditure' : whole.concept) : concept;
  return { concept: out, own, dims, both };
}
