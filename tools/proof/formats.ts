import { type Output, type OutputFormat, writeOutput } from '../../src/compile/outputs.ts';
import { writeText } from '../../src/format/index.ts';
import type { Forms } from '../../src/forms.ts';
import { printOfd } from '../../test/print/ofd.ts';

type Writer = (output: Output, forms: Forms) => Uint8Array | Promise<Uint8Array>;

/** What the product writes. */
const own =
  (format: OutputFormat): Writer =>
  (output, forms) =>
    writeOutput(output, format, forms);

/** Formats that a compiled paper is written in to be read again: those of the product, plain text, and OFD by the tests' own writer. */
export const WRITERS = {
  txt: ({ compiled }) => new TextEncoder().encode(writeText(compiled.document)),
  docx: own('docx'),
  pdf: own('pdf'),
  html: own('html'),
  xlsx: own('xlsx'),
  ofd: ({ compiled }) => printOfd('line')(compiled.document),
} as const satisfies Record<string, Writer>;

export type FormatName = keyof typeof WRITERS;
export const isFormat = (name: string): name is FormatName => name in WRITERS;
