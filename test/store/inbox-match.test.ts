import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Finding, FindingPlace } from '../../src/check/finding.ts';
import { matchFindings } from '../../src/store/inbox/match.ts';

const place = (line: number, table: string | null, row: string | null, text: string): FindingPlace => ({
  ...{ line, page: null, box: null, sheet: null, cell: null, from: 0, to: text.length },
  ...{ table, row, column: null, text },
});

const finding = (code: string, message: string, places: readonly FindingPlace[], culprit: number | null = null): Finding => ({
  ...{ code, law: 'sum', severity: 'error', title: '合计不等于各项之和', message },
  ...{ stated: '', expected: '', difference: '', culprit, suggestion: '', basis: '', places },
});

/** A sentence with a figure, a cell, a thing found in several places: what findings are about. */
const found = fc
  .record({
    code: fc.constantFrom('sum.hierarchy', 'comply.code', 'agree.text'),
    table: fc.constantFrom('收支总表', '2025年预算支出总表', '项目绩效目标', null),
    rows: fc.uniqueArray(fc.constantFrom('合计', '教育支出', '基本支出', '公用经费', '住房保障支出'), { minLength: 1, maxLength: 3 }),
    figure: fc.integer({ min: 1, max: 99999 }),
    line: fc.integer({ min: 1, max: 3000 }),
  })
  .map(({ code, table, rows, figure, line }) =>
    finding(
      code,
      `《${table}》“${rows.join('、')}”印为${figure / 100}万元。`,
      rows.map((row, n) => place(line + n, table, row, `${figure / 100}`)),
      rows.length > 1 ? 1 : 0,
    ),
  );
/** No two are exactly the same. */
const list = fc.uniqueArray(found, { maxLength: 25, selector: ({ code, message }) => code + message });
const shuffled = (own: readonly Finding[]) => fc.shuffledSubarray([...own], { minLength: own.length, maxLength: own.length });

const said = (findings: readonly Finding[], indexes: readonly number[]) =>
  indexes.map((index) => findings[index]!.code + findings[index]!.message);

test('each finding is matched at most once, and every one of both lists is accounted for; never with one of another code', () => {
  fc.assert(
    fc.property(list, list, (before, after) => {
      const { kept, gone, fresh } = matchFindings(before, after);
      assert.deepEqual(
        [...kept.map((pair) => pair.before), ...gone].sort((a, b) => a - b),
        [...before.keys()],
      );
      assert.deepEqual(
        [...kept.map((pair) => pair.after), ...fresh].sort((a, b) => a - b),
        [...after.keys()],
      );
      for (const pair of kept) assert.equal(before[pair.before]!.code, after[pair.after]!.code);
    }),
  );
});

test('lines and pages that move, in whatever order, change nothing', () => {
  fc.assert(
    fc.property(
      list.chain((before) => fc.tuple(fc.constant(before), shuffled(before), fc.integer({ min: 1, max: 500 }))),
      ([before, order, by]) => {
        const after = order.map((one) => ({
          ...one,
          places: one.places.map((at) => ({ ...at, line: null, page: by, from: at.from + by, to: at.to + by })),
        }));
        const { kept, gone, fresh } = matchFindings(before, after);
        assert.deepEqual([gone, fresh], [[], []]);
        for (const pair of kept) assert.ok(pair.same && before[pair.before]!.message === after[pair.after]!.message);
      },
    ),
  );
});

test('what is taken away is gone, and nothing else is', () => {
  fc.assert(
    fc.property(
      list.chain((before) => fc.tuple(fc.constant(before), fc.subarray(before))),
      ([before, after]) => {
        const { kept, gone, fresh } = matchFindings(before, after);
        assert.deepEqual(fresh, []);
        assert.deepEqual(
          said(before, gone).sort(),
          said(
            before.filter((one) => !after.includes(one)),
            [...gone.keys()],
          ).sort(),
        );
        assert.ok(kept.every(({ same }) => same));
        // read the other way, it is what was added
        const back = matchFindings(after, before);
        assert.deepEqual([back.gone, said(before, back.fresh).sort()], [[], said(before, gone).sort()]);
      },
    ),
  );
});

test('a figure that was changed and is still wrong is the same finding, told as changed', () => {
  const one = fc.uniqueArray(found, { maxLength: 15, selector: ({ code, message }) => code + message.replace(/[\d.]+/, '') });
  fc.assert(
    fc.property(one, fc.integer({ min: 2, max: 9 }), (before, by) => {
      const other = (text: string): string => text.replace(/[\d.]+(?=万元|$)/, (figure) => String((Number(figure) * by).toFixed(2)));
      const after = before.map((own) => ({
        ...own,
        message: other(own.message),
        places: own.places.map((at) => ({ ...at, line: at.line! + 7, text: other(at.text) })),
      }));
      const { kept, gone, fresh } = matchFindings(before, after);
      assert.deepEqual([gone, fresh], [[], []]);
      for (const pair of kept) assert.equal(pair.before, pair.after);
      assert.ok(kept.every(({ same }) => !same));
    }),
  );
});

test('one of several places is mended: still there; another wrong word in the same cell: another finding', () => {
  const words = (texts: readonly string[]) =>
    finding(
      'comply.near-miss',
      `“${texts.join('”、“')}”写错，共${texts.length}处。`,
      texts.map((text, n) => place(n, '项目绩效目标', '概况', text)),
    );
  assert.equal(matchFindings([words(['专新特新企业', '民管经济发展'])], [words(['民管经济发展'])]).kept.length, 1);
  assert.deepEqual(matchFindings([words(['专新特新企业'])], [words(['民管经济发展'])]), { kept: [], gone: [0], fresh: [0] });
  const sentence = (text: string) => finding('derive.direction', `“${text}”里增与减两个方向词并存。`, [place(3, null, null, text)]);
  assert.equal(matchFindings([sentence('下降增长1.5%')], [sentence('下降增长1.8%')]).kept[0]?.same, false);
});

test('what decides where several signs speak', () => {
  const cell = (row: string) => place(1, '收支总表', row, '5.00');
  const at = (message: string, rows: readonly string[]) => finding('sum.hierarchy', message, rows.map(cell), 0);
  // the place that is wrong, rather than how many others are shared
  const moved = matchFindings([at('甲', ['合计', '教育', '卫生'])], [at('乙', ['其他', '教育', '卫生']), at('丙', ['合计', '住房'])]);
  assert.deepEqual([moved.kept.map(({ after }) => after), moved.fresh], [[1], [0]]);
  // the same words before the same places
  const swapped = matchFindings([at('甲', ['合计']), at('乙', ['合计'])], [at('乙', ['合计']), at('甲', ['合计'])]);
  assert.ok(swapped.kept.length === 2 && swapped.kept.every(({ same }) => same));
  // of the paper as a whole: its words without their figures
  const whole = (message: string) => finding('comply.targets-published', message, []);
  assert.deepEqual(matchFindings([whole('公开8个，少5个。')], [whole('公开9个，少4个。')]).fresh, []);
  // the same figure elsewhere is another finding
  assert.deepEqual(matchFindings([at('甲', ['合计'])], [at('乙', ['教育'])]).fresh, [0]);
});
