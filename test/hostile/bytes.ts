import { deflateRawSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';

/** A PDF of given objects (the first is the catalogue), its streams given as latin1. */
export function rawPdf(objects: readonly string[], trailer = ''): Uint8Array {
  let out = '%PDF-1.7\n';
  const offsets = objects.map((body, i) => {
    const at = out.length;
    out += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const start = out.length;
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}`;
  out += `trailer\n<</Size ${objects.length + 1}/Root 1 0 R${trailer}>>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(out, 'latin1');
}

export const stream = (entries: string, bytes: Uint8Array): string =>
  `<<${entries}/Length ${bytes.length}>>\nstream\n${Buffer.from(bytes).toString('latin1')}\nendstream`;

/** A ZIP whose directory names one packed part many times: the parts overlap. */
export function overlapping(name: string, text: Uint8Array, times: number): Uint8Array {
  const packed = deflateRawSync(text);
  const record = (signature: number, fixed: number, tail: readonly (readonly [number, number, 2 | 4])[], names: string): Buffer => {
    const head = Buffer.alloc(fixed);
    head.writeUInt32LE(signature, 0);
    for (const [at, value, size] of tail) head.writeUIntLE(value, at, size);
    return Buffer.concat([head, Buffer.from(names)]);
  };
  const local = Buffer.concat([
    record(
      0x04034b50,
      30,
      [
        [8, 8, 2],
        [18, packed.length, 4],
        [22, text.length, 4],
        [26, name.length, 2],
      ],
      name,
    ),
    packed,
  ]);
  const entries = Array.from({ length: times }, (_, i) => {
    const own = i === 0 ? name : `${name}${i}`;
    const sizes = [[10, 8, 2] as const, [20, packed.length, 4] as const, [24, text.length, 4] as const, [28, own.length, 2] as const];
    return record(0x02014b50, 46, sizes, own);
  });
  const directory = Buffer.concat(entries);
  const end = record(
    0x06054b50,
    22,
    [
      [8, times, 2],
      [10, times, 2],
      [12, directory.length, 4],
      [16, local.length, 4],
    ],
    '',
  );
  return Buffer.concat([local, directory, end]);
}

/** A copy of a ZIP whose directory says something else of its first part: offset in the entry, new value. */
export function forged(bytes: Uint8Array, offset: number, value: number): Uint8Array {
  const copy = bytes.slice();
  const data = new DataView(copy.buffer);
  data.setUint32(data.getUint32(copy.length - 22 + 16, true) + offset, value, true);
  return copy;
}

/** A compound file, as older and encrypted Office files are, that names a stream. */
export const compound = (name: string): Uint8Array =>
  Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, ...new Uint8Array(600), ...Buffer.from(name, 'utf16le')]);

export const zip = (parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part])));

export const half = (bytes: Uint8Array): Uint8Array => bytes.slice(0, Math.floor(bytes.length / 2));
