import type { Words } from '../document/document.ts';
import type { Dimension } from '../fact/dimension.ts';
import { member } from '../fact/dimension.ts';
import type { Fact } from '../fact/fact.ts';
import type { Place } from '../fact/place.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import { type Phrase, partOf, type Subject, sideOf, tellingOf } from './sentence-subject.ts';

/** A subject and the facts that sentences state about it. */
export interface Node {
  readonly subject: Subject;
  readonly label: string;
  readonly words: Words;
  readonly place: Place;
  readonly facts: { readonly fact: number; readonly group: string }[];
}

/** What stands after 其中 or 主要包括. */
export interface List {
  whole: Node | null;
  readonly items: Node[];
  readonly names: Words[];
  readonly place: Place;
  /** parts of something that is not understood: 涉及资金…，其中… */
  readonly foreign: boolean;
  /** opened at the beginning of a sentence: its whole need not be what was spoken of last */
  readonly fresh: boolean;
  /** its whole stands before a colon that ends a paragraph: the items are the paragraphs that follow */
  carries: boolean;
  separator: string | null;
  /** the words say that there is more: 等, 主要为 */
  partial: boolean;
  etc: boolean;
}

/** Facts of a whole and its items belong together when they have one group. */
export const groupOf = (fact: Pick<Fact, 'kind' | 'dims'>): string =>
  [fact.kind, fact.dims.stage ?? '', fact.dims.year ?? '', fact.dims.measure ?? ''].join('|');

const LEVELLED: ReadonlySet<Dimension> = new Set(['function', 'economic']);
const TREE: ReadonlySet<Dimension> = new Set(['nature', 'item', 'fund']);

/** An item stands beside the items of a list: it names the same dimension, at the same level. */
export function siblings(list: List, phrase: Phrase, lexicon: Lexicon): boolean {
  const first = list.items[0]?.subject;
  if (!first || !list.whole) return false;
  const dimension = tellingOf(first.own);
  if (!dimension || tellingOf(phrase.own) !== dimension) return false;
  if (phrase.concept !== null && sideOf(phrase.concept) !== sideOf(first.concept) && !partOf(phrase, list.whole.subject, lexicon))
    return false;
  const [a, b] = [member(first.own, dimension), member(phrase.own, dimension)];
  if (LEVELLED.has(dimension)) return a === 'unknown' || b === 'unknown' || a.length === b.length;
  if (TREE.has(dimension) && dimension !== 'fund') return lexicon.parent(dimension, a) === lexicon.parent(dimension, b);
  return true;
}

export const emptyList = (place: Place, fresh: boolean, partial: boolean, foreign: boolean): List => ({
  whole: null,
  items: [],
  names: [],
  place,
  foreign,
  fresh,
  carries: false,
  separator: null,
  partial,
  etc: false,
});
