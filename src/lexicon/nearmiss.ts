import { certain } from './code-row.ts';
import type { Catalogue } from './codes.ts';
import type { TermData } from './entries.ts';
import { labelKey } from './lexicon.ts';

/** forms/lexicon/vocabulary.yaml. */
export interface VocabularyData {
  /** fixed terms, four characters or more */
  readonly terms: readonly string[];
  /** words that differ from a term in one character and are right */
  readonly not: readonly string[];
  /** slips that the lexicon knows so that the figure beside them is read: still slips */
  readonly slips: readonly string[];
}

/** A word that differs from a fixed term in one character. `text` is text.slice(from, to). */
export interface NearMiss {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly official: string;
}

/** Finds the near misses in a sentence or cell. */
export type NearMisses = (text: string) => NearMiss[];

/** Classification names shorter than this are too much like everyday words. */
const SHORTEST_NAME = 7;
/** In shorter terms a character more or less makes another word (绩效评价, 绩效自评价). */
const SHORTEST_INSERTION = 6;
/** A character missing or too many must have as many right ones on either side: 部门预算开展 is not 部门预算公开 with one missing. */
const SIDE = 2;
/** A character of these in place of, before or after another is style or another meaning, not a slip. */
const FREE = /[^\p{Script=Han}]|[一二三四五六七八九十百千万两〇零的和与及或等之了内外各类款项化性等并对]/u;
/** Contrasts: 省级 and 市级, 收入 and 支出; a change between two of these changes the meaning. */
const CONTRAST =
  /^[省市县区乡镇村中上下前后左右大小多少新旧高低收支增减年月日季男女东西南北正副老幼初末预决概结核估测企产行农工商事直间自他双单]$/;

const HAN = /\p{Script=Han}/u;

/** One half of a term: where it stands intact in a text, the other half may hold the slip. */
interface Anchor {
  readonly half: string;
  readonly terms: { readonly term: Term; readonly offset: number }[];
}

interface Term {
  readonly words: string;
  readonly plain: string;
  /** a character missing or too many counts too, not only a wrong one */
  readonly insertions: boolean;
}

/** One kind of brackets, quotes and colons, character by character. */
const plainText = (text: string): string => text.replace(/[():"”„〝〞＂]/g, (sign) => WIDE[sign] ?? '“');
const WIDE: Readonly<Record<string, string>> = { '(': '（', ')': '）', ':': '：' };

/** The finder over the vocabulary and the certain names of the classifications. All names and terms known to the lexicon are right. */
export function createNearMisses(data: VocabularyData, terms: readonly TermData[], catalogue: Catalogue): NearMisses {
  const books = [catalogue.functional, catalogue.economic, catalogue.government];
  const names = books.flatMap((book) => book.rows.filter((row) => certain(row) && row.name.length >= SHORTEST_NAME).map((row) => row.name));
  const known = new Set(
    [...data.terms, ...data.not, ...terms.flatMap((term) => term.words), ...books.flatMap((book) => book.rows.map((row) => row.name))].map(
      plainText,
    ),
  );
  for (const slip of data.slips) known.delete(plainText(slip));
  const longestKnown = Math.max(...[...known].map((word) => word.length));
  const anchors = createAnchors([
    ...data.terms.map((words): Term => ({ words, plain: plainText(words), insertions: words.length >= SHORTEST_INSERTION })),
    ...[...new Set(names)]
      .filter((name) => !data.terms.includes(name))
      .map((words): Term => ({ words, plain: plainText(words), insertions: false })),
  ]);

  /** 1 for each character (UTF-16) that a half begins with */
  const begins = new Uint8Array(0x10000);
  for (const pair of anchors.keys()) begins[pair >>> 16] = 1;

  /** A known word covers the place of the slip and is not just a part of the written word: then what is written is right. */
  const isRight = (text: string, from: number, to: number, slip: number): boolean => {
    if (known.has(text.slice(from, to)) || known.has(labelKey(text.slice(from, to)))) return true;
    for (let start = Math.max(0, slip - longestKnown + 1); start <= slip; start++) {
      for (let end = slip + 1; end <= Math.min(text.length, start + longestKnown); end++) {
        if ((start < from || end > to) && end - start > 3 && known.has(text.slice(start, end))) return true;
      }
    }
    return false;
  };

  return (source) => {
    if (!HAN.test(source)) return [];
    const text = plainText(source);
    const found: NearMiss[] = [];
    for (let at = 0; at + 1 < text.length; at++) {
      if (begins[text.charCodeAt(at)] === 0) continue;
      for (const { half, terms: ofHalf } of anchors.get(pairCode(text, at)) ?? []) {
        if (!text.startsWith(half, at)) continue;
        for (const { term, offset } of ofHalf) {
          const written = offset === 0 ? slipAfter(text, at, term) : slipBefore(text, at, term, offset);
          if (!written || isRight(text, written.from, written.to, written.slip)) continue;
          const { from, to } = written;
          found.push({ from, to, text: source.slice(from, to), official: term.words });
        }
      }
    }
    return longest(found);
  };
}

/** Two characters of a text as one number. */
const pairCode = (text: string, at: number): number => text.charCodeAt(at) * 0x10000 + text.charCodeAt(at + 1);

/** Halves of terms by their first two characters. */
function createAnchors(terms: readonly Term[]): Map<number, Anchor[]> {
  const byHalf = new Map<string, Anchor>();
  const byPair = new Map<number, Anchor[]>();
  const add = (half: string, term: Term, offset: number) => {
    let anchor = byHalf.get(half);
    if (!anchor) {
      anchor = { half, terms: [] };
      byHalf.set(half, anchor);
      const pair = pairCode(half, 0);
      const same = byPair.get(pair);
      if (same) same.push(anchor);
      else byPair.set(pair, [anchor]);
    }
    anchor.terms.push({ term, offset });
  };
  for (const term of terms) {
    const middle = term.plain.length >> 1;
    add(term.plain.slice(0, middle), term, 0);
    add(term.plain.slice(middle), term, middle);
  }
  return byPair;
}

/** Where a term with one slip is written, and the position of the slip in the text. */
interface Written {
  readonly from: number;
  readonly to: number;
  readonly slip: number;
}

/** The first half stands at `from`; the slip is in the second half. */
function slipAfter(text: string, from: number, { plain, insertions }: Term): Written | null {
  let i = plain.length >> 1;
  while (i < plain.length && text[from + i] === plain[i]) i++;
  if (i >= plain.length - 1) return null; // all of it is right, or its last character differs
  const slip = from + i;
  if (text.startsWith(plain.slice(i + 1), slip + 1)) return isSlip(plain[i], text[slip]) ? { from, to: from + plain.length, slip } : null;
  if (!insertions || i < SIDE) return null;
  if (i < plain.length - SIDE && text.startsWith(plain.slice(i + 1), slip))
    return isSlip(plain[i], undefined) ? { from, to: from + plain.length - 1, slip } : null;
  if (i <= plain.length - SIDE && text.startsWith(plain.slice(i), slip + 1))
    return isSlip(undefined, text[slip]) ? { from, to: from + plain.length + 1, slip } : null;
  return null;
}

/** The second half stands at `at`; the slip is in the first half. */
function slipBefore(text: string, at: number, { plain, insertions }: Term, middle: number): Written | null {
  let i = middle - 1;
  let slip = at - 1;
  while (i >= 0 && text[slip] === plain[i]) {
    i--;
    slip--;
  }
  if (i <= 0 || slip < 0) return null;
  const to = at + plain.length - middle;
  const ends = (words: string, end: number) => end >= words.length && text.startsWith(words, end - words.length);
  if (ends(plain.slice(0, i), slip)) return isSlip(plain[i], text[slip]) ? { from: slip - i, to, slip } : null;
  if (!insertions) return null;
  if (i >= SIDE && ends(plain.slice(0, i), slip + 1))
    return isSlip(plain[i], undefined) ? { from: slip + 1 - i, to, slip: slip + 1 } : null;
  if (i + 1 >= SIDE && ends(plain.slice(0, i + 1), slip)) return isSlip(undefined, text[slip]) ? { from: slip - i - 1, to, slip } : null;
  return null;
}

/** Putting `written` for `right` (undefined: nothing there) can only be a slip. */
function isSlip(right: string | undefined, written: string | undefined): boolean {
  if ((right !== undefined && FREE.test(right)) || (written !== undefined && FREE.test(written))) return false;
  return !(right !== undefined && written !== undefined && CONTRAST.test(right) && CONTRAST.test(written));
}

/** Of near misses that overlap, the longest. */
function longest(found: readonly NearMiss[]): NearMiss[] {
  const kept: NearMiss[] = [];
  for (const miss of [...found].sort((a, b) => b.to - b.from - (a.to - a.from))) {
    if (!kept.some((other) => other.from < miss.to && miss.from < other.to)) kept.push(miss);
  }
  return kept.sort((a, b) => a.from - b.from);
}
