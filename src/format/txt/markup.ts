import type { Piece, Words } from '../../document/document.ts';
import { NO_WORDS, wordsAt } from '../../document/words.ts';
import { textPlace } from '../../fact/place.ts';
import type { Line } from './lines.ts';

/** Without one of these a stretch of text holds no residue of markup. */
const SUSPECT = /[<*$\\&\x00-\x08\x0e-\x1f\x7f\xad\u200b-\u200f\u2060\ufeff]/;

const TAG =
  '<\\/?(?:b|i|u|p|br|hr|em|strong|span|div|sup|sub|center|font|ul|ol|li|h[1-6]|img|table|thead|tbody|tr|td|th)(?:\\s[^<>]*)?\\/?>';
const SYMBOLS: Readonly<Record<string, string>> = {
  geq: '≥',
  ge: '≥',
  leq: '≤',
  le: '≤',
  geqslant: '≥',
  leqslant: '≤',
  gt: '>',
  lt: '<',
  times: '×',
  sim: '~',
  pm: '±',
  cdot: '·',
  approx: '≈',
  neq: '≠',
  div: '÷',
  nbsp: ' ',
  amp: '&',
  quot: '"',
  ldquo: '“',
  rdquo: '”',
  '%': '%',
  '#': '#',
  _: '_',
  '&': '&',
  $: '$',
};
const BOLD = '(?<![*\\p{L}\\p{N}])\\*\\*(?=[^\\s*])[^*]{1,200}\\*\\*(?!\\*)';
const FORMULA = '\\$[^$\\\\]{0,40}\\\\[^$]{1,80}\\$|\\$\\s*[<>=≥≤±]?\\s*[\\d.,]+\\s*%?\\s*\\$';
const COMMAND = '\\\\(?:[%#_&$]|(?:geqslant|leqslant|geq?|leq?|gt|lt|times|sim|pm|cdot|approx|neq|div)(?![a-zA-Z])\\s*)';
const ENTITY = '&(?:nbsp|amp|quot|ldquo|rdquo|lt|gt|le|ge|times);';
const INVISIBLE = '[\\x00-\\x08\\x0e-\\x1f\\x7f\\xad\\u200b-\\u200f\\u2060\\ufeff]+';
const TOKEN = new RegExp([TAG, BOLD, FORMULA, COMMAND, ENTITY, INVISIBLE].join('|'), 'giu');

/** Text without markup, and where its parts stand. */
class Builder {
  text = '';
  readonly pieces: Piece[] = [];
  readonly line: number;

  constructor(line: number) {
    this.line = line;
  }

  add(text: string, from: number, to: number): void {
    if (!text) return;
    this.pieces.push({ at: this.text.length, length: text.length, place: textPlace(this.line, from, to) });
    this.text += text;
  }
}

/** Adds source.slice(from, to) to `out`: markup is left out, replaced symbols keep the place of what they replace. */
function strip(source: string, from: number, to: number, out: Builder): void {
  const part = source.slice(from, to);
  let done = 0;
  for (const match of part.matchAll(TOKEN)) {
    const token = match[0];
    const start = from + match.index;
    out.add(part.slice(done, match.index), from + done, start);
    done = match.index + token.length;
    if (token.startsWith('**')) strip(source, start + 2, start + token.length - 2, out);
    else if (token.startsWith('$')) strip(source, start + 1, start + token.length - 1, out);
    else if (token.startsWith('\\')) out.add(SYMBOLS[token.slice(1).trim()] ?? token, start, start + token.length);
    else if (token.startsWith('&')) out.add(SYMBOLS[token.slice(1, -1).toLowerCase()] ?? token, start, start + token.length);
  }
  out.add(part.slice(done), from + done, to);
}

/** The words of line.text.slice(from, to), trimmed, residue of markdown, HTML and LaTeX taken out. */
export function wordsOf(line: Line, from = 0, to = line.text.length): Words {
  const raw = line.text.slice(from, to);
  const text = raw.trim();
  if (!text) return NO_WORDS;
  const start = from + raw.length - raw.trimStart().length;
  if (!SUSPECT.test(text)) return wordsAt(text, textPlace(line.number, start, start + text.length));
  const out = new Builder(line.number);
  strip(line.text, start, start + text.length, out);
  return out.text.trim() ? { text: out.text, pieces: out.pieces } : NO_WORDS;
}

/** The words of a whole line with its level as a markdown heading; the dash of a list is dropped. */
export function paragraphWords(line: Line): { readonly words: Words; readonly level: number | null } {
  const lead = /^\s*(?:(#{1,6})(?:\s+|$)|[-*]\s+)/.exec(line.text);
  return { words: wordsOf(line, lead?.[0].length ?? 0), level: lead?.[1]?.length ?? null };
}
