import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import type { Document, Grid } from '../../src/document/document.ts';
import { prepareFormat, readDocument } from '../../src/format/index.ts';
import { loadForms } from '../../src/forms.ts';
import { readPaper } from '../../src/score/read.ts';

const PAPERS = new URL('../../../shared/disclosures/', import.meta.url);
const GRIDS = new URL('./pdf-grids/', import.meta.url);
const skip = existsSync(PAPERS) ? false : '没有 ../shared/disclosures，跳过真实 PDF 的表格';

/**
 * A part of a table as it is seen on the printed page, written down by hand: `<` is covered by the cell to the left, `^` by the one above.
 * `from`: the row of the grid at which it begins, null where only the place among the rows of its page is known.
 */
interface Seen {
  readonly file: string;
  readonly page: number;
  readonly columns: number;
  readonly from: number | null;
  readonly rows: readonly (readonly string[])[];
}

const seen = readdirSync(GRIDS).map((name) => ({ name, ...(JSON.parse(readFileSync(new URL(name, GRIDS), 'utf8')) as Seen) }));

function spelledOut({ rows, columns }: Grid): string[][] {
  const out = rows.map(() => new Array<string>(columns).fill(''));
  for (const cell of rows.flat()) {
    for (let r = cell.row; r < cell.row + cell.rowSpan; r++) {
      for (let c = cell.column; c < cell.column + cell.columnSpan; c++) {
        const line = out[r];
        if (line) line[c] = c > cell.column && r === cell.row ? '<' : r > cell.row ? (c > cell.column ? '^' : '^') : cell.words.text;
      }
    }
  }
  return out;
}

/** A cell under a wide one and to the right is covered from above and from the left: either sign will do. */
const same = (want: readonly string[], got: readonly string[]): boolean =>
  want.length === got.length &&
  want.every((text, i) => text === got[i] || (text === '<' && got[i] === '^') || (text === '^' && got[i] === '<'));

const pagesOf = ({ rows }: Grid): Set<number | null> =>
  new Set(rows.flat().flatMap(({ words }) => words.pieces.map(({ place }) => place.page)));

describe('tables of real PDFs, as seen on the page', { skip }, () => {
  const documents = new Map<string, Document>();
  before(async () => {
    for (const file of new Set(seen.map((grid) => grid.file))) {
      const bytes = readFileSync(new URL(file, PAPERS));
      await prepareFormat(bytes);
      documents.set(file, readDocument(bytes, file));
    }
  });
  const forms = loadForms();
  /** Titles of tables that the contents name, without ordinals, years and page numbers; 五、单位预算表 stands over others. */
  const promised = ({ blocks }: Document): string[] =>
    blocks
      .flatMap((block) => (block.kind === 'mark' && block.mark === 'contents' ? [block.words.text.replace(/\s+/g, '')] : []))
      .map((text) => text.replace(/[.…]{2,}.*$|\d+$/, '').replace(/^(?:第.部分|[一二三四五六七八九十]+、|\d+[.．])?(?:20\d\d年)?/, ''))
      .filter((title) => title.endsWith('表') && !/(?:部门|单位)[预决]算表$/.test(title));
  for (const file of new Set(seen.map((grid) => grid.file))) {
    test(`${file}: every table of the contents is found, with its unit; numbers are explained`, () => {
      const document = documents.get(file);
      assert.ok(document);
      const { tables, numbers } = readPaper(document, file, forms);
      const titles = tables.map(({ title, unit }) => `${unit === null ? '?' : ''}${title?.text.replace(/\s+/g, '')}`);
      const names = promised(document);
      assert.ok(names.length >= 9, names.join());
      for (const name of names)
        assert.ok(
          titles.some((title) => title.endsWith(name) && !title.startsWith('?')),
          `${name}: ${titles}`,
        );
      const unknown = numbers.filter(({ as }) => as === null).length;
      assert.ok(unknown * 100 <= numbers.length, `${unknown} of ${numbers.length}`);
    });
  }
  for (const { name, file, page, columns, from, rows } of seen) {
    test(name.replace('.json', ''), () => {
      const grids = (documents.get(file)?.blocks ?? []).filter((block) => block.kind === 'grid').filter((grid) => pagesOf(grid).has(page));
      const grid = grids.find((candidate) => candidate.columns === columns);
      assert.ok(grid, `no grid of ${columns} columns on page ${page}: ${grids.map((other) => other.columns)}`);
      const got = spelledOut(grid);
      const start = from ?? got.findIndex((_, r) => rows.every((row, i) => same(row, got[r + i] ?? [])));
      assert.ok(start >= 0, 'rows not found');
      for (const [i, row] of rows.entries())
        if (!same(row, got[start + i] ?? [])) assert.deepEqual(got[start + i], row, `row ${start + i}`);
    });
  }
});
