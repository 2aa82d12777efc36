import type { BarSeriesOption, EChartsOption } from 'echarts';
import type { Chart } from '../../document/layout.ts';

/** Fonts by name: those of the page and the PDF, then those of Windows and macOS. */
const FONTS = 'Noto Sans SC, Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, SimHei, sans-serif';
const SIZE = 13;
const INK = '#1b2430';
/** Dark and light, so that series are told apart in grey print too. */
const FILLS = ['#24527f', '#a9c8e6', '#6c7a89', '#dde3e9'];
/** Of a page's text (156 mm), so that the words of a chart are printed in their size. */
const WIDTH = 590;
/** Height of a line of a label. */
const LINE = 17;
const BAR = 20;
const GAP = 14;
const LEGEND = 34;
/** The widest label before it is broken over lines. */
const LABEL = 13 * SIZE;

/** Width of text in px: signs of half width are taken to be a little more than half. */
const widthOf = (text: string): number => [...text].reduce((sum, sign) => sum + (sign.charCodeAt(0) >= 0x2000 ? 1 : 0.6) * SIZE, 0);
const longest = (texts: readonly string[]): number => Math.max(0, ...texts.map(widthOf));

/** Width and height in px, grown with the bars, so that nothing overlaps. */
export function chartSize({ labels, series }: Chart): { readonly width: number; readonly height: number } {
  const lines = Math.max(1, ...labels.map((label) => Math.ceil(widthOf(label) / LABEL)));
  const row = Math.max(series.length * BAR, lines * LINE) + GAP;
  return { width: WIDTH, height: Math.round(labels.length * row + GAP + (series.length > 1 ? LEGEND : 0)) };
}

/** The chart as options of ECharts: bars from the left, each with its figure at its end; a legend where there are several series. */
export function chartOptions(chart: Chart): EChartsOption {
  const { labels, series } = chart;
  const left = Math.min(LABEL, longest(labels)) + 14;
  const right = longest(series.flatMap(({ texts }) => texts)) + 14;
  const top = series.length > 1 ? LEGEND : GAP / 2;
  return {
    animation: false,
    color: FILLS,
    textStyle: { fontFamily: FONTS, fontSize: SIZE, color: INK },
    ...(series.length > 1
      ? { legend: { top: 4, left, itemGap: 24, icon: 'rect', textStyle: { fontFamily: FONTS, fontSize: SIZE, color: INK } } }
      : {}),
    grid: { left, right, top, bottom: GAP / 2 },
    xAxis: { type: 'value', show: false, min: (range) => Math.min(0, range.min), max: (range) => Math.max(range.max, 0.01) },
    yAxis: {
      type: 'category',
      inverse: true,
      data: [...labels],
      axisTick: { show: false },
      axisLine: { lineStyle: { color: INK } },
      axisLabel: { fontFamily: FONTS, fontSize: SIZE, color: INK, lineHeight: LINE, width: LABEL, overflow: 'break', interval: 0 },
    },
    series: series.map(
      ({ name, values, texts }): BarSeriesOption => ({
        type: 'bar',
        name,
        barWidth: BAR - 4,
        barGap: '15%',
        itemStyle: { borderColor: INK, borderWidth: 0.6 },
        data: values.map((value, i) => ({
          value,
          label: {
            show: true,
            position: value < 0 ? ('insideLeft' as const) : ('right' as const),
            formatter: texts[i] ?? '',
            fontFamily: FONTS,
            fontSize: SIZE,
            color: INK,
          },
        })),
      }),
    ),
  };
}
