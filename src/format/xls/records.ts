import { FormatError } from '../error.ts';
import { BROKEN } from './container.ts';

const CONTINUE = 0x3c;
export const BOF = 0x809;
export const EOF = 0x0a;

/** Numbers and strings of one record and the records that continue it. Reading past the end is a FormatError. */
export class Fields {
  private readonly parts: readonly Uint8Array[];
  private part = 0;
  private at = 0;

  constructor(parts: readonly Uint8Array[]) {
    this.parts = parts;
  }

  /** Bytes left in this record and those that continue it. */
  get left(): number {
    return this.parts.slice(this.part).reduce((sum, { length }) => sum + length, -this.at);
  }

  u8(): number {
    while (this.at >= (this.parts[this.part]?.length ?? 0)) this.turn();
    return this.parts[this.part]![this.at++]!;
  }

  u16(): number {
    return this.u8() | (this.u8() << 8);
  }

  u32(): number {
    return (this.u16() | (this.u16() << 16)) >>> 0;
  }

  bytes(count: number): Uint8Array {
    const part = this.parts[this.part];
    if (part && this.at + count <= part.length) {
      this.at += count;
      return part.subarray(this.at - count, this.at);
    }
    if (count > this.left) throw new FormatError(BROKEN);
    return Uint8Array.from({ length: count }, () => this.u8());
  }

  /** Characters of one byte (their high byte is 0) or two. Where they go on in the next record, its first byte says anew which. */
  characters(count: number, isWide: boolean): string {
    let text = '';
    let wide = isWide;
    for (let missing = count; ; wide = (this.u8() & 1) === 1) {
      const part = this.parts[this.part] ?? new Uint8Array();
      const here = Math.min(missing, Math.floor((part.length - this.at) / (wide ? 2 : 1)));
      const end = this.at + here * (wide ? 2 : 1);
      text += Buffer.from(part.buffer, part.byteOffset + this.at, end - this.at).toString(wide ? 'utf16le' : 'latin1');
      this.at = end;
      missing -= here;
      if (missing === 0) return text;
      if (this.at < part.length) throw new FormatError(BROKEN);
      this.turn();
    }
  }

  private turn(): void {
    if (this.part + 1 >= this.parts.length) throw new FormatError(BROKEN);
    this.part++;
    this.at = 0;
  }
}

/** The records of a workbook stream ([MS-XLS] 2.1.4), one after the other. */
export class Records {
  /** where the next record begins */
  next: number;
  private from = 0;
  private readonly stream: Uint8Array;

  constructor(stream: Uint8Array, start: number) {
    this.stream = stream;
    this.next = start;
  }

  /** Goes to the next record and tells its kind. Throws FormatError where the stream ends before it does. */
  step(): number {
    const { stream, next } = this;
    if (next + 4 > stream.length) throw new FormatError(BROKEN);
    this.from = next + 4;
    this.next = this.from + this.number(next + 2);
    if (this.next > stream.length) throw new FormatError(BROKEN);
    return this.number(next);
  }

  /** What the record holds, with the records that continue it. */
  fields(): Fields {
    const parts = [this.stream.subarray(this.from, this.next)];
    while (this.next + 4 <= this.stream.length && this.number(this.next) === CONTINUE) {
      this.step();
      parts.push(this.stream.subarray(this.from, this.next));
    }
    return new Fields(parts);
  }

  private number(at: number): number {
    return (this.stream[at] ?? 0) | ((this.stream[at + 1] ?? 0) << 8);
  }
}
