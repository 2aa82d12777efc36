import type { Fields } from './records.ts';

/** How the strings of a workbook are written: from Excel 97 on (`wide`) in Unicode, before that in a code page. */
export interface Lettering {
  readonly wide: boolean;
  readonly codePage: number;
}

const ENCODINGS: Readonly<Record<number, string>> = {
  932: 'shift_jis',
  936: 'gb18030',
  949: 'euc-kr',
  950: 'big5',
  10008: 'gb18030',
  65001: 'utf-8',
};

/** Text of a code page. Programs that do not tell theirs wrote Chinese, if the bytes are Chinese. */
function decode(bytes: Uint8Array, codePage: number): string {
  const known = ENCODINGS[codePage];
  if (known !== undefined) return new TextDecoder(known).decode(bytes);
  const chinese = new TextDecoder('gb18030').decode(bytes);
  return chinese.includes('\ufffd') ? new TextDecoder('windows-1252').decode(bytes) : chinese;
}

/** A string after its length; fonts within it and its reading aid are passed over. */
function readBody(fields: Fields, length: number, { wide, codePage }: Lettering): string {
  if (!wide) return decode(fields.bytes(length), codePage);
  const flags = fields.u8();
  const runs = flags & 8 ? fields.u16() : 0;
  const extra = flags & 4 ? fields.u32() : 0;
  const text = fields.characters(length, (flags & 1) === 1);
  fields.bytes(runs * 4);
  fields.bytes(extra);
  return text;
}

/** A string whose length has one byte. */
export const shortString = (fields: Fields, lettering: Lettering): string => readBody(fields, fields.u8(), lettering);

/** A string whose length has two bytes. */
export const longString = (fields: Fields, lettering: Lettering): string => readBody(fields, fields.u16(), lettering);
