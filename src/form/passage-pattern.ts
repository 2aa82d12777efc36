import type { Words } from '../document/document.ts';
import { joinWords, sliceWords } from '../document/words.ts';

/** What a slot takes up, as a regular expression on plain words. */
const TYPES: Readonly<Record<string, string>> = {
  money: '[-−－]?\\d[\\d,]*(?:\\.[\\d,]+)?(?:亿元|百万元|万元|千元|元)',
  score: '\\d+(?:\\.\\d+)?',
  number: '\\d[\\d,]*(?:\\.\\d+)?',
  percent: '\\d+(?:\\.\\d+)?%?',
  count: '(?:\\d+|[一二三四五六七八九十两]+)',
  name: '[^，。；：]{2,50}?',
  text: '[^，。；：、]{1,40}?',
  clause: '[^，。；]{1,60}?',
  sentence: '[^。；]{0,200}?',
};

/** A part of a passage with a type: the words between the marks of a pattern. */
export interface Slot {
  readonly name: string;
  readonly type: string;
  readonly words: Words;
}

/** A pattern found in words; offsets are those of the plain words. */
export interface PatternHit {
  readonly from: number;
  readonly to: number;
  readonly slots: ReadonlyMap<string, Slot>;
}

export interface Pattern {
  readonly regex: RegExp;
  readonly types: ReadonlyMap<string, string>;
}

const SIGNS: Readonly<Record<string, string>> = {
  '(': '（',
  ')': '）',
  ':': '：',
  ';': '；',
  '％': '%',
  '"': '“',
  '〞': '”',
  '〝': '“',
  '．': '.',
};

/** What was made of words before: a cell is looked at by many forms. */
const PLAIN = new WeakMap<Words, Words>();

/** Words without white space and with Chinese punctuation, sign for sign, so that places stay right. */
export function plainWords(words: Words): Words {
  const known = PLAIN.get(words);
  if (known) return known;
  const runs = [...words.text.matchAll(/\S+/g)].map((run) => sliceWords(words, run.index, run.index + run[0].length));
  const { text, pieces } = joinWords(runs);
  const plain = text
    .replace(/[():;％"〞〝．]/g, (sign) => SIGNS[sign] ?? sign)
    .replace(/,(?!\d{3}(?!\d))|(?<!\d),/g, (sign, at: number) =>
      /\d/.test(text[at - 1] ?? '') && /\d/.test(text[at + 1] ?? '') ? sign : '，',
    );
  const result = { text: plain, pieces };
  PLAIN.set(words, result);
  return result;
}

/** Compiles a pattern: a regular expression in which {slot:type} stands for typed words. Throws where a type is unknown. */
export function compilePattern(source: string, lists: Readonly<Record<string, readonly string[]>> = {}): Pattern {
  const types = new Map<string, string>();
  const regex = source.replace(/\{([a-z]+):([a-z]+)\}/g, (_, slot: string, type: string) => {
    const words = lists[type] ? lists[type].join('|') : TYPES[type];
    if (words === undefined) throw new Error(`unknown slot type in a passage form: ${type}`);
    types.set(slot, type);
    return `(?<${slot}>${words})`;
  });
  return { regex: new RegExp(regex.replace(/[“”]/g, '[“”"]'), 'dg'), types };
}

/** All places in plain words where a pattern holds, left to right. */
export function findPattern({ regex, types }: Pattern, plain: Words): PatternHit[] {
  const hits: PatternHit[] = [];
  for (const match of plain.text.matchAll(regex)) {
    const slots = new Map<string, Slot>();
    for (const [name, type] of types) {
      const span = match.indices?.groups?.[name];
      if (span) slots.set(name, { name, type, words: sliceWords(plain, span[0], span[1]) });
    }
    hits.push({ from: match.index, to: match.index + match[0].length, slots });
  }
  return hits;
}
