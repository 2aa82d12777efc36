import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { loadForms } from '../../src/forms.ts';

const { nearMisses, words } = loadForms();
const vocabulary = words.get('vocabulary') as { terms: string[]; not: string[] };

test('one wrong, missing, doubled or superfluous character in a fixed term', () => {
  const slips: readonly [string, string, string][] = [
    ['其中国有资金经营预算支出0万元', '国有资金经营预算支出', '国有资本经营预算支出'],
    ['专新特新企业奖励', '专新特新', '专精特新'],
    ['2025年机构运行经费94.68万元', '机构运行经费', '机关运行经费'],
    ['公务车用车运行费不变', '公务车用车运行费', '公务用车运行费'],
    ['一般公共公预算拨款', '一般公共公预算拨款', '一般公共预算拨款'],
    ['政府购买服服务指导性目录', '政府购买服服务指导性目录', '政府购买服务指导性目录'],
    ['因公出国(镜)费', '因公出国(镜)费', '因公出国（境）费'],
    ['其他社会保障和救业支出', '其他社会保障和救业支出', '其他社会保障和就业支出'],
  ];
  for (const [text, written, official] of slips) {
    assert.deepEqual(
      nearMisses(text).map((miss) => [miss.text, miss.official]),
      [[written, official]],
      text,
    );
    const [miss] = nearMisses(text);
    assert.equal(miss && text.slice(miss.from, miss.to), written);
  }
});

test('right words that look alike are let pass', () => {
  const right = [
    '国有资产经营收入',
    '国有资产经营管理公司',
    '高新技术产业中涉及生物医药',
    '部门预算开展自评工作',
    '当年绩效目标任务',
    '公务用车制度改革',
    '项目支付预算的现金流量表',
    '公务车运行维护费',
    '绩效自评价结果',
    '部门收入总体情况表',
    '财政拨款收入支出决算表',
    '公务用车购置和运行维护费',
    '两个大局、两个维护',
    '十三五规划、十四五规划',
    '退役军人服务中心',
    '推动高水平发展、高效能治理',
    '第十三个五年规划',
    '数智化转型',
    '',
    '资本',
  ];
  for (const text of right) assert.deepEqual(nearMisses(text), [], text);
});

test('no term, and no word that is let pass, is a near miss of another', () => {
  for (const word of [...vocabulary.terms, ...vocabulary.not]) assert.deepEqual(nearMisses(word), [], word);
});

test('the vocabulary: fixed terms of four characters or more, each once', () => {
  assert.ok(vocabulary.terms.length >= 150);
  assert.equal(new Set(vocabulary.terms).size, vocabulary.terms.length);
  for (const term of vocabulary.terms) assert.ok(term.length >= 4, term);
});

const SEEDS = new URL('../../../shared/seeds/', import.meta.url);

test('real papers: only slips that a reader confirmed', { skip: existsSync(SEEDS) ? false : '../shared is absent' }, () => {
  const found = readdirSync(SEEDS)
    .filter((name) => name.endsWith('.txt'))
    .flatMap((name) => nearMisses(readFileSync(new URL(name, SEEDS), 'utf8')).map((miss) => `${miss.text} → ${miss.official}`));
  assert.deepEqual([...new Set(found)].sort(), [
    '专新特新 → 专精特新',
    '国有资金经营预算 → 国有资本经营预算',
    '国有资金经营预算支出 → 国有资本经营预算支出',
    '年度资总额 → 年度资金总额',
    '机构运行经费支出 → 机关运行经费支出',
  ]);
});
