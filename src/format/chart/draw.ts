import type { Chart } from '../../document/layout.ts';
import { escapeHtml } from '../html/escape.ts';
import { chartOptions, chartSize } from './options.ts';

/** A drawn chart. Width and height are px (96 to an inch). */
export interface Drawing {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
}

/** Charts that were drawn: one paper's files share them. */
const drawings = new WeakMap<Chart, Promise<Drawing>>();

/** Draws a chart, once; ECharts is loaded when the first is wanted (200 ms). The same chart makes the same SVG. */
export function drawChart(chart: Chart): Promise<Drawing> {
  const known = drawings.get(chart) ?? draw(chart);
  drawings.set(chart, known);
  return known;
}

async function draw(chart: Chart): Promise<Drawing> {
  const [core, { BarChart }, { GridComponent, LegendComponent }, { SVGRenderer }] = await Promise.all([
    import('echarts/core'),
    import('echarts/charts'),
    import('echarts/components'),
    import('echarts/renderers'),
  ]);
  core.use([BarChart, GridComponent, LegendComponent, SVGRenderer]);
  const size = chartSize(chart);
  const drawn = core.init(null, null, { renderer: 'svg', ssr: true, ...size });
  drawn.setOption(chartOptions(chart));
  const svg = drawn.renderToSVGString();
  drawn.dispose();
  return { svg: plain(svg, chart.alt), ...size, alt: chart.alt };
}

/** Without what is meant for the mouse (and counts charts, so that it would differ from one to the next); with words for those who do not see it. */
const plain = (svg: string, alt: string): string =>
  svg
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/ (?:class|pointer-events|ecmeta_\w+|baseProfile|xmlns:xlink)="[^"]*"/g, '')
    .replace(/^<svg /, '<svg role="img" ')
    .replace('>', `><title>${escapeHtml(alt.split('，')[0] ?? alt)}</title><desc>${escapeHtml(alt)}</desc>`)
    .replace(/\n+/g, '\n')
    .trim();
