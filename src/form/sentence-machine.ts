import type { Words } from '../document/document.ts';
import { placeOf } from '../document/words.ts';
import { UNKNOWN, withDims } from '../fact/dimension.ts';
import type { TermHit } from '../lexicon/lexicon.ts';
import type { Statement } from './reading.ts';
import { type ClaimAt, readCompletion, readShare } from './sentence-claim.ts';
import { BASIC, type Clause, FUND_NAMES, GENERIC, LONGEST_NAME, organisationIn, sameSide, understood } from './sentence-clause.ts';
import { emptyList, type Node } from './sentence-node.ts';
import { type ChangeDraft, labelWords, type SentenceState } from './sentence-state.ts';
import { type Phrase, sideOf } from './sentence-subject.ts';
import type { NumberToken, Token, WordToken } from './sentence-tokens.ts';

/** Reads the tokens of one paragraph from left to right. */
export class SentenceMachine {
  private readonly state: SentenceState;
  private readonly words: Words;
  private readonly tokens: readonly Token[];
  private readonly statements: Statement[];
  private clause: Clause;
  private opening = true;
  private reasonFrom: number | null = null;
  private reasonOf = 0;
  private lastStop = '。';
  /** a number of this sentence was not understood: what is told of a total now may be told of that */
  private lost = false;
  private readonly deep: number;

  constructor(state: SentenceState, words: Words, tokens: readonly Token[], statements: Statement[]) {
    this.state = state;
    this.words = words;
    this.tokens = tokens;
    this.statements = statements;
    this.clause = this.fresh(0);
    this.deep = state.lists.length;
    this.reasonOf = state.changes.length;
  }

  private fresh(start: number): Clause {
    return { start, terms: [], year: null, mode: 'plain', budget: null, compared: false, base: false, baseFrom: null, direction: null };
  }

  run(): void {
    for (const token of this.tokens) {
      if (token.type === 'number') this.number(token);
      else if (token.type === 'term') this.term(token.hit);
      else this.word(token);
    }
    this.endReason(this.words.text.length);
    const last = this.state.lists.at(-1);
    if (last && last.items.length === 0 && /[：:]\s*$/.test(this.words.text)) last.carries = true;
    const keep = this.state.lists.reduce((depth, list, i) => (list.carries ? i + 1 : depth), 0);
    this.state.close(Math.max(keep, 0));
  }

  private term(hit: TermHit): void {
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
        if (clause.mode === 'aside') this.clause = this.fresh(token.to);
        this.clause.base = true;
        this.clause.baseFrom = token.from;
        this.clause.compared = !/(?:相比较?|比较)$/.test(token.text.trim());
        break;
      case 'list':
        this.openList(token);
        break;
      case 'reason':
        this.clause = { ...this.fresh(token.to), mode: 'reason' };
        this.reasonFrom = token.to;
        break;
      case 'aside':
        if (clause.mode === 'plain') clause.mode = 'aside';
        break;
      case 'share':
        if (clause.mode === 'plain' && !/^用/.test(this.words.text.slice(token.to)))
          this.clause = { ...this.fresh(token.to), mode: 'share' };
        break;
      case 'completion':
        this.clause = {
          ...this.fresh(token.to),
          mode: 'completion',
          budget: /年初/.test(token.text) ? 'original' : /全年|调整/.test(token.text) ? 'adjusted' : null,
        };
        break;
      case 'same':
        this.same(token);
        break;
      case 'up':
      case 'down':
        this.direct(token, token.word);
        break;
      case 'etc': {
        const list = this.state.lists.at(-1);
        if (list && clause.mode === 'plain') list.etc = true;
        this.nameItem(token.from);
        if (clause.mode === 'plain') this.clause = this.fresh(token.to);
        break;
      }
    }
  }

  private claim(): ClaimAt {
    return { state: this.state, words: this.words, terms: this.clause.terms, statements: this.statements };
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
    if (strong) this.endReason(token.from);
    if (stop === '。') {
      const keep = state.lists.reduce((depth, it, i) => (it.carries || i < this.deep ? i + 1 : depth), 0);
      state.close(keep);
      this.lost = false;
    }
    if (strong) this.opening = true;
    const { mode, base, compared } = clause;
    const carry = !strong && mode !== 'plain' && (mode === 'aside' || mode === 'reason');
    this.clause = { ...this.fresh(token.to), ...(carry ? { mode } : {}), base: !strong && base && !compared ? base : false };
    this.lastStop = stop;
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
    state.lists.push(emptyList(placeOf(this.words, token.from, token.to), this.opening, partial, this.lost && !this.opening));
    this.clause = this.fresh(token.to);
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

  private same(token: WordToken): void {
    const { clause, state } = this;
    if (clause.mode !== 'plain' || !(clause.base || token.text === '持平')) return;
    const node = this.target();
    const current = node ? state.amountOf(node, state.context.stage) : null;
    if (current !== null) this.statements.push({ kind: 'same', current, place: placeOf(this.words, token.from, token.to) });
    this.clause = this.fresh(token.to);
  }

  private number(token: NumberToken): void {
    const { clause, state } = this;
    const before = state.context.sink.facts.length;
    if (clause.mode === 'reason') this.priorInReason(token);
    else if (clause.mode === 'share' && token.unit === '%') readShare(this.claim(), token);
    else if (clause.mode === 'completion' && token.unit === '%') readCompletion(this.claim(), token, clause.budget);
    else if (clause.direction && /^[\s了约为:：]*$/.test(this.words.text.slice(clause.direction.to, token.from))) this.change(token);
    else if (clause.mode === 'plain' && token.unit !== '' && token.unit !== '%') this.amount(token);
    if (clause.mode === 'plain' && !clause.direction && /元$|^万$|^[个项]$/.test(token.unit) && state.context.sink.facts.length === before)
      this.lost = true;
    if (clause === this.clause && clause.mode !== 'reason')
      this.clause = { ...this.fresh(token.to), ...(clause.mode === 'aside' ? { mode: 'aside' as const } : {}) };
    if (/元$|^万$|%/.test(token.unit) || state.context.sink.facts.length > before) this.opening = false;
  }

  private amount(token: NumberToken): void {
    const { clause, state } = this;
    if (!understood(clause, this.words.text, token.from, this.opening && state.lists.length === 0)) {
      this.unknownItem(token);
      return;
    }
    const phrase = state.ownerOf(this.allOf(state.phrase(clause.terms), token.to), organisationIn(clause, this.words.text));
    if (phrase.bare && !(clause.year !== null || phrase.stage)) return;
    if (this.foreign(phrase)) return;
    if (phrase.bare && state.current && !sameSide(clause.terms, state.current)) return;
    const resolved = phrase.bare ? (state.current ? { subject: state.current.subject, list: null } : null) : state.resolve(phrase);
    if (!resolved) return;
    const label =
      phrase.bare && state.current
        ? state.current.words
        : labelWords(this.words, clause.terms[0]?.from ?? clause.start, clause.terms.at(-1)?.to ?? token.from);
    const node = phrase.bare && state.current ? state.current : state.enter(resolved, label);
    state.add(node, token, this.words, this.stageAndYear(phrase.stage, token.from));
  }

  /** Told of something that was not understood: items of its list, or a total that may be its own. */
  private foreign(phrase: Phrase): boolean {
    const list = this.state.lists.at(-1);
    if (list?.foreign) return true;
    return this.lost && (phrase.bare || (Object.keys(phrase.own).length === 0 && GENERIC.has(phrase.concept ?? '')));
  }

  /** 预算收入…万元，主要包括…；上年结转…: what is told together with a carry-over is the total, not this year's part of it. */
  private allOf(phrase: Phrase, from: number): Phrase {
    if (
      phrase.concept !== 'revenue' ||
      phrase.own.origin !== 'this-year' ||
      phrase.own.fund ||
      !/预算收入$|收入预算$|收入合计$|部门收入$/.test(this.clause.terms.at(-1)?.text ?? '')
    )
      return phrase;
    const end = this.words.text.indexOf('。', from);
    const carried = this.tokens.some(
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
  private stageAndYear(stage: string | null, to: number): { stage?: string; year?: string } {
    const { clause, state } = this;
    const { context } = state;
    const text = this.words.text.slice(clause.start, to);
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
  private unknownItem(token: NumberToken): void {
    const { state, clause } = this;
    const list = state.lists.at(-1);
    const whole = list?.whole ?? (list && list.items.length === 0 ? state.current : null);
    if (!list || !whole || whole.subject.concept !== 'expenditure' || !/元$/.test(token.unit)) return;
    const label = labelWords(this.words, clause.start, token.from);
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
    state.add(node, token, this.words, this.stageAndYear(null, token.from));
  }

  /** Whose change or sameness is told: the subject named in the clause, the whole of a list just told, or what was spoken of last. */
  private target(): Node | null {
    const { clause, state } = this;
    const phrase = state.phrase(clause.terms);
    const to = clause.baseFrom ?? clause.direction?.from ?? this.words.text.length;
    if (!phrase.bare && clause.terms.length > 0) {
      if (clause.direction && !understood(clause, this.words.text, to, this.opening && state.lists.length === 0)) return null;
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
      return state.enter(resolved, labelWords(this.words, clause.terms[0]?.from ?? clause.start, clause.terms.at(-1)?.to ?? to));
    }
    const list = state.lists.at(-1);
    if (
      list?.whole &&
      list.items.length > 1 &&
      list.items.includes(state.current as Node) &&
      !/[；;]/.test(list.separator ?? '') &&
      !state.changes.some(({ node }) => list.items.includes(node)) &&
      /[，,]/.test(this.lastStop)
    ) {
      const { whole } = list;
      state.close(state.lists.length - 1);
      state.current = whole;
    }
    return state.current;
  }

  private change(token: NumberToken): void {
    const { clause, state } = this;
    const { direction } = clause;
    const money = /元$|^万$/.test(token.unit);
    const percent = token.unit === '%';
    if (!direction || (!money && !percent)) return;
    const last = state.changes.at(-1);
    const node =
      clause.terms.length === 0 && last && last.node === state.current && percent && last.rate === null ? last.node : this.target();
    if (!node || (money && node.subject.concept === 'project-count')) return;
    const open: ChangeDraft | null = last && last.node === node && percent && last.rate === null && last.delta !== null ? last : null;
    const down = direction.kind === 'both' ? open?.direction === 'down' : direction.kind === 'down';
    const fact = state.add(node, token, this.words, { measure: percent ? 'growth' : 'change' }, down ? -1 : 1);
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
      words0: this.words,
      from: direction.from,
    });
  }

  /** 主要原因是上年预算收入7663.27万元…: last year's figure of what is spoken of. */
  private priorInReason(token: NumberToken): void {
    const { clause, state } = this;
    const { context } = state;
    const last = state.changes.at(-1);
    if (
      last &&
      clause.year !== null &&
      context.year !== null &&
      clause.year === context.year - 1 &&
      /元$/.test(token.unit) &&
      understood(clause, this.words.text, token.from, this.opening && state.lists.length === 0)
    ) {
      const phrase = state.phrase(clause.terms);
      const side =
        phrase.concept === 'revenue' ? 'revenue' : phrase.concept === 'expenditure' || phrase.concept === 'uses' ? 'uses' : phrase.concept;
      const own = last.node.subject.concept === 'expenditure' ? 'uses' : last.node.subject.concept;
      if (side === own && (phrase.own.origin ?? 'this-year') === 'this-year' && Object.keys(phrase.own).every((d) => d === 'origin'))
        state.add(last.node, token, this.words, { year: String(clause.year) });
    }
    this.clause = { ...this.fresh(token.to), mode: 'reason' };
  }

  private endReason(to: number): void {
    if (this.reasonFrom === null) return;
    const reason = this.words.text
      .slice(this.reasonFrom, to)
      .replace(/^[\s：:]+/, '')
      .trim();
    for (const draft of this.state.changes.slice(this.reasonOf)) draft.reason ??= reason;
    this.reasonOf = this.state.changes.length;
    this.reasonFrom = null;
    if (this.clause.mode === 'reason') this.clause = this.fresh(to);
  }
}
