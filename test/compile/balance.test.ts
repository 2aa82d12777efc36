import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import createHighs from 'highs';
import { type BalancedSum, balance, nearestStep, type Sum } from '../../src/compile/balance.ts';

const STEP = 10_000;
// its types describe the CommonJS build, where the function stands under `default`
const highs = await (createHighs as unknown as typeof createHighs.default)();

/** A line of money with its member along each of three crossing divisions. */
interface Line {
  readonly fen: number;
  readonly at: readonly number[];
}

const fen = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 50_000_000 }) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 4_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: -900_000, max: -1 }) },
  { weight: 1, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: 10_000_000_000, max: 90_000_000_000 }) },
);
const lines = (most: number, divisions: readonly number[]) =>
  fc.array(fc.record({ fen, at: fc.tuple(...divisions.map((n) => fc.nat(n - 1))) }), { minLength: 1, maxLength: most });

/** The grand total, each division's members, and the crossings of the first with each other one. */
function sumsOf(given: readonly Line[], divisions: number): Map<string, Sum> {
  const sums = new Map<string, number[]>();
  const add = (key: string, line: number): void => {
    sums.set(key, [...(sums.get(key) ?? []), line]);
  };
  given.forEach(({ at }, i) => {
    add('all', i);
    for (let d = 0; d < divisions; d++) add(`${d}:${at[d]}`, i);
    for (let d = 1; d < divisions; d++) add(`0:${at[0]} ${d}:${at[d]}`, i);
  });
  return new Map([...sums].map(([key, members]) => [key, { lines: members, shown: null }]));
}

const exactOf = (given: readonly Line[], sum: Sum): number => sum.lines.reduce((total, i) => total + (given[i]?.fen ?? 0), 0);

/** How many steps sums are beyond the whole numbers beside their exact values. */
const beyondOf = (given: readonly Line[], sums: readonly Sum[], balanced: readonly number[]): number =>
  sums.reduce((total, sum, s) => {
    const exact = exactOf(given, sum) / STEP;
    const value = (balanced[s] ?? 0) / STEP;
    return total + Math.max(0, Math.floor(exact) - value, value - Math.ceil(exact));
  }, 0);

/** The fewest steps beyond that any whole values of the lines allow, by a solver of integer programs. */
function leastBeyond(given: readonly Line[], sums: readonly Sum[]): number {
  const rows = sums.map((sum, s) => {
    const exact = exactOf(given, sum) / STEP;
    const terms = sum.lines.map((i) => `+ y${i}`).join(' ');
    return `l${s}: ${terms} + u${s} >= ${Math.floor(exact)}\n h${s}: ${terms} - v${s} <= ${Math.ceil(exact)}`;
  });
  const bounds = given.map(({ fen: exact }, i) =>
    exact === 0
      ? `y${i} = 0`
      : exact > 0
        ? `0 <= y${i} <= ${Math.ceil(exact / STEP) + 2}`
        : `${Math.floor(exact / STEP) - 2} <= y${i} <= 0`,
  );
  const program = `minimize\n ${sums.map((_, s) => `+ u${s} + v${s}`).join('\n ')}\nsubject to\n ${rows.join('\n ')}\nbounds\n ${bounds.join('\n ')}\ngeneral\n ${given.map((_, i) => `y${i}`).join(' ')}\nend\n`;
  return Math.round(highs.solve(program).ObjectiveValue);
}

const balanced = (found: readonly BalancedSum[]): number[] => found.map(({ balanced: value }) => value);

describe('balance', () => {
  test('every division of a whole adds up to it', () => {
    fc.assert(
      fc.property(lines(60, [5, 7, 3]), (given) => {
        const sums = sumsOf(given, 3);
        const keys = [...sums.keys()];
        const values = balanced(
          balance(
            given.map((line) => line.fen),
            [...sums.values()],
            STEP,
          ),
        );
        const of = (wanted: RegExp): number => keys.reduce((total, key, i) => total + (wanted.test(key) ? (values[i] ?? 0) : 0), 0);
        for (const d of [0, 1, 2]) assert.equal(of(new RegExp(`^${d}:\\d+$`)), of(/^all$/), `division ${d}`);
        for (const d of [1, 2]) assert.equal(of(new RegExp(`^0:\\d+ ${d}:`)), of(/^all$/));
        for (const member of new Set(given.map(({ at }) => at[0]))) {
          for (const d of [1, 2]) assert.equal(of(new RegExp(`^0:${member} ${d}:`)), of(new RegExp(`^0:${member}$`)));
        }
      }),
      { numRuns: 150, seed: 20261121 },
    );
  });

  test('no figure moves beyond its neighbours where a solver finds that none must', () => {
    fc.assert(
      fc.property(lines(14, [3, 4, 2]), (given) => {
        const sums = [...sumsOf(given, 3).values()];
        const values = balanced(
          balance(
            given.map((line) => line.fen),
            sums,
            STEP,
          ),
        );
        assert.equal(beyondOf(given, sums, values), leastBeyond(given, sums));
      }),
      { numRuns: 150, seed: 20261121 },
    );
  });

  test('zero stays zero, and lines of one sign keep it', () => {
    fc.assert(
      fc.property(lines(40, [4, 4]), (given) => {
        const sums = [...sumsOf(given, 2).values()];
        balance(
          given.map((line) => line.fen),
          sums,
          STEP,
        ).forEach(({ balanced: value }, s) => {
          const own = (sums[s]?.lines ?? []).map((i) => given[i]?.fen ?? 0);
          if (own.every((x) => x === 0)) assert.equal(value, 0);
          if (own.every((x) => x >= 0)) assert.ok(value >= 0);
          if (own.every((x) => x <= 0)) assert.ok(value <= 0);
        });
      }),
      { numRuns: 150, seed: 20261121 },
    );
  });

  test('what is whole in the printed unit is left alone, and nothing moves without need', () => {
    const sums: Sum[] = [
      { lines: [0, 1, 2], shown: null },
      { lines: [0], shown: null },
      { lines: [1], shown: null },
      { lines: [2], shown: null },
    ];
    assert.deepEqual(balanced(balance([1_230_000, 20_000, 990_000], sums, STEP)), [2_240_000, 1_230_000, 20_000, 990_000]);
    // 3.333 + 3.333 + 3.334 steps are 10, and one of the parts must be 4: the one that is nearest to it
    assert.deepEqual(balanced(balance([33_330, 33_330, 33_340], sums, STEP)), [100_000, 30_000, 30_000, 40_000]);
  });

  test('a figure that is printed exactly elsewhere does not move', () => {
    const of = (fixed: number): number[] =>
      balanced(
        balance(
          [34_000, 33_500, 33_000],
          [[0, 1, 2], [0], [1], [2]].map((own, s) => ({ lines: own, shown: s === fixed ? 'exact' : null })),
          STEP,
        ),
      );
    assert.deepEqual(of(1), [100_000, 30_000, 40_000, 30_000]);
    assert.deepEqual(of(2), [100_000, 40_000, 30_000, 30_000]);
  });

  test('a figure whose rate is printed stays where it is; the total gives way', () => {
    const of = (shown: Sum['shown']): number[] =>
      balanced(
        balance(
          [8_464_400, 1_000_000, 4_764_000],
          [[0, 1, 2], [0], [1], [2]].map((own, s) => ({ lines: own, shown: s === 0 ? null : shown })),
          STEP,
        ),
      );
    assert.deepEqual(of(null)[0], 14_230_000);
    assert.deepEqual(of('rate'), [14_220_000, 8_460_000, 1_000_000, 4_760_000]);
  });

  test('one huge and many tiny parts', () => {
    const given = [123_456_789_012, ...Array.from({ length: 60 }, (_, i) => 900 + i)];
    const sums: Sum[] = [{ lines: given.map((_, i) => i), shown: null }, ...given.map((_, i) => ({ lines: [i], shown: null }))];
    const values = balanced(balance(given, sums, STEP));
    assert.equal(
      values[0],
      values.slice(1).reduce((total, value) => total + value, 0),
    );
    assert.ok(Math.abs((values[0] ?? 0) - given.reduce((total, value) => total + value, 0)) < STEP);
    assert.ok(values.slice(1).every((value, i) => Math.abs(value - (given[i] ?? 0)) < STEP));
  });

  test('the same question has the same answer', () => {
    const given = Array.from({ length: 200 }, (_, i) => ({ fen: (i * 7_654_321) % 30_000_000, at: [i % 7, i % 11, i % 13] }));
    const sums = [...sumsOf(given, 3).values()];
    const ask = (): number[] =>
      balanced(
        balance(
          given.map((line) => line.fen),
          sums,
          STEP,
        ),
      );
    assert.deepEqual(ask(), ask());
  });

  test('nearest: half away from zero', () => {
    assert.deepEqual(
      [4_999, 5_000, -4_999, -5_000, 0].map((value) => nearestStep(value, STEP)),
      [0, 1, -0, -1, 0],
    );
  });
});
