import { FormatError } from '../error.ts';

export const BROKEN = 'Excel 文件（.xls）已损坏或没有下载完整，无法可靠读取。请重新下载，或用 Excel、WPS 打开后另存为 .xlsx 再试';

/** A stream or storage of a compound file ([MS-CFB] 2.6.1). */
interface Entry {
  readonly name: string;
  readonly kind: number;
  readonly left: number;
  readonly right: number;
  readonly child: number;
  readonly start: number;
  readonly size: number;
}

const STREAM = 2;
/** Sector numbers from here on mean something else: end of a chain, free, a table's own. */
const SPECIAL = 0xfffffffa;
const HEADER_TABLES = 109;

/** Whether the bytes begin as a compound file, the container of older Office files. */
export const isCompound = (bytes: Uint8Array): boolean =>
  [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1].every((byte, index) => bytes[index] === byte);

/** Sectors of a compound file, found through its allocation tables. Whatever leads outside the file is a FormatError. */
class Sectors {
  private readonly bytes: Uint8Array;
  private readonly data: DataView;
  private readonly shift: number;
  private readonly table: readonly number[];

  constructor(bytes: Uint8Array) {
    if (bytes.length < 512) throw new FormatError(BROKEN);
    this.bytes = bytes;
    this.data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.shift = this.data.getUint16(30, true);
    if ((this.shift !== 9 && this.shift !== 12) || this.data.getUint16(32, true) !== 6) throw new FormatError(BROKEN);
    this.table = this.tableSectors().flatMap((sector) => this.numbers(sector));
  }

  header(at: number): number {
    return this.data.getUint32(at, true);
  }

  /** Bytes of a chain of sectors; at least `size` of them, where it is told. */
  chain(first: number, size: number | null): Buffer {
    const parts = follow(first, this.table).map((sector) => {
      const from = (sector + 1) * 2 ** this.shift;
      if (from >= this.bytes.length) throw new FormatError(BROKEN);
      return this.bytes.subarray(from, from + 2 ** this.shift);
    });
    return sized(Buffer.concat(parts), size);
  }

  /** The numbers that a sector of a table holds. */
  private numbers(sector: number): number[] {
    const from = (sector + 1) * 2 ** this.shift;
    if (from + 2 ** this.shift > this.bytes.length) throw new FormatError(BROKEN);
    return Array.from({ length: 2 ** this.shift / 4 }, (_, i) => this.data.getUint32(from + i * 4, true));
  }

  /** Sectors of the allocation table: 109 in the header, more in a chain of their own whose last number leads on. */
  private tableSectors(): number[] {
    const sectors = Array.from({ length: HEADER_TABLES }, (_, i) => this.header(76 + i * 4));
    const seen = new Set<number>();
    for (let next = this.header(68); next < SPECIAL; ) {
      if (seen.has(next)) throw new FormatError(BROKEN);
      seen.add(next);
      const numbers = this.numbers(next);
      next = numbers.pop() ?? SPECIAL;
      sectors.push(...numbers);
    }
    const used = sectors.filter((sector) => sector < SPECIAL);
    if (new Set(used).size < used.length) throw new FormatError(BROKEN);
    return used;
  }
}

/** The members of a chain; a circle or a step outside is a FormatError. */
function follow(first: number, table: readonly number[]): number[] {
  const out: number[] = [];
  for (let at = first; at < SPECIAL; ) {
    const next = table[at];
    if (next === undefined || out.length >= table.length) throw new FormatError(BROKEN);
    out.push(at);
    at = next;
  }
  return out;
}

function sized(bytes: Buffer, size: number | null): Buffer {
  if (size === null) return bytes;
  if (bytes.length < size) throw new FormatError(BROKEN);
  return bytes.subarray(0, size);
}

function readEntries(directory: Uint8Array): Entry[] {
  const data = new DataView(directory.buffer, directory.byteOffset, directory.byteLength);
  return Array.from({ length: Math.floor(directory.length / 128) }, (_, i) => {
    const at = i * 128;
    const number = (offset: number): number => data.getUint32(at + offset, true);
    const length = Math.max(0, Math.min(64, data.getUint16(at + 64, true)) - 2);
    const name = Buffer.from(directory.subarray(at, at + length)).toString('utf16le');
    return {
      name,
      kind: data.getUint8(at + 66),
      left: number(68),
      right: number(72),
      child: number(76),
      start: number(116),
      size: number(120),
    };
  });
}

/** What stands at the top of the file; what is inside storages (embedded files, macros) is not looked at. */
function topEntries(entries: readonly Entry[]): Entry[] {
  const out: Entry[] = [];
  const seen = new Set<number>();
  const open = [entries[0]?.child ?? SPECIAL];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at >= SPECIAL || seen.has(at)) continue;
    const entry = entries[at];
    if (!entry) throw new FormatError(BROKEN);
    seen.add(at);
    out.push(entry);
    open.push(entry.left, entry.right);
  }
  return out;
}

export interface Compound {
  /** names at the top, in lower case */
  readonly names: readonly string[];
  /** bytes of the stream of this name (in lower case); null where there is none */
  readonly read: (name: string) => Uint8Array | null;
}

/** Opens a compound file ([MS-CFB]). Throws FormatError where its tables or directory lead nowhere, as in a file that was cut. */
export function openCompound(bytes: Uint8Array): Compound {
  const sectors = new Sectors(bytes);
  const entries = readEntries(sectors.chain(sectors.header(48), null));
  const [root] = entries;
  const top = topEntries(entries);
  /** Short streams share the root's, in pieces of 64 bytes with a table of their own. */
  const short = ({ start, size }: Entry): Uint8Array => {
    const whole = sectors.chain(root?.start ?? SPECIAL, root?.size ?? 0);
    const packed = sectors.chain(sectors.header(60), null);
    const table = Array.from({ length: Math.floor(packed.length / 4) }, (_, i) => packed.readUInt32LE(i * 4));
    return sized(Buffer.concat(follow(start, table).map((piece) => whole.subarray(piece * 64, piece * 64 + 64))), size);
  };
  return {
    names: top.map(({ name }) => name.toLowerCase()),
    read: (name) => {
      const entry = top.find((one) => one.kind === STREAM && one.name.toLowerCase() === name);
      if (!entry) return null;
      return entry.size < sectors.header(56) ? short(entry) : sectors.chain(entry.start, entry.size);
    },
  };
}
