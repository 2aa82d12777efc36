import type { Document } from '../../src/document/document.ts';
import { writeText } from '../../src/format/index.ts';
import { printDocx } from '../../test/print/docx.ts';
import { printHtml } from '../../test/print/html.ts';
import { printOfd } from '../../test/print/ofd.ts';
import { printXlsx } from '../../test/print/xlsx.ts';

/** Formats that a compiled paper is written in to be read again. */
export const WRITERS = {
  txt: (document) => new TextEncoder().encode(writeText(document)),
  docx: printDocx,
  xlsx: printXlsx,
  html: printHtml,
  ofd: printOfd('line'),
} as const satisfies Record<string, (document: Document) => Uint8Array | Promise<Uint8Array>>;

export type FormatName = keyof typeof WRITERS;
export const isFormat = (name: string): name is FormatName => name in WRITERS;
