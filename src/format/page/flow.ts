import type { Block, Cell, Words } from '../../document/document.ts';
import { joinWords, trimWords, wordsAt } from '../../document/words.ts';
import { cellPlace } from '../../fact/place.ts';
import { limitTable } from '../limits.ts';
import { append } from '../lists.ts';
import { tableBlocks } from '../tidy/blocks.ts';
import { isLabel } from '../txt/phrases.ts';
import { attribute, type Element, isElement, type Node, shownChildren } from './tree.ts';

/** Elements that begin a line of their own. */
const BLOCKS = new Set([
  'address',
  'article',
  'aside',
  'blockquote',
  'body',
  'center',
  'dd',
  'details',
  'div',
  'dl',
  'dt',
  'fieldset',
  'figure',
  'figcaption',
  'footer',
  'form',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'header',
  'hr',
  'li',
  'main',
  'ol',
  'p',
  'pre',
  'section',
  'summary',
  'table',
  'ul',
  'tr',
  'td',
  'th',
  'tbody',
  'thead',
  'tfoot',
  'caption',
]);
/** A cell spans at most so many rows or columns (HTML says 1,000 columns); more are lies. */
const WIDEST = 1000;

/** White space of a page as it is printed: runs are one space; no-break spaces, which pages use to set gaps, stay. */
const squeeze = (text: string): string => text.replace(/[ \t\r\n\f]+/g, ' ');

/** Collects blocks in reading order, counting them as a Word file's are (see docx/spots.ts): p12, t13r4c5. */
class Flow {
  readonly blocks: Block[] = [];
  private line = '';
  private level: number | null = null;
  private ordinal = 1;

  text(text: string): void {
    const squeezed = squeeze(text);
    this.line += this.line === '' || this.line.endsWith(' ') ? squeezed.trimStart() : squeezed;
  }

  /** Ends the line; its words become a paragraph. */
  end(): void {
    const raw = this.line;
    this.line = '';
    if (raw.trim() === '') return;
    const path = `p${this.ordinal++}`;
    // captions with a gap between them stand apart (部门：…    单位：万元)
    const parts = raw.trim().split(/[\s\u00a0]{3,}/);
    const apart = parts.length > 1 && parts.every((part) => isLabel(part.trim())) ? parts : [raw];
    let at = 0;
    for (const part of apart) {
      const from = raw.indexOf(part, at);
      at = from + part.length;
      this.blocks.push({ kind: 'paragraph', words: trimWords(wordsAt(part, cellPlace(path, from, at))), level: this.level });
    }
  }

  heading(level: number, inside: () => void): void {
    this.end();
    this.level = level;
    inside();
    this.end();
    this.level = null;
  }

  table(element: Element): void {
    this.end();
    const path = `t${this.ordinal++}`;
    const caption = element.childNodes.find((child): child is Element => isElement(child) && child.tagName === 'caption');
    for (const words of caption ? cellLines(caption, `${path}r0c1`) : []) {
      if (words.text) this.blocks.push({ kind: 'paragraph', words, level: null });
    }
    if (isLayout(element)) {
      for (const cell of rowsOf(element).flat()) {
        walkChildren(cell, this);
        this.end();
      }
      return;
    }
    const { rows, columns } = gridRows(element, path);
    append(this.blocks, tableBlocks(rows, columns));
  }
}

const isTag = (node: Node, ...names: string[]): node is Element => isElement(node) && names.includes(node.tagName);

/** Cells of a table row by row; rows of nested tables are not its own. */
function rowsOf(table: Element): Element[][] {
  const groups = shownChildren(table).flatMap((child) => (isTag(child, 'thead', 'tbody', 'tfoot') ? shownChildren(child) : [child]));
  return groups
    .filter((node): node is Element => isTag(node, 'tr'))
    .map((row) => shownChildren(row).filter((node): node is Element => isTag(node, 'td', 'th')));
}

const holdsTable = (element: Element): boolean =>
  shownChildren(element).some((child) => isElement(child) && (child.tagName === 'table' || holdsTable(child)));

/** A table that only sets a page: one column or one row around paragraphs and tables. */
const isLayout = (table: Element): boolean => {
  const rows = rowsOf(table);
  const widest = rows.reduce((most, row) => Math.max(most, row.length), 0);
  return widest <= 1 || (rows.flat().some(holdsTable) && (rows.length <= 3 || widest <= 2));
};

const span = (cell: Element, name: string): number => Math.min(WIDEST, Math.max(1, Number.parseInt(attribute(cell, name) ?? '1', 10) || 1));

/** The lines of a cell, nested tables flattened. Offsets count them as one text. */
function cellLines(cell: Element, path: string): Words[] {
  const lines: string[] = [''];
  const visit = (node: Node): void => {
    if (!isElement(node)) {
      if ('value' in node) {
        const text = squeeze(node.value);
        const line = lines.at(-1) ?? '';
        lines[lines.length - 1] = line + (line === '' || line.endsWith(' ') ? text.trimStart() : text);
      }
      return;
    }
    if (node.tagName === 'br') lines.push('');
    const breaks = BLOCKS.has(node.tagName) && lines.at(-1) !== '';
    if (breaks) lines.push('');
    for (const child of shownChildren(node)) visit(child);
    if (BLOCKS.has(node.tagName) && lines.at(-1) !== '') lines.push('');
  };
  for (const child of shownChildren(cell)) visit(child);
  let at = 0;
  return lines.map((line) => {
    const from = at;
    at += line.length + 1;
    return trimWords(wordsAt(line, cellPlace(path, from, from + line.length)));
  });
}

/** Words of a cell: its lines, a space between. */
const cellWords = (cell: Element, path: string): Words => joinWords(cellLines(cell, path), ' ');

/** The grid that a table draws (HTML, 4.9.12.1): cells go to the next free position, spans cover those below and beside. */
function gridRows(table: Element, path: string): { readonly rows: Cell[][]; readonly columns: number } {
  const source = rowsOf(table);
  const covered = source.map(() => new Set<number>());
  let columns = 0;
  let area = 0;
  const rows = source.map((cells, row) => {
    let column = 0;
    return cells.map((element, index): Cell => {
      while (covered[row]?.has(column)) column++;
      const columnSpan = span(element, 'colspan');
      const stated = attribute(element, 'rowspan')?.trim() === '0' ? WIDEST : span(element, 'rowspan');
      const rowSpan = Math.min(stated, source.length - row);
      limitTable(source.length, column + columnSpan);
      area += rowSpan * columnSpan;
      limitTable(area, 1);
      for (let r = row; r < row + rowSpan; r++) for (let c = column; c < column + columnSpan; c++) covered[r]?.add(c);
      const words = cellWords(element, `${path}r${row + 1}c${index + 1}`);
      const cell: Cell = { words, row, column, rowSpan, columnSpan };
      column += columnSpan;
      columns = Math.max(columns, column);
      return cell;
    });
  });
  return { rows, columns };
}

function walk(node: Node, flow: Flow): void {
  if (!isElement(node)) {
    if ('value' in node) flow.text(node.value);
    return;
  }
  const { tagName } = node;
  if (tagName === 'br' || tagName === 'hr') flow.end();
  else if (tagName === 'table') flow.table(node);
  else if (/^h[1-6]$/.test(tagName)) flow.heading(Number(tagName[1]), () => walkChildren(node, flow));
  else {
    const block = BLOCKS.has(tagName);
    if (block) flow.end();
    walkChildren(node, flow);
    if (block) flow.end();
  }
}

function walkChildren(element: Element, flow: Flow): void {
  for (const child of shownChildren(element)) walk(child, flow);
}

/** The blocks inside an element. */
export function readFlow(element: Element): Block[] {
  const flow = new Flow();
  walkChildren(element, flow);
  flow.end();
  return flow.blocks;
}
