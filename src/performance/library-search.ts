import type { IndicatorLibrary, LibraryIndicator } from './library.ts';

export interface IndicatorQuery {
  /** what was typed; words apart by spaces or punctuation all count */
  readonly words?: string;
  /** id of a kind of project */
  readonly kind?: string;
  /** a level of the library: 数量, 经济成本 … */
  readonly level?: string;
}

/** What a word weighs by where it stands. */
const FIELDS: readonly (readonly [weight: number, of: (indicator: LibraryIndicator) => string])[] = [
  [5, ({ name }) => name],
  [4, ({ kind }) => `${kind.name} ${kind.words.join(' ')}`],
  [3, ({ level, levels }) => `${level} ${levels['2015'].level2} ${levels['2021'].level2}`],
  [1, ({ how, evidence }) => `${how} ${evidence}`],
];
const WHOLE = 2;
/** The share of a word's pairs of characters that must stand somewhere in an indicator. */
const ENOUGH = 0.5;

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[\s，、；,;。|]+/)
    .filter(Boolean);
const pairsOf = (word: string): string[] =>
  word.length < 2 ? [word] : Array.from({ length: word.length - 1 }, (_, i) => word.slice(i, i + 2));

/** How well an indicator answers a word: 0 where it does not. */
function wordScore(word: string, texts: readonly (readonly [number, string])[]): number {
  const heaviest = (part: string): number => Math.max(0, ...texts.map(([weight, text]) => (text.includes(part) ? weight : 0)));
  const scores = pairsOf(word).map(heaviest);
  const found = scores.filter((score) => score > 0).length / scores.length;
  if (found < ENOUGH) return 0;
  return scores.reduce((sum, score) => sum + score, 0) / scores.length + WHOLE * heaviest(word);
}

/** The indicators that answer every word, best first; without words all of them, in the library's order. */
export function searchIndicators({ indicators }: IndicatorLibrary, { words = '', kind, level }: IndicatorQuery): LibraryIndicator[] {
  const own = indicators.filter((one) => (!kind || one.kind.id === kind) && (!level || one.level === level));
  const asked = wordsOf(words);
  if (asked.length === 0) return own;
  return own
    .map((indicator) => {
      const texts = FIELDS.map(([weight, of]) => [weight, of(indicator).toLowerCase()] as const);
      const scores = asked.map((word) => wordScore(word, texts));
      return { indicator, score: scores.includes(0) ? 0 : scores.reduce((sum, score) => sum + score, 0) };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ indicator }) => indicator);
}
