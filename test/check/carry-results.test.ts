import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { checkAcross } from '../../src/check/check.ts';
import { readText } from '../../src/format/txt/read.ts';
import { loadForms } from '../../src/forms.ts';
import { readPaper } from '../../src/score/read.ts';

const forms = loadForms();
const sample = (path: string): string => readFileSync(new URL(`../findings/${path}`, import.meta.url), 'utf8');
const paper = (text: string, name: string) => readPaper(readText(new TextEncoder().encode(text)), name, forms);

/** The findings of a code between two papers, the second with one stretch of it changed. */
function across(code: string, [first, second]: readonly [string, string], change: readonly [string, string], which: 1 | 2) {
  const changed = (text: string, n: number): string => (n === which ? text.replace(change[0], change[1]) : text);
  const papers = [first, second].map((text, i) => paper(changed(text, i + 1), `${i + 1}.txt`));
  return checkAcross(papers, forms).filter((finding) => finding.code === code);
}

const LAST = [sample('carry.last-result/good/1.txt'), sample('carry.last-result/good/2.txt')] as const;
const SAME = [sample('carry.changed-target/good/1.txt'), sample('carry.changed-target/good/2.txt')] as const;

test('every indicator of last year counts: a share promised and reached then, and now promised lower', () => {
  const lower = (change: readonly [string, string]) => across('carry.last-result', LAST, change, 2);
  const [satisfaction] = lower(['居民满意度\t≥95%', '居民满意度\t≥90%']);
  assert.match(satisfaction?.message ?? '', /“居民满意度”定为“≥90%”：上年指标值为≥95%，已得满分，本年的要求反而低了/);
  assert.equal(satisfaction?.severity, 'warning');
  assert.deepEqual(
    lower(['改造验收合格率\t100%', '改造验收合格率\t≥98%']).map(({ expected }) => expected),
    ['不低于上年的100%'],
  );
  // higher, of another name, under another level, in another unit: nothing to say
  for (const [from, to] of [
    ['居民满意度\t≥95%', '居民满意度\t≥98%'],
    ['居民满意度\t≥95%', '商户知晓度\t≥90%'],
    ['质量指标\t改造验收合格率\t100%', '数量指标\t改造验收合格率\t≥98%'],
    ['居民满意度\t≥95%', '居民满意度\t≥90分'],
  ] as const)
    assert.deepEqual(lower([from, to]), [], to);
});

test('all that is lower is one finding of the project', () => {
  const both = (text: string): string =>
    text.replace('居民满意度\t≥95%', '居民满意度\t≥90%').replace('改造街区数量\t≥4个', '改造街区数量\t≥3个');
  const found = checkAcross([paper(LAST[0], '1.txt'), paper(both(LAST[1]), '2.txt')], forms);
  assert.equal(found.length, 1);
  assert.match(found[0]?.message ?? '', /改造街区数量.*；的“居民满意度”/);
});

test('a self-evaluation by another share or ceiling than the one published', () => {
  const used = (change: readonly [string, string]) => across('carry.changed-target', SAME, change, 2);
  assert.match(used(['居民满意度≥95%', '居民满意度≥85%'])[0]?.message ?? '', /“居民满意度”按≥85%评分，公开的目标是“≥95%”/);
  assert.match(used(['改造成本≤200万元', '改造成本≤240万元'])[0]?.message ?? '', /“改造成本”按≤240万元评分/);
  assert.deepEqual(used(['改造成本≤200万元', '改造成本≤2000000元']), []);
});
