import type { Line } from './lines.ts';

const HEADING = /^#*\**(?:目[\s　]*录|目[\s　]*次)\**$/;
const PAGE = '(?:[-—–－]\\s*)?(?:\\d{1,4}|[ivxlIVXL]{1,6})(?:\\s*[-—–－])?';
/** An entry with leaders: 一、单位职责.....3 */
const LED = new RegExp(`(?:[.·．。]{3,}|…{1,}|\\.(?:\\s\\.){2,})[\\s.·．…]*(?:${PAGE})?\\s*$`);
/** An entry with one tab or wide gap before its page. */
const PAGED = new RegExp(`^[^\\t]*\\S[^\\t]*(?:\\t|\\s{2,})\\s*${PAGE}\\s*$`);
const LONGEST = 80;

const plain = (text: string): string => text.replace(/^[\s#*-]+|<[^<>]*>|\*\*/g, '').replace(/\s+/g, '');
const headOf = (text: string): string => /^(?:第[一二三四五六七八九十\d]+[部章]分?|附件\d*[:：]?)/.exec(plain(text))?.[0] ?? plain(text);

const paged = ({ text }: Line): boolean => text.length <= LONGEST * 2 && (PAGED.test(text) || LED.test(text));
const entryLike = (line: Line): boolean =>
  (line.kind === 'text' && line.text.length <= LONGEST && !/[。；;]/.test(line.text)) ||
  ((line.kind === 'row' || line.kind === 'text') && paged(line));
/** A numbered or dashed entry, the only kind believed without a page number. */
const NUMBERED =
  /^(?:[-*]\s+|第[一二三四五六七八九十\d]+[部章]|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[、.．]|附件|附表|表[一二三四五六七八九十\d])/;

/** What an entry calls its section: without its ordinal, and without the word that stands for the organisation. */
const titleOf = (text: string): string => {
  const bare = plain(text).replace(NUMBERED, '');
  return bare.replace(/^本?(?:单位|部门)(?=.{3})/, '');
};

/** Whether a line is the heading that an entry names, without its ordinal: 云川县水务局主要职能 after the entry 一、单位主要职能. */
const isNamed = (line: string, title: string): boolean => title.length >= 3 && !NUMBERED.test(line.trim()) && plain(line).endsWith(title);

/** Where the contents under the heading at `start` end (exclusive): before the body repeats an entry, or before running text. */
function endOfContents(lines: readonly Line[], start: number): number {
  const heads = new Set<string>();
  let first = '';
  let title = '';
  let lastPaged = -1;
  let i = start + 1;
  let repeated = false;
  for (; i < lines.length; i++) {
    const line = lines[i];
    if (!line) break;
    if (line.kind === 'blank' || line.kind === 'watermark' || line.kind === 'page-number') continue;
    if (!entryLike(line)) break;
    const isPaged = paged(line);
    const head = headOf(line.text);
    repeated = !isPaged && (head === first || heads.has(plain(line.text)) || isNamed(line.text, title));
    if (repeated) break;
    if (!isPaged && lastPaged < 0 && !NUMBERED.test(line.text.trim())) break;
    if (!first) {
      first = head;
      title = titleOf(line.text);
    }
    heads.add(plain(line.text));
    if (isPaged) lastPaged = i;
  }
  if (lastPaged >= 0) return lastPaged + 1;
  return repeated ? i : start + 1;
}

const isHeading = ({ kind, text }: Line): boolean =>
  kind === 'text' && text.length <= 60 && (HEADING.test(plain(text)) || /\s目\s*录\s*$/.test(text));

/** Marks the entries of tables of contents, which hold tabs but are no grid; with page numbers anywhere, without only under 目录. */
export function contentLines(lines: readonly Line[]): Line[] {
  const entries = new Set<number>();
  lines.forEach((line, index) => {
    if (
      (line.kind === 'text' || line.kind === 'row') &&
      line.text.length <= LONGEST * 2 &&
      /[.·．…]{3,}[\s.·．…]*\t?\s*(?:[-—–－]\s*)?\d{1,4}(?:\s*[-—–－])?\s*$/.test(line.text) &&
      cellsBefore(line.text) <= 1
    )
      entries.add(index);
    if (!isHeading(line)) return;
    const end = endOfContents(lines, index);
    if (end > index + 1 && HEADING.test(plain(line.text))) entries.add(index);
    for (let i = index + 1; i < end; i++) if (lines[i]?.kind === 'text' || lines[i]?.kind === 'row') entries.add(i);
  });
  return lines.map((line, index) => (entries.has(index) ? { ...line, kind: 'contents' as const } : line));
}

const cellsBefore = (text: string): number => text.split('\t').length - 1;
