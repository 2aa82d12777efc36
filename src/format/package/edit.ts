import { type Zippable, zipSync } from 'fflate';
import { FormatError } from '../error.ts';
import { utf8 } from './xml.ts';
import { openZip, type Zip } from './zip.ts';

const INCOMPLETE = '文件缺少内容类型清单，不完整，无法写入批注。请用 Word、Excel、WPS 打开后另存一份再试';
const TYPES = '[Content_Types].xml';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/package/2006/relationships';
/** Parts that deflate makes no smaller. */
const PACKED = /\.(?:png|jpe?g|gif|zip|docx|xlsx)$/i;
const FORBIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Text as content or quoted attribute of XML; characters that XML has no way to hold are left out. */
export const escapeXml = (text: string): string => text.replace(FORBIDDEN, '').replace(/[&<>"]/g, (sign) => SIGNS[sign] ?? '');

/** Bytes of a part as UTF-8 that says so itself, at the same offsets as the reader's. */
export function plainUtf8(bytes: Uint8Array): Buffer {
  const same = utf8(bytes);
  if (bytes[0] !== 0xff && bytes[0] !== 0xfe) return same;
  const declared = (whole: string, before: string, quote: string): string => `${before}${quote}UTF-8${quote}`.padEnd(whole.length);
  return Buffer.from(same.toString('utf8').replace(/(encoding\s*=\s*)(["'])utf-16\w*["']/i, declared));
}

/** The prefix, with its colon, of the first element of a part. */
export const rootPrefix = (xml: string): string => /<([\w.-]+:)?[A-Za-z_][\w.-]*[\s/>]/.exec(xml)?.[1] ?? '';

/** Bytes from … to of a part, and what stands there instead. */
export interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** A part with all splices made; none may overlap another. */
export function spliced(part: Buffer, splices: readonly Splice[]): Buffer {
  const out: Buffer[] = [];
  let done = 0;
  for (const { from, to, text } of splices.toSorted((a, b) => a.from - b.from)) {
    out.push(part.subarray(done, from), Buffer.from(text));
    done = to;
  }
  return Buffer.concat([...out, part.subarray(done)]);
}

/** A part with more as the last child of its root; `more` is told the root's prefix. */
export function appended(bytes: Uint8Array, more: (prefix: string) => string): string {
  const xml = plainUtf8(bytes).toString('utf8');
  const inside = more(rootPrefix(xml));
  const close = xml.lastIndexOf('</');
  if (close >= 0) return xml.slice(0, close) + inside + xml.slice(close);
  return xml.replace(/<([\w.:-]+)([^<>]*)\/>\s*$/, (_, name: string, attributes: string) => `<${name}${attributes}>${inside}</${name}>`);
}

const relationsPart = (part: string): string => part.replace(/[^/]*$/, (name) => `_rels/${name}.rels`);

/** An office file that is being changed: parts that nobody writes stay as they are, in their order. */
export class PackageEdit {
  readonly zip: Zip;
  private readonly changed = new Map<string, Uint8Array>();

  constructor(bytes: Uint8Array) {
    this.zip = openZip(bytes);
  }

  read(name: string): Uint8Array | null {
    return this.changed.get(name) ?? this.zip.read(name);
  }

  write(name: string, part: string | Uint8Array): void {
    this.changed.set(name, typeof part === 'string' ? new TextEncoder().encode(part) : part);
  }

  /** A name that no part has, with the least number from `first` on: comments.xml (0), comments1.xml … */
  freeName(stem: string, ending: string, first: number): string {
    const taken = new Set([...this.zip.names, ...this.changed.keys()].map((name) => name.toLowerCase()));
    for (let n = first; ; n++) {
      const name = `${stem}${n || ''}.${ending}`;
      if (!taken.has(name.toLowerCase())) return name;
    }
  }

  /** Adds a relation of `part` to the part `target`; gives its id. */
  relate(part: string, type: string, target: string): string {
    const name = relationsPart(part);
    const old = this.read(name) ?? new TextEncoder().encode(`${XML_HEAD}<Relationships xmlns="${RELATIONSHIPS}"></Relationships>`);
    const text = plainUtf8(old).toString('utf8');
    let n = 1;
    while (text.includes(`"rIdNote${n}"`) || text.includes(`'rIdNote${n}'`)) n++;
    const id = `rIdNote${n}`;
    this.write(
      name,
      appended(old, (prefix) => `<${prefix}Relationship Id="${id}" Type="${type}" Target="/${escapeXml(target)}"/>`),
    );
    return id;
  }

  /** Says what type of content a part has. Throws FormatError where the file does not say that of any. */
  declare(part: string, contentType: string): void {
    this.describe((prefix) => `<${prefix}Override PartName="/${escapeXml(part)}" ContentType="${contentType}"/>`);
  }

  /** Says what type of content parts of an ending have, unless that is said already. */
  declareEnding(ending: string, contentType: string): void {
    const types = this.read(TYPES);
    const known = types && new RegExp(`Extension=["']${ending}["']`, 'i').test(plainUtf8(types).toString('utf8'));
    if (!known) this.describe((prefix) => `<${prefix}Default Extension="${ending}" ContentType="${contentType}"/>`);
  }

  /** The file, the list of content types first, as readers that stream expect. `date`: ISO 8601, stands at each part. */
  save(date: string): Uint8Array {
    const names = [...new Set([TYPES, ...this.zip.names, ...this.changed.keys()])];
    const parts: Zippable = {};
    for (const name of names) {
      const part = this.read(name);
      if (part) parts[name] = PACKED.test(name) ? [part, { level: 0 }] : part;
    }
    return zipSync(parts, { mtime: new Date(date), level: 6 });
  }

  private describe(entry: (prefix: string) => string): void {
    const types = this.read(TYPES);
    if (!types) throw new FormatError(INCOMPLETE);
    this.write(TYPES, appended(types, entry));
  }
}
