import { linesIn } from './columns.ts';
import { linesOf, PART } from './fit.ts';
import type { Items, Line } from './items.ts';
import { POINT, pageOf, SIZE, textHeight, textWidth } from './page.ts';
import type { SetItem } from './sheets.ts';

/** Distances of lines in pt, widest first: what would leave a few lines alone on a second page is set closer. */
export const TEXT_PITCHES = [28, 27, 26, 25, 24, 23] as const;
const CONTENTS_PITCHES = [26, 25, 24, 23, 22, 21, 20] as const;
/** Of the title of the contents, in pt. */
export const CONTENTS_TITLE = { line: 36, space: 12 } as const;

/** What stands on a sheet, split before each title of a part. */
export function partsOf(items: readonly SetItem[]): SetItem[][] {
  const parts: SetItem[][] = [];
  for (const item of items) {
    const last = parts.at(-1);
    if (last && !(item.kind === 'line' && item.role === 'part')) last.push(item);
    else parts.push([item]);
  }
  return parts;
}

/** Whether a part has a title and words, and no tables. */
export const isWords = (part: readonly SetItem[]): boolean =>
  part.length > 1 && part.every((item, i) => item.kind === 'line' && (item.role === 'part') === (i === 0));

/** The widest distance with which so many lines stand on one upright page below what takes `above` pt; the usual one where none does. */
const pitchOf = (lines: number, above: number, pitches: readonly [number, ...number[]]): number =>
  pitches.find((pitch) => above + lines * pitch <= textHeight(pageOf(false)) / POINT) ?? pitches[0];

/** The distance of the lines of a part, in pt. */
export function partPitch(part: readonly SetItem[]): number {
  if (!isWords(part)) return TEXT_PITCHES[0];
  const lines = part.slice(1).reduce((all, item) => all + (item.kind === 'line' ? linesOf(item, false) : 0), 0);
  return pitchOf(lines, PART.line + PART.space, TEXT_PITCHES);
}

/** The lines of parts that are set closer, each with its distance. */
export function closePitches(items: readonly SetItem[]): ReadonlyMap<Line, number> {
  const usual = TEXT_PITCHES[0];
  return new Map(
    partsOf(items).flatMap((part) => {
      const pitch = partPitch(part);
      return pitch === usual ? [] : part.flatMap((item) => (item.kind === 'line' && item.role !== 'part' ? [[item, pitch] as const] : []));
    }),
  );
}

/** The distance of the lines of the contents, in pt; each entry ends with dots and a number. */
export function contentsPitch(contents: Items['contents']): number {
  const width = textWidth(pageOf(false)) / (SIZE.four * POINT);
  const lines = (contents?.entries ?? []).reduce((all, { text, level }) => all + linesIn(`${text}… 00`, width - (level > 1 ? 2 : 0)), 0);
  return pitchOf(lines, CONTENTS_TITLE.line + CONTENTS_TITLE.space, CONTENTS_PITCHES);
}
