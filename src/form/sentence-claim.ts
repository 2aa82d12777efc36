import type { Words } from '../document/document.ts';
import { placeOf } from '../document/words.ts';
import type { Dims } from '../fact/dimension.ts';
import type { TermHit } from '../lexicon/lexicon.ts';
import type { Statement } from './reading.ts';
import type { Node } from './sentence-node.ts';
import type { SentenceState } from './sentence-state.ts';
import type { Phrase } from './sentence-subject.ts';
import type { NumberToken } from './sentence-tokens.ts';

/** Where a percentage is read: the state of the paragraph, its words, and the terms between 占 and the number. */
export interface ClaimAt {
  readonly state: SentenceState;
  readonly words: Words;
  readonly terms: readonly TermHit[];
  readonly statements: Statement[];
}

/** 占…%. */
export function readShare(at: ClaimAt, token: NumberToken): void {
  const { state } = at;
  const node = state.current;
  if (!node) return;
  const percent = state.add(node, token, at.words, { measure: 'share' });
  const part = state.amountOf(node, state.context.stage);
  if (percent === null || part === null) return;
  const whole = wholeOf(at, node);
  if (whole !== null && whole !== part)
    at.statements.push({ kind: 'share', part, whole, percent, place: placeOf(at.words, token.from, token.to) });
}

/** The words name the subject of a node, though not all that is known of it. */
const isNamed = ({ subject }: Node, { concept, own }: Phrase): boolean =>
  subject.concept === concept && Object.entries(own).every(([dimension, value]) => subject.dims[dimension as keyof Dims] === value);

/** The whole that a share is of: the one named between 占 and the number, else the whole of the list. */
function wholeOf(at: ClaimAt, node: Node): number | null {
  const { terms, state } = at;
  const { stage, year, fund } = state.context;
  const phrase = state.phrase(terms);
  if (!phrase.bare && phrase.concept) {
    const when = { stage, ...(year === null ? {} : { year: String(year) }) };
    const own = { ...phrase.own, ...when };
    // 基本支出…，其中：人员经费…，占基本支出的…%: the whole of the list, where it is what is named
    const named = [...state.lists].reverse().find(({ whole, items }) => whole && items.includes(node) && isNamed(whole, phrase))?.whole;
    const whole = named ? state.amountOf(named, stage) : null;
    const ofFund = fund ? state.stated(phrase.concept, { fund, ...own }) : null;
    const plain = state.stated(phrase.concept, own);
    // 占本年支出合计的: the total of all funds; 占基本支出的: that of the fund the section is about
    const [first, second] = Object.keys(phrase.own).length === 0 ? [plain, ofFund] : [ofFund, plain];
    return whole ?? first ?? second;
  }
  if (terms.length > 0 && !phrase.bare) return null;
  const list = [...state.lists].reverse().find((it) => it.items.includes(node));
  return list?.whole ? state.amountOf(list.whole, stage) : null;
}

/** 完成年初预算的…%: `budget` is the stage it is measured against, null where the words do not say. */
export function readCompletion(at: ClaimAt, token: NumberToken, budgetStage: string | null): void {
  const { state } = at;
  const node = state.current;
  if (!node) return;
  const stages = budgetStage ? [budgetStage] : ['original', 'adjusted'];
  const rate = state.add(node, token, at.words, { measure: 'completion' });
  const actual = state.amountOf(node, 'actual');
  const budget = stages.map((stage) => state.amountOf(node, stage)).find((id) => id !== null) ?? null;
  if (rate !== null && actual !== null && budget !== null)
    at.statements.push({ kind: 'completion', actual, budget, rate, place: placeOf(at.words, token.from, token.to) });
}
