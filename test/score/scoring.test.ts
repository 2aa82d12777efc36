import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  executionScore,
  gradeOf,
  inverseScore,
  mean,
  proportionalScore,
  qualitativeScore,
  SLACK,
  weightedMean,
} from '../../src/score/scoring.ts';

const amount = fc.integer({ min: 1, max: 1_000_000_000 });
const weight = fc.integer({ min: 1, max: 60 });
const BANDS = [
  { grade: '优', from: 90, words: ['优'] },
  { grade: '良', from: 80, words: ['良'] },
  { grade: '中', from: 60, words: ['中'] },
  { grade: '差', from: 0, words: ['差'] },
];

describe('scoring', () => {
  test('known values', () => {
    assert.equal(executionScore(1500, 795).toFixed(2), '5.30');
    assert.equal(proportionalScore(150, 103, 20).toFixed(2), '13.73');
    assert.equal(inverseScore(100, 80, 10), 10);
    assert.equal(inverseScore(100, 125, 10), 8);
    assert.deepEqual(qualitativeScore('partly', 10), { lo: 6, hi: 8 });
    assert.equal(weightedMean([90, 60], [200, 100]), 80);
    assert.equal(mean([]), null);
    assert.equal(weightedMean([90], [0]), null);
  });

  test('a score lies between nothing and the weight', () => {
    fc.assert(
      fc.property(amount, amount, weight, (a, b, w) => {
        for (const score of [executionScore(a, b, w), proportionalScore(a, b, w), inverseScore(a, b, w)])
          assert.ok(score >= 0 && score <= w);
      }),
    );
  });

  test('more reached is never fewer points; for a ceiling more used is never more points', () => {
    fc.assert(
      fc.property(amount, amount, amount, weight, (target, a, b, w) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        assert.ok(executionScore(target, less, w) <= executionScore(target, more, w));
        assert.ok(proportionalScore(target, less, w) <= proportionalScore(target, more, w));
        assert.ok(inverseScore(target, less, w) >= inverseScore(target, more, w));
      }),
    );
  });

  test('a ceiling is the inverse of a target', () => {
    fc.assert(
      fc.property(amount, amount, weight, (a, b, w) => assert.ok(Math.abs(inverseScore(a, b, w) - proportionalScore(b, a, w)) < SLACK)),
    );
  });

  test('the mean does not depend on the order, and lies between the least and the most', () => {
    const scores = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(scores, (all) => {
        const value = mean(all) ?? -1;
        assert.ok(Math.abs(value - (mean([...all].reverse()) ?? -1)) < SLACK);
        assert.ok(value >= Math.min(...all) && value <= Math.max(...all));
        assert.ok(
          Math.abs(
            (weightedMean(
              all,
              all.map(() => 7),
            ) ?? -1) - value,
          ) < 1e-6,
        );
      }),
    );
  });

  test('a higher score has no worse grade, whatever the order of the bands', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }), (a, b) => {
        const from = (score: number) => gradeOf(score, [...BANDS].reverse())?.from ?? -1;
        assert.ok(from(Math.max(a, b)) >= from(Math.min(a, b)));
        assert.equal(gradeOf(a, BANDS)?.grade, gradeOf(a, [...BANDS].reverse())?.grade);
      }),
    );
    assert.equal(gradeOf(89.99, BANDS)?.grade, '良');
    assert.equal(gradeOf(90, BANDS)?.grade, '优');
  });
});
