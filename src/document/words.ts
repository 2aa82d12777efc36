import type { Box, Place } from '../fact/place.ts';
import type { Piece, Words } from './document.ts';

export const NO_WORDS: Words = { text: '', pieces: [] };

/** Words from one place. */
export const wordsAt = (text: string, place: Place): Words => ({
  text,
  pieces: text.length ? [{ at: 0, length: text.length, place }] : [],
});

/** Several words joined with `glue` between them. */
export function joinWords(parts: readonly Words[], glue = ''): Words {
  let text = '';
  const pieces: Piece[] = [];
  for (const part of parts) {
    if (!part.text) continue;
    if (text) text += glue;
    for (const piece of part.pieces) pieces.push({ ...piece, at: piece.at + text.length });
    text += part.text;
  }
  return { text, pieces };
}

/** Width of text as it is set: Han characters and signs are square, others half as wide. */
function setWidth(text: string, from: number, to: number): number {
  let width = 0;
  for (let i = from; i < to; i++) width += text.charCodeAt(i) >= 0x2000 ? 2 : 1;
  return width;
}

/** The part of a box between two shares of the way along its words. */
function sliceBox(box: Box, from: number, to: number): Box {
  const [start, end] = box.turned === 1 || box.turned === 2 ? [1 - to, 1 - from] : [from, to];
  if (box.turned === 1 || box.turned === 3) return { ...box, y: box.y + box.height * start, height: box.height * (end - start) };
  return { ...box, x: box.x + box.width * start, width: box.width * (end - start) };
}

/** Where piece characters start … end (offsets in the joined `text`) stand; a replaced sign (≥ for \geq) stands where all of what it replaces does. */
function placeWithin({ at, length, place }: Piece, start: number, end: number, text: string): Place {
  if (place.to - place.from !== length) return place;
  const part = { ...place, from: place.from + start - at, to: place.from + end - at };
  if (!place.box || (start === at && end === at + length)) return part;
  const whole = setWidth(text, at, at + length) || 1;
  const box = sliceBox(place.box, setWidth(text, at, start) / whole, setWidth(text, at, end) / whole);
  return { ...part, box };
}

/** The places of text.slice(from, to), one per piece touched, in order. */
export function placesOf(words: Words, from = 0, to = words.text.length): Place[] {
  const out: Place[] = [];
  for (const piece of words.pieces) {
    const { at, length } = piece;
    const start = Math.max(from, at);
    const end = Math.min(to, at + length);
    if (start < end || (start === end && from === to && out.length === 0 && start >= at && end <= at + length)) {
      out.push(placeWithin(piece, start, end, words.text));
    }
  }
  return out;
}

/** The first place of text.slice(from, to). Throws where the words have no place at all. */
export function placeOf(words: Words, from = 0, to = words.text.length): Place {
  const place = placesOf(words, from, to)[0] ?? words.pieces[0]?.place;
  if (!place) throw new Error('words without a place');
  return place;
}

/** text.slice(from, to) with its pieces. */
export function sliceWords(words: Words, from: number, to = words.text.length): Words {
  const pieces: Piece[] = [];
  for (const piece of words.pieces) {
    const start = Math.max(from, piece.at);
    const end = Math.min(to, piece.at + piece.length);
    if (start < end) pieces.push({ at: start - from, length: end - start, place: placeWithin(piece, start, end, words.text) });
  }
  return { text: words.text.slice(from, to), pieces };
}

/** Words without surrounding white space. */
export function trimWords(words: Words): Words {
  const start = words.text.length - words.text.trimStart().length;
  const end = words.text.trimEnd().length;
  return start === 0 && end === words.text.length ? words : sliceWords(words, start, Math.max(start, end));
}
