import { UNKNOWN } from '../fact/dimension.ts';
import type { Catalogue } from './codes.ts';
import { codeSense, type Entries } from './entries.ts';
import type { Labels } from './label.ts';
import type { TermHit } from './lexicon.ts';

/** A node of the trie: the words that go on from here, and whether a word ends here. */
interface Node {
  readonly next: Map<number, Node>;
  word: string | null;
}

const SKIPPED = /[\s"“”„〝〞＂]/;
const LEVEL_SUFFIX = /^\s*[（(]\s*([类款项])\s*[)）]/;
const LEVELS: Readonly<Record<string, number>> = { 类: 1, 款: 2, 项: 3 };
const LINK = /^\s*[-—–/]{0,2}\s*$/;

/** One kind of each bracket, colon and comma, so that a text can be walked character by character. */
function plainCode(code: number): number {
  switch (code) {
    case 0x28: // (
      return 0xff08;
    case 0x29: // )
      return 0xff09;
    case 0x3a: // :
      return 0xff1a;
    case 0x2c: // ,
      return 0xff0c;
    default:
      return code;
  }
}

const skipped = (code: number): boolean =>
  code <= 0x20 || code === 0x3000 || code === 0xa0 || code === 0x22 || code === 0x201c || code === 0x201d;

function buildTrie(words: Iterable<string>): Node {
  const root: Node = { next: new Map(), word: null };
  for (const word of words) {
    let node = root;
    for (let i = 0; i < word.length; i++) {
      const code = plainCode(word.charCodeAt(i));
      if (skipped(code)) continue;
      let next = node.next.get(code);
      if (!next) {
        next = { next: new Map(), word: null };
        node.next.set(code, next);
      }
      node = next;
    }
    node.word = word;
  }
  return root;
}

/** Names short enough to be everyday words (教育, 文物) are only found with （类）, （款） or （项） behind them. */
const SHORTEST_FUNCTIONAL = 4;

/** The words that are looked for in sentences: all terms, economic names, and functional names as papers print them. */
function scanWords(entries: Entries, labels: Labels): Set<string> {
  const words = new Set<string>();
  for (const [key, entry] of entries) {
    // “of which” is a row's or column's word; in a sentence 其中 opens a list
    if (entry.terms.some(({ sense }) => sense.role !== 'of-which')) words.add(key);
    for (const { list, row } of entry.rows) {
      if (list === 'economic') words.add(key);
      if (list !== 'functional') continue;
      for (const form of labels.nameForms(row.name)) {
        if (form !== key && row.level > 1 && !form.endsWith('支出')) continue;
        if (form.length >= SHORTEST_FUNCTIONAL) words.add(form);
        else for (const level of ['类', '款', '项']) words.add(`${form}（${level}）`);
      }
    }
  }
  return words;
}

/** Makes the function that finds all known words in a sentence: leftmost, longest, not overlapping. */
export function createScan(
  entries: Entries,
  catalogue: Catalogue,
  labels: Labels,
  notBefore: readonly string[],
): (text: string, year?: number) => TermHit[] {
  const root = buildTrie(scanWords(entries, labels));
  const notNext = new RegExp(`^\\s*(?:${notBefore.join('|')})`);

  const hitOf = (text: string, from: number, to: number, year: number | undefined): TermHit | null => {
    const [first, ...rest] = labels.meanings(text.slice(from, to), year);
    if (!first) return null;
    const { official, sense, list } = first;
    return { from, to, text: text.slice(from, to), official, sense, list, ...(rest.length > 0 && { others: rest.map((m) => m.sense) }) };
  };

  /** The word with （类）, （款） or （项） behind it where that makes sense, else the word alone. */
  const hitAt = (text: string, from: number, to: number, year: number | undefined): TermHit | null => {
    const suffix = LEVEL_SUFFIX.exec(text.slice(to, to + 8));
    const end = to + (suffix?.[0].length ?? 0);
    const whole = suffix && hitOf(text, from, end, year);
    const plain = whole ?? hitOf(text, from, to, year);
    const code = plain?.sense.dims.function;
    if (whole || !suffix || !plain || !code || code === UNKNOWN || catalogue.functional.levelOf(code) === LEVELS[suffix[1] ?? ''])
      return plain;
    // a 款 that is called 项: which 项 is meant, the name does not tell
    return {
      from,
      to: end,
      text: text.slice(from, end),
      official: plain.official,
      list: plain.list,
      sense: codeSense('functional', UNKNOWN),
    };
  };

  /** 教育支出（类）普通教育（款）: one hit, of the lower name. */
  const joined = (text: string, above: TermHit, below: TermHit): TermHit | null => {
    const upper = above.sense.dims.function;
    if (above.list !== 'functional' || upper === undefined || upper === UNKNOWN || !LINK.test(text.slice(above.to, below.from)))
      return null;
    const under = [below.sense, ...(below.others ?? [])].find((sense) => {
      const code = sense.dims.function;
      return code !== undefined && code !== UNKNOWN && code !== upper && catalogue.functional.isPrefix(upper, code);
    });
    return under
      ? {
          from: above.from,
          to: below.to,
          text: text.slice(above.from, below.to),
          official: below.official,
          sense: under,
          list: 'functional',
        }
      : null;
  };

  return (text, year) => {
    const hits: TermHit[] = [];
    let at = 0;
    while (at < text.length) {
      let node = root.next.get(plainCode(text.charCodeAt(at)));
      if (!node) {
        at++;
        continue;
      }
      let end = node.word === null ? -1 : at + 1;
      for (let i = at + 1; node && i < text.length; i++) {
        const code = plainCode(text.charCodeAt(i));
        if (skipped(code)) continue;
        node = node.next.get(code);
        if (node && node.word !== null) end = i + 1;
      }
      if (end < 0) {
        at++;
        continue;
      }
      // a closing quote inside, its opening one before: “三公”经费
      const inside = text.slice(at, end);
      const from = at > 0 && text[at - 1] === '“' && inside.includes('”') && !inside.includes('“') ? at - 1 : at;
      const hit = hitAt(text, from, end, year);
      // 教育局, 企业服务中心: an everyday word in the name of an organisation
      const mayBeName = hit !== null && (hit.list !== 'terms' || hit.text.length <= 2) && !/[（(][类款项][)）]$/.test(hit.text);
      if (!hit || (mayBeName && notNext.test(text.slice(hit.to, hit.to + 6)))) {
        at = SKIPPED.test(text[at] ?? '') ? at + 1 : end;
        continue;
      }
      const last = hits.at(-1);
      const both = last && joined(text, last, hit);
      if (both) hits[hits.length - 1] = both;
      else hits.push(hit);
      at = hit.to;
    }
    return hits;
  };
}
