import type { Dimension, Dims } from '../fact/dimension.ts';
import { remembered } from './remember.ts';

/** What words mean: a concept, members of dimensions, or both. `opens`: a label that rules the rows below it until the next total. */
export interface Sense {
  readonly concept?: string;
  readonly dims: Dims;
  /** total: 合计, 小计 … of whatever the context is */
  readonly role?: 'total' | 'opens' | 'of-which';
}

/** Words found in a text; `official` is the first variant, which is the one printed. */
export interface TermHit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly official: string;
  readonly sense: Sense;
  /** which list it comes from */
  readonly list: WordList;
  /** senses of lower precedence, best first; left out where there are none */
  readonly others?: readonly Sense[];
}

/** The lists that words come from: forms/lexicon/terms.yaml and the classifications of forms/codes. */
export type WordList = 'terms' | 'functional' | 'economic' | 'government' | 'income';

/** One of the meanings of a label. */
export interface Meaning {
  readonly list: WordList;
  readonly sense: Sense;
  readonly official: string;
  /** false: the name was official only in other years than the one asked for */
  readonly current: boolean;
}

/** The words of the trade. Pure look-up over data from forms/lexicon and forms/codes. */
export interface Lexicon {
  /**
   * The sense of a whole header cell or row label (ordinals, brackets and white space do not matter); null where it is not known.
   * `year` chooses among names that changed.
   */
  label(text: string, year?: number): Sense | null;
  /**
   * All meanings of a whole cell, by precedence: terms, functional class, departmental economic, functional 款 and 项. A name that several
   * 款 share (行政运行) means function: unknown, followed by each. Government economic and revenue names are not among them: see labelIn.
   */
  meanings(text: string, year?: number): readonly Meaning[];
  /** The sense of a cell where its column says which classification it belongs to; null where that list does not have it. */
  labelIn(list: WordList, text: string, year?: number): Sense | null;
  /** The role that a header word gives its column: 科目编码 → code, 项目 → label, 行次 → line, 金额 → value, 备注 → note. */
  header(text: string): 'code' | 'label' | 'line' | 'value' | 'note' | null;
  /** All terms in a sentence: leftmost, longest, not overlapping. */
  scan(text: string, year?: number): TermHit[];
  /** Direct parent of a member (codes: by prefix; others: by the tree in forms/lexicon/dimensions.yaml); null at the top (`all`). */
  parent(dimension: Dimension | 'concept', member: string): string | null;
  /** `below` equals `above` or lies under it. */
  within(dimension: Dimension | 'concept', below: string, above: string): boolean;
  /** Members directly under `member` where the list is closed (fund, origin, nature, item …); [] where it is not. */
  children(dimension: Dimension | 'concept', member: string): readonly string[];
  /** The items of a concept that has a closed list (three-public: overseas, vehicles, reception); [] where it has none. */
  itemsOf(concept: string): readonly string[];
  /** A member that is only "of which" (其中：财政拨款): left out of sums. */
  isOfWhich(dimension: Dimension, member: string): boolean;
  /** The official name of a member or concept in Chinese, for messages. */
  name(dimension: Dimension | 'concept', member: string, year?: number): string;
}

/** A label without ordinals (一、 （二） 1. ①), brackets' kind, white space and trailing colon: what two labels are compared by. */
export const plainLabel = remembered((text) =>
  text
    .replace(/\s+/g, '')
    .replace(/[(]/g, '（')
    .replace(/[)]/g, '）')
    .replace(/["“”„〝〞＂]/g, '“')
    .replace(/^(?:[一二三四五六七八九十]+[、.．]|（[一二三四五六七八九十\d]+）|\d+[、.．](?!\d)|[①-⑳])+/u, '')
    .replace(/^\[[0-9A-Za-z]+\]/, '')
    .replace(/[：:]$/, ''),
);

/** What two labels or names are compared by: `plainLabel` without quotes, with one kind of colon and comma. */
export const labelKey = remembered((text) => plainLabel(text).replace(/“/g, '').replace(/:/g, '：').replace(/,/g, '，'));
