import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/** What can be done to a sample: to any, its bytes; to a package, the XML inside; to a PDF, its objects; to text, its words and tags. */
export type Kind = 'bytes' | 'pdf' | 'package' | 'text';
type Next = () => number;

const upTo = (next: Next, n: number): number => Math.floor(next() * n);
const pick = <T>(next: Next, list: readonly T[]): T => list[upTo(next, list.length)] as T;

/** Changes to bytes; `other` is another sample of the format. */
const BYTES: readonly ((bytes: Uint8Array, other: Uint8Array, next: Next) => Uint8Array)[] = [
  function flip(bytes, _other, next) {
    const out = bytes.slice();
    for (let n = 1 + upTo(next, 20); n > 0; n--) out[upTo(next, out.length)] = upTo(next, 256);
    return out;
  },
  function cut(bytes, _other, next) {
    return bytes.slice(0, upTo(next, bytes.length));
  },
  function drop(bytes, _other, next) {
    const from = upTo(next, bytes.length);
    const to = from + upTo(next, Math.min(2000, bytes.length - from));
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  function splice(bytes, other, next) {
    return Buffer.concat([bytes.subarray(0, upTo(next, bytes.length)), other.subarray(upTo(next, other.length))]);
  },
  function duplicate(bytes, _other, next) {
    const from = upTo(next, bytes.length);
    const part = bytes.subarray(from, from + 1 + upTo(next, 4000));
    const times = 1 + upTo(next, 8);
    return Buffer.concat([bytes.subarray(0, from), ...new Array<Uint8Array>(times).fill(part), bytes.subarray(from)]);
  },
  function blank(bytes, _other, next) {
    const out = bytes.slice();
    const from = upTo(next, out.length);
    return out.fill(pick(next, [0, 32, 255]), from, from + upTo(next, 500));
  },
];

const NUMBERS = ['0', '-1', '1', '99999', '1000000000', '2147483648', '18446744073709551616', '1e308', '-0.0', '1'.repeat(400), 'NaN', ''];
const SIGNS = [
  '\u0000',
  '\ufffd',
  '\u202e',
  '\t',
  '\n',
  '<',
  '&',
  '"',
  '%',
  '（',
  '其中：',
  '万元',
  '，',
  '一、',
  '合计',
  '|',
  '**',
  '&#x0;',
  ']]>',
];

/** Elements that hold words, rows and what they look like. */
const ELEMENTS = ['w:p', 'w:r', 'w:tc', 'w:tr', 'w:tbl', 'w:tcPr', 'row', 'c', 'si', 'xf', 'p', 'td', 'tr', 'table'];

/** Changes to text of any language: numbers, tags and stretches. */
const TEXTS: readonly ((text: string, next: Next) => string)[] = [
  function number(text, next) {
    const numbers = [...text.matchAll(/\d+(?:\.\d+)?/g)];
    const found = numbers[upTo(next, numbers.length)];
    return found ? text.slice(0, found.index) + pick(next, NUMBERS) + text.slice(found.index + found[0].length) : text;
  },
  function sign(text, next) {
    const at = upTo(next, text.length);
    return text.slice(0, at) + pick(next, SIGNS).repeat(1 + upTo(next, 3)) + text.slice(at);
  },
  function dropTag(text, next) {
    const tags = [...text.matchAll(/<[^<>]*>/g)];
    const found = tags[upTo(next, tags.length)];
    return found ? text.slice(0, found.index) + text.slice(found.index + found[0].length) : text;
  },
  function repeatTag(text, next) {
    const tags = [...text.matchAll(/<[^<>]*>/g)];
    const found = tags[upTo(next, tags.length)];
    return found ? text.slice(0, found.index) + found[0].repeat(2 + upTo(next, 300)) + text.slice(found.index) : text;
  },
  function element(text, next) {
    const [own, other] = [pick(next, ELEMENTS), pick(next, ELEMENTS)].map((name) => [
      ...text.matchAll(new RegExp(`<${name}[ >][\\s\\S]*?</${name}>`, 'g')),
    ]);
    const a = own?.[upTo(next, own.length)];
    const b = other?.[upTo(next, other.length)];
    if (!a) return text;
    const put = pick(next, ['', a[0].repeat(2 + upTo(next, 200)), b?.[0] ?? '']);
    return text.slice(0, a.index) + put + text.slice(a.index + a[0].length);
  },
  function moveLine(text, next) {
    const mark = text.includes('><') ? '><' : '\n';
    const lines = text.split(mark);
    const [line = ''] = lines.splice(upTo(next, lines.length), 1);
    lines.splice(upTo(next, lines.length), 0, ...new Array<string>(upTo(next, 4)).fill(line));
    return lines.join(mark);
  },
  function swapWords(text, next) {
    const words = [...text.matchAll(/[\u4e00-\u9fff]{2,}|[\d.,]{2,}/g)];
    const [a, b] = [words[upTo(next, words.length)], words[upTo(next, words.length)]];
    if (!a || !b || a.index >= b.index) return text;
    return text.slice(0, a.index) + b[0] + text.slice(a.index + a[0].length, b.index) + a[0] + text.slice(b.index + b[0].length);
  },
];

/** Changes to the objects of a PDF, as latin1 text. */
const OBJECTS: readonly ((text: string, next: Next) => string)[] = [
  ...TEXTS.slice(0, 2),
  function reference(text, next) {
    const found = pick(next, [...text.matchAll(/\d+ 0 R/g)]);
    return found ? `${text.slice(0, found.index)}${upTo(next, 30)} 0 R${text.slice(found.index + found[0].length)}` : text;
  },
  function object(text, next) {
    const objects = [...text.matchAll(/\d+ 0 obj\n[\s\S]*?endobj\n/g)];
    const [a, b] = [objects[upTo(next, objects.length)], objects[upTo(next, objects.length)]];
    return a && b ? text.slice(0, a.index) + pick(next, ['', b[0], a[0] + a[0]]) + text.slice(a.index + a[0].length) : text;
  },
  function name(text, next) {
    const names = [...text.matchAll(/\/[A-Z][A-Za-z0-9]*/g)];
    const [a, b] = [names[upTo(next, names.length)], names[upTo(next, names.length)]];
    return a && b ? text.slice(0, a.index) + b[0] + text.slice(a.index + a[0].length) : text;
  },
  function operator(text, next) {
    const found = pick(next, [...text.matchAll(/ (?:Tj|Tf|Tm|BT|ET|re|f|m|l|S|w|g|cm|Do|q|Q)\b/g)]);
    const put = pick(next, ['Tj', 'Tm', 'BT', 'ET', 're', 'l', 'S', 'cm', 'Do', 'q', 'Q', 'W n', 'BI ID EI', 'sh', '']);
    return found ? `${text.slice(0, found.index)} ${put}${text.slice(found.index + found[0].length)}` : text;
  },
];

const several = (text: string, changes: readonly ((text: string, next: Next) => string)[], next: Next): string => {
  let out = text;
  for (let n = 1 + upTo(next, 4); n > 0; n--) out = pick(next, changes)(out, next);
  return out;
};

/** A ZIP that says nothing of when it was made. */
export const packed = (parts: Record<string, Uint8Array>): Uint8Array => zipSync(parts, { level: 1, mtime: '2025-01-01' });

/** A package with one of its XML parts changed, lost or named otherwise. */
function repacked(bytes: Uint8Array, next: Next): Uint8Array {
  const parts = unzipSync(bytes);
  const names = Object.keys(parts);
  // the parts that hold the words matter most
  const name = pick(
    next,
    next() < 0.7 ? names.filter((own) => /document|sheet\d|sharedStrings|styles|numbering|workbook\.xml$/.test(own)) : names,
  );
  const part = parts[name];
  if (!part) return bytes;
  const way = next();
  if (way < 0.05) delete parts[name];
  else if (way < 0.1) parts[pick(next, names)] = part;
  else parts[name] = strToU8(several(strFromU8(part), TEXTS, next));
  return packed(parts);
}

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');

/** A sample with something wrong in it; another of its format lends parts. A third are changed as mere bytes. */
export function mutated(kind: Kind, bytes: Uint8Array, other: Uint8Array, next: Next): Uint8Array {
  if (kind === 'bytes' || next() < 0.33) return pick(next, BYTES)(bytes, other, next);
  if (kind === 'package') return repacked(bytes, next);
  if (kind === 'pdf') return latin1(several(Buffer.from(bytes).toString('latin1'), OBJECTS, next));
  return new TextEncoder().encode(several(new TextDecoder().decode(bytes), TEXTS, next));
}
