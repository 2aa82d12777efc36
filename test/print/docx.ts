import {
  Footer,
  Header,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  Document as WordDocument,
} from 'docx';
import type { Block, Document, Grid } from '../../src/document/document.ts';

const HEADINGS = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
  HeadingLevel.HEADING_5,
  HeadingLevel.HEADING_6,
];

function table(grid: Grid): Table {
  return new Table({
    rows: grid.rows.map(
      (row) =>
        new TableRow({
          children: row.map(
            ({ words, columnSpan, rowSpan }) =>
              new TableCell({ columnSpan, rowSpan, children: [new Paragraph({ children: [new TextRun(words.text)] })] }),
          ),
        }),
    ),
  });
}

function printed(block: Block): (Paragraph | Table)[] {
  if (block.kind === 'grid') return block.rows.some((row) => row.length > 0) ? [table(block), new Paragraph('')] : [];
  if (block.kind === 'mark') return block.mark === 'contents' ? [new Paragraph(block.words.text)] : [];
  const heading = block.level === null ? undefined : HEADINGS[block.level - 1];
  return [new Paragraph({ ...(heading ? { heading } : {}), children: [new TextRun(block.words.text)] })];
}

/** A document printed as a Word file, watermarks in the header and page numbers in the footer. */
export async function printDocx({ blocks }: Document): Promise<Uint8Array> {
  const stamps = blocks.flatMap((block) => (block.kind === 'mark' && block.mark === 'watermark' ? [block.words.text] : []));
  const file = new WordDocument({
    sections: [
      {
        headers: { default: new Header({ children: [...new Set(stamps)].map((text) => new Paragraph(text)) }) },
        footers: { default: new Footer({ children: [new Paragraph({ children: [new TextRun({ children: [PageNumber.CURRENT] })] })] }) },
        children: blocks.flatMap(printed),
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(file));
}
