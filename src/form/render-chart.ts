import type { Cell, Grid } from '../document/document.ts';
import type { Chart, ColumnKind } from '../document/layout.ts';
import { type Decimal, decimalText, parseDecimal, powerOfTen } from '../fact/decimal.ts';
import { ALL, type Dims, withDims } from '../fact/dimension.ts';
import type { ChartForm } from './form.ts';
import { fill, over, type RenderContext, type StatedFact } from './render-facts.ts';
import { ShareList } from './render-shares.ts';
import { renderTable } from './render-table.ts';
import type { Sketch } from './sketch.ts';
import { paragraph } from './sketch.ts';

/** Charts that a paper has so far: 图1, 图2 … */
export interface FigureCount {
  drawn: number;
}

const ZERO: Decimal = { digits: 0, scale: 2 };

/** What the cells of a column say, row by row below the header. */
function columnCells(grid: Grid, headRows: number, column: number): readonly (Cell | undefined)[] {
  return grid.rows.slice(headRows).map((row) => row.find((cell) => cell.column === column));
}

/** The share of each value in their sum, as texts print shares: together 100.00 %. */
function sharesOf(values: readonly Decimal[]): string[] {
  const total = values.reduce((sum, { digits }) => sum + digits, 0);
  const list = new ShareList();
  const shares = (): number[] => values.map(({ digits }, i) => list.of(String(i), digits, '', total));
  shares();
  list.settle();
  return shares().map((digits) => `${decimalText({ digits, scale: 2 })}%`);
}

/** The chart of a table: labels from its words, a series from each column of values. */
function chartOf({ kind, table }: ChartForm, grid: Grid, headRows: number, columns: readonly ColumnKind[], title: string): Chart {
  const labels = columnCells(grid, headRows, columns.indexOf('words')).map((cell) => cell?.words.text ?? '');
  const series = columns.flatMap((column, at) => {
    if (column !== 'value') return [];
    const values = columnCells(grid, headRows, at).map((cell) => parseDecimal(cell?.words.text ?? '') ?? ZERO);
    const shares = sharesOf(values);
    // the lowest header names the column; those above it span several
    const head = grid.rows
      .slice(0, headRows)
      .flat()
      .findLast((cell) => cell.column === at);
    return [
      {
        name: head?.words.text ?? '',
        values: values.map(({ digits, scale }) => digits / powerOfTen(scale)),
        texts: values.map((value, i) => (kind === 'shares' ? `${decimalText(value)}，${shares[i]}` : decimalText(value))),
      },
    ];
  });
  const told = labels.map(
    (label, i) => `${label}${series.map(({ name, texts }) => `${series.length > 1 ? name : ''}${texts[i]}`).join('、')}`,
  );
  return { labels, series, unit: table.unit, alt: `${title}，条形图，单位${table.unit}：${told.join('；')}。` };
}

/** What was budgeted the year before is a fact of that year: 上年预算数. */
function ofItsYear(fact: StatedFact): StatedFact {
  const { measure, year } = fact.dims;
  return measure === 'prior' ? { ...fact, dims: withDims(fact.dims, { measure: ALL, year: String(Number(year) - 1) }) } : fact;
}

/** A chart with its caption and the table of its figures; nothing where fewer than two rows hold any, or a column holds none. */
export function renderChart(context: RenderContext, base: Dims, form: ChartForm, figures: FigureCount): Sketch[] {
  const title = fill(form.table.title, context);
  const own: RenderContext = { ...context, stated: [] };
  const { sketch } = renderTable(own, { ...form.table, title, fact: over({ dims: base }, form.table.fact) });
  const { block, layout } = sketch;
  if (block.kind !== 'grid') return [];
  const chart = chartOf(form, block, layout.headRows, layout.columns, title);
  const filled = (values: readonly number[]): boolean => values.some((value) => value !== 0);
  const rows = chart.labels.filter((_, i) => filled(chart.series.map(({ values }) => values[i] ?? 0)));
  if (rows.length < 2 || !chart.series.every(({ values }) => filled(values))) return [];
  context.stated.push(...own.stated.map(ofItsYear));
  const caption = paragraph(`图${++figures.drawn} ${title}（单位：${form.table.unit}）`, 'chart');
  return [
    { ...caption, layout: { ...caption.layout, chart } },
    { block, layout: { ...layout, role: 'chart-data' } },
  ];
}
