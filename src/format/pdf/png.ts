import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

function chunk(type: string, data: Uint8Array): Buffer {
  const out = Buffer.alloc(data.length + 12);
  out.writeUInt32BE(data.length, 0);
  out.write(type, 4, 'latin1');
  out.set(data, 8);
  out.writeUInt32BE(crc32(out.subarray(4, data.length + 8)), data.length + 8);
  return out;
}

/** Kinds of pixels by their bytes. */
const COLOURS = { 3: 2, 4: 6 } as const;

/** A PNG file of rows that each begin with how they are stored; `level`: how hard it is packed, 1 least to 9. */
function file(width: number, height: number, bytes: keyof typeof COLOURS, rows: Uint8Array, level: number): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, COLOURS[bytes], 0, 0, 0], 8); // 8 bits each, no interlacing
  return Buffer.concat([
    Buffer.from(SIGNATURE),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level })),
    chunk('IEND', new Uint8Array()),
  ]);
}

/** A picture of red, green and blue bytes as a PNG file (ISO/IEC 15948); each row is stored as its difference from the one above. */
export function png(width: number, height: number, rgb: Uint8Array): Uint8Array {
  const row = width * 3;
  const filtered = new Uint8Array((row + 1) * height);
  for (let y = 0; y < height; y++) {
    const to = y * (row + 1) + 1;
    const from = y * row;
    filtered[to - 1] = 2;
    for (let x = 0; x < row; x++) filtered[to + x] = (rgb[from + x] ?? 0) - (y > 0 ? (rgb[from - row + x] ?? 0) : 0);
  }
  return file(width, height, 3, filtered, 4);
}

/** A drawing of few colours, red, green, blue and opacity, as a PNG file, fast: its rows are stored as they are. */
export function pngOfDrawing(width: number, height: number, rgba: Uint8Array): Uint8Array {
  const row = width * 4;
  const rows = new Uint8Array((row + 1) * height);
  for (let y = 0; y < height; y++) rows.set(rgba.subarray(y * row, (y + 1) * row), y * (row + 1) + 1);
  return file(width, height, 4, rows, 1);
}
