import { placeOf } from '../document/words.ts';
import { freshClause, understood } from './sentence-clause.ts';
import type { Cursor } from './sentence-cursor.ts';
import type { Node } from './sentence-node.ts';
import { type ChangeDraft, labelWords } from './sentence-state.ts';
import { sideOf } from './sentence-subject.ts';
import type { NumberToken, WordToken } from './sentence-tokens.ts';

/** Whose change or sameness is told: the subject named in the clause, the whole of a list just told, or what was spoken of last. */
function target(at: Cursor): Node | null {
  const { clause, state } = at;
  const phrase = state.phrase(clause.terms);
  const to = clause.baseFrom ?? clause.direction?.from ?? at.words.text.length;
  if (!phrase.bare && clause.terms.length > 0) {
    if (clause.direction && !understood(clause, at.words.text, to, at.opening && state.lists.length === 0)) return null;
    const total =
      Object.keys(phrase.own).length === 0 && phrase.concept !== null
        ? [...state.nodes]
            .reverse()
            .find(
              ({ subject }) =>
                sideOf(subject.concept) === sideOf(phrase.concept ?? '') && Object.keys(subject.own).every((d) => d === 'fund'),
            )
        : undefined;
    if (total && (phrase.concept === 'revenue' || phrase.concept === 'expenditure')) {
      state.current = total;
      return total;
    }
    const resolved = state.resolve(phrase);
    if (!resolved) return null;
    return state.enter(resolved, labelWords(at.words, clause.terms[0]?.from ?? clause.start, clause.terms.at(-1)?.to ?? to));
  }
  if (at.lost && clause.terms.length === 0) return null;
  const list = state.lists.at(-1);
  if (
    list?.whole &&
    state.lists.length > at.deep &&
    list.items.length > 1 &&
    list.items.includes(state.current as Node) &&
    !/[；;]/.test(list.separator ?? '') &&
    !state.changes.some(({ node }) => list.items.includes(node)) &&
    /[，,]/.test(at.lastStop)
  ) {
    const { whole } = list;
    state.close(state.lists.length - 1);
    state.current = whole;
  }
  return state.current;
}

/** 与上年相同, 持平: nothing has changed. */
export function readSame(at: Cursor, token: WordToken): void {
  const { clause, state } = at;
  if (clause.mode !== 'plain' || !(clause.base || token.text === '持平')) return;
  const node = target(at);
  const current = node ? state.amountOf(node, state.context.stage) : null;
  if (current !== null && clause.against === 'prior')
    at.statements.push({ kind: 'same', current, place: placeOf(at.words, token.from, token.to) });
  at.clause = freshClause(token.to);
}

/** A number after 增加, 下降 and the like: a change in money or as a rate; both together are one statement. */
export function readChange(at: Cursor, token: NumberToken): void {
  const { clause, state } = at;
  const { direction } = clause;
  const money = /元$|^万$/.test(token.unit);
  const percent = token.unit === '%';
  if (!direction || (!money && !percent)) return;
  const last = state.changes.at(-1);
  // a rate behind an amount whose subject was not understood is that subject's
  if (percent && clause.terms.length === 0 && at.lostChange) return;
  const node = clause.terms.length === 0 && last && last.node === state.current && percent && last.rate === null ? last.node : target(at);
  at.lostChange = money && !node;
  if (!node || (money && node.subject.concept === 'project-count')) return;
  const open: ChangeDraft | null = last && last.node === node && percent && last.rate === null && last.delta !== null ? last : null;
  const against = open?.against ?? clause.against;
  const down = direction.kind === 'both' ? open?.direction === 'down' : direction.kind === 'down';
  const fact = state.add(
    node,
    token,
    at.words,
    { measure: `${against === 'budget' ? 'budget-' : ''}${percent ? 'growth' : 'change'}` },
    down ? -1 : 1,
  );
  if (fact === null) return;
  if (open) {
    open.rate = fact;
    open.words = `${open.words}，${direction.words}`;
    if (open.direction !== direction.kind) open.direction = 'both';
    return;
  }
  const current = state.amountOf(node, state.context.stage);
  state.changes.push({
    node,
    current,
    delta: percent ? null : fact,
    rate: percent ? fact : null,
    direction: direction.kind,
    words: direction.words,
    reason: null,
    against,
    words0: at.words,
    from: direction.from,
  });
}

/** 主要原因是上年预算收入7663.27万元…: last year's figure of what is spoken of. */
export function readPrior(at: Cursor, token: NumberToken): void {
  const { clause, state } = at;
  const { context } = state;
  const last = state.changes.at(-1);
  if (
    last &&
    clause.year !== null &&
    context.year !== null &&
    clause.year === context.year - 1 &&
    /元$/.test(token.unit) &&
    understood(clause, at.words.text, token.from, at.opening && state.lists.length === 0)
  ) {
    const phrase = state.phrase(clause.terms);
    const side =
      phrase.concept === 'revenue' ? 'revenue' : phrase.concept === 'expenditure' || phrase.concept === 'uses' ? 'uses' : phrase.concept;
    const own = last.node.subject.concept === 'expenditure' ? 'uses' : last.node.subject.concept;
    if (side === own && (phrase.own.origin ?? 'this-year') === 'this-year' && Object.keys(phrase.own).every((d) => d === 'origin'))
      state.add(last.node, token, at.words, { year: String(clause.year) });
  }
  at.clause = { ...freshClause(token.to), mode: 'reason' };
}

/** The words since 主要原因是 explain the changes told before them. */
export function endReason(at: Cursor, to: number): void {
  if (at.reasonFrom === null) return;
  const reason = at.words.text
    .slice(at.reasonFrom, to)
    .replace(/^[\s：:]+/, '')
    .trim();
  for (const draft of at.state.changes.slice(at.reasonOf)) draft.reason ??= reason;
  at.reasonOf = at.state.changes.length;
  at.reasonFrom = null;
  if (at.clause.mode === 'reason') at.clause = freshClause(to);
}
