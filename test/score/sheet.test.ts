import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { loadForms } from '../../src/forms.ts';
import { pointsText } from '../../src/score/points.ts';
import { directionOf, isScore, type Outcome, type Promised, scoreExecution, scoreIndicator } from '../../src/score/rule.ts';
import { needsAnswer, type Scheme, schemesOf } from '../../src/score/scheme.ts';
import type { Attainment } from '../../src/score/scoring.ts';
import { averagesOf, gradedBy, levelSheet, type Scorable, scoreSheet } from '../../src/score/sheet.ts';
import { parseValue } from '../../src/score/value.ts';

const schemes = schemesOf(loadForms().sets);
const schemeOf = (id: string): Scheme => schemes.get(id) ?? assert.fail(id);
const cn = schemeOf('cn');

const promised = (value: string, weight = 20): Promised => {
  const annual = parseValue(value);
  return { annual, direction: directionOf(annual), weight: weight * 100, missing: false };
};
const outcome = (actual: string, more: Partial<Outcome> = {}): Outcome => ({
  actual,
  attained: null,
  share: null,
  lowTarget: false,
  ...more,
});

/** The formula of a score, or what keeps it from being one. */
const said = (value: string, actual: string, more: Partial<Outcome> = {}, weight = 20): string => {
  const score = scoreIndicator(promised(value, weight), outcome(actual, more), cn);
  return isScore(score) ? score.formula : score.message;
};

describe('rules of scoring', () => {
  test('every kind of target, with its sum shown', () => {
    assert.equal(said('≥10个', '6个'), '20 × 6 ÷ 10 = 12.00');
    assert.equal(said('≥10个', '12个'), '实际12个达到指标值≥10个，得满分20');
    assert.equal(said('≤1500万元', '795万元'), '实际795万元未超过指标值≤1500万元，得满分20');
    assert.equal(said('≤100万元', '1250000元'), '20 × 100万元 ÷ 1250000元 = 16.00');
    assert.equal(said('≤72小时', '80小时'), '20 × 72 ÷ 80 = 18.00');
    assert.equal(said('=4次', '5次'), '20 × 4 ÷ 5 = 16.00');
    assert.equal(said('80-90%', '85%'), '实际85%达到指标值80-90%，得满分20');
    assert.equal(said('80-90%', '72%'), '20 × 72 ÷ 80 = 18.00');
    assert.equal(said('80-90%', '96%'), '20 × 90 ÷ 96 = 18.75');
    assert.equal(said('100%', '68.67%', {}, 10), '10 × 68.67 ÷ 100 = 6.87');
    assert.equal(
      said('≥5公里', '20公里', { lowTarget: true }),
      '实际20公里达到指标值≥5公里，超过指标值的300%且指标值偏低：20 × (1 − 30%) = 14.00',
    );
    assert.equal(said('12月底前', '已按期完成', { attained: 'reached' }), '达成年度指标：20 × 100% = 20.00');
    assert.equal(said('明显提高', '有所提高', { attained: 'partly', share: 7500 }), '部分达成并具有一定效果：20 × 75% = 15.00');
  });

  test('what cannot be compared is told, not guessed', () => {
    assert.equal(said('≥10个', '全部完成'), '实际完成值“全部完成”与指标值“≥10个”不能比较');
    assert.equal(said('≥10个', '6公里'), '实际完成值“6公里”与指标值“≥10个”不能比较');
    assert.equal(said('≥95%', '96元'), '实际完成值“96元”与指标值“≥95%”不能比较');
    assert.equal(said('及时', '及时'), '定性指标没有写达成情况');
    assert.equal(said('及时', '及时', { attained: 'partly', share: 9000 }), '“部分达成并具有一定效果”按分值的60%至80%计分，写了90%');
    const score = scoreIndicator({ ...promised('≥1个'), weight: null }, outcome('1个'), cn);
    assert.equal(isScore(score) ? '' : score.message, '没有分值');
  });

  test('an indicator that was not set gets what the scheme gives', () => {
    const missing = { ...promised('≥1个', 10), missing: true };
    const score = (scheme: Scheme) => scoreIndicator(missing, null, scheme);
    assert.deepEqual(score(cn), { rule: 'missing', points: 0, formula: '未设置指标：10 × 0% = 0.00' });
    assert.deepEqual(score({ ...cn, missing: 50 }), { rule: 'missing', points: 500, formula: '未设置指标：10 × 50% = 5.00' });
  });

  test('execution', () => {
    assert.equal(scoreExecution(1_500_000_000, 795_000_000, cn).formula, '10 × 795.00 ÷ 1500.00 = 5.30');
    assert.equal(scoreExecution(100, 120, cn).points, 1000);
    assert.equal(scoreExecution(0, 0, cn).points, 0);
  });

  test('grades are those of the scheme', () => {
    assert.equal(gradedBy(7860, cn).formula, '78.60 ≥ 60，78.60 < 80，为“中”');
    assert.equal(gradedBy(9000, cn).formula, '90.00 ≥ 90，为“优”');
    assert.equal(gradedBy(7860, schemeOf('shanghai')).grade?.grade, '合格');
    assert.deepEqual(
      [9000, 8000, 7999, 0].map((points) => needsAnswer(gradedBy(points, cn).grade, cn)),
      [false, false, true, true],
    );
    assert.deepEqual(schemeOf('cn-2021').judged.partly, [50, 80]);
    assert.equal(schemeOf('four-levels').levels[2]?.name, '产出');
  });

  test('a department by levels', () => {
    const sheet = levelSheet(
      [
        { name: '投入', weight: 1500, score: 1500 },
        { name: '产出', weight: 3500, score: 3078 },
      ],
      cn,
    );
    assert.deepEqual(
      [sheet.total, sheet.totalFormula, sheet.levels[1]?.rate, sheet.rate],
      [4578, '投入15 + 产出30.78 = 45.78', 8794, 9156],
    );
  });
});

const count = fc.integer({ min: 0, max: 100_000 });
const weight = fc.integer({ min: 0, max: 60 });
const comparator = fc.constantFrom('≥', '>', '≤', '<', '=', '');
const points = (value: string, actual: string, of: number, more: Partial<Outcome> = {}): number => {
  const score = scoreIndicator(promised(value, of), outcome(actual, more), cn);
  return isScore(score) ? score.points : assert.fail(`${value} ${actual}: ${score.message}`);
};

const item = fc.record({ comparator, target: count, actual: count, weight: fc.integer({ min: 1, max: 90 }) });
const project = fc.record({
  adjusted: fc.integer({ min: 1, max: 1e12 }),
  // more may come back than was paid
  executed: fc.oneof({ arbitrary: fc.integer({ min: 0, max: 1e12 }), weight: 4 }, fc.integer({ min: -1e9, max: -1 })),
  items: fc.array(item, { minLength: 1, maxLength: 12 }),
});

/** A project with weights that make 90 with execution's 10. */
function scorable({ adjusted, executed, items }: typeof project extends fc.Arbitrary<infer T> ? T : never): Scorable {
  const whole = items.reduce((sum, one) => sum + one.weight, 0);
  const shares = items.map((one) => Math.floor((9000 * one.weight) / whole));
  shares[0] = (shares[0] ?? 0) + 9000 - shares.reduce((sum, share) => sum + share, 0);
  const indicators = items.map((one, i) => ({ ...promised(`${one.comparator}${one.target}个`), weight: shares[i] ?? 0, name: `第${i}项` }));
  return { adjusted, executed, indicators, outcomes: new Map(items.map((one, i) => [`第${i}项`, outcome(`${one.actual}个`)])) };
}

describe('properties of scoring', () => {
  test('points lie between nothing and the weight', () => {
    const attained = fc.constantFrom<Attainment>('reached', 'partly', 'missed');
    fc.assert(
      fc.property(comparator, count, count, weight, fc.boolean(), (sign, target, actual, of, lowTarget) => {
        const got = points(`${sign}${target}个`, `${actual}个`, of, { lowTarget });
        assert.ok(got >= 0 && got <= of * 100);
      }),
    );
    fc.assert(
      fc.property(attained, weight, (how, of) => {
        const got = points('明显改善', '', of, { attained: how });
        assert.ok(got >= 0 && got <= of * 100);
      }),
    );
  });

  test('more reached is never fewer points, more used is never more; a target set too low apart', () => {
    fc.assert(
      fc.property(count, count, count, weight, (target, a, b, of) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        assert.ok(points(`≥${target}个`, `${less}个`, of) <= points(`≥${target}个`, `${more}个`, of));
        assert.ok(points(`≤${target}个`, `${less}个`, of) >= points(`≤${target}个`, `${more}个`, of));
        assert.ok(points(`≥${target}个`, `${more}个`, of, { lowTarget: true }) <= points(`≥${target}个`, `${more}个`, of));
      }),
    );
  });

  test('> is scored as ≥, < as ≤; of an exact target, further off is never more', () => {
    fc.assert(
      fc.property(count, count, count, weight, (target, a, b, of) => {
        assert.equal(points(`>${target}个`, `${a}个`, of), points(`≥${target}个`, `${a}个`, of));
        assert.equal(points(`<${target}个`, `${a}个`, of), points(`≤${target}个`, `${a}个`, of));
        const [near, far] = [a, b].sort((x, y) => Math.abs(x - target) - Math.abs(y - target)) as [number, number];
        if (near < target === far < target) assert.ok(points(`=${target}个`, `${far}个`, of) <= points(`=${target}个`, `${near}个`, of));
        assert.equal(points(`=${target}个`, `${target}个`, of), of * 100);
      }),
    );
  });

  test('a sheet with a line that cannot be scored has no total and no grade', () => {
    fc.assert(
      fc.property(project, (one) => {
        const given = scorable(one);
        const open = scoreSheet({ ...given, outcomes: new Map([...given.outcomes].slice(1)) }, cn);
        assert.deepEqual([open.total, open.totalFormula, open.grade], [null, '', null]);
        assert.equal(scoreSheet({ ...given, executed: null }, cn).total, null);
      }),
    );
  });

  test('a ceiling is the inverse of a target, and units of money do not matter', () => {
    const some = fc.integer({ min: 1, max: 100_000 });
    fc.assert(
      fc.property(some, some, weight, (a, b, of) => {
        assert.equal(points(`≤${a}个`, `${b}个`, of), points(`≥${b}个`, `${a}个`, of));
        assert.equal(points(`≤${a}万元`, `${b}0000元`, of), points(`≤${a}个`, `${b}个`, of));
      }),
    );
  });

  test('the total is the sum of what the lines show, within 0 and 100, whatever the order of indicators', () => {
    fc.assert(
      fc.property(project, (one) => {
        const given = scorable(one);
        const sheet = scoreSheet(given, cn);
        const lines = sheet.lines.map(({ score }) => (isScore(score) ? score.points : assert.fail()));
        assert.equal(
          sheet.total,
          lines.reduce((sum, line) => sum + line, 0),
        );
        assert.ok((sheet.total ?? -1) >= 0 && (sheet.total ?? 1e9) <= 10_000);
        assert.equal(scoreSheet({ ...given, indicators: given.indicators.toReversed() }, cn).total, sheet.total);
        assert.ok(sheet.totalFormula.endsWith(` = ${pointsText(sheet.total ?? -1)}`));
      }),
    );
  });

  test('averages lie between the least and the most, do not depend on the order, and equal money weighs as none', () => {
    const score = fc.record({ total: fc.integer({ min: 0, max: 10_000 }), budget: fc.integer({ min: 1, max: 1e13 }) });
    fc.assert(
      fc.property(fc.array(score, { minLength: 1, maxLength: 30 }), (scores) => {
        const totals = scores.map(({ total }) => total);
        const { plain, weighted } = averagesOf(scores);
        for (const mean of [plain ?? -1, weighted ?? -1]) assert.ok(mean >= Math.min(...totals) && mean <= Math.max(...totals));
        assert.deepEqual([averagesOf(scores.toReversed()).plain, averagesOf(scores.toReversed()).weighted], [plain, weighted]);
        assert.equal(averagesOf(scores.map(({ total }) => ({ total, budget: 700 }))).weighted, plain);
      }),
    );
    // what has no money weighs nothing; more money draws the mean to its score
    fc.assert(
      fc.property(score, score, (one, other) => {
        assert.equal(averagesOf([one, { ...other, budget: 0 }]).weighted, one.total);
        const [now, then] = [
          [one, other],
          [{ ...one, budget: one.budget * 2 }, other],
        ].map((all) => averagesOf(all).weighted ?? -1);
        assert.ok(Math.abs((then ?? -1) - one.total) <= Math.abs((now ?? -1) - one.total));
      }),
    );
    assert.deepEqual([averagesOf([]).plain, averagesOf([{ total: 1, budget: 0 }]).weighted], [null, null]);
  });

  test('the weights decide: moved from a full indicator to an empty one, points go with them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 90 }), (of) => {
        const indicators = [
          { ...promised('≥1个', 90 - of), name: '甲' },
          { ...promised('≥1个', of), name: '乙' },
        ];
        const outcomes = new Map([
          ['甲', outcome('1个')],
          ['乙', outcome('0个')],
        ]);
        assert.equal(scoreSheet({ adjusted: 1, executed: 1, indicators, outcomes }, cn).total, 10_000 - of * 100);
      }),
    );
  });
});
