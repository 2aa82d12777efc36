import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bandOf, gapsOf, gradeBandFindings } from '../../src/check/performance/gradeBands.ts';
import { wordsAt } from '../../src/document/words.ts';
import { textPlace } from '../../src/fact/place.ts';

const words = (text: string) => wordsAt(text, textPlace(1, 0, text.length));
const blocks = (...lines: string[]) =>
  lines.map((line, i) => ({ kind: 'paragraph', words: wordsAt(line, textPlace(i + 1, 0, line.length)), level: null }) as const);
const severities = (...lines: string[]) => gradeBandFindings({ blocks: blocks(...lines) }).map(({ severity }) => severity);

test('a line of a scale', () => {
  const range = (text: string) => {
    const band = bandOf(words(text));
    return band && band !== 'unread' ? [band.grade, band.low, band.high] : band;
  };
  assert.deepEqual(range('好：完成目标的100%'), ['好', 100, 100]);
  assert.deepEqual(range('良：80%-90%'), ['良', 80, 90]);
  assert.deepEqual(range('优秀：90%（含）以上'), ['优秀', 90, 100]);
  assert.deepEqual(range('差：不足60%'), ['差', 0, 60]);
  assert.equal(range('良：80%≤完成率<90%'), 'unread');
  assert.equal(range('中：完成大部分'), 'unread');
  assert.equal(range('完成目标的80%'), null);
});

test('bands in whole percents leave no gap', () => {
  const bands = ['优：90%以上', '良：80%-89%', '差：80%以下'].flatMap((text) => {
    const band = bandOf(words(text));
    return band && band !== 'unread' ? [band] : [];
  });
  assert.deepEqual(gapsOf(bands), []);
});

test('a scale with gaps: a warning where it grades the own goals, else a hint; none where a line cannot be read', () => {
  const scale = ['好：100%', '中：80%', '差：不足60%'];
  assert.deepEqual(severities('年度绩效目标：', ...scale), ['warning']);
  assert.deepEqual(severities('评分办法', ...scale), ['info']);
  assert.deepEqual(severities('评分办法', '好：100%', '良：完成大部分', '中：80%', '差：不足60%'), []);
  assert.deepEqual(severities('评分办法', '优：90%以上', '良：80%-90%', '差：80%以下'), []);
});
