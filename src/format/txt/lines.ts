/**
 * What a line is: `row` one row of a grid (cells between tabs or bars), `rule` a drawn line between rows, the rest as marks.
 */
export type LineKind = 'blank' | 'text' | 'row' | 'rule' | 'watermark' | 'page-number' | 'contents' | 'residue';

export interface Line {
  /** 1-based, as an editor shows it */
  readonly number: number;
  readonly text: string;
  readonly kind: LineKind;
}

/** A part of a line: text.slice(from, to). */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const RULE = /^[\s|+:\-=_─━—┄]*$/;
const BARS = /^\s*\|.*\|\s*$/;

/** The kind that a line has by itself; what repeats and what stands in a table of contents is found later. */
function kindOf(text: string): LineKind {
  const tabbed = text.includes('\t');
  if (!tabbed && text.trim() === '') return 'blank';
  if (/[-=_─━—┄]{2}/.test(text) && RULE.test(text)) return 'rule';
  return tabbed || BARS.test(text) ? 'row' : 'text';
}

/** Splits at LF, CR LF and lone CR. */
export const splitLines = (text: string): Line[] =>
  text.split(/\r\n|\n|\r/).map((line, index) => ({ number: index + 1, text: line, kind: kindOf(line) }));

/** The cells of a row, untrimmed: between tabs, or between the bars of a markdown table. */
export function cellSpans(text: string): Span[] {
  const bars = !text.includes('\t');
  const mark = bars ? '|' : '\t';
  const end = bars ? text.lastIndexOf('|') : text.length;
  const spans: Span[] = [];
  let from = bars ? text.indexOf('|') + 1 : 0;
  while (from <= end) {
    const next = text.indexOf(mark, from);
    const to = next < 0 ? end : next;
    if (bars && to === end && from === end) break;
    spans.push({ from, to });
    from = to + 1;
  }
  return spans;
}

/** A line that holds one cell after a leading tab, as text pasted from Word with one cell per line does. */
export const isCellLine = ({ kind, text }: Line): boolean => kind === 'row' && text.charCodeAt(0) === 9 && text.indexOf('\t', 1) < 0;
