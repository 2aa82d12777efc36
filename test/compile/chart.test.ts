import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compile } from '../../src/compile/compile.ts';
import type { Chart } from '../../src/document/layout.ts';
import { decimalText } from '../../src/fact/decimal.ts';
import { drawChart } from '../../src/format/chart/draw.ts';
import { chartSize } from '../../src/format/chart/options.ts';
import { loadForms } from '../../src/forms.ts';
import { planOf } from '../../tools/proof/paper.ts';
import { exampleOf, sets } from './examples.ts';

const SIZE = 13;

/** Boxes of the words of a drawing: where they are anchored, how wide they are set. */
function wordsOf(svg: string) {
  return [...svg.matchAll(/<text([^>]*)>([^<]*)</g)].map(([, attributes = '', text = '']) => {
    const number = (pattern: RegExp): number => Number(pattern.exec(attributes)?.[1] ?? 0);
    const anchor = /text-anchor="(\w+)"/.exec(attributes)?.[1];
    const width = [...text].reduce((sum, sign) => sum + (sign.charCodeAt(0) >= 0x2000 ? SIZE : SIZE * 0.6), 0);
    const at = number(/ x="([-\d.]+)"/) + number(/translate\(([-\d.]+) /);
    const from = anchor === 'end' ? at - width : anchor === 'middle' ? at - width / 2 : at;
    return { text, from, to: from + width, middle: number(/ y="([-\d.]+)"/) + number(/translate\([-\d.]+ ([-\d.]+)\)/) };
  });
}

function assertClear(svg: string, { width, height }: { readonly width: number; readonly height: number }): void {
  const words = wordsOf(svg);
  for (const [i, a] of words.entries()) {
    assert.ok(a.from >= -1 && a.to <= width + 1 && a.middle >= 0 && a.middle <= height, `“${a.text}” stands outside`);
    for (const b of words.slice(i + 1)) {
      assert.ok(Math.abs(a.middle - b.middle) >= SIZE || a.to <= b.from + 1 || b.to <= a.from + 1, `“${a.text}” and “${b.text}” overlap`);
    }
  }
}

for (const set of sets) {
  describe(`charts of ${set.id}`, () => {
    const { compiled, plan } = exampleOf(set);
    const charts = compiled.layout.flatMap(({ chart }) => chart ?? []);

    test('every chart is followed by the table of its figures', () => {
      for (const [i, { chart }] of compiled.layout.entries()) {
        const grid = compiled.document.blocks[i + 1];
        if (!chart) continue;
        assert.equal(compiled.layout[i + 1]?.role, 'chart-data');
        assert.ok(grid?.kind === 'grid');
        const names = chart.series.map(({ name }) => name);
        assert.equal(new Set(names).size, names.length, `series are told apart: ${names}`);
        const words = new Set(grid.rows.flat().map((cell) => cell.words.text));
        for (const text of [...chart.labels, ...chart.series.flatMap(({ texts }) => texts.map((one) => one.split('，')[0] ?? ''))]) {
          assert.ok(words.has(text), `“${text}” of ${plan.paper.organisation} is in the table`);
        }
      }
    });

    test('drawn: every label and figure, none over another, the same each time', async () => {
      for (const chart of charts) {
        const { svg, width, height } = await drawChart(chart);
        const told = wordsOf(svg).map(({ text }) => text);
        const labels = chart.labels.filter((label) => label.length <= 13);
        for (const text of [...labels, ...chart.series.flatMap(({ texts }) => texts)]) assert.ok(told.includes(text), text);
        assertClear(svg, { width, height });
        assert.equal((await drawChart(structuredClone(chart))).svg, svg);
        assert.match(svg, /^<svg role="img"[^>]*><title>[^<]+<\/title><desc>[^<]+<\/desc>/);
      }
    });
  });
}

test('budgets compare with the year before, finals what was spent with what was planned', () => {
  const titles = sets.flatMap((set) => {
    const { compiled } = exampleOf(set);
    return compiled.layout.flatMap(({ role }, i) => {
      const block = compiled.document.blocks[i];
      return role === 'chart' && block?.kind === 'paragraph' ? [`${set.kind} ${block.words.text}`] : [];
    });
  });
  for (const wanted of [
    /^budget 图1 \d{4}年预算与上年对比/,
    /^budget .*支出结构/,
    /^budget .*“三公”经费/,
    /^final .*支出结构/,
    /^final .*一般公共预算财政拨款支出执行情况/,
    /^final .*“三公”经费支出执行情况/,
  ]) {
    assert.ok(
      titles.some((title) => wanted.test(title)),
      String(wanted),
    );
  }
});

test('many long labels, two series, a negative and a huge value stay apart', async () => {
  const labels = Array.from({ length: 24 }, (_, i) => `很长的支出功能分类科目名称要折成几行才放得下${'一二三四五六七八九十'[i % 10]}${i}`);
  const values = labels.map((_, i) => (i === 3 ? -12_345 : i === 4 ? 98_765_432_101 : i * 100));
  const texts = values.map((digits) => decimalText({ digits, scale: 2 }));
  const series = ['年初预算数', '决算数'].map((name) => ({ name, values: values.map((value) => value / 100), texts }));
  const chart: Chart = { labels, series, unit: '万元', alt: '长图' };
  const { svg } = await drawChart(chart);
  assertClear(svg, chartSize(chart));
});

test('shares in a chart add to 100.00 %, and are those that the text states', () => {
  const forms = loadForms();
  let told = 0;
  for (let paper = 0; paper < 12; paper++) {
    const { plan, set } = planOf(7, paper, forms);
    const { document, layout } = compile(plan, set, forms);
    const text = document.blocks.map((block) => (block.kind === 'grid' ? '' : block.words.text)).join('\n');
    for (const { texts } of layout.flatMap(({ chart }) => chart?.series ?? [])) {
      const shares = texts.flatMap((one) => /，(.*)%$/.exec(one)?.[1] ?? []);
      if (shares.length === 0) continue;
      assert.equal(
        shares.reduce((sum, share) => sum + Math.round(Number(share) * 100), 0),
        10_000,
        `paper ${paper}: ${texts}`,
      );
      for (const share of shares) {
        if (Number(share) === 0) continue;
        assert.ok(text.includes(`${share}%`), `paper ${paper}: ${share}% stands in the chart alone`);
        told++;
      }
    }
  }
  assert.ok(told > 20, `${told} shares`);
});
