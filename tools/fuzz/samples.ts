import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { compile } from '../../src/compile/compile.ts';
import type { Block, Document } from '../../src/document/document.ts';
import { formSets } from '../../src/form/load.ts';
import { writeText } from '../../src/format/index.ts';
import type { Forms } from '../../src/forms.ts';
import { readPlan } from '../../src/plan/read.ts';
import { biff, record, u16, utf16 } from '../../test/print/biff.ts';
import { printDocx } from '../../test/print/docx.ts';
import { printHtml } from '../../test/print/html.ts';
import { printOfd } from '../../test/print/ofd.ts';
import { printPdf } from '../../test/print/pdf.ts';
import { printXlsx } from '../../test/print/xlsx.ts';
import { type Kind, packed } from './mutate.ts';

/** How samples of a format are made, and what can be done to them. A new format is one line. */
interface Maker {
  readonly format: string;
  readonly kind: Kind;
  readonly make: (document: Document) => Uint8Array | Promise<Uint8Array>;
}

const csvCell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const csvOf = (block: Block): string =>
  block.kind === 'grid'
    ? block.rows.map((row) => row.map(({ words }) => csvCell(words.text)).join(',')).join('\n')
    : csvCell(block.words.text);

/** A cell of words in a workbook of Excel 97. */
const label = (row: number, column: number, text: string): number[] =>
  record(0x204, ...u16(row, column, 0, text.length), 1, ...utf16(text));

/** The tables of a document on one sheet of Excel 97. */
function printXls({ blocks }: Document): Uint8Array {
  let row = -1;
  const records = blocks.flatMap((block) => {
    if (block.kind !== 'grid') return label(++row, 0, block.words.text);
    return block.rows.flatMap((cells) => {
      row++;
      return cells.filter(({ words }) => words.text).flatMap(({ column, words }) => label(row, column, words.text));
    });
  });
  return biff(0x600, [], [{ name: [4, 1, ...utf16('预算公开')], records }]);
}

const MAKERS: readonly Maker[] = [
  { format: 'pdf', kind: 'pdf', make: printPdf },
  { format: 'docx', kind: 'package', make: printDocx },
  { format: 'xlsx', kind: 'package', make: printXlsx },
  { format: 'ofd', kind: 'package', make: printOfd('line') },
  { format: 'xls', kind: 'bytes', make: printXls },
  { format: 'csv', kind: 'text', make: ({ blocks }) => new TextEncoder().encode(blocks.map(csvOf).join('\n')) },
  { format: 'html', kind: 'text', make: printHtml },
  { format: 'txt', kind: 'text', make: (document) => new TextEncoder().encode(writeText(document)) },
];

export interface Sample {
  readonly format: string;
  readonly kind: Kind;
  readonly bytes: Uint8Array;
}

/** Blocks of one sample: enough for several tables, few enough for many samples a second. */
const WINDOW = 24;
const SHARED = fileURLToPath(new URL('../../../shared/disclosures/', import.meta.url));

/** A package without the date on which it was made: a run's files are the same on any day. */
function undated(bytes: Uint8Array): Uint8Array {
  const { 'docProps/core.xml': _dates, ...parts } = unzipSync(bytes);
  return packed(parts);
}

/** Stretches of the invented examples in every format; published PDFs where they are at hand come last, one for each. */
export async function samplesOf(forms: Forms): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const set of formSets(forms.sets)) {
    const plan = readPlan({ value: set.example, path: `forms/${set.id}/example.yaml` }, set.kind);
    const { document } = compile(plan, set, forms);
    for (let from = 0; from < document.blocks.length; from += WINDOW) {
      const part = { ...document, blocks: document.blocks.slice(from, from + WINDOW) };
      for (const { format, kind, make } of MAKERS) {
        const bytes = await make(part);
        samples.push({ format, kind, bytes: kind === 'package' ? undated(bytes) : bytes });
      }
    }
  }
  const published = existsSync(SHARED) ? readdirSync(SHARED).filter((name) => name.endsWith('.pdf')) : [];
  return [
    ...samples,
    ...published.map((name): Sample => ({ format: 'pdf', kind: 'pdf', bytes: new Uint8Array(readFileSync(SHARED + name)) })),
  ];
}
