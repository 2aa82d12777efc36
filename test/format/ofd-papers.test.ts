import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import type { Document } from '../../src/document/document.ts';
import { prepareFormat, readDocument } from '../../src/format/index.ts';
import type { Glyph, PageContent } from '../../src/format/layout/page.ts';
import { pdfium } from '../../src/format/pdf/engine.ts';
import { readPage } from '../../src/format/pdf/page.ts';
import { areaOf, type Habit, lineObject, ofdFile, page, run } from '../print/ofd.ts';
import { pdf } from './pdf/paper.ts';

const PAPERS = new URL('../../../shared/disclosures/', import.meta.url);
const skip = existsSync(PAPERS) ? false : '没有 ../shared/disclosures，跳过真实 PDF 转成的 OFD';

/** Each page of a PDF as PDFium sees it. */
function contentsOf(bytes: Uint8Array): PageContent[] {
  const engine = pdfium();
  const data = engine.wasmExports.malloc(bytes.length);
  engine.HEAPU8.set(bytes, data);
  const document = engine._FPDF_LoadMemDocument(data, bytes.length, 0);
  try {
    return Array.from({ length: engine._FPDF_GetPageCount(document) }, (_, i) => readPage(engine, document, i));
  } finally {
    engine._FPDF_CloseDocument(document);
    engine.wasmExports.free(data);
  }
}

/** Characters drawn one after the other on a line, as a converter from PDF groups them. */
function runsOf(glyphs: readonly Glyph[]): Glyph[][] {
  const runs: Glyph[][] = [];
  for (const glyph of glyphs) {
    const last = runs.at(-1)?.at(-1);
    const near = last && glyph.x >= last.x && glyph.x - last.right < glyph.size;
    if (near && last.baseline === glyph.baseline && last.size === glyph.size && last.grey === glyph.grey) runs.at(-1)?.push(glyph);
    else runs.push([glyph]);
  }
  return runs;
}

/** The same page in an OFD: every character where it stood, but without the widths that fonts give. */
function converted({ width, height, glyphs, rules }: PageContent, habit: Habit): string {
  const runs = habit === 'line' ? runsOf(glyphs) : glyphs.map((glyph) => [glyph]);
  const lines = rules.map(({ level, at, from, to }) => lineObject(level ? [from, at, to, at] : [at, from, at, to]));
  return page([...runs.map(run), ...lines].join('\n'), areaOf(width, height));
}

/** What a document says, without places. */
const said = ({ blocks }: Document): unknown[] =>
  blocks.map((block) =>
    block.kind === 'grid'
      ? block.rows.map((row) => row.map(({ words, row: r, column, rowSpan, columnSpan }) => [words.text, r, column, rowSpan, columnSpan]))
      : [block.kind, block.words.text],
  );

describe('real PDFs converted to OFD read as the PDF does', { skip }, () => {
  before(async () => prepareFormat(pdf([])));
  for (const name of skip ? [] : readdirSync(PAPERS).filter((file) => file.endsWith('.pdf'))) {
    for (const habit of ['line', 'character'] as const) {
      test(`${name}, an object for each ${habit}`, () => {
        const bytes = readFileSync(new URL(name, PAPERS));
        const file = ofdFile(contentsOf(bytes).map((content) => converted(content, habit)));
        assert.deepEqual(said(readDocument(file, 'a.ofd')), said(readDocument(bytes, name)));
      });
    }
  }
});
