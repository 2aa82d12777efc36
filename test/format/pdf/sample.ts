import { SAMPLE } from '../../sample.ts';
import { type Drawing, filled, pdf, ruled } from './paper.ts';

const [LEFT, TOP, BOTTOM, LINE] = [72, 72, 600, 22];
const WIDTH = 450;

/** A paper such as the sample as a PDF: lines of text, and tables with ruling lines. */
export function samplePdf(text = SAMPLE): Uint8Array {
  const sheets: { draw: Drawing[] }[] = [];
  let y = BOTTOM;
  let rows: string[][] = [];
  const room = (height: number): Drawing[] => {
    if (y + height > BOTTOM) {
      sheets.push({ draw: [] });
      y = TOP;
    }
    return sheets.at(-1)!.draw;
  };
  const endTable = (): void => {
    if (rows.length === 0) return;
    const draw = room(rows.length * LINE);
    const columns = Math.max(...rows.map((row) => row.length));
    const xs = Array.from({ length: columns + 1 }, (_, i) => LEFT + (WIDTH / columns) * i);
    const ys = Array.from({ length: rows.length + 1 }, (_, i) => y + LINE * i);
    draw.push(...ruled(xs, ys), ...filled(xs, ys, rows));
    y = ys.at(-1)! + LINE;
    rows = [];
  };
  for (const line of text.split('\n')) {
    if (line.includes('\t')) {
      rows.push(line.split('\t'));
      continue;
    }
    endTable();
    for (let at = 0; at < line.length; at += 36) {
      room(LINE).push({ text: line.slice(at, at + 36), x: at === 0 ? LEFT + 24 : LEFT, y: y + 14 });
      y += LINE;
    }
  }
  endTable();
  return pdf(sheets);
}
