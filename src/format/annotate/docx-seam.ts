import type { Part, Run, Trace } from '../docx/trace.ts';
import { decodeEntities } from '../package/xml.ts';

/** A point between two characters at which XML may be put in: what closes and opens again the elements that stand around it. */
export interface Seam {
  readonly at: number;
  readonly before: string;
  readonly after: string;
  /** the text that it parts must keep its outer spaces: where that is to be said */
  readonly spaces: number | null;
}

const outside = (at: number): Seam => ({ at, before: '', after: '', spaces: null });

const tagName = (xml: Buffer, from: number): string => /^[^\s/>]+/.exec(xml.toString('utf8', from + 1, from + 100))?.[0] ?? '';
const isSection = (xml: Buffer, from: number): boolean => xml.toString('latin1', Math.max(0, from - 9), from) === '<![CDATA[';

/** Offset behind the first `count` characters of a text, entities as written. */
function behind(xml: Buffer, from: number, to: number, count: number): number {
  const raw = xml.toString('utf8', from, to);
  const pieces = isSection(xml, from) ? [raw] : (raw.match(/&[^;&]*;|[^&]+/g) ?? []);
  let at = from;
  let left = count;
  for (const piece of pieces) {
    const length = piece[0] === '&' ? decodeEntities(piece).length : piece.length;
    if (left < length) return at + (piece[0] === '&' ? 0 : Buffer.byteLength(piece.slice(0, left)));
    at += Buffer.byteLength(piece);
    left -= length;
  }
  return at;
}

/** Parts a run before one of its children. */
function partRun(xml: Buffer, run: Run, child: Part): Seam {
  const name = tagName(xml, run.from);
  return { at: child.from, before: `</${name}>`, after: `<${name}>${propertiesOf(xml, run)}`, spaces: null };
}

function propertiesOf(xml: Buffer, run: Run): string {
  const at = run.parts.findIndex(({ name }) => name === 'rPr');
  const [own, next] = [run.parts[at], run.parts[at + 1]];
  return own && next ? xml.toString('utf8', own.from, next.from) : '';
}

/** Parts a run within a text. */
function partText(xml: Buffer, run: Run, part: Part, count: number): Seam | null {
  const [text, ...more] = part.texts;
  // a sign read aloud, a text in pieces: not parted
  if (part.name !== 't' || !text || more.length > 0) return null;
  const runName = tagName(xml, run.from);
  const name = tagName(xml, part.from);
  const [end, begin] = isSection(xml, text.from) ? [']]>', '<![CDATA['] : ['', ''];
  return {
    at: behind(xml, text.from, text.to, count),
    before: `${end}</${name}></${runName}>`,
    after: `<${runName}>${propertiesOf(xml, run)}<${name} xml:space="preserve">${begin}`,
    spaces: /\sxml:space\s*=/.test(xml.toString('latin1', part.from, text.from)) ? null : part.from + 1 + Buffer.byteLength(name),
  };
}

/**
 * The point before (`start`) or behind the character at `offset` of a paragraph; null where the paragraph has no such character.
 * What cannot be parted (a formula, a reading aid) is taken in as a whole.
 */
export function seamAt(xml: Buffer, { runs }: Trace, offset: number, start: boolean): Seam | null {
  const holds = (at: number, end: number): boolean => (start ? at <= offset && offset < end : at < offset && offset <= end);
  const run = runs.find(({ at, end }) => holds(at, end));
  if (!run) return null;
  if (run.solid) return outside(start ? run.solid.from : run.solid.to);
  const { parts } = run;
  const index = parts.findIndex((part, i) => holds(part.at, parts[i + 1]?.at ?? run.end));
  const [part, next] = [parts[index], parts[index + 1]];
  if (!part) return null;
  const before = start && parts.slice(0, index).every(({ name }) => name === 'rPr') ? outside(run.from) : partRun(xml, run, part);
  const after = next ? partRun(xml, run, next) : outside(run.to);
  if (start && offset === part.at) return before;
  if (!start && offset === (next?.at ?? run.end)) return after;
  return partText(xml, run, part, offset - part.at) ?? (start ? before : after);
}
