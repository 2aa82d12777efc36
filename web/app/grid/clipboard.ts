/** Cells of a block, row by row. */
export type Block = readonly (readonly string[])[];

/** What Excel, WPS and LibreOffice put on the clipboard as text: tabs between cells, quotes around cells with line breaks, tabs or quotes. */
export function readBlock(text: string): string[][] {
  const rows: string[][] = [[]];
  const source = text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  let at = 0;
  while (at <= source.length) {
    const quoted = /^"((?:[^"]|"")*)"(?=[\t\n]|$)/.exec(source.slice(at));
    const end = quoted ? at + quoted[0].length : endOf(source, at);
    rows.at(-1)!.push(quoted ? quoted[1]!.replaceAll('""', '"') : source.slice(at, end));
    if (source[end] === '\n') rows.push([]);
    at = end + 1;
  }
  return rows;
}

function endOf(source: string, from: number): number {
  const found = /[\t\n]/g;
  found.lastIndex = from;
  return found.exec(source)?.index ?? source.length;
}

export const blockText = (block: Block): string =>
  block.map((row) => row.map((cell) => (/["\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t')).join('\n');

/** A rectangle of cells, both ends included. */
export interface Range {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface Spot {
  readonly row: number;
  readonly column: number;
}

export const rangeOf = (a: Spot, b: Spot): Range => ({
  top: Math.min(a.row, b.row),
  left: Math.min(a.column, b.column),
  bottom: Math.max(a.row, b.row),
  right: Math.max(a.column, b.column),
});

export const within = ({ top, left, bottom, right }: Range, row: number, column: number): boolean =>
  top <= row && row <= bottom && left <= column && column <= right;

/** The cells of a range, row by row. */
export const spotsOf = ({ top, left, bottom, right }: Range): Spot[][] =>
  Array.from({ length: Math.max(0, bottom - top + 1) }, (_, r) =>
    Array.from({ length: right - left + 1 }, (__, c) => ({ row: top + r, column: left + c })),
  );

/** Where each cell of a block goes: once from the upper left corner, or again and again where the range is a multiple of the block. */
export function spread(block: Block, range: Range): (Spot & { readonly text: string })[] {
  const height = block.length;
  const width = Math.max(...block.map((row) => row.length));
  const [tall, wide] = [range.bottom - range.top + 1, range.right - range.left + 1];
  const many = tall % height === 0 && wide % width === 0;
  return Array.from({ length: many ? tall : height }, (_, r) =>
    Array.from({ length: many ? wide : width }, (__, c) => ({
      row: range.top + r,
      column: range.left + c,
      text: block[r % height]?.[c % width] ?? '',
    })),
  ).flat();
}
