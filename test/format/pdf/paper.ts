import { rawPdf } from '../../hostile/bytes.ts';

/** Something drawn on a page: coordinates in points from the top left corner. */
export type Drawing =
  | {
      readonly text: string;
      readonly x: number;
      readonly y: number;
      readonly size?: number;
      readonly angle?: number;
      readonly grey?: number;
    }
  | { readonly line: readonly [x1: number, y1: number, x2: number, y2: number] }
  | { readonly bar: readonly [x: number, y: number, width: number, height: number] }
  | { readonly picture: readonly [x: number, y: number, width: number, height: number] };

export interface Sheet {
  readonly width?: number;
  readonly height?: number;
  /** degrees clockwise by which a viewer turns the page */
  readonly rotate?: number;
  /** more entries of the page's dictionary, such as /CropBox */
  readonly entries?: string;
  readonly draw: readonly Drawing[];
}

const hex = (text: string): string => [...text].map((sign) => (sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')).join('');

function commands(height: number, drawing: Drawing): string {
  if ('line' in drawing) {
    const [x1, y1, x2, y2] = drawing.line;
    return `0.7 w ${x1} ${height - y1} m ${x2} ${height - y2} l S`;
  }
  if ('bar' in drawing) {
    const [x, y, width, tall] = drawing.bar;
    return `0 g ${x} ${height - y - tall} ${width} ${tall} re f`;
  }
  if ('picture' in drawing) {
    const [x, y, width, tall] = drawing.picture;
    return `q ${width} 0 0 ${tall} ${x} ${height - y - tall} cm /I Do Q`;
  }
  const { text, x, y, size = 12, angle = 0, grey = 0 } = drawing;
  const turn = (of: (radians: number) => number): number => Math.round(of((angle * Math.PI) / 180) * 1e5) / 1e5;
  const [cos, sin] = [turn(Math.cos), turn(Math.sin)];
  return `BT ${grey} g /F ${size} Tf ${cos} ${sin} ${-sin} ${cos} ${x} ${height - y} Tm <${hex(text)}> Tj ET`;
}

/**
 * A small PDF of invented content. Characters are square but for ASCII, which is half as wide; no font is embedded.
 * `trailer`: more entries of the trailer, such as /Encrypt; `seal`: what becomes of the stream of an object; `bookmarks`: titles and their pages.
 */
export function pdf(
  sheets: readonly Sheet[],
  trailer = '',
  seal: (content: string, object: number) => string = (content) => content,
  bookmarks: readonly (readonly [title: string, page: number])[] = [],
): Uint8Array {
  const outline = 7 + sheets.length * 2;
  const objects: string[] = [
    `<</Type/Catalog/Pages 2 0 R${bookmarks.length ? `/Outlines ${outline} 0 R` : ''}>>`,
    `<</Type/Pages/Count ${sheets.length}/Kids[${sheets.map((_, i) => `${7 + i * 2} 0 R`).join(' ')}]>>`,
    '<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>',
    '<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 5 0 R/DW 1000/W[1 95 500]>>',
    '<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 80>>',
    '<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>\nstream\n@\nendstream',
  ];
  for (const [i, { width = 595, height = 842, rotate = 0, entries = '', draw }] of sheets.entries()) {
    const content = seal(draw.map((drawing) => commands(height, drawing)).join('\n'), 8 + i * 2);
    objects.push(
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${width} ${height}]/Rotate ${rotate}${entries}/Resources<</Font<</F 3 0 R>>/XObject<</I 6 0 R>>>>/Contents ${8 + i * 2} 0 R>>`,
      `<</Length ${content.length}>>\nstream\n${content}\nendstream`,
    );
  }
  if (bookmarks.length) objects.push(`<</Type/Outlines/First ${outline + 1} 0 R/Last ${outline + bookmarks.length} 0 R>>`);
  for (const [i, [title, page]] of bookmarks.entries()) {
    const next = i + 1 < bookmarks.length ? `/Next ${outline + i + 2} 0 R` : '';
    objects.push(`<</Title<feff${hex(title)}>/Parent ${outline} 0 R/Dest[${5 + page * 2} 0 R/Fit]${next}>>`);
  }
  return rawPdf(objects, trailer);
}

/** Lines around the cells of a table; `open`: sides that are not drawn, as row,column,side (right or bottom) of a cell. */
export function ruled(xs: readonly number[], ys: readonly number[], open: readonly string[] = []): Drawing[] {
  const out: Drawing[] = [];
  for (let r = 0; r < ys.length; r++) {
    for (let c = 0; c < xs.length; c++) {
      const [x, y, right, below] = [xs[c] ?? 0, ys[r] ?? 0, xs[c + 1], ys[r + 1]];
      if (right !== undefined && !open.includes(`${r - 1},${c},bottom`)) out.push({ line: [x, y, right, y] });
      if (below !== undefined && !open.includes(`${r},${c - 1},right`)) out.push({ line: [x, y, x, below] });
    }
  }
  return out;
}

/** Texts of a table's cells, each at the left of its cell; a text may be given as lines. */
export function filled(
  xs: readonly number[],
  ys: readonly number[],
  rows: readonly (readonly (string | readonly string[])[])[],
  size = 10,
): Drawing[] {
  return rows.flatMap((row, r) =>
    row.flatMap((cell, c) =>
      [cell]
        .flat()
        .flatMap((text, line): Drawing[] =>
          text === '' ? [] : [{ text, x: (xs[c] ?? 0) + 2, y: (ys[r] ?? 0) + size + 3 + line * (size + 2), size }],
        ),
    ),
  );
}
