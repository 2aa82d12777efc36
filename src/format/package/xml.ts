import { FormatError } from '../error.ts';
import { DEEPEST } from './limits.ts';

const BROKEN = '文件内容已损坏（内部的 XML 不完整），无法可靠读取。请用原来的软件打开后另存一份再试';
const DOCTYPE = '文件内部带有不允许的实体声明（DTD），可能是恶意文件，没有读取。请用原来的软件打开后另存一份再试';
const DEEP = '文件内部嵌套层次过深，为安全起见没有读取。请用原来的软件打开后另存一份再试';

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function entity(_whole: string, name: string): string {
  const known = ENTITIES[name];
  if (known !== undefined) return known;
  if (name[0] !== '#') throw new FormatError(BROKEN);
  const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return Number.isInteger(code) && code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

/** Text with its entities replaced. */
export const decodeEntities = (text: string): string => (text.includes('&') ? text.replace(/&([^;&]{0,12});?/g, entity) : text);

const SPACE = /\s/;

/** UTF-8 bytes of a part; UTF-16, which the standard allows, is turned into it (its declaration still says UTF-16). */
export function utf8(bytes: Uint8Array): Buffer {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  if (wide) return Buffer.from(new TextDecoder(wide).decode(bytes));
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A pattern for Xml.properties: an element that holds properties, and those of its elements that are told. */
export const propertyPattern = (own: string, ...told: string[]): RegExp =>
  new RegExp(`<(/?)(?:w:|(?!w:)[\\w.-]+:)?(${[own, ...told].join('|')})(?=[\\s/>])`, 'g');

export type XmlEvent = 'open' | 'close' | 'text' | 'end';

/**
 * A cursor over the XML of an office file. It knows no declarations of entities: a DTD is refused, so nothing can be expanded or fetched.
 * Names are local names, without their prefix. Offsets are those of bytes: only the text that is asked for is decoded,
 * which makes it many times faster than a general parser on files that are nine tenths properties.
 * Throws FormatError where elements do not match, the end is missing, or they stand too deep.
 */
export class Xml {
  /** local name of the element that was opened or closed */
  name = '';
  /** elements open around the cursor; the one just opened is counted */
  get depth(): number {
    return this.open.length;
  }
  private readonly bytes: Buffer;
  private readonly source: string;
  private readonly open: string[] = [];
  private readonly names = new Map<string, string>();
  private at = 0;
  private from = 0;
  private to = 0;
  private pendingClose = false;
  private raw = false;

  constructor(bytes: Uint8Array) {
    this.bytes = utf8(bytes);
    this.source = this.bytes.toString('latin1');
  }

  next(): XmlEvent {
    if (this.pendingClose) return this.close(this.open.at(-1) ?? '');
    const { source } = this;
    for (;;) {
      if (source.charCodeAt(this.at) !== 60) {
        const start = this.at;
        const next = source.indexOf('<', start);
        this.at = next < 0 ? source.length : next;
        if (this.at > start && this.open.length > 0) return this.words(start, this.at, false);
        if (next >= 0) continue;
        if (this.open.length > 0 || this.name === '') throw new FormatError(BROKEN);
        return 'end';
      }
      const sign = source.charCodeAt(this.at + 1);
      if (sign === 47) return this.closeTag();
      if (sign === 33) {
        if (source.startsWith('<![CDATA[', this.at)) {
          const start = this.at + 9;
          this.at = this.after(']]>', start);
          return this.words(start, this.at - 3, true);
        }
        if (!source.startsWith('<!--', this.at)) throw new FormatError(DOCTYPE);
        this.at = this.after('-->', this.at + 4);
      } else if (sign === 63) this.at = this.after('?>', this.at + 2);
      else return this.openTag();
    }
  }

  /** Offset of the tag of the element just opened. */
  get start(): number {
    return this.from - 1;
  }

  /** Offset behind what was told last. */
  get end(): number {
    return this.at;
  }

  /** Offset behind the element just opened, before what it holds; null where it is empty (`<w:p/>`). */
  get inside(): number | null {
    return this.pendingClose ? null : this.at;
  }

  /** Bytes of the last `text` event, entities as they are written. */
  get textSpan(): { readonly from: number; readonly to: number } {
    return { from: this.from, to: this.to };
  }

  /** Text of the last `text` event, entities replaced. */
  text(): string {
    const text = this.bytes.toString('utf8', this.from, this.to);
    return this.raw ? text : decodeEntities(text);
  }

  /** An attribute of the element just opened, by local name; null where it has none. */
  attribute(name: string): string | null {
    // searched for in the tag alone: what is absent here may be far away, or nowhere
    const tag = this.source.slice(this.from, this.to);
    for (let at = tag.indexOf(name); at >= 0; at = tag.indexOf(name, at + name.length)) {
      const before = tag[at - 1] ?? '';
      let sign = at + name.length;
      while (SPACE.test(tag[sign] ?? '')) sign++;
      if ((before !== ':' && !SPACE.test(before)) || tag[sign] !== '=') continue;
      let quote = sign + 1;
      while (SPACE.test(tag[quote] ?? '')) quote++;
      const close = tag.indexOf(tag[quote] ?? '"', quote + 1);
      if (close < 0) return null;
      return decodeEntities(this.bytes.toString('utf8', this.from + quote + 1, this.from + close));
    }
    return null;
  }

  /** Goes past the end of the element just opened; its `close` is not told. */
  skip(): void {
    const { source } = this;
    const depth = this.open.length - 1;
    if (!this.pendingClose) {
      let end = this.from;
      while (source.charCodeAt(end) > 47 && source.charCodeAt(end) !== 62) end++;
      const name = source.slice(this.from, end);
      const close = source.indexOf(`</${name}>`, this.at);
      // none of the same name inside: its own end
      if (close >= 0 && source.lastIndexOf(`<${name}`, close) < this.from) {
        this.at = close + name.length + 3;
        this.open.pop();
        return;
      }
    }
    while (this.open.length > depth) this.next();
  }

  /**
   * Goes past the end of the element just opened, as skip does, and tells of elements on the way whose attributes are wanted.
   * Nothing inside an element of its own name is told: what Word keeps there are former properties.
   */
  properties(pattern: RegExp, tell: (name: string) => void): void {
    if (this.pendingClose) {
      this.next();
      return;
    }
    const { source } = this;
    const own = this.name;
    pattern.lastIndex = this.at;
    for (let nested = 0; ; ) {
      const match = pattern.exec(source);
      if (!match) throw new FormatError(BROKEN);
      const name = match[2] ?? '';
      this.at = match.index;
      const end = this.tagEnd();
      if (match[1] && name === own && nested-- === 0) {
        this.at = end + 1;
        this.open.pop();
        return;
      }
      if (match[1]) continue;
      if (name === own) nested += source.charCodeAt(end - 1) === 47 ? 0 : 1;
      else if (nested === 0) {
        this.from = match.index + 1;
        this.to = end;
        tell(name);
      }
    }
  }

  private words(from: number, to: number, raw: boolean): XmlEvent {
    this.from = from;
    this.to = to;
    this.raw = raw;
    return 'text';
  }

  private after(mark: string, from: number): number {
    const at = this.source.indexOf(mark, from);
    if (at < 0) throw new FormatError(BROKEN);
    return at + mark.length;
  }

  private close(name: string): XmlEvent {
    this.pendingClose = false;
    if (this.open.pop() !== name) throw new FormatError(BROKEN);
    this.name = name;
    return 'close';
  }

  private closeTag(): XmlEvent {
    const end = this.source.indexOf('>', this.at);
    if (end < 0) throw new FormatError(BROKEN);
    const name = this.localName(this.at + 2, end);
    this.at = end + 1;
    return this.close(name);
  }

  private openTag(): XmlEvent {
    const end = this.tagEnd();
    const { source } = this;
    const empty = source.charCodeAt(end - 1) === 47;
    this.name = this.localName(this.at + 1, empty ? end - 1 : end);
    this.from = this.at + 1;
    this.to = end;
    this.at = end + 1;
    this.pendingClose = empty;
    if (this.open.push(this.name) > DEEPEST) throw new FormatError(DEEP);
    return 'open';
  }

  /** Where the tag ends; a > between quotes does not end it. */
  private tagEnd(): number {
    const { source } = this;
    const end = source.indexOf('>', this.at);
    if (end < 0) throw new FormatError(BROKEN);
    const before = source.charCodeAt(end - 1);
    const last = before === 47 ? source.charCodeAt(end - 2) : before;
    if (last === 34) return end;
    let quote = 0;
    for (let at = this.at; at < source.length; at++) {
      const sign = source.charCodeAt(at);
      if (quote) quote = sign === quote ? 0 : quote;
      else if (sign === 34 || sign === 39) quote = sign;
      else if (sign === 62) return at;
    }
    throw new FormatError(BROKEN);
  }

  /** The name between two offsets, without its prefix. */
  private localName(from: number, to: number): string {
    const { source } = this;
    let start = from;
    let end = from;
    for (; end < to; end++) {
      const sign = source.charCodeAt(end);
      if (sign <= 32) break;
      if (sign === 58) start = end + 1;
    }
    const name = source.slice(start, end);
    // one string per name: names are compared at every step
    const known = this.names.get(name);
    if (known !== undefined) return known;
    this.names.set(name, name);
    return name;
  }
}
