import type { Block, Cell, Words } from '../../document/document.ts';
import { joinWords, NO_WORDS } from '../../document/words.ts';
import { append } from '../lists.ts';
import { propertyPattern, type Xml } from '../package/xml.ts';
import { readFlow } from './flow.ts';
import type { Spots } from './spots.ts';
import type { Story } from './story.ts';

/** A cell whose span may still grow. */
type Growing = { -readonly [K in keyof Cell]: Cell[K] };

interface CellProperties {
  span: number;
  /** restart: a cell begins that spans down; continue: it goes on here */
  merge: 'restart' | 'continue' | null;
  /** goes on from the cell to the left (older files) */
  across: boolean;
  deleted: boolean;
}

/** A table has at most so many columns (Word: 63); wider spans are lies. */
const WIDEST = 400;

const count = (text: string | null): number => Math.max(0, Math.min(WIDEST, Number.parseInt(text ?? '', 10) || 0));

const CELL = propertyPattern('tcPr', 'gridSpan', 'vMerge', 'hMerge', 'cellDel');
const ROW = propertyPattern('trPr', 'gridBefore', 'del');

/** Reads w:tcPr; the cursor stands in it and goes past its end. */
function readCellProperties(xml: Xml): CellProperties {
  const out: CellProperties = { span: 1, merge: null, across: false, deleted: false };
  xml.properties(CELL, (name) => {
    const value = xml.attribute('val');
    if (name === 'gridSpan') out.span = Math.max(1, count(value));
    else if (name === 'vMerge') out.merge = value === 'restart' ? 'restart' : 'continue';
    else if (name === 'hMerge') out.across = value !== 'restart';
    else out.deleted = true;
  });
  return out;
}

/** All words of blocks, nested tables flattened, a space between. */
function flattened(blocks: readonly Block[]): Words {
  const [only] = blocks;
  if (!only) return NO_WORDS;
  if (blocks.length === 1 && only.kind !== 'grid') return only.words;
  return joinWords(
    blocks.flatMap((block) => (block.kind === 'grid' ? block.rows.flat().map(({ words }) => words) : block.words)),
    ' ',
  );
}

interface RowState {
  readonly row: number;
  /** grid column at which the next cell begins */
  column: number;
  deleted: boolean;
  readonly cells: Growing[];
  /** blocks of each cell */
  readonly blocks: Block[][];
  /** cells of this row by the column in which they begin */
  readonly begun: Map<number, Growing>;
}

const newRow = (row: number): RowState => ({ row, column: 0, deleted: false, cells: [], blocks: [], begun: new Map() });

const readRowProperties = (xml: Xml, state: RowState): void =>
  xml.properties(ROW, (name) => {
    if (name === 'del') state.deleted = true;
    else state.column = count(xml.attribute('val'));
  });

/** Reads w:tc: a new cell, or one more row or column of one begun before. */
function readCell(xml: Xml, story: Story, spots: Spots, state: RowState, above: ReadonlyMap<number, Growing>): void {
  let properties: CellProperties = { span: 1, merge: null, across: false, deleted: false };
  const blocks = readFlow(xml, story, spots, () => {
    properties = readCellProperties(xml);
  });
  const { span, merge, across, deleted } = properties;
  if (deleted) return;
  state.blocks.push(blocks);
  const { column } = state;
  state.column += span;
  const upper = merge === 'continue' ? above.get(column) : undefined;
  const words = flattened(blocks);
  if (upper && upper.columnSpan === span) {
    upper.rowSpan++;
    if (words.text) upper.words = joinWords([upper.words, words], ' ');
    state.begun.set(column, upper);
    return;
  }
  const left = across ? state.cells.at(-1) : undefined;
  if (left) {
    left.columnSpan += span;
    return;
  }
  const cell: Growing = { words, row: state.row, column, rowSpan: 1, columnSpan: span };
  state.cells.push(cell);
  if (merge) state.begun.set(column, cell);
}

/** Reads w:tbl; the cursor stands in it and goes past its end. `frame`: what its cells hold, block by block, for a table of one column, which is a frame around text. */
export function readTable(
  xml: Xml,
  story: Story,
  spots: Spots,
): { readonly rows: Cell[][]; readonly columns: number; readonly frame: readonly Block[] } {
  const rows: Cell[][] = [];
  const frame: Block[] = [];
  let columns = 0;
  let ordinal = 0;
  let cells = 0;
  let above: ReadonlyMap<number, Growing> = new Map();
  let state: RowState = newRow(0);
  const close = (): void => {
    if (ordinal === 0 || state.deleted) return;
    rows.push(state.cells);
    columns = Math.max(columns, state.column);
    if (columns <= 1) append(frame, state.blocks.flat());
    above = state.begun;
  };
  const depth = xml.depth;
  for (let event = xml.next(); xml.depth >= depth; event = xml.next()) {
    if (event !== 'open') continue;
    switch (xml.name) {
      case 'tr':
        close();
        ordinal++;
        cells = 0;
        state = newRow(rows.length);
        break;
      case 'trPr':
        readRowProperties(xml, state);
        break;
      case 'tc':
        readCell(xml, story, spots.tableCell(ordinal, ++cells), state, above);
        break;
      case 'tblPr':
      case 'tblGrid':
      case 'tblPrEx':
      case 'sdtPr':
        xml.skip();
        break;
    }
  }
  close();
  return { rows, columns, frame };
}
