import type { Block, Words } from '../../document/document.ts';
import { joinWords, trimWords, wordsAt } from '../../document/words.ts';
import { append } from '../lists.ts';
import type { Xml } from '../package/xml.ts';
import { tableBlocks } from '../tidy/blocks.ts';
import { isStamp } from '../txt/marks.ts';
import { isLabel } from '../txt/phrases.ts';
import { type RawParagraph, readParagraph } from './paragraph.ts';
import { FlowSpots, type Spots, spotPlace } from './spots.ts';
import type { Story } from './story.ts';
import { readTable } from './table.ts';

/** Stretches of a paragraph that stand apart: lines, and captions with a wide gap between them (部门：… ⇥ 单位：万元). */
function stretches(text: string): { readonly from: number; readonly to: number }[] {
  const out: { from: number; to: number }[] = [];
  let line = 0;
  for (const part of text.split('\n')) {
    const captions = part.trim().split(/\t+|\s{3,}/);
    if (captions.length > 1 && captions.every((caption) => isLabel(caption.trim()))) {
      let at = line;
      for (const caption of captions) {
        const from = text.indexOf(caption, at);
        at = from + caption.length;
        out.push({ from, to: at });
      }
    } else out.push({ from: line, to: line + part.length });
    line += part.length + 1;
  }
  return out;
}

const APART = /[\n\t]|\s{3}/;

/** The words of a paragraph, one per line, the ordinal of its list before the first. */
function wordsOf({ text }: RawParagraph, ordinal: string, spots: Spots): Words[] {
  if (!ordinal && !APART.test(text)) {
    const trimmed = text.trim();
    const from = trimmed === text ? 0 : text.indexOf(trimmed);
    return [wordsAt(trimmed, spotPlace(spots, from, from + trimmed.length))];
  }
  const words = stretches(text).map(({ from, to }) => trimWords(wordsAt(text.slice(from, to), spotPlace(spots, from, to))));
  const first = words.findIndex((line) => line.text !== '');
  const line = words[first];
  if (line && ordinal)
    words[first] = joinWords([{ text: ordinal, pieces: [{ at: 0, length: ordinal.length, place: spotPlace(spots, 0, 0) }] }, line]);
  return words.filter((part) => part.text !== '');
}

function paragraphBlocks(raw: RawParagraph, story: Story, spots: Spots): Block[] {
  const empty = raw.text.trim() === '';
  if (empty && raw.boxes.length === 0 && raw.art.length === 0) return [];
  const properties = story.styles.resolve(raw.properties);
  const { numId, numLevel, level } = properties;
  // an empty paragraph of a list prints its ordinal, but says nothing
  const counted = numId !== null && numId !== '0' && !empty;
  const ordinal = counted ? story.numbering.next(numId, numLevel ?? 0) : '';
  const contents = raw.contents || story.styles.isContents(properties.style);
  const lines = (empty ? [] : wordsOf(raw, ordinal, spots)).map(
    (words): Block => (contents ? { kind: 'mark', mark: 'contents', words } : { kind: 'paragraph', words, level: level || null }),
  );
  const art = raw.art.map((text): Block => {
    const words: Words = { text, pieces: [{ at: 0, length: text.length, place: spotPlace(spots, 0, 0) }] };
    return isStamp(text) ? { kind: 'mark', mark: 'watermark', words } : { kind: 'paragraph', words, level: null };
  });
  return [...lines, ...art, ...raw.boxes];
}

const OUTSIDE = new Set(['sdtPr', 'sdtEndPr', 'sectPr', 'pPr', 'rPr', 'tblPr', 'tblGrid', 'trPr', 'tcPr', 'Fallback', 'numbering']);

/**
 * Reads the blocks inside the element just opened; the cursor goes past its end.
 * `cellProperties` reads w:tcPr where a cell holds the blocks. Revisions are accepted: what was deleted is left out, a paragraph whose mark was deleted goes on in the next.
 */
export function readFlow(xml: Xml, story: Story, spots: Spots, cellProperties?: () => void): Block[] {
  const blocks: Block[] = [];
  const depth = xml.depth;
  let before: RawParagraph | null = null;
  for (let event = xml.next(); xml.depth >= depth; event = xml.next()) {
    if (event !== 'open') continue;
    if (xml.name === 'p') {
      const next = readParagraph(xml, story, spots.cell);
      const raw: RawParagraph = before ? joined(before, next) : next;
      before = next.properties.joined ? raw : null;
      if (before) continue;
      if (raw.trace) story.traced?.push({ cell: spots.cell, at: spots.at, text: raw.text, trace: raw.trace });
      append(blocks, paragraphBlocks(raw, story, spots));
      spots.paragraph(raw.text.length);
    } else if (xml.name === 'tbl') {
      const { rows, columns, frame } = readTable(xml, story, spots);
      append(blocks, columns > 1 ? tableBlocks(rows, columns) : frame);
      spots.table();
    } else if (xml.name === 'del' || xml.name === 'moveFrom') {
      story.noted.add('revised');
      xml.skip();
    } else if (xml.name === 'tcPr' && cellProperties) cellProperties();
    else if (xml.name === 'altChunk') story.noted.add('foreign');
    else if (xml.name === 'docPartGallery' || OUTSIDE.has(xml.name)) xml.skip();
  }
  if (before?.trace) story.traced?.push({ cell: spots.cell, at: spots.at, text: before.text, trace: before.trace });
  if (before) append(blocks, paragraphBlocks(before, story, spots));
  return blocks;
}

/** A paragraph with the one that its deleted mark joined to it; the properties are those of the last. */
const joined = (first: RawParagraph, next: RawParagraph): RawParagraph => ({
  ...next,
  text: first.text + next.text,
  boxes: [...first.boxes, ...next.boxes],
  art: [...first.art, ...next.art],
  trace: first.trace && next.trace && first.trace.join(next.trace, first.text.length),
});

/** Blocks of a text box. */
export const readBox = (xml: Xml, path: string, story: Story): Block[] => readFlow(xml, story, new FlowSpots(path));
