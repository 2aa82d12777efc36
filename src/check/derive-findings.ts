import { amountText } from '../fact/amount.ts';
import type { Fact } from '../fact/fact.ts';
import type { Reading, Statement } from '../form/reading.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import { isMistyped } from './culprit.ts';
import { BASES, boundsOf, priorOf } from './derive.ts';
import { classesUnder, economicRows, type ListStatement, omittedRows } from './derive-economic.ts';
import type { Finding } from './finding.ts';
import { found } from './found.ts';
import { operandOf } from './percent.ts';
import { factPlace, wordsPlace } from './place.ts';

const UP = '增加|增长|上升|提高|调增';
const DOWN = '减少|下降|降低|调减';
const BOTH = new RegExp(`(?:(?:${UP})(?:${DOWN})|(?:${DOWN})(?:${UP}))\\s*[\\d.,]+\\s*(?:%|％|亿元|万元|元)`, 'g');
const NEGATIVE = new RegExp(`(${UP}|${DOWN})\\s*[-−－]\\s*[\\d.,]+\\s*(?:%|％|亿元|万元|元)`, 'g');
const ADJACENT = new RegExp(`(?:${UP})(?:${DOWN})|(?:${DOWN})(?:${UP})`);
const MOST_NAMED = 0.6;

/** What sentences say wrongly without a sum being wrong: direction words, rates over nothing, lists that leave items out. */
export function deriveFindings(reading: Reading, lexicon: Lexicon): Finding[] {
  const findings = directionWords(reading);
  for (const statement of reading.statements) {
    if (statement.kind === 'change') findings.push(...changeFindings(statement, reading));
    else if (statement.kind === 'completion') findings.push(...zeroBudget(statement, reading));
    else if (statement.kind === 'same') findings.push(...sameFindings(statement, reading));
    else if (statement.kind === 'list')
      findings.push(...(statement.named ? listNames(statement, reading, lexicon) : listOmits(statement, reading)));
  }
  return findings;
}

const money = (fen: number): string => `${amountText(fen)}万元`;
const said = (fact: Fact): string => `${fact.printed}${fact.unit}`;
const name = (fact: Fact): string => fact.where.row ?? '';

/** 下降增长1.5%; 调增-2,492.41万元. */
function directionWords({ document }: Reading): Finding[] {
  const findings: Finding[] = [];
  for (const block of document.blocks) {
    if (block.kind !== 'paragraph' || block.words.pieces.length === 0) continue;
    const { text } = block.words;
    for (const match of text.matchAll(BOTH)) {
      findings.push(
        found('derive.direction', {
          severity: 'error',
          message: `“${match[0]}”里增与减两个方向词并存，读者无法判断是增是减。`,
          stated: match[0],
          suggestion: '核对本年数与上年数，只保留一个方向词。',
          culprit: 0,
          places: [wordsPlace(block.words, undefined, match.index, match.index + match[0].length)],
        }),
      );
    }
    for (const match of text.matchAll(NEGATIVE)) {
      findings.push(
        found('derive.direction', {
          severity: 'warning',
          message: `“${match[0]}”的方向词“${match[1]}”后写了负数，方向自相矛盾。`,
          stated: match[0],
          suggestion: '方向用文字表示，数字写绝对值：增加用“增加”“调增”，减少用“减少”“调减”。',
          culprit: 0,
          places: [wordsPlace(block.words, undefined, match.index, match.index + match[0].length)],
        }),
      );
    }
  }
  return findings;
}

function changeFindings(
  { current: c, delta: d, rate: r, direction, words, against }: Extract<Statement, { kind: 'change' }>,
  reading: Reading,
): Finding[] {
  const [current, delta, rate] = [c, d, r].map((id) => (id === null ? undefined : reading.facts[id]));
  const findings: Finding[] = [];
  const prior = current ? priorOf(current, reading.facts, against) : null;
  const base = BASES[against];
  const spoken = delta ?? rate;
  if (direction === 'both' && delta && rate && !ADJACENT.test(words)) {
    findings.push(
      found('derive.direction', {
        severity: 'error',
        message: `“${name(delta)}”的增减额与增减幅度方向词相反（${words}）。`,
        stated: words,
        suggestion: `核对本年数与${base}数，两处用同一方向词。`,
        places: [factPlace(rate), factPlace(delta)],
      }),
    );
  } else if (current && prior && spoken && (direction === 'up' || direction === 'down')) {
    const actual = current.value - prior.value;
    const slack = current.half + prior.half;
    if ((direction === 'up' && actual < -slack) || (direction === 'down' && actual > slack)) {
      const right = actual > 0 ? '增加' : '减少';
      findings.push(
        found('derive.direction', {
          severity: 'error',
          message: `“${name(current)}”本年${said(current)}、${base}${said(prior)}，应为${right}${money(Math.abs(actual))}，说明写“${words.split('，')[0]}”。`,
          stated: words,
          expected: right,
          suggestion: `把方向词改为“${right}”，或核对${base}数。`,
          culprit: 0,
          places: [factPlace(spoken), factPlace(current), factPlace(prior)],
        }),
      );
    }
  }
  findings.push(...impossibleChange(current, delta, rate, direction, base));
  if (against === 'prior' && current && delta && !rate && !prior && direction === 'down') findings.push(...wholeLoss(current, delta));
  const impliedZero = current && delta && current.value > 0 && current.value === delta.value;
  if (rate && current && rate.value !== 0 && (prior?.value === 0 || impliedZero)) {
    findings.push(
      found('derive.zero-base', {
        severity: prior?.value === 0 ? 'error' : 'warning',
        message: `“${name(current)}”${base}数为0，增减幅度无从计算，说明却写${said(rate)}。`,
        stated: said(rate),
        suggestion: `${base}数为0时只写增加额，不写百分比。`,
        culprit: 0,
        places: [factPlace(rate), factPlace(current), ...(prior ? [factPlace(prior)] : [])],
      }),
    );
  }
  return findings;
}

/** Which of a change (0) and the amount (1) is wrong: the one in 元 beside 万元; the change, if one digit of it makes it fit the rate. */
function wrongOf(delta: Fact, current: Fact, rate?: Fact): 0 | 1 | null {
  if (delta.unit !== current.unit) return delta.unit === '元' ? 0 : 1;
  const meant = rate ? operandOf('part', boundsOf(rate), boundsOf(current), 'growth') : null;
  return meant && isMistyped(delta, { lo: meant.lo - delta.half, hi: meant.hi + delta.half }) ? 0 : null;
}

/** Fewer digits may well be halved by chance. */
const TELLING_DIGITS = 4;

/** 比上年减少 as much as there is this year, no rate told: the year before would have had exactly twice as much; it had nothing, and 增加 is meant. */
function wholeLoss(current: Fact, delta: Fact): Finding[] {
  const digits = current.printed.replace(/\D/g, '').replace(/^0+|0+$/g, '');
  if (current.value !== Math.abs(delta.value) || digits.length < TELLING_DIGITS) return [];
  return [
    found('derive.direction', {
      severity: 'warning',
      message: `“${name(current)}”本年${said(current)}，说明写比上年减少${said(delta)}，与本年数一分不差，又没有写减幅；上年没有此项的，应为增加。`,
      stated: `减少${said(delta)}`,
      expected: `增加${said(delta)}`,
      suggestion: '核对上年数：上年为0的改为“增加”；确为减半的写明减幅。',
      culprit: 0,
      places: [factPlace(delta), factPlace(current)],
    }),
  ];
}

/** An amount that is never negative cannot have grown by more than all of itself, nor fallen by more than 100 %. */
function impossibleChange(
  current?: Fact,
  delta?: Fact,
  rate?: Fact,
  direction?: 'up' | 'down' | 'both' | 'none',
  base = '上年',
): Finding[] {
  const over = current && delta && direction === 'up' && current.value >= 0 && delta.value - delta.half > current.value + current.half;
  const fallen = current && rate && direction === 'down' && current.value >= 0 && rate.value - rate.half > 100 * 10 ** rate.scale;
  const told = over ? delta : fallen ? rate : null;
  if (!current || !told) return [];
  return [
    found('derive.impossible-change', {
      severity: 'error',
      message: `“${name(current)}”本年${said(current)}，说明却写比${base}${over ? '增加' : '下降'}${said(told)}，${base}数将小于0，不可能。`,
      stated: said(told),
      suggestion: '核对本年数、基数和增减额；疑为照抄相邻一句的增减额。',
      culprit: over && told === delta ? wrongOf(told, current, rate) : null,
      places: [factPlace(told), factPlace(current)],
    }),
  ];
}

function zeroBudget({ actual, budget, rate }: Extract<Statement, { kind: 'completion' }>, { facts }: Reading): Finding[] {
  const [a, b, r] = [facts[actual], facts[budget], facts[rate]];
  if (!a || !b || !r || b.value !== 0 || r.value === 0) return [];
  return [
    found('derive.zero-base', {
      severity: 'error',
      message: `“${name(a)}”预算为0，完成率无从计算，说明却写${said(r)}。`,
      stated: said(r),
      suggestion: '预算为0时只写决算数，不写完成率。',
      culprit: 0,
      places: [factPlace(r), factPlace(b), factPlace(a)],
    }),
  ];
}

/** 与上年相同, though last year's figure is printed and differs. */
function sameFindings({ current: c }: Extract<Statement, { kind: 'same' }>, { facts }: Reading): Finding[] {
  const current = facts[c];
  const prior = current ? priorOf(current, facts) : null;
  if (!current || !prior || Math.abs(current.value - prior.value) <= current.half + prior.half) return [];
  return [
    found('derive.direction', {
      severity: 'error',
      message: `“${name(current)}”本年${said(current)}，上年${said(prior)}，两数不同，说明却写与上年相同。`,
      stated: '与上年相同',
      expected: current.value > prior.value ? '增加' : '减少',
      suggestion: '核对上年数，或改写增减情况。',
      places: [factPlace(current), factPlace(prior)],
    }),
  ];
}

function listOmits(statement: ListStatement, reading: Reading): Finding[] {
  const list = omittedRows(reading, statement);
  if (!list) return [];
  const { whole, parts, omitted, gap } = list;
  const sum = parts.reduce((total, part) => total + part.value, 0);
  const names = omitted.map((row) => `${name(row)}${row.printed}`).join('、');
  const table = omitted[0]?.where.table ?? '经济分类表';
  return [
    found('derive.list-omits', {
      severity: 'warning',
      message: `“${name(whole)}”${said(whole)}所列各项合计${money(sum)}，少${money(gap)}。《${table}》中还有：${names}，说明漏列。`,
      stated: money(sum),
      expected: said(whole),
      difference: money(-gap),
      suggestion: `补列${omitted.map(name).join('、')}，使各项之和等于${said(whole)}；确实只列主要项目的，句末加“等”。`,
      places: [factPlace(whole), ...omitted.map(factPlace)],
    }),
  ];
}

/** Names without amounts against the rows of the table that have money. */
function listNames(statement: ListStatement, reading: Reading, lexicon: Lexicon): Finding[] {
  const whole = reading.facts[statement.whole];
  if (!whole) return [];
  const classes = classesUnder(whole);
  const rows = economicRows(reading, whole, classes);
  if (rows.size === 0) return [];
  const codes = statement.labels.map((label) => economicCode(label.text, classes, lexicon, reading.identity.year));
  if (codes.filter((code) => code !== null).length < codes.length / 2) return [];
  const named = new Set(codes);
  // 公务用车运行维护费及购置费: two items in one label
  const isWithin = (row: Fact): boolean => statement.labels.some(({ text }) => name(row).length > 2 && text.includes(name(row)));
  const missing = [...rows].filter(([code, row]) => !named.has(code) && !isWithin(row)).map(([, row]) => row);
  const extra = statement.labels.filter((_, i) => codes[i] != null && !rows.has(codes[i] ?? ''));
  const mostNamed = rows.size - missing.length >= rows.size * MOST_NAMED;
  const left = statement.open && mostNamed ? [] : missing;
  if (left.length === 0 && extra.length === 0) return [];
  const parts = [
    extra.length > 0 ? `说明列有${extra.map((label) => label.text.trim()).join('、')}，表中没有金额` : '',
    left.length > 0 ? `表中有${left.map((row) => `${name(row)}${row.printed}`).join('、')}，说明没有列` : '',
  ];
  return [
    found('derive.list-names', {
      severity: extra.length > 0 ? 'warning' : 'info',
      message: `“${name(whole)}”${said(whole)}所列项目与《${[...rows.values()][0]?.where.table ?? '经济分类表'}》不一致：${parts.filter(Boolean).join('；')}。`,
      suggestion: '按表中有金额的款级科目列明，或核对表中金额；只列主要项目的，句末加“等”。',
      places: [factPlace(whole), ...extra.map((label) => wordsPlace(label)), ...left.map(factPlace)],
    }),
  ];
}

function economicCode(label: string, classes: readonly string[], lexicon: Lexicon, year: number | null): string | null {
  for (const { sense } of lexicon.meanings(label, year ?? undefined)) {
    const code = sense.dims.economic;
    if (code && classes.includes(code.slice(0, 3))) return code;
  }
  return null;
}
