import type { Chart } from '../../document/layout.ts';
import { FormatError } from '../error.ts';
import { fontFile } from '../fonts.ts';
import { drawChart } from './draw.ts';

/** A chart for files that are printed. Its words are outlines: every machine shows the same, and readers take the figures from the table below it. */
export interface Picture {
  readonly svg: string;
  readonly alt: string;
  /** The same in pixels, for programs that draw no SVG. */
  readonly png: () => Uint8Array;
}

/** Dots of the PNG to a px of the drawing: 240 to an inch. */
const SHARPNESS = 2.5;

/** The engine's SVG without what is not seen, and without digits below a hundredth of a px. */
const trimmed = (svg: string): string =>
  svg
    .replace(/<path\b[^>]*visibility="hidden"[^>]*\/>|<defs\/>|\n\s*/g, '')
    .replace(/(\.\d\d)\d+/g, '$1')
    .replace(/<g\b[^>]*><\/g>/g, '');

/** Draws a chart with the font that the PDF embeds. Throws FormatError where the machine has no engine. */
export async function pictureOf(chart: Chart): Promise<Picture> {
  const { Resvg } = await import('@resvg/resvg-js').catch(() => {
    throw new FormatError('本机的系统没有可用的图形引擎（resvg），不能画图。请改为导出网页或 Excel');
  });
  const { svg, alt } = await drawChart(chart);
  const drawn = new Resvg(svg, {
    font: { loadSystemFonts: false, fontFiles: [fontFile('hei')], defaultFontFamily: 'Noto Sans SC' },
    fitTo: { mode: 'zoom', value: SHARPNESS },
    background: '#fff',
  });
  return { svg: trimmed(drawn.toString()), alt, png: () => new Uint8Array(drawn.render().asPng()) };
}

/** The pictures of all charts among what is printed. */
export async function picturesOf(charts: Iterable<Chart>): Promise<ReadonlyMap<Chart, Picture>> {
  const pictures = new Map<Chart, Picture>();
  for (const chart of charts) pictures.set(chart, await pictureOf(chart));
  return pictures;
}
