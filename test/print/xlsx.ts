import { strToU8, zipSync } from 'fflate';
import type { Block, Document, Grid } from '../../src/document/document.ts';
import { parseDecimal } from '../../src/fact/decimal.ts';
import { escapeHtml } from '../../src/format/html/index.ts';
import { columnName } from '../../src/format/tidy/sheet.ts';

/** A sheet to be written: rows of XML, merged ranges. */
interface Page {
  readonly name: string;
  readonly rows: string[];
  readonly merges: string[];
  /** printed above each page */
  readonly stamps: string[];
}

const FORMATS = ['General', '0.00', '#,##0.00', '0', '#,##0.00_ ;[Red]\\-#,##0.00\\ '];
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** A number is written as one with the format that prints it, every fifth as text, as sheets of offices are; `framed`: with a border. */
function cellXml(reference: string, text: string, ordinal: number, framed = false): string {
  const styled = (style: number): string => ` s="${style + (framed ? FORMATS.length : 0)}"`;
  const value = parseDecimal(text);
  const plain = /^-?(?:0|[1-9]\d*)(?:\.\d\d)?$/.test(text);
  const grouped = /^-?[1-9]\d{0,2}(?:,\d{3})*\.\d\d$/.test(text);
  if (value && (plain || grouped) && ordinal % 5) {
    const style = grouped && text.includes(',') ? (ordinal % 2 ? 2 : 4) : text.includes('.') ? 1 : 3;
    return `<c r="${reference}"${styled(style)}><v>${value.digits / 10 ** value.scale}</v></c>`;
  }
  if (text === '') return `<c r="${reference}"${styled(0)}/>`;
  return `<c r="${reference}"${styled(0)} t="inlineStr"><is><t xml:space="preserve">${escapeHtml(text)}</t></is></c>`;
}

function addGrid(page: Page, grid: Grid): void {
  const top = page.rows.length;
  for (const [r, row] of grid.rows.entries()) {
    const cells = row.map(({ words, column }) => cellXml(`${columnName(column)}${top + r + 1}`, words.text, r * 7 + column, true));
    page.rows.push(cells.join(''));
    for (const { column, rowSpan, columnSpan } of row) {
      if (rowSpan * columnSpan > 1)
        page.merges.push(`${columnName(column)}${top + r + 1}:${columnName(column + columnSpan - 1)}${top + r + rowSpan}`);
    }
  }
}

/** Sheets that each end with a table, the text before it in their first column. */
function pagesOf(blocks: readonly Block[]): Page[] {
  const pages: Page[] = [];
  const stamps = [...new Set(blocks.flatMap((block) => (block.kind === 'mark' && block.mark === 'watermark' ? [block.words.text] : [])))];
  let page: Page | null = null;
  for (const block of blocks) {
    if (block.kind === 'mark' && block.mark !== 'contents') continue;
    if (!page) {
      page = { name: `Sheet${pages.length + 1}`, rows: [], merges: [], stamps };
      pages.push(page);
    }
    if (block.kind === 'grid') {
      addGrid(page, block);
      page = null;
    } else page.rows.push(cellXml(`A${page.rows.length + 1}`, block.words.text, 0));
  }
  return pages;
}

const sheetXml = ({ rows, merges, stamps }: Page): string =>
  `${head}<worksheet xmlns="${MAIN}"><sheetData>${rows.map((cells, r) => `<row r="${r + 1}">${cells}</row>`).join('')}</sheetData>${
    merges.length ? `<mergeCells count="${merges.length}">${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>` : ''
  }${stamps.length ? `<headerFooter><oddHeader>&amp;C${escapeHtml(stamps.join(' '))}</oddHeader></headerFooter>` : ''}</worksheet>`;

const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;

/** Parts of a workbook zipped: sheets as XML, by name. */
export function zipWorkbook(
  sheets: readonly { readonly name: string; readonly xml: string; readonly state?: string }[],
  extra: Record<string, string> = {},
): Uint8Array {
  const types = sheets.map(
    (_, i) =>
      `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`,
  );
  const parts: Record<string, string> = {
    '[Content_Types].xml': `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>${types.join('')}</Types>`,
    '_rels/.rels': `${head}<Relationships xmlns="${PACKAGE}">${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `${head}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets
      .map(
        ({ name, state }, i) =>
          `<sheet name="${escapeHtml(name)}" sheetId="${i + 1}"${state ? ` state="${state}"` : ''} r:id="rId${i + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="${PACKAGE}">${sheets.map((_, i) => relation(`rId${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`)).join('')}${relation('rId9001', 'styles', 'styles.xml')}</Relationships>`,
    'xl/styles.xml': `${head}<styleSheet xmlns="${MAIN}"><numFmts count="${FORMATS.length - 1}">${FORMATS.slice(1)
      .map((code, i) => `<numFmt numFmtId="${165 + i}" formatCode="${escapeHtml(code)}"/>`)
      .join(
        '',
      )}</numFmts><fonts count="1"><font><sz val="11"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="2"><border/><border>${['left', 'right', 'top', 'bottom'].map((side) => `<${side} style="thin"/>`).join('')}</border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="${FORMATS.length * 2}">${[0, 1].map((border) => FORMATS.map((_, i) => `<xf numFmtId="${i === 0 ? 0 : 164 + i}" borderId="${border}" applyNumberFormat="1"/>`).join('')).join('')}</cellXfs></styleSheet>`,
    ...extra,
  };
  for (const [i, { xml }] of sheets.entries()) parts[`xl/worksheets/sheet${i + 1}.xml`] = xml;
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
}

/** A worksheet of given rows of XML. */
export const worksheet = (rows: readonly string[], merges: readonly string[] = []): string =>
  sheetXml({ name: '', rows: [...rows], merges: [...merges], stamps: [] });

/** A document printed as a workbook: a sheet for each table and the text before it. */
export const printXlsx = ({ blocks }: Document): Uint8Array =>
  zipWorkbook(pagesOf(blocks).map((page) => ({ name: page.name, xml: sheetXml(page) })));
