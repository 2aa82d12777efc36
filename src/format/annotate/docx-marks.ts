import { type Splice, spliced } from '../package/edit.ts';
import type { Anchor } from './docx-place.ts';
import { type Seam, seamAt } from './docx-seam.ts';

/** What is put in at one point: ends before beginnings. */
interface Put {
  readonly seam: Seam;
  readonly ends: string[];
  readonly starts: string[];
}

const isSecondHalf = (text: string, at: number): boolean => /^[\udc00-\udfff]/.test(text.charAt(at));

/** Words of a paragraph without the spaces around them, signs of two characters taken whole. */
function trimmed({ paragraph: { text }, from, to }: Anchor): { readonly from: number; readonly to: number } {
  const [begin, end] = from === to ? [0, text.length] : [from, to];
  const words = text.slice(begin, end);
  const start = begin + words.length - words.trimStart().length;
  const stop = start + words.trim().length;
  return { from: start - Number(isSecondHalf(text, start)), to: stop + Number(isSecondHalf(text, stop)) };
}

const insert = (at: number, text: string): Splice => ({ from: at, to: at, text });

/** Marks that bind comments to words, gathered and then put into the XML of the main part in one go. */
export class Marks {
  private readonly xml: Buffer;
  private readonly declaration: string;
  private readonly puts = new Map<number, Put>();

  /** `declaration`: what binds the prefix w at an element, '' where the root does. */
  constructor(xml: Buffer, declaration: string) {
    this.xml = xml;
    this.declaration = declaration;
  }

  /** Binds comment `id` to the words of an anchor, or to its paragraph where that has none. */
  add(id: number, anchor: Anchor): void {
    const { trace } = anchor.paragraph;
    const { from, to } = trimmed(anchor);
    const mark = (name: string): string => `<w:${name}${this.declaration} w:id="${id}"/>`;
    const end = `${mark('commentRangeEnd')}<w:r${this.declaration}><w:commentReference w:id="${id}"/></w:r>`;
    const first = from < to ? seamAt(this.xml, trace, from, true) : null;
    const last = from < to ? seamAt(this.xml, trace, to, false) : null;
    if (first && last) {
      this.at(first).starts.push(mark('commentRangeStart'));
      this.at(last).ends.push(end);
    } else {
      this.at({ at: trace.inside ?? 0, before: '', after: '', spaces: null }).ends.push(mark('commentRangeStart') + end);
    }
  }

  /** The part with all marks in it; every other byte is as it was. */
  written(): Buffer {
    const puts = [...this.puts.values()];
    const spaces = new Set(puts.flatMap(({ seam }) => seam.spaces ?? []));
    return spliced(this.xml, [
      ...puts.map(({ seam, ends, starts }) => insert(seam.at, seam.before + [...ends, ...starts].join('') + seam.after)),
      ...[...spaces].map((at) => insert(at, ' xml:space="preserve"')),
    ]);
  }

  private at(seam: Seam): Put {
    const known = this.puts.get(seam.at);
    if (known) return known;
    const put: Put = { seam, ends: [], starts: [] };
    this.puts.set(seam.at, put);
    return put;
  }
}
