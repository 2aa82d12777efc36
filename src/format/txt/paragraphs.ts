import type { Block, Mark, Paragraph, Words } from '../../document/document.ts';
import { joinWords } from '../../document/words.ts';
import { append } from '../lists.ts';
import { markOf } from './grids.ts';
import type { Line } from './lines.ts';
import { paragraphWords } from './markup.ts';
import { goesOn } from './phrases.ts';

/** A Latin letter or digit on both sides of a break wants a space where the line was wrapped. */
const glueFor = (before: string, after: string): string => (/[a-zA-Z]$/.test(before) && /^[a-zA-Z]/.test(after) ? ' ' : '');

/** A paragraph is broken over at most so many lines. */
const LONGEST = 80;

/** Lines that follow without a blank line, at most four. */
function linesAhead(lines: readonly Line[], from: number): string[] {
  const texts: string[] = [];
  for (let i = from; i < from + 4 && lines[i]?.kind === 'text'; i++) texts.push(lines[i]?.text.trim() ?? '');
  return texts;
}

/** The text of short lines without white space, by which a title cut in two is recognised. */
export const knownTexts = (lines: readonly Line[]): Set<string> =>
  new Set(lines.filter(({ kind, text }) => kind === 'text' && text.length <= 60).map(({ text }) => text.replace(/\s+/g, '')));

/** The paragraph that begins at `start`, the marks that stood inside it, and where it ends (exclusive). */
export function paragraphAt(
  lines: readonly Line[],
  start: number,
  known: ReadonlySet<string>,
): { readonly blocks: Block[]; readonly end: number } {
  const first = lines[start];
  if (!first) return { blocks: [], end: start + 1 };
  const { words: opening, level } = paragraphWords(first);
  let words: Words = opening;
  let end = start + 1;
  const marks: Mark[] = [];
  let pending: Mark[] = [];
  let joined = 1;
  for (let i = end; level === null && joined < LONGEST && i < lines.length; i++) {
    const line = lines[i];
    if (!line) break;
    if (line.kind === 'blank') continue;
    const mark = line.kind === 'watermark' || line.kind === 'page-number' ? markOf(line) : null;
    if (mark) {
      pending.push(mark);
      continue;
    }
    if (line.kind !== 'text') break;
    const next = paragraphWords(line);
    const near = i === end;
    if (next.level !== null || /^\s*[-*]\s/.test(line.text) || !goesOn(words.text, next.words.text, near, known, linesAhead(lines, i)))
      break;
    words = joinWords([words, next.words], glueFor(words.text, next.words.text));
    append(marks, pending);
    pending = [];
    end = i + 1;
    joined++;
  }
  const paragraph: Paragraph = { kind: 'paragraph', words, level };
  return { blocks: [...(words.text ? [paragraph] : []), ...marks], end };
}
