import { inflateRawSync } from 'node:zlib';
import { FormatError } from '../error.ts';
import { LIMITS, type Limits } from './limits.ts';

const BROKEN = '文件不完整或已损坏（压缩包结构不对），可能没有下载完。请重新下载，或用原来的软件打开后另存一份再试';
const PASSWORD = '文件带有打开密码，无法读取。请用原软件打开，去掉密码后另存再试';
const BOMB = '文件解压后的内容大得不正常，为安全起见没有读取。请用原来的软件打开后另存一份再试';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;

interface Entry {
  readonly at: number;
  readonly packed: number;
  readonly size: number;
  readonly method: number;
  readonly locked: boolean;
}

/** An opened ZIP container: names of its parts, and a part's bytes (null where there is none). Reading throws FormatError. */
export interface Zip {
  readonly names: readonly string[];
  read(name: string): Uint8Array | null;
}

/** Whether the bytes are a ZIP container: it begins with a part, or with its directory, which some producers of OFD write first as well. */
export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6));

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Where the record at the end of the directory stands; a comment of at most 65,535 bytes may follow it. */
function endRecord(data: DataView): number {
  const first = Math.max(0, data.byteLength - 22 - 0xffff);
  for (let at = data.byteLength - 22; at >= first; at--) if (data.getUint32(at, true) === END) return at;
  throw new FormatError(BROKEN);
}

/** The directory by name; a leading slash is dropped, backslashes become slashes. Throws where it is broken or too large. */
function directory(bytes: Uint8Array, limits: Limits): Map<string, Entry> {
  const data = view(bytes);
  if (data.byteLength < 22) throw new FormatError(BROKEN);
  const end = endRecord(data);
  const count = data.getUint16(end + 10, true);
  let at = data.getUint32(end + 16, true);
  if (count > limits.entries) throw new FormatError(BOMB);
  const entries = new Map<string, Entry>();
  const decoder = new TextDecoder();
  let declared = 0;
  let packedSum = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || data.getUint32(at, true) !== ENTRY) throw new FormatError(BROKEN);
    const nameLength = data.getUint16(at + 28, true);
    const flags = data.getUint16(at + 8, true);
    const packed = data.getUint32(at + 20, true);
    const size = data.getUint32(at + 24, true);
    const local = data.getUint32(at + 42, true);
    if (at + 46 + nameLength > end || local + 30 > end || packed > end) throw new FormatError(BROKEN);
    const name = decoder
      .decode(bytes.subarray(at + 46, at + 46 + nameLength))
      .replace(/\\/g, '/')
      .replace(/^\/+/, '');
    entries.set(name, { at: local, packed, size, method: data.getUint16(at + 10, true), locked: (flags & 1) === 1 });
    declared += size;
    packedSum += packed;
    at += 46 + nameLength + data.getUint16(at + 30, true) + data.getUint16(at + 32, true);
  }
  // parts that share their bytes hold more than the file does: a bomb of overlapping parts
  if (declared > limits.total || packedSum > bytes.length) throw new FormatError(BOMB);
  return entries;
}

function inflate(packed: Uint8Array, most: number): Uint8Array {
  try {
    return inflateRawSync(packed, { maxOutputLength: most, chunkSize: Math.max(64, most) });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new FormatError(error.code === 'ERR_BUFFER_TOO_LARGE' ? BOMB : BROKEN);
  }
}

/** Opens a ZIP container. Throws FormatError where its directory is broken, or holds more than the limits allow. */
export function openZip(bytes: Uint8Array, limits: Limits = LIMITS): Zip {
  const entries = directory(bytes, limits);
  const data = view(bytes);
  let total = 0;
  const read = (name: string): Uint8Array | null => {
    const entry = entries.get(name);
    if (!entry) return null;
    if (entry.locked) throw new FormatError(PASSWORD);
    const { at, packed, size, method } = entry;
    if (data.getUint32(at, true) !== LOCAL) throw new FormatError(BROKEN);
    const from = at + 30 + data.getUint16(at + 26, true) + data.getUint16(at + 28, true);
    if (from + packed > bytes.length || (method !== 0 && method !== 8)) throw new FormatError(BROKEN);
    if (size > limits.part || (size > limits.plain && size > packed * limits.ratio)) throw new FormatError(BOMB);
    const part = bytes.subarray(from, from + packed);
    // one byte more than declared is enough to see a lie
    const out = method === 0 ? part : inflate(part, size + 1);
    if (out.length > size) throw new FormatError(BOMB);
    if (out.length < size) throw new FormatError(BROKEN);
    total += size;
    if (total > limits.total) throw new FormatError(BOMB);
    return out;
  };
  return { names: [...entries.keys()], read };
}
