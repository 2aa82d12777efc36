/** Bytes of a workbook stream ([MS-XLS]) made by hand, for what no program at hand writes. */

export const u16 = (...values: number[]): number[] => values.flatMap((value) => [value & 0xff, (value >> 8) & 0xff]);
export const u32 = (...values: number[]): number[] => values.flatMap((value) => [...u16(value), ...u16(value >>> 16)]);
export const f64 = (value: number): number[] => [...new Uint8Array(new Float64Array([value]).buffer)];
export const utf16 = (text: string): number[] => [...Buffer.from(text, 'utf16le')];

export const record = (type: number, ...body: number[]): number[] => [...u16(type, body.length), ...body];
export const CONTINUE = 0x3c;
const EOF = record(0x0a);
const begin = (version: number, kind: number): number[] => record(0x809, ...u16(version, kind, 0, 0), ...u32(0, 0));

export interface BiffSheet {
  readonly name: readonly number[];
  /** records between the sheet's first and last */
  readonly records: readonly number[];
  /** 0 worksheet, 1 macro sheet; hidden: 1 */
  readonly kind?: number;
  readonly hidden?: number;
}

/** A stream: records of the whole book, then its sheets. `version` 0x600 is Excel 97 and later, 0x500 Excel 5. */
export function biff(version: number, globals: readonly number[], sheets: readonly BiffSheet[]): Uint8Array {
  const entry = ({ name, kind = 0, hidden = 0 }: BiffSheet, at: number): number[] => record(0x85, ...u32(at), hidden, kind, ...name);
  const head = begin(version, 5);
  const bodies = sheets.map(({ records }) => [...begin(version, 0x10), ...records, ...EOF]);
  let at = [head, globals, ...sheets.map((sheet) => entry(sheet, 0)), EOF].reduce((sum, { length }) => sum + length, 0);
  const entries = sheets.map((sheet, i) => {
    const own = entry(sheet, at);
    at += bodies[i]?.length ?? 0;
    return own;
  });
  return Uint8Array.from([...head, ...globals, ...entries.flat(), ...EOF, ...bodies.flat()]);
}
