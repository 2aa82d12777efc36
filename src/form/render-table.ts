import { withDims } from '../fact/dimension.ts';
import type { BlockForm, ColumnForm, ColumnKind, FormSense, TableForm } from './form.ts';
import { fill, over, printed, type RenderContext } from './render-facts.ts';
import { EMPTY_ROW, type RowOut, rowsOf } from './render-rows.ts';
import { gridOf, type Sketch, type SketchCell, table as tableSketch } from './sketch.ts';

/** A column at the bottom of the header, with the sense that the header words above it give. */
interface Leaf {
  readonly is: ColumnKind;
  readonly fact: FormSense;
  readonly head: string;
}

const leavesOf = (columns: readonly ColumnForm[], sense: FormSense): Leaf[] =>
  columns.flatMap((column) => {
    const fact = over(sense, column.fact);
    return column.columns.length > 0 ? leavesOf(column.columns, fact) : [{ is: column.is, fact, head: column.head }];
  });

const depthOf = (columns: readonly ColumnForm[]): number =>
  columns.reduce((most, column) => Math.max(most, 1 + depthOf(column.columns)), 0);
const widthOf = (column: ColumnForm): number => column.columns.reduce((sum, child) => sum + widthOf(child), 0) || 1;

/** The header of all blocks as one tree; neighbouring blocks with one head share it. */
function headTree(blocks: readonly BlockForm[]): ColumnForm[] {
  const tree: ColumnForm[] = [];
  for (const { head, columns } of blocks) {
    const last = tree.at(-1);
    if (head === null) tree.push(...columns);
    else if (last?.head === head) tree[tree.length - 1] = { ...last, columns: [...last.columns, ...columns] };
    else tree.push({ head, is: 'value', fact: { dims: {} }, columns });
  }
  return tree;
}

function headCells(context: RenderContext, columns: readonly ColumnForm[], depth: number): SketchCell[] {
  const cells: SketchCell[] = [];
  const put = (nodes: readonly ColumnForm[], row: number, from: number): void => {
    let at = from;
    for (const node of nodes) {
      const width = widthOf(node);
      const leaf = node.columns.length === 0;
      cells.push({ text: fill(node.head, context), row, column: at, rowSpan: leaf ? depth - row : 1, columnSpan: width });
      put(node.columns, row + 1, at);
      at += width;
    }
  };
  put(columns, 0, 0);
  return cells;
}

/** A block with its rows, padded to the height of the table. */
interface Side {
  readonly at: number;
  readonly leaves: readonly Leaf[];
  readonly rows: readonly RowOut[];
  readonly line: number | null;
}

function sidesOf(context: RenderContext, table: TableForm): Side[] {
  const raw = table.blocks.map((block) => {
    const sense = over(table.fact, block.fact);
    const rows = (forms: BlockForm['rows']) => rowsOf(context, forms, block.columns, sense);
    return { leaves: leavesOf(block.columns, sense), body: rows(block.rows), foot: rows(block.foot), line: block.line };
  });
  const highest = Math.max(...raw.map(({ body }) => body.length));
  const lowest = Math.max(...raw.map(({ foot }) => foot.length));
  let at = 0;
  return raw.map(({ leaves, body, foot, line }) => {
    const gap = (length: number): RowOut[] => Array.from({ length }, () => EMPTY_ROW);
    const side = { at, leaves, line, rows: [...body, ...gap(highest - body.length), ...foot, ...gap(lowest - foot.length)] };
    at += leaves.length;
    return side;
  });
}

/** The number of each column: of those with values, or of all where the row has no label. */
function countCells(sides: readonly Side[], label: string, row: number): SketchCell[] {
  const cells: SketchCell[] = [];
  let next = 1;
  for (const { at, leaves } of sides) {
    leaves.forEach(({ is }, i) => {
      const first = i === 0 && is !== 'value' && label !== '';
      if (first) cells.push(cell(label, row, at));
      else if (is === 'value' || label === '') cells.push(cell(String(next++), row, at + i));
    });
  }
  return cells;
}

const cell = (text: string, row: number, column: number): SketchCell => ({ text, row, column, rowSpan: 1, columnSpan: 1 });

/** The printed value of a row in a column; told to the context where it is more than a blank. */
function valueText(context: RenderContext, table: TableForm, leaf: Leaf, row: RowOut): string {
  if (!row.fact) return '';
  const { concept, dims } = over(leaf.fact, row.fact);
  if (!concept) throw new Error(`表“${table.title}”的“${row.label}”行“${leaf.head}”列没有说明是什么数（concept）`);
  const value = context.facts.value(concept, dims);
  if (value.value === 0 && !value.trace && table.zero === 'blank') return '';
  const text = printed(value, table.unit);
  context.stated.push({ ...value, concept, dims, printed: text, where: `${table.title} ${row.label} ${fill(leaf.head, context)}` });
  return text;
}

/** The number of a row: blank rows count, headings between rows do not. */
function lineOf({ rows, line }: Side, i: number): string {
  const isHeading = (row: RowOut | undefined): boolean => row !== undefined && row.fact === null && row.label !== '';
  return isHeading(rows[i]) ? '' : String((line ?? 1) + rows.slice(0, i).filter((row) => !isHeading(row)).length);
}

/** What a row of a purchase says of the source that pays for it; nothing in other rows. */
const budgetRow = (row: RowOut): RowOut =>
  row.fact && row.words.has('goods') ? { ...row, fact: { dims: withDims(row.fact.dims, { item: 'all' }) } } : EMPTY_ROW;

function rowCells(context: RenderContext, table: TableForm, side: Side, i: number, at: number): SketchCell[] {
  const row = side.rows[i] ?? EMPTY_ROW;
  const { leaves } = side;
  const coded = row.words.size > 0;
  const label = leaves.findIndex(({ is }) => is === 'label');
  /** a row without code, such as 合计, begins in the first column */
  const first = coded ? label : leaves.findIndex(({ is }) => is !== 'value' && is !== 'line');
  return leaves.flatMap(({ is }, column): SketchCell[] => {
    const leaf = leaves[column];
    if (!leaf) return [];
    const text =
      column === first
        ? row.label
        : is === 'value'
          ? valueText(context, table, leaf, row)
          : is === 'budget'
            ? valueText(context, table, leaf, budgetRow(row))
            : is === 'line'
              ? lineOf(side, i)
              : (row.words.get(is) ?? '');
    return text ? [cell(text, at, side.at + column)] : [];
  });
}

const printedAs = (kind: ColumnKind): 'words' | 'code' | 'value' =>
  kind === 'value' || kind === 'budget' || kind === 'quantity' || kind === 'price'
    ? 'value'
    : /code|^line$|-\d$/.test(kind)
      ? 'code'
      : 'words';

/** A table filled with facts, and whether it holds any. */
export function renderTable(context: RenderContext, table: TableForm): { readonly sketch: Sketch; readonly filled: boolean } {
  const sides = sidesOf(context, table);
  const tree = headTree(table.blocks);
  const depth = depthOf(tree);
  const before = context.stated.length;
  const cells = headCells(context, tree, depth);
  const counts = table.counts === null ? 0 : 1;
  if (table.counts !== null) cells.push(...countCells(sides, table.counts, depth));
  const height = sides[0]?.rows.length ?? 0;
  for (let i = 0; i < height; i++) for (const side of sides) cells.push(...rowCells(context, table, side, i, depth + counts + i));
  const width = sides.reduce((sum, { leaves }) => sum + leaves.length, 0);
  const columns = sides.flatMap(({ leaves }) => leaves.map(({ is }) => printedAs(is)));
  const grid = gridOf(cells, depth + counts + height, width);
  return { sketch: tableSketch(grid, depth + counts, columns), filled: context.stated.length > before };
}
