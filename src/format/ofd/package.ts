import { FormatError } from '../error.ts';
import { resolve } from '../package/relations.ts';
import { Xml } from '../package/xml.ts';
import type { Zip } from '../package/zip.ts';

/** The parts of an OFD file, found the ways its producers write their places. */
export class Package {
  /** the folder of Document.xml, ending with a slash: places are often written from here */
  home = '';
  private readonly zip: Zip;
  /** names of parts by their lower case: some producers do not keep to one */
  private readonly names: ReadonlyMap<string, string>;

  constructor(zip: Zip) {
    this.zip = zip;
    this.names = new Map(zip.names.map((name) => [name.toLowerCase(), name]));
  }

  /** The part that `place` means, seen from the part `from`, from the document's folder, or from the root; null where there is none. */
  find(place: string, from: string): string | null {
    for (const base of [from, this.home, '']) {
      const name = this.names.get(resolve(base, place.trim()).toLowerCase());
      if (name !== undefined) return name;
    }
    return null;
  }

  /** A cursor within the root element of a part. Throws FormatError where the part is missing or is no XML. */
  open(part: string): Xml {
    const bytes = this.zip.read(part);
    if (!bytes) throw new FormatError('OFD 文件不完整（内部缺少文件），无法可靠读取。请重新导出或下载后再试');
    const xml = new Xml(bytes);
    while (xml.next() !== 'open');
    return xml;
  }
}

/** Tells of each element within the one just opened. One that `tell` has not read to its end (false) is passed over. */
export function within(xml: Xml, tell: (name: string) => boolean): void {
  const { depth } = xml;
  for (let event = xml.next(); event !== 'end'; event = xml.next()) {
    if (event === 'close' && xml.depth < depth) return;
    if (event === 'open' && !tell(xml.name)) xml.skip();
  }
}

/** Text of the element just opened, to its end. */
export function textWithin(xml: Xml): string {
  const { depth } = xml;
  let text = '';
  for (let event = xml.next(); event !== 'end' && !(event === 'close' && xml.depth < depth); event = xml.next())
    if (event === 'text') text += xml.text();
  return text;
}

/** Numbers of a list such as “0 0 210 297”; what is no number is 0. */
export const numbersOf = (text: string): number[] =>
  text
    .trim()
    .split(/[\s,]+/)
    .map((word) => finite(word));

/** A number as written; `other` where it is missing or none. */
export function finite(text: string | null, other = 0): number {
  const value = text?.trim() ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : other;
}
