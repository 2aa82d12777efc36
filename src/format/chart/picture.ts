import type { Chart } from '../../document/layout.ts';
import { FormatError } from '../error.ts';
import { pngOfDrawing } from '../pdf/png.ts';
import { drawChart } from './draw.ts';
import { withOutlines } from './outline.ts';

/** A chart for files that are printed. Its words are outlines: every machine shows the same, and readers take the figures from the table below it. */
export interface Picture {
  readonly svg: string;
  readonly alt: string;
}

/** Dots of the PNG to a px of the drawing: 192 to an inch. */
const SHARPNESS = 2;

/** Pictures that were made: one paper's files share them. */
const made = new WeakMap<Chart, Promise<Picture>>();

/** Without what is not seen: empty areas, its own title and description (the file that holds it tells them). */
const trimmed = (svg: string): string =>
  svg
    .replace(/<(?:rect|path)\b[^>]*fill="none"[^>]*><\/(?:rect|path)>\n?/g, (shape) => (shape.includes('stroke=') ? shape : ''))
    .replace(/<(title|desc)>[^<]*<\/\1>/g, '');

async function make(chart: Chart): Promise<Picture> {
  const { svg, alt } = await drawChart(chart);
  return { svg: trimmed(await withOutlines(svg, 'hei')), alt };
}

/** Draws a chart with the font that the PDF embeds, once. */
export function pictureOf(chart: Chart): Promise<Picture> {
  const known = made.get(chart) ?? make(chart);
  made.set(chart, known);
  return known;
}

/** The pictures of all charts among what is printed. */
export async function picturesOf(charts: Iterable<Chart>): Promise<ReadonlyMap<Chart, Picture>> {
  const pictures = new Map<Chart, Picture>();
  for (const chart of charts) pictures.set(chart, await pictureOf(chart));
  return pictures;
}

/** A picture in pixels, for programs that draw no SVG. Throws FormatError where the machine has no engine. */
export async function pngOf({ svg }: Picture): Promise<Uint8Array> {
  const { Resvg } = await import('@resvg/resvg-js').catch(() => {
    throw new FormatError('本机的系统没有可用的图形引擎（resvg），不能画图。请改为导出网页或 Excel');
  });
  const engine = new Resvg(svg, { font: { loadSystemFonts: false }, fitTo: { mode: 'zoom', value: SHARPNESS }, background: '#fff' });
  const { width, height, pixels } = engine.render();
  return pngOfDrawing(width, height, pixels);
}
