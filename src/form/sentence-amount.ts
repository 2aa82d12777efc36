import { placeOf } from '../document/words.ts';
import { UNKNOWN, withDims } from '../fact/dimension.ts';
import { FUND_NAMES, GENERIC, organisationIn, sameSide, understood } from './sentence-clause.ts';
import type { Cursor } from './sentence-cursor.ts';
import type { Node } from './sentence-node.ts';
import { labelWords } from './sentence-state.ts';
import type { Phrase } from './sentence-subject.ts';
import type { NumberToken } from './sentence-tokens.ts';

/** An amount, a count or a part of a list: a fact of what the words before it name. */
export function readAmount(at: Cursor, token: NumberToken): void {
  const { clause, state } = at;
  if (!understood(clause, at.words.text, token.from, at.opening && state.lists.length === 0)) {
    unknownItem(at, token);
    return;
  }
  const phrase = state.ownerOf(allOf(at, state.phrase(clause.terms), token.to), organisationIn(clause, at.words.text));
  if (phrase.bare && !(clause.year !== null || phrase.stage)) return;
  if (foreign(at, phrase) || abroad(at, phrase, token.from)) return;
  if (phrase.bare && state.current && !sameSide(clause.terms, state.current)) return;
  const resolved = phrase.bare ? (state.current ? { subject: state.current.subject, list: null } : null) : state.resolve(phrase);
  if (!resolved) return;
  const label =
    phrase.bare && state.current
      ? state.current.words
      : labelWords(at.words, clause.terms[0]?.from ?? clause.start, clause.terms.at(-1)?.to ?? token.from);
  const node = phrase.bare && state.current ? state.current : state.enter(resolved, label);
  state.add(node, token, at.words, stageAndYear(at, phrase.stage, token.from));
  // 2个单位开展工作，编报绩效目标的项目5个，涉及资金…: the money that follows is that of the projects just counted
  if (phrase.concept === 'project-count') at.lost = false;
}

/** 共安排国（境）外公务接待0批次，接待人次0人: persons and batches of that, not of reception at home. */
function abroad(at: Cursor, { concept }: Phrase, to: number): boolean {
  if (!concept?.startsWith('reception-')) return false;
  const said = at.words.text.slice(at.words.text.lastIndexOf('。', to) + 1, to);
  return /(?:外事|外宾|国[（(]境[)）]外)(?!.*国内(?!外))/.test(said);
}

/** Told of something that was not understood: items of its list, or a total that may be its own. */
function foreign(at: Cursor, phrase: Phrase): boolean {
  const list = at.state.lists.at(-1);
  if (list?.foreign) return true;
  return at.lost && (phrase.bare || (Object.keys(phrase.own).length === 0 && GENERIC.has(phrase.concept ?? '')));
}

/** 预算收入…万元，主要包括…；上年结转…: what is told together with a carry-over is the total, not this year's part of it. */
function allOf(at: Cursor, phrase: Phrase, from: number): Phrase {
  if (
    phrase.concept !== 'revenue' ||
    phrase.own.origin !== 'this-year' ||
    phrase.own.fund ||
    !/预算收入$|收入预算$|收入合计$|部门收入$/.test(at.clause.terms.at(-1)?.text ?? '')
  )
    return phrase;
  const end = at.words.text.indexOf('。', from);
  const carried = at.tokens.some(
    (it) =>
      it.type === 'term' &&
      it.from > from &&
      (end < 0 || it.from < end) &&
      it.hit.sense.concept === 'revenue' &&
      it.hit.sense.dims.origin === 'carried-over',
  );
  return carried ? { ...phrase, own: withDims(phrase.own, { origin: 'all' }) } : phrase;
}

/** Stage and year as the words before a number say them. */
function stageAndYear(at: Cursor, stage: string | null, to: number): { stage?: string; year?: string } {
  const { clause, state } = at;
  const { context } = state;
  const text = at.words.text.slice(clause.start, to);
  const said =
    stage ??
    (/执行数/.test(text) ? 'actual' : null) ??
    (context.stage === 'actual' && text.replace(FUND_NAMES, '').includes('预算') ? UNKNOWN : null);
  return {
    ...(said ? { stage: said } : {}),
    ...(clause.year !== null && clause.year !== context.year ? { year: String(clause.year) } : {}),
  };
}

/** An amount in a list whose label no list of words has: its member is unknown, its money belongs to the whole. */
function unknownItem(at: Cursor, token: NumberToken): void {
  const { state, clause } = at;
  const list = state.lists.at(-1);
  const whole = list?.whole ?? (list && list.items.length === 0 ? state.current : null);
  if (list && whole && token.unit !== '' && !/元$|%/.test(token.unit) && at.clause.mode === 'plain') list.partial = true;
  if (!list || !whole || whole.subject.concept !== 'expenditure' || !/元$/.test(token.unit)) return;
  const label = labelWords(at.words, clause.start, token.from);
  if (label.pieces.length === 0 || label.text.length > 60) return;
  const { nature } = whole.subject.dims;
  const own =
    nature === 'project'
      ? { project: label.text.replace(/\s+/g, '') }
      : nature === 'personnel' || nature === 'public' || nature === 'basic' || whole.subject.own.economic
        ? { economic: UNKNOWN }
        : null;
  if (!own) {
    list.partial = true;
    return;
  }
  list.whole = whole;
  const node: Node = {
    subject: { concept: 'expenditure', own, dims: { ...whole.subject.dims, ...own }, both: false },
    label: label.text.replace(/\s+/g, ''),
    words: label,
    place: placeOf(label),
    facts: [],
  };
  state.nodes.push(node);
  list.items.push(node);
  state.current = node;
  state.add(node, token, at.words, stageAndYear(at, null, token.from));
}
