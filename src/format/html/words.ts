import type { Words } from '../../document/document.ts';
import { escapeHtml } from './escape.ts';
import type { Note, Notes, Segment } from './notes.ts';

/** Kinds of marks from the gravest down: the gravest one gives a shared stretch its colour. */
const GRAVITY = ['error', 'warning', 'info'];
const gravity = (note: Note): number => (GRAVITY.indexOf(note.kind) + GRAVITY.length + 1) % (GRAVITY.length + 1);

const lines = (text: string): string => escapeHtml(text).replace(/\n/g, '<br>');

function numberHtml({ text, numbers }: Segment): string {
  const note = numbers[0];
  if (!note) return lines(text);
  const title = note.text ? ` title="${escapeHtml(note.text)}"` : '';
  return `<span class="n ${escapeHtml(note.kind)}" data-n="${escapeHtml(note.id)}"${title}>${lines(text)}</span>`;
}

/** Writes words with their notes; remembers which ids were written, so that each anchor stands once. */
export class WordsWriter {
  private readonly written = new Set<string>();
  private readonly notes: Notes;

  constructor(notes: Notes) {
    this.notes = notes;
  }

  html(words: Words): string {
    const segments = this.notes.segments(words);
    let out = '';
    for (let start = 0; start < segments.length; ) {
      const marks = segments[start]!.marks;
      let end = start + 1;
      while (end < segments.length && sameNotes(segments[end]!.marks, marks)) end++;
      const inner = segments.slice(start, end).map(numberHtml).join('');
      out += marks.length === 0 ? inner : this.mark(marks, inner);
      start = end;
    }
    return out;
  }

  private mark(marks: readonly Note[], inner: string): string {
    const sorted = marks.toSorted((a, b) => gravity(a) - gravity(b));
    const fresh = sorted.filter((note) => !this.written.has(note.id));
    for (const note of fresh) this.written.add(note.id);
    const anchors = fresh.map((note) => `<a id="${escapeHtml(note.id)}"></a>`).join('');
    const first = sorted[0]!;
    const title = sorted
      .map((note) => note.text)
      .filter(Boolean)
      .join('；');
    const body = first.href ? `<a href="${escapeHtml(first.href)}">${inner}</a>` : inner;
    const ids = sorted.map((note) => escapeHtml(note.id)).join(' ');
    return `${anchors}<mark class="${escapeHtml(first.kind)}" data-notes="${ids}"${title ? ` title="${escapeHtml(title)}"` : ''}>${body}</mark>`;
  }
}

const sameNotes = (a: readonly Note[], b: readonly Note[]): boolean => a.length === b.length && a.every((note) => b.includes(note));
