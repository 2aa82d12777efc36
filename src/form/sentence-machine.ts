import type { Words } from '../document/document.ts';
import { placeOf } from '../document/words.ts';
import { factKey, UNKNOWN } from '../fact/dimension.ts';
import type { TermHit } from '../lexicon/lexicon.ts';
import type { Statement } from './reading.ts';
import { readAmount } from './sentence-amount.ts';
import { endReason, readChange, readPrior, readSame } from './sentence-change.ts';
import { type ClaimAt, readCompletion, readShare } from './sentence-claim.ts';
import { BASIC, type Clause, FUNCTION_PATH, freshClause, LONGEST_NAME, understood } from './sentence-clause.ts';
import type { Cursor } from './sentence-cursor.ts';
import { emptyList, type Node } from './sentence-node.ts';
import { labelWords, type SentenceState } from './sentence-state.ts';
import type { NumberToken, Token, WordToken } from './sentence-tokens.ts';

/** Reads the tokens of one paragraph from left to right. */
export class SentenceMachine implements Cursor {
  readonly state: SentenceState;
  readonly words: Words;
  readonly tokens: readonly Token[];
  readonly statements: Statement[];
  clause: Clause;
  opening = true;
  reasonFrom: number | null = null;
  reasonOf = 0;
  lastStop = '。';
  lost = false;
  lostChange = false;
  readonly deep: number;

  constructor(state: SentenceState, words: Words, tokens: readonly Token[], statements: Statement[]) {
    this.state = state;
    this.words = words;
    this.tokens = tokens;
    this.statements = statements;
    this.clause = freshClause(0);
    this.deep = state.lists.length;
    this.reasonOf = state.changes.length;
  }

  run(): void {
    for (const token of this.tokens) {
      if (token.type === 'number') this.number(token);
      else if (token.type === 'term') this.term(token.hit);
      else this.word(token);
    }
    endReason(this, this.words.text.length);
    const last = this.state.lists.at(-1);
    if (last && last.items.length === 0 && /[：:]\s*$/.test(this.words.text)) last.carries = true;
    const keep = this.state.lists.reduce((depth, list, i) => (list.carries ? i + 1 : depth), 0);
    this.state.close(Math.max(keep, 0));
  }

  private term(hit: TermHit): void {
    // 费用支出, 共计支出: of what was spoken of last, not all expenditure
    if (hit.text === '支出' && /(?:费用|共计?|合计)$/.test(this.words.text.slice(0, hit.from))) return;
    if (!this.clause.compared || this.clause.mode === 'reason') this.clause.terms.push(hit);
  }

  private word(token: WordToken): void {
    const { clause } = this;
    if (clause.mode === 'reason' && !(token.word === 'stop' && /[。；;]/.test(token.text)) && token.word !== 'year') return;
    switch (token.word) {
      case 'stop':
        this.stop(token);
        break;
      case 'year':
        clause.year = this.yearOf(token.text);
        break;
      case 'base':
        if (clause.mode === 'aside') this.clause = freshClause(token.to);
        this.clause.base = true;
        this.clause.against = this.againstOf(token.text);
        this.clause.baseFrom = token.from;
        this.clause.compared = !/(?:相比较?|比较)$/.test(token.text.trim());
        break;
      case 'list':
        this.openList(token);
        break;
      case 'reason':
        this.clause = { ...freshClause(token.to), mode: 'reason' };
        this.reasonFrom = token.to;
        break;
      case 'aside':
        if (clause.mode === 'plain') clause.mode = 'aside';
        break;
      case 'share':
        if (clause.mode === 'plain' && !/^用/.test(this.words.text.slice(token.to))) {
          this.sharer(token.from);
          this.clause = { ...freshClause(token.to), mode: 'share' };
        }
        break;
      case 'completion':
        this.clause = {
          ...freshClause(token.to),
          mode: 'completion',
          budget: /年初/.test(token.text) ? 'original' : /全年|调整/.test(token.text) ? 'adjusted' : null,
        };
        break;
      case 'same':
        readSame(this, token);
        break;
      case 'up':
      case 'down':
        this.direct(token, token.word);
        break;
      case 'etc': {
        const list = this.state.lists.at(-1);
        if (list && clause.mode === 'plain') list.etc = true;
        this.nameItem(token.from);
        if (clause.mode === 'plain') this.clause = freshClause(token.to);
        break;
      }
    }
  }

  /** 货物采购授予中小企业合同金额占…: a subject named right before 占, without an amount, is not the one spoken of last. */
  private sharer(to: number): void {
    const { clause, state } = this;
    if (clause.terms.length === 0) return;
    const phrase = state.phrase(clause.terms);
    if (phrase.bare) return;
    const resolved = understood(clause, this.words.text, to, this.opening) ? state.resolve(phrase) : null;
    state.current = resolved ? state.nodeOf(resolved.subject) : null;
  }

  private claim(): ClaimAt {
    return { state: this.state, words: this.words, terms: this.clause.terms, statements: this.statements };
  }

  /** 较年初预算数, 与2024年度年初预算相比 in the final accounts of 2024: what was done is held against the budget. */
  private againstOf(text: string): 'prior' | 'budget' {
    const { stage, year } = this.state.context;
    const named = /\d{4}/.exec(text)?.[0];
    const isOwn = named === undefined ? !/上|去/.test(text) : Number(named) === year;
    return stage === 'actual' && isOwn && text.includes('预算') ? 'budget' : 'prior';
  }

  private yearOf(text: string): number | null {
    const digits = /\d{4}/.exec(text)?.[0];
    if (digits) return Number(digits);
    return this.state.context.year === null ? null : this.state.context.year - 1;
  }

  private stop(token: WordToken): void {
    const stop = token.text;
    const { clause, state } = this;
    if (/[（(：:]/.test(stop)) {
      if (/[：:]/.test(stop) && clause.terms.length === 0 && clause.mode === 'plain') clause.start = token.to;
      return;
    }
    if (/[)）]/.test(stop)) return;
    if (stop === '、' && clause.mode === 'aside') return;
    if (stop === '。') this.topic(token.from);
    this.nameItem(token.from);
    const list = state.lists.at(-1);
    if (list && list.items.length > 0) {
      if (/[；;]/.test(stop)) {
        if (state.lists.length > 1 && list.separator !== null && !/[；;]/.test(list.separator) && !list.carries)
          state.close(state.lists.length - 1);
        else list.separator = stop;
      } else if (stop !== '。') list.separator ??= stop;
    } else if (list && list.names.length > 0 && /[；;。]/.test(stop)) state.close(state.lists.length - 1);
    const strong = /[。；;]/.test(stop);
    if (strong) endReason(this, token.from);
    if (stop === '。') {
      const keep = state.lists.reduce((depth, it, i) => (it.carries || i < this.deep ? i + 1 : depth), 0);
      state.close(keep);
      this.lost = false;
    }
    if (strong) {
      this.opening = true;
      this.lostChange = false;
    }
    const { mode, base, compared, against } = clause;
    const carry = !strong && mode !== 'plain' && (mode === 'aside' || mode === 'reason');
    this.clause = {
      ...freshClause(token.to),
      ...(carry ? { mode } : {}),
      base: !strong && base && !compared ? base : false,
      against: strong ? 'prior' : against,
    };
    this.lastStop = stop;
  }

  /** An amount that became no fact. Where a function was named that no list has, what follows tells of it, not of the subject before. */
  private lose(token: NumberToken): void {
    this.lost = true;
    if (FUNCTION_PATH.test(this.words.text.slice(this.clause.start, token.from))) this.state.current = null;
  }

  /** A first sentence that only names a function (1、…（类）…（款）…（项）。): what the sentences after it speak of. */
  private topic(to: number): void {
    const { clause, state } = this;
    const before = this.tokens.some((it) => it.type === 'number' && it.unit !== '' && it.from < to);
    if (before || clause.mode !== 'plain') return;
    const named = FUNCTION_PATH.test(this.words.text.slice(clause.start, to));
    const known = clause.terms.length > 0 && understood(clause, this.words.text, to, true);
    const phrase = known ? state.phrase(clause.terms) : null;
    const isFunction = phrase?.own.function !== undefined && phrase.own.function !== UNKNOWN;
    const resolved = isFunction ? state.resolve(phrase) : null;
    if (named && !resolved) state.current = null;
    if (resolved) state.enter(resolved, labelWords(this.words, clause.terms[0]?.from ?? clause.start, clause.terms.at(-1)?.to ?? to));
  }

  /** 主要包括：办公费、差旅费等: labels without amounts. */
  private nameItem(to: number): void {
    const list = this.state.lists.at(-1);
    const { clause } = this;
    if (!list || list.items.length > 0 || clause.mode !== 'plain' || clause.direction) return;
    const whole = list.whole ?? this.state.current;
    if (whole?.subject.concept !== 'expenditure' || !BASIC.has(whole.subject.dims.nature ?? '')) return;
    const words = labelWords(this.words, clause.start, to);
    if (words.text.trim() === '' || words.text.length > LONGEST_NAME || words.pieces.length === 0) return;
    list.names.push(words);
    list.whole = whole;
  }

  private openList(token: WordToken): void {
    const { state, clause } = this;
    if (clause.mode === 'aside' && !/方面|其中/.test(token.text)) return;
    const partial = /^主要(?:为|有)/.test(token.text);
    // 其中 after a list that has no items yet says nothing new
    const last = state.lists.at(-1);
    if (last && last.items.length === 0 && last.names.length === 0 && !last.whole) state.lists.pop();
    const list = emptyList(placeOf(this.words, token.from, token.to), this.opening, partial, this.lost && !this.opening);
    list.whole = this.namedWhole(token.from);
    state.lists.push(list);
    this.clause = freshClause(token.to);
  }

  /** 财政拨款支出主要内容如下: the subject right before the word that opens a list, where it was spoken of before. */
  private namedWhole(to: number): Node | null {
    const { clause, state } = this;
    if (clause.mode !== 'plain' || clause.terms.length === 0 || !understood(clause, this.words.text, to, true)) return null;
    const phrase = state.phrase(clause.terms);
    const { concept } = phrase;
    if (concept === null) return null;
    const keys = new Set(
      [phrase.own, state.context.fund ? { fund: state.context.fund, ...phrase.own } : phrase.own].map((dims) => factKey(concept, dims)),
    );
    return state.nodes.findLast(({ subject }) => keys.has(factKey(subject.concept, subject.dims))) ?? null;
  }

  private direct(token: WordToken, kind: 'up' | 'down'): void {
    const { clause } = this;
    if (clause.mode === 'aside') return;
    const before = clause.direction;
    const adjacent = before !== null && this.words.text.slice(before.to, token.from).replace(/[（）()/、或\s]/g, '') === '';
    clause.direction =
      before && adjacent
        ? { kind: before.kind === kind ? kind : 'both', words: `${before.words}${token.text}`, from: before.from, to: token.to }
        : { kind, words: token.text, from: token.from, to: token.to };
    clause.compared = false;
  }

  private number(read: NumberToken): void {
    const { clause, state } = this;
    // 年初预算为0，: nothing needs no unit
    const isNothing = read.unit === '' && /^0(?:\.0+)?$/.test(read.printed) && /^\s*[，。；,;]/.test(this.words.text.slice(read.to));
    const token = isNothing && /预算数?[为是]?\s*$/.test(this.words.text.slice(0, read.from)) ? { ...read, unit: '万元' } : read;
    const before = state.context.sink.facts.length;
    if (clause.mode === 'reason') readPrior(this, token);
    else if (clause.mode === 'share' && token.unit === '%') readShare(this.claim(), token);
    else if (clause.mode === 'completion' && token.unit === '%') readCompletion(this.claim(), token, clause.budget);
    else if (clause.direction && /^[\s了约为:：]*$/.test(this.words.text.slice(clause.direction.to, token.from))) readChange(this, token);
    else if (clause.mode === 'plain' && token.unit !== '' && token.unit !== '%') readAmount(this, token);
    if (clause.mode === 'plain' && !clause.direction && /元$|^万$|^[个项]$/.test(token.unit) && state.context.sink.facts.length === before)
      this.lose(token);
    if (clause === this.clause && clause.mode !== 'reason')
      this.clause = { ...freshClause(token.to), ...(clause.mode === 'aside' ? { mode: 'aside' as const } : {}) };
    if (/元$|^万$|%/.test(token.unit) || state.context.sink.facts.length > before) this.opening = false;
  }
}
