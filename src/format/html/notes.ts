import type { Words } from '../../document/document.ts';
import type { Place } from '../../fact/place.ts';

/**
 * Something to be shown at a place, whose meaning this folder does not know.
 * `layer`: a `mark` is laid over words, a `number` is a number that can be pressed; marks go around numbers.
 */
export interface Note {
  readonly layer: 'mark' | 'number';
  readonly place: Place;
  /** unique among the notes of one place and layer; no white space. The same id may stand at one place only. */
  readonly id: string;
  /** class name of the element: error, warning, fact … */
  readonly kind: string;
  /** said to people who rest on it or listen; may be '' */
  readonly text: string;
  /** where pressing the mark leads; left out: nowhere */
  readonly href?: string;
}

/** A stretch of words with the notes that cover all of it. */
export interface Segment {
  readonly text: string;
  readonly marks: readonly Note[];
  readonly numbers: readonly Note[];
}

const sourceKey = (place: Place): string => `${place.line ?? ''}|${place.page ?? ''}|${place.sheet ?? ''}|${place.cell ?? ''}`;

/** Notes by the line, page or cell they stand in. */
export class Notes {
  private readonly bySource = new Map<string, Note[]>();

  constructor(notes: readonly Note[]) {
    for (const note of notes) {
      const key = sourceKey(note.place);
      const list = this.bySource.get(key);
      if (list) list.push(note);
      else this.bySource.set(key, [note]);
    }
  }

  /** Cuts words at the borders of all notes that touch them. */
  segments(words: Words): Segment[] {
    const spans: { note: Note; from: number; to: number }[] = [];
    for (const { at, length, place } of words.pieces) {
      for (const note of this.bySource.get(sourceKey(place)) ?? []) {
        const from = Math.max(note.place.from, place.from);
        const to = Math.min(note.place.to, place.from + length);
        if (from < to) spans.push({ note, from: at + from - place.from, to: at + to - place.from });
      }
    }
    if (spans.length === 0) return words.text ? [{ text: words.text, marks: [], numbers: [] }] : [];
    const borders = [...new Set([0, words.text.length, ...spans.flatMap((span) => [span.from, span.to])])].sort((a, b) => a - b);
    return borders.slice(1).map((to, index) => {
      const from = borders[index]!;
      const here = spans.filter((span) => span.from <= from && span.to >= to).map((span) => span.note);
      return {
        text: words.text.slice(from, to),
        marks: [...new Set(here.filter((note) => note.layer === 'mark'))],
        numbers: [...new Set(here.filter((note) => note.layer === 'number'))],
      };
    });
  }
}
