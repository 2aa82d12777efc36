import { type Decimal, parseDecimal } from '../fact/decimal.ts';
import type { Lexicon, TermHit } from '../lexicon/lexicon.ts';
import { NUMBERS, THRESHOLD, WORD_KINDS, WORDS, type WordKind, YEARS } from './sentence-words.ts';

/** What a sentence is made of. `from` and `to` are offsets in its text; text between tokens is not understood. */
export type Token = TermToken | NumberToken | WordToken;

export interface TermToken {
  readonly type: 'term';
  readonly from: number;
  readonly to: number;
  readonly hit: TermHit;
}

/** `from` … `digits` are the digits, `digits` … `to` the unit. `value` is null where the digits cannot be read. */
export interface NumberToken {
  readonly type: 'number';
  readonly from: number;
  readonly digits: number;
  readonly to: number;
  readonly value: Decimal | null;
  readonly printed: string;
  /** 万元, 元, %, 个, 辆 …; '' where there is none */
  readonly unit: string;
}

export interface WordToken {
  readonly type: 'word';
  readonly from: number;
  readonly to: number;
  readonly word: WordKind;
  readonly text: string;
}

function numberTokens(text: string): NumberToken[] {
  const tokens: NumberToken[] = [];
  for (const match of text.matchAll(NUMBERS)) {
    const raw = match[1] ?? '';
    const from = match.index + (/^[-−－]/.test(raw) && /[\d年月]/.test(text[match.index - 1] ?? '') ? 1 : 0);
    const to = match.index + match[0].trimEnd().length;
    if (THRESHOLD.test(text.slice(to, to + 10)) || /^\s*[年月日号〕\]]/.test(text.slice(to, to + 2))) continue;
    const printed = text.slice(from, match.index + raw.length).replace(/\s+/g, '');
    const unit = (match[2] ?? '')
      .replace(/\s+/g, '')
      .replace('％', '%')
      .replace(/^台.+$/, '台（套）');
    tokens.push({ type: 'number', from, digits: match.index + raw.length, to, value: parseDecimal(printed), printed, unit });
  }
  return tokens;
}

function wordTokens(text: string): WordToken[] {
  return [...text.matchAll(WORDS)].map((match) => ({
    type: 'word',
    from: match.index,
    to: match.index + match[0].length,
    word: WORD_KINDS[match.slice(1).findIndex((group) => group !== undefined)] ?? 'stop',
    text: match[0],
  }));
}

const STRENGTH = { word: 0, term: 1, number: 2 } as const;

/** All tokens in order, none overlapping: what begins first wins, then what is longer, then fixed words before terms before numbers. */
export function tokenise(text: string, lexicon: Lexicon, year?: number): Token[] {
  const terms = lexicon
    .scan(
      text.replace(YEARS, (years) => '■'.repeat(years.length)),
      year,
    )
    .map((hit): TermToken => ({ type: 'term', from: hit.from, to: hit.to, hit: { ...hit, text: text.slice(hit.from, hit.to) } }));
  const all: Token[] = [...wordTokens(text), ...terms, ...numberTokens(text)];
  all.sort((a, b) => a.from - b.from || b.to - a.to || STRENGTH[a.type] - STRENGTH[b.type]);
  const tokens: Token[] = [];
  let end = 0;
  for (const token of all) {
    if (token.from < end) continue;
    tokens.push(token);
    end = token.to;
  }
  return tokens;
}
